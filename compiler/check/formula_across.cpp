// Looks across States, lists of one State's numbers, and the rows of other entities.
#include <utility>

#include "compiler/check/expressions.h"
#include "compiler/check/formula_expressions.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {

using program::FormulaExpressionId;
using program::FormulaKind;
using program::Type;
using program::TypeKind;

namespace {

Type number_type(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

FormulaKind across_kind(ast::Combination combination) {
  switch (combination) {
    case ast::Combination::Share: return FormulaKind::ShareAcross;
    case ast::Combination::InverseShare: return FormulaKind::InverseShareAcross;
    case ast::Combination::Total: return FormulaKind::TotalAcross;
    case ast::Combination::Mean: return FormulaKind::MeanAcross;
    case ast::Combination::Median: return FormulaKind::MedianAcross;
    case ast::Combination::Least: return FormulaKind::LeastAcross;
    case ast::Combination::Greatest: return FormulaKind::GreatestAcross;
    case ast::Combination::Rank: return FormulaKind::RankAcross;
    case ast::Combination::Count: return FormulaKind::CountAcross;
  }
  return FormulaKind::Invalid;
}

FormulaKind listed_kind(ast::Combination combination) {
  switch (combination) {
    case ast::Combination::Total: return FormulaKind::Total;
    case ast::Combination::Mean: return FormulaKind::Mean;
    case ast::Combination::Median: return FormulaKind::Median;
    case ast::Combination::Least: return FormulaKind::Least;
    case ast::Combination::Greatest: return FormulaKind::Greatest;
    default: return FormulaKind::Invalid;
  }
}

program::Combination group_combination(ast::Combination combination) {
  switch (combination) {
    case ast::Combination::Mean: return program::Combination::Mean;
    case ast::Combination::Median: return program::Combination::Median;
    case ast::Combination::Least: return program::Combination::Least;
    case ast::Combination::Greatest: return program::Combination::Greatest;
    case ast::Combination::Count: return program::Combination::Count;
    default: return program::Combination::Total;
  }
}

/// The type of what is made of several numbers of `type`.
Type combined(Type type, ast::Combination combination) {
  switch (combination) {
    case ast::Combination::Share:
    case ast::Combination::InverseShare: return number_type(TypeKind::Decimal);
    case ast::Combination::Rank:
    case ast::Combination::Count: return number_type(TypeKind::Integer);
    case ast::Combination::Mean:
    case ast::Combination::Median: type.kind = TypeKind::Decimal; return type;
    default: return type;
  }
}

/// True iff `path` means nothing but what formulas know, of which there are no sets; emits then.
bool is_no_set(Context& context, const FormulaScope& scope, const ast::Path& path) {
  const std::string& name = path.parts.front().text;
  if (path.parts.size() == 1 && (find_fact(context, scope.entity, name) ||
                                 context.definition(scope.instrument, name).valid())) {
    return false;
  }
  if (formula_meaning(context, scope, path).kind == FormulaMeaningKind::None) return false;
  const std::string words = path_text(path);
  Diagnostic& diagnostic = context.report(Code::CountNeedsNoNumber, path.span, words);
  diagnostic.message = "\"" + words + "\" belongs to formulas and is no set of States";
  diagnostic.help = "define the set outside the formula: define NAME of " +
                    context.program.entities[scope.entity].name + " as ...";
  return true;
}

}  // namespace

program::StateSetId resolve_set(Context& context, const FormulaScope& scope,
                                const std::optional<ast::Path>& path, Span asked) {
  program::StateSet set;
  set.entity = scope.entity;
  set.span = path ? path->span : asked;
  if (path) {
    set.name = path_text(*path);
    if (is_no_set(context, scope, *path)) return {};
    const ast::Expression written{*path, path->span};
    ExpressionChecker checker(context, {scope.file, scope.instrument, scope.entity, {}, {}});
    set.condition = checker.any(written);
    const Type& type = context.program.expressions[set.condition].type;
    if (type.kind == TypeKind::Invalid) return {};
    if (type.kind != TypeKind::Boolean) {
      context.report(Code::CountNeedsNoNumber, path->span, set.name);
      return {};
    }
  }
  const auto meant = [&](const program::StateSet& one) {
    if (!one.condition.valid()) return std::pair(program::FactId(), program::DefinitionId());
    const program::Expression& condition = context.program.expressions[one.condition];
    return std::pair(condition.fact, condition.definition);
  };
  for (std::size_t index = 0; index < context.program.state_sets.size(); ++index) {
    const program::StateSetId id(index);
    const program::StateSet& other = context.program.state_sets[id];
    if (other.entity == set.entity && other.condition.valid() == set.condition.valid() &&
        meant(other) == meant(set) && other.name == set.name) {
      return id;
    }
  }
  return context.program.state_sets.add(std::move(set));
}

FormulaExpressionId FormulaChecker::across(const ast::Across& node, Span span) {
  const bool counts = node.combination == ast::Combination::Count;
  const Id operand = counts || node.operand == nullptr ? Id() : number(*node.operand, nullptr);
  program::StateSetId set;
  if (node.among) {
    set = resolve_set(context_, scope_, node.among, span);
  } else if (scope_.formula.valid()) {
    set = context_.program.formulas[scope_.formula].set;
  }
  if (!set.valid() || (!counts && (!operand.valid() || is_invalid(operand)))) {
    if (!node.among && !scope_.formula.valid()) {
      context_.report(
          Code::AcrossOutsideFormula, span,
          formula_word(ast::Expression{ast::Across{node.combination, nullptr, {}}, span}));
    }
    return invalid(span);
  }
  const Type type =
      combined(counts ? number_type(TypeKind::Integer) : type_of(operand), node.combination);
  const Id made = add(across_kind(node.combination), type, span,
                      counts ? std::vector<Id>{} : std::vector<Id>{operand});
  entry(made).set = set;
  return node.combination == ast::Combination::InverseShare ? inverse_share(operand, made) : made;
}

/// What a zero counts as, which the line says.
FormulaExpressionId FormulaChecker::inverse_share(Id operand, Id made) {
  has_inverse_ = true;
  if (rules_.zero == nullptr) return made;
  if (rules_.zero->value == nullptr) {
    entry(made).zero = program::ZeroRule::ExcludeState;
    return made;
  }
  const Type wanted = type_of(operand);
  // What stands for zero may have an inverse share in it, of which the line says nothing more.
  const ast::WhereZero* said = std::exchange(rules_.zero, nullptr);
  const Id stand_in = number(*said->value, &wanted);
  rules_.zero = said;
  if (is_invalid(stand_in)) return stand_in;
  entry(made).zero = program::ZeroRule::Value;
  entry(made).operands.push_back(stand_in);
  return made;
}

FormulaExpressionId FormulaChecker::listed(const ast::Listed& node, const Type* wanted, Span span) {
  std::vector<Id> operands;
  Type type;
  for (const ast::ExpressionPtr& written : node.operands) {
    in_mean_ = node.combination == ast::Combination::Mean;
    const Id id = check(*written, operands.empty() ? wanted : &type);
    if (is_invalid(id)) return invalid(span);
    if (!is_number(type_of(id))) return mismatch("a number", id);
    if (operands.empty()) type = type_of(id);
    if (type.unit.powers.empty() && !type_of(id).unit.powers.empty()) {
      for (const Id before : operands) adopt_unit(before, type_of(id));
      type.unit = type_of(id).unit;
    }
    if (!operands.empty() && !units_agree(operands.front(), id, written->span)) {
      return invalid(span);
    }
    if (type_of(id).kind == TypeKind::Decimal) type.kind = TypeKind::Decimal;
    operands.push_back(id);
  }
  in_mean_ = false;
  if (operands.empty()) return invalid(span);
  const Id made = add(listed_kind(node.combination), combined(type, node.combination), span,
                      std::move(operands));
  if (node.combination == ast::Combination::Mean) {
    has_mean_ = true;
    entry(made).missing = rules_.missing;
  }
  return made;
}

std::optional<program::FactId> FormulaChecker::by_fact(const ast::Over& node,
                                                       program::EntityId rows) {
  std::optional<program::FactId> fact;
  if (node.by.parts.size() == 1) fact = find_fact(context_, rows, node.by.parts[0].text);
  if (fact && scope_.entity.valid()) {
    const Type& type = context_.program.facts[*fact].type;
    if (type.kind == TypeKind::Reference && type.entity == scope_.entity) return fact;
  }
  context_.report(Code::NotTheReference, node.by.span, path_text(node.by),
                  scope_.entity.valid() ? context_.program.entities[scope_.entity].name : "State",
                  context_.program.entities[rows].name);
  return std::nullopt;
}

/// What only formulas know, such as a line or a parameter, is no row's own.
bool FormulaChecker::speaks_of_rows(const ast::Expression& written, program::EntityId rows) {
  bool fits = true;
  for_each_expression(written, [&](const ast::Expression& inner) {
    const auto* path = std::get_if<ast::Path>(&inner.node);
    if (path == nullptr || path->parts.size() != 1) return;
    const std::string& name = path->parts[0].text;
    if (find_fact(context_, rows, name) || context_.definition(scope_.instrument, name).valid() ||
        formula_meaning(context_, scope_, *path).kind == FormulaMeaningKind::None) {
      return;
    }
    context_.report(Code::AcrossOutsideFormula, inner.span, name);
    fits = false;
  });
  return fits;
}

program::ExpressionId FormulaChecker::row_expression(const ast::Expression& written,
                                                     program::EntityId rows, bool boolean) {
  if (!fits_a_line(written) || !speaks_of_rows(written, rows)) return {};
  ExpressionChecker checker(context_, {scope_.file, scope_.instrument, rows, {}, {}});
  const program::ExpressionId id = boolean ? checker.boolean(written) : checker.any(written);
  const Type& type = context_.program.expressions[id].type;
  if (type.kind == TypeKind::Invalid) return {};
  if (!boolean && !is_number(type)) {
    context_.report(Code::TypeMismatch, written.span, "a number",
                    to_string(context_.program, type));
    return {};
  }
  return id;
}

FormulaExpressionId FormulaChecker::over(const ast::Over& node, Span span) {
  const program::EntityId rows = resolve_entity(context_, scope_.file, node.entity);
  if (!rows.valid()) return invalid(span);
  const auto by = by_fact(node, rows);
  const bool counts = node.combination == ast::Combination::Count;
  program::ExpressionId value;
  program::ExpressionId condition;
  if (!counts && node.operand != nullptr) value = row_expression(*node.operand, rows, false);
  if (node.condition != nullptr) condition = row_expression(*node.condition, rows, true);
  const bool whole =
      by && (counts || value.valid()) && (node.condition == nullptr || condition.valid());
  if (!whole) return invalid(span);
  const Type type =
      combined(counts ? number_type(TypeKind::Integer) : context_.program.expressions[value].type,
               node.combination);
  const Id id = add(FormulaKind::Grouped, type, span, {});
  entry(id).combination = group_combination(node.combination);
  entry(id).base = value;
  entry(id).condition = condition;
  entry(id).rows_entity = rows;
  entry(id).by = *by;
  if (node.combination == ast::Combination::Mean) {
    has_mean_ = true;
    in_mean_ = true;
  }
  indicator(id);
  in_mean_ = false;
  return id;
}

}  // namespace nansen::check

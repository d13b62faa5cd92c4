// Truths of one State in a line: comparisons of numbers here, all else in the language of
// conditions.
#include <algorithm>
#include <utility>

#include "compiler/check/expressions.h"
#include "compiler/check/formula_expressions.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {

using program::CompareOperator;
using program::FormulaExpressionId;
using program::FormulaKind;
using program::Type;
using program::TypeKind;

FormulaExpressionId FormulaChecker::negated(Id operand, Span span) {
  if (is_invalid(operand)) return operand;
  return add(FormulaKind::Not, boolean_type(), span, {operand});
}

FormulaExpressionId FormulaChecker::nary(FormulaKind kind,
                                         const std::vector<ast::ExpressionPtr>& operands,
                                         Span span) {
  std::vector<Id> checked;
  for (const ast::ExpressionPtr& operand : operands) {
    checked.push_back(boolean(*operand));
    if (is_invalid(checked.back())) return invalid(span);
  }
  if (checked.empty()) return invalid(span);
  if (checked.size() == 1) return checked.front();
  return add(kind, boolean_type(), span, std::move(checked));
}

bool FormulaChecker::names_a_number(const ast::Path& path) {
  if (formula_meaning(context_, scope_, path).kind != FormulaMeaningKind::None) return true;
  program::EntityId entity = scope_.entity;
  program::InstrumentId instrument = scope_.instrument;
  for (std::size_t at = 0; at < path.parts.size(); ++at) {
    const std::string& name = path.parts[at].text;
    const bool last = at + 1 == path.parts.size();
    if (const auto fact = find_fact(context_, entity, name)) {
      const Type& type = context_.program.facts[*fact].type;
      if (last) return is_number(type);
      entity = type.kind == TypeKind::Reference ? type.entity : program::EntityId();
      continue;
    }
    if (last) {
      const program::DefinitionId definition = context_.definition(instrument, name);
      return definition.valid() && is_number(context_.program.definitions[definition].type);
    }
    const auto module = context_.modules.find(name);
    if (module == context_.modules.end()) return false;
    instrument = module->second.instrument;
    entity = {};
  }
  return false;
}

bool FormulaChecker::is_condition(const ast::Expression& written) {
  const auto all = [this](const std::vector<ast::ExpressionPtr>& operands) {
    return std::all_of(operands.begin(), operands.end(),
                       [this](const ast::ExpressionPtr& one) { return is_condition(*one); });
  };
  if (const auto* inner = std::get_if<ast::Parenthesis>(&written.node)) {
    return is_condition(*inner->inner);
  }
  if (const auto* node = std::get_if<ast::Not>(&written.node)) return is_condition(*node->operand);
  if (const auto* node = std::get_if<ast::And>(&written.node)) return all(node->operands);
  if (const auto* node = std::get_if<ast::Or>(&written.node)) return all(node->operands);
  if (const auto* node = std::get_if<ast::Comparison>(&written.node)) {
    return !speaks_of_numbers(*node->left);
  }
  return !speaks_of_numbers(written);
}

bool FormulaChecker::speaks_of_numbers(const ast::Expression& written) {
  if (const auto* inner = std::get_if<ast::Parenthesis>(&written.node)) {
    return speaks_of_numbers(*inner->inner);
  }
  if (const auto* path = std::get_if<ast::Path>(&written.node)) return names_a_number(*path);
  return std::holds_alternative<ast::NumberLiteral>(written.node) ||
         std::holds_alternative<ast::Portion>(written.node) ||
         std::holds_alternative<ast::Across>(written.node) ||
         std::holds_alternative<ast::Listed>(written.node) ||
         std::holds_alternative<ast::Over>(written.node) ||
         std::holds_alternative<ast::Choice>(written.node) ||
         std::holds_alternative<ast::Negation>(written.node) ||
         (std::holds_alternative<ast::Arithmetic>(written.node) &&
          speaks_of_numbers(*std::get<ast::Arithmetic>(written.node).left));
}

FormulaExpressionId FormulaChecker::comparison(const ast::Comparison& node,
                                               const ast::Expression& written) {
  if (!speaks_of_numbers(*node.left)) return base(written);
  const Span span = written.span;
  const Id left = check(*node.left, nullptr);
  if (is_invalid(left)) return invalid(span);
  if (type_of(left).kind == TypeKind::Boolean) {
    // `line is yes` is the line, `line is no` is not the line.
    const auto* literal = std::get_if<ast::BooleanLiteral>(&node.right->node);
    const bool same = node.comparator == ast::Comparator::Is;
    if (literal != nullptr && (same || node.comparator == ast::Comparator::IsNot)) {
      return literal->value == same ? left : negated(left, span);
    }
    return mismatch("a number", left);
  }
  const Type left_type = type_of(left);
  const Id right = check(*node.right, &left_type);
  if (is_invalid(right)) return invalid(span);
  if (!is_number(type_of(right))) return mismatch("a number", right);
  adopt_unit(left, type_of(right));
  if (!units_agree(left, right, node.right->span)) return invalid(span);
  CompareOperator compare = CompareOperator::Same;
  bool negate = false;
  switch (node.comparator) {
    case ast::Comparator::Is: break;
    case ast::Comparator::IsNot: negate = true; break;
    case ast::Comparator::AtLeast: compare = CompareOperator::AtLeast; break;
    case ast::Comparator::AtMost: compare = CompareOperator::AtMost; break;
    case ast::Comparator::MoreThan: compare = CompareOperator::MoreThan; break;
    case ast::Comparator::LessThan: compare = CompareOperator::LessThan; break;
    case ast::Comparator::Before:
    case ast::Comparator::After:
    case ast::Comparator::OnOrBefore:
    case ast::Comparator::OnOrAfter: {
      const bool early = node.comparator == ast::Comparator::Before ||
                         node.comparator == ast::Comparator::OnOrBefore;
      context_.report(Code::WrongComparisonWord, span, early ? "is before" : "is after", "a number",
                      early ? "is less than" : "is more than");
      return invalid(span);
    }
  }
  const Id id = add(FormulaKind::Compare, boolean_type(), span, {left, right});
  entry(id).compare = compare;
  return negate ? negated(id, span) : id;
}

}  // namespace nansen::check

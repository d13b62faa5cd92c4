// Numbers of one State: names, constants, arithmetic, choices.
#include "compiler/check/formula_expressions.h"

#include <set>
#include <utility>
#include <vector>

#include "compiler/check/expressions.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {

using program::FormulaExpression;
using program::FormulaExpressionId;
using program::FormulaKind;
using program::Type;
using program::TypeKind;

program::Type literal_type(Context& context, FileId file, const ast::NumberLiteral& literal) {
  Type type;
  const bool whole = !literal.percent && !literal.decimal_point && literal.value.get_den() == 1;
  type.kind = whole ? TypeKind::Integer : TypeKind::Decimal;
  if (literal.unit) type.unit = resolve_unit(context, file, *literal.unit);
  return type;
}

namespace {

/// True iff the expression itself, whatever its operands are, is each State's own.
bool is_own(FormulaKind kind) {
  switch (kind) {
    case FormulaKind::Indicator:
    case FormulaKind::Condition:
    case FormulaKind::FormulaValue:
    case FormulaKind::AllocationValue:
    case FormulaKind::ShareAcross:
    case FormulaKind::InverseShareAcross:
    case FormulaKind::RankAcross:
    case FormulaKind::Grouped:
    case FormulaKind::Redistributed: return true;
    default: return false;
  }
}

/// True iff the expression is one number for all States, whatever its operands are.
bool looks_across(FormulaKind kind) {
  switch (kind) {
    case FormulaKind::TotalAcross:
    case FormulaKind::MeanAcross:
    case FormulaKind::MedianAcross:
    case FormulaKind::LeastAcross:
    case FormulaKind::GreatestAcross:
    case FormulaKind::CountAcross: return true;
    default: return false;
  }
}

}  // namespace

bool same_for_all(const program::Program& program, FormulaExpressionId id) {
  // Each line is looked into once, and without a call for each: lines that name others twice, and
  // long chains of them, take no longer than they are.
  std::set<program::FormulaLineId> seen;
  std::vector<FormulaExpressionId> open{id};
  while (!open.empty()) {
    const FormulaExpression& expression = program.formula_expressions[open.back()];
    open.pop_back();
    if (is_own(expression.kind)) return false;
    if (looks_across(expression.kind)) continue;
    open.insert(open.end(), expression.operands.begin(), expression.operands.end());
    if (expression.line.valid() && seen.insert(expression.line).second) {
      const FormulaExpressionId value = program.formula_lines[expression.line].value;
      if (value.valid()) open.push_back(value);
    }
  }
  return true;
}

FormulaExpressionId FormulaChecker::number(const ast::Expression& written, const Type* wanted) {
  const Id id = check(written, wanted);
  if (is_invalid(id)) return id;
  if (!is_number(type_of(id))) return mismatch("a number", id);
  if (wanted != nullptr && is_number(*wanted) && type_of(id).unit != wanted->unit) {
    context_.report(Code::UnitMismatch, written.span, unit_text(context_.program, wanted->unit),
                    unit_text(context_.program, type_of(id).unit));
    return invalid(written.span);
  }
  return id;
}

FormulaExpressionId FormulaChecker::boolean(const ast::Expression& written) {
  const Id id = check(written, nullptr);
  if (is_invalid(id) || type_of(id).kind == TypeKind::Boolean) return id;
  return mismatch("yes or no", id);
}

FormulaExpressionId FormulaChecker::check(const ast::Expression& written, const Type* wanted) {
  const Span span = written.span;
  const bool in_mean = std::exchange(in_mean_, false);
  return std::visit(
      Overloaded{
          [&](const ast::Missing&) { return invalid(span); },
          [&](const ast::NumberLiteral& node) { return constant(node, wanted, span); },
          [&](const ast::Path& node) {
            in_mean_ = in_mean;
            const Id id = path(node, written);
            in_mean_ = false;
            return id;
          },
          [&](const ast::Parenthesis& node) {
            in_mean_ = in_mean;
            return check(*node.inner, wanted);
          },
          [&](const ast::Arithmetic& node) { return arithmetic(node, wanted, span); },
          [&](const ast::Negation& node) { return negation(node, wanted, span); },
          [&](const ast::Portion& node) { return portion(node, wanted, span); },
          [&](const ast::Choice& node) { return choice(node, wanted, span); },
          [&](const ast::Across& node) { return across(node, span); },
          [&](const ast::Listed& node) { return listed(node, wanted, span); },
          [&](const ast::Over& node) { return over(node, span); },
          [&](const ast::Not& node) {
            return is_condition(written) ? base(written) : negated(boolean(*node.operand), span);
          },
          [&](const ast::And& node) {
            return is_condition(written) ? base(written)
                                         : nary(FormulaKind::And, node.operands, span);
          },
          [&](const ast::Or& node) {
            if (is_condition(written)) return base(written);
            report_mixed(context_, node, span);
            return nary(FormulaKind::Or, node.operands, span);
          },
          [&](const ast::Comparison& node) { return comparison(node, written); },
          [&](const ast::DateLiteral&) { return not_in_a_line("a date by itself", span); },
          [&](const ast::PeriodLiteral&) { return not_in_a_line("a period by itself", span); },
          [&](const auto&) { return base(written); },
      },
      written.node);
}

// ---- names -------------------------------------------------------------------------------------

FormulaExpressionId FormulaChecker::path(const ast::Path& path, const ast::Expression& written) {
  const FormulaMeaning found = formula_meaning(context_, scope_, path);
  if (found.kind == FormulaMeaningKind::None) return base(written);
  if (path.parts.size() == 1 && find_fact(context_, scope_.entity, path.parts[0].text)) {
    context_.report(Code::AmbiguousName, path.span, path.parts[0].text,
                    "the fact of " + context_.program.entities[scope_.entity].name +
                        " or what the formulas call so");
    return invalid(path.span);
  }
  if (path.parts.size() == 1 && found.kind == FormulaMeaningKind::Line && is_outside(path)) {
    context_.report(Code::AmbiguousName, path.span, path.parts[0].text,
                    "the line of the formula or what the instrument calls so");
    return invalid(path.span);
  }
  return meaning(found, path);
}

bool FormulaChecker::is_outside(const ast::Path& path) {
  const std::string& name = path.parts[0].text;
  if (context_.definition(scope_.instrument, name).valid() ||
      context_.reading_names.contains({scope_.instrument, name})) {
    return true;
  }
  FormulaScope outside = scope_;
  outside.formula = {};
  const FormulaMeaning found = formula_meaning(context_, outside, path);
  if (found.kind == FormulaMeaningKind::Formula) return found.formula != scope_.formula;
  // The formula's own allocations have other names than its lines, or that is complained of
  // already.
  if (found.kind == FormulaMeaningKind::Allocation) {
    return context_.program.allocations[found.allocation].formula != scope_.formula;
  }
  return found.kind != FormulaMeaningKind::None;
}

bool FormulaChecker::of_this_entity(program::EntityId entity, const ast::Path& path) {
  if (entity == scope_.entity || !entity.valid() || !scope_.entity.valid()) return true;
  context_.report(Code::SetOfOtherEntity, path.span, path_text(path),
                  context_.program.entities[entity].name,
                  context_.program.entities[scope_.entity].name);
  return false;
}

FormulaExpressionId FormulaChecker::meaning(const FormulaMeaning& meaning, const ast::Path& path) {
  const program::Program& program = context_.program;
  Type type;
  const auto line_type = [&](program::FormulaLineId line) {
    const Id value = program.formula_lines[line].value;
    return value.valid() ? type_of(value) : Type{};
  };
  const auto make = [&](FormulaKind kind) { return add(kind, type, path.span, {}); };
  switch (meaning.kind) {
    case FormulaMeaningKind::Parameter: {
      type = program.parameters[meaning.parameter].type;
      const Id id = make(FormulaKind::ParameterValue);
      entry(id).parameter = meaning.parameter;
      return id;
    }
    case FormulaMeaningKind::Line: {
      const program::FormulaId owner = program.formula_lines[meaning.line].formula;
      if (!of_this_entity(program.formulas[owner].entity, path)) return invalid(path.span);
      type = line_type(meaning.line);
      const Id id =
          make(type.kind == TypeKind::Invalid ? FormulaKind::Invalid : FormulaKind::LineValue);
      entry(id).line = meaning.line;
      return id;
    }
    case FormulaMeaningKind::Formula: {
      const program::Formula& formula = program.formulas[meaning.formula];
      if (!of_this_entity(formula.entity, path) || !formula.result.valid()) {
        return invalid(path.span);
      }
      type = line_type(formula.result);
      const Id id =
          make(type.kind == TypeKind::Invalid ? FormulaKind::Invalid : FormulaKind::FormulaValue);
      entry(id).formula = meaning.formula;
      return id;
    }
    case FormulaMeaningKind::Allocation: {
      const program::Allocation& allocation = program.allocations[meaning.allocation];
      if (!allocation.formula.valid() || !allocation.total.valid() ||
          !of_this_entity(program.formulas[allocation.formula].entity, path)) {
        return invalid(path.span);
      }
      type = type_of(allocation.total);
      if (type.kind == TypeKind::Decimal) type.kind = TypeKind::Integer;
      const Id id = make(type.kind == TypeKind::Invalid ? FormulaKind::Invalid
                                                        : FormulaKind::AllocationValue);
      entry(id).allocation = meaning.allocation;
      return id;
    }
    case FormulaMeaningKind::None: break;
  }
  return invalid(path.span);
}

/// What the language of conditions makes of it: a fact, a definition, a comparison of dates.
FormulaExpressionId FormulaChecker::base(const ast::Expression& written) {
  if (!fits_a_line(written) || !scope_.entity.valid()) return invalid(written.span);
  ExpressionChecker checker(context_, {scope_.file, scope_.instrument, scope_.entity, {}, {}});
  const program::ExpressionId found = checker.any(written);
  const Type type = context_.program.expressions[found].type;
  if (type.kind == TypeKind::Invalid) return invalid(written.span);
  if (type.kind != TypeKind::Boolean && !is_number(type)) {
    context_.report(Code::TypeMismatch, written.span, "a number, or yes or no",
                    to_string(context_.program, type));
    return invalid(written.span);
  }
  const bool truth = type.kind == TypeKind::Boolean;
  const Id id =
      add(truth ? FormulaKind::Condition : FormulaKind::Indicator, type, written.span, {});
  entry(id).base = found;
  return truth ? id : indicator(id);
}

/// Gives an indicator or a group the missing rule of the line.
FormulaExpressionId FormulaChecker::indicator(Id id) {
  program::MissingRule rule = rules_.missing;
  if (rule == program::MissingRule::MeanOfReported && !in_mean_) rule = program::MissingRule::Error;
  entry(id).missing = rule;
  if (rule == program::MissingRule::ExcludeState && rules_.excluding != nullptr) {
    rules_.excluding->push_back(id);
  }
  return id;
}

bool FormulaChecker::fits_a_line(const ast::Expression& written) {
  bool fits = true;
  for_each_expression(written, [&](const ast::Expression& inner) {
    if (!fits) return;
    const bool unsuited = std::holds_alternative<ast::Group>(inner.node) ||
                          std::holds_alternative<ast::Unless>(inner.node) ||
                          std::holds_alternative<ast::Quantifier>(inner.node);
    if (!unsuited) return;
    fits = false;
    not_in_a_line(std::holds_alternative<ast::Unless>(inner.node)  ? "\"unless\""
                  : std::holds_alternative<ast::Group>(inner.node) ? "a group of heads"
                                                                   : "a condition on linked rows",
                  inner.span);
  });
  return fits;
}

FormulaExpressionId FormulaChecker::not_in_a_line(const std::string& words, Span span) {
  context_.report(Code::NotInALine, span, words);
  return invalid(span);
}

// ---- numbers -----------------------------------------------------------------------------------

FormulaExpressionId FormulaChecker::constant(const ast::NumberLiteral& literal, const Type* wanted,
                                             Span span) {
  Type type = literal_type(context_, scope_.file, literal);
  if (literal.unit && type.unit.powers.empty()) return invalid(span);
  if (!literal.unit && literal.value == 0 && wanted != nullptr && is_number(*wanted)) {
    type.unit = wanted->unit;  // nothing is nothing in every unit
  }
  const Id id = add(FormulaKind::Constant, type, span, {});
  entry(id).number = literal.value;
  return id;
}

void FormulaChecker::adopt_unit(Id zero, const Type& other) {
  FormulaExpression& expression = entry(zero);
  const bool bare = expression.kind == FormulaKind::Constant && expression.number == 0 &&
                    expression.type.unit.powers.empty();
  if (bare && is_number(other)) expression.type.unit = other.unit;
}

bool FormulaChecker::units_agree(Id left, Id right, Span span) {
  const Type& one = type_of(left);
  const Type& other = type_of(right);
  if (one.unit == other.unit) return true;
  context_.report(Code::UnitMismatch, span, unit_text(context_.program, one.unit),
                  unit_text(context_.program, other.unit));
  return false;
}

Type FormulaChecker::wider(Id left, Id right) const {
  Type type = type_of(left);
  if (type_of(right).kind == TypeKind::Decimal) type.kind = TypeKind::Decimal;
  return type;
}

FormulaExpressionId FormulaChecker::arithmetic(const ast::Arithmetic& node, const Type* wanted,
                                               Span span) {
  const bool sum =
      node.op == ast::ArithmeticOperator::Add || node.op == ast::ArithmeticOperator::Subtract;
  const Id left = number(*node.left, nullptr);
  const Type left_type = type_of(left);
  Id right = check(*node.right, sum ? &left_type : nullptr);
  if (is_invalid(left) || is_invalid(right)) return invalid(span);
  if (!is_number(type_of(right))) return mismatch("a number", right);
  if (sum) {
    adopt_unit(left, type_of(right));
    if (!units_agree(left, right, span)) return invalid(span);
    if (node.op == ast::ArithmeticOperator::Add) report_portion_of_first(node, span);
    return add(node.op == ast::ArithmeticOperator::Add ? FormulaKind::Add : FormulaKind::Subtract,
               wider(left, right), span, {left, right});
  }
  (void)wanted;
  Type type = wider(left, right);
  if (node.op == ast::ArithmeticOperator::Multiply) {
    type.unit = multiply(type_of(left).unit, type_of(right).unit);
    return add(FormulaKind::Multiply, type, span, {left, right});
  }
  program::Unit inverse;
  for (const auto& [name, power] : type_of(right).unit.powers) inverse.powers[name] = -power;
  type.kind = TypeKind::Decimal;
  type.unit = multiply(type_of(left).unit, inverse);
  return add(FormulaKind::Divide, type, span, {left, right});
}

/// `30% of a + b` takes the portion of `a` alone; whoever meant the sum forgot the parentheses.
void FormulaChecker::report_portion_of_first(const ast::Arithmetic& node, Span span) {
  const auto* first = std::get_if<ast::Portion>(&node.left->node);
  if (first == nullptr || !std::holds_alternative<ast::Path>(first->whole->node) ||
      !std::holds_alternative<ast::Path>(node.right->node)) {
    return;
  }
  context_.report(Code::PortionOfFirstOnly, span, to_string(Rational(first->portion * 100)) + "%",
                  text_of(*first->whole), text_of(*node.right));
}

FormulaExpressionId FormulaChecker::negation(const ast::Negation& node, const Type* wanted,
                                             Span span) {
  const Id operand = number(*node.operand, wanted);
  if (is_invalid(operand)) return operand;
  const Id zero = add(FormulaKind::Constant, type_of(operand), span, {});
  return add(FormulaKind::Subtract, type_of(operand), span, {zero, operand});
}

FormulaExpressionId FormulaChecker::portion(const ast::Portion& node, const Type* wanted,
                                            Span span) {
  const Id whole = number(*node.whole, wanted);
  if (is_invalid(whole)) return whole;
  Type type = type_of(whole);
  type.kind = TypeKind::Decimal;
  const Id id = add(FormulaKind::Portion, type, span, {whole});
  entry(id).number = node.portion;
  return id;
}

FormulaExpressionId FormulaChecker::choice(const ast::Choice& node, const Type* wanted, Span span) {
  const Id value = check(*node.value, wanted);
  const Id condition = boolean(*node.condition);
  const Type value_type = type_of(value);
  const Id other = check(*node.other, is_number(value_type) ? &value_type : wanted);
  if (is_invalid(value) || is_invalid(condition) || is_invalid(other)) return invalid(span);
  if (value_type.kind == TypeKind::Boolean || type_of(other).kind == TypeKind::Boolean) {
    return mismatch("a number", value_type.kind == TypeKind::Boolean ? value : other);
  }
  adopt_unit(value, type_of(other));
  if (!units_agree(value, other, span)) return invalid(span);
  return add(FormulaKind::Choice, wider(value, other), span, {condition, value, other});
}

FormulaExpressionId FormulaChecker::limited(FormulaKind kind, Id value, Id limit, Span span) {
  if (is_invalid(value) || is_invalid(limit)) return invalid(span);
  return add(kind, wider(value, limit), span, {value, limit});
}

FormulaExpressionId FormulaChecker::add(FormulaKind kind, const Type& type, Span span,
                                        std::vector<Id> operands) {
  FormulaExpression expression;
  expression.kind = kind;
  expression.type = type;
  expression.span = span;
  expression.operands = std::move(operands);
  return context_.program.formula_expressions.add(std::move(expression));
}

FormulaExpressionId FormulaChecker::invalid(Span span) {
  return add(FormulaKind::Invalid, {}, span, {});
}

FormulaExpressionId FormulaChecker::mismatch(const std::string& expected, Id actual) {
  const Type& type = type_of(actual);
  context_.report(Code::TypeMismatch, at(actual).span, expected,
                  type.kind == TypeKind::Boolean
                      ? std::string("yes or no")
                      : "a number with " + unit_text(context_.program, type.unit));
  return invalid(at(actual).span);
}

}  // namespace nansen::check

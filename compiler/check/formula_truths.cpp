// Truths of one State in a line: comparisons of numbers here, all else in the language of
// conditions.
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

bool FormulaChecker::speaks_of_numbers(const ast::Expression& written) {
  if (const auto* inner = std::get_if<ast::Parenthesis>(&written.node)) {
    return speaks_of_numbers(*inner->inner);
  }
  if (const auto* path = std::get_if<ast::Path>(&written.node)) {
    const FormulaMeaning meaning = formula_meaning(context_, scope_, *path);
    if (meaning.kind != FormulaMeaningKind::None) return true;
    if (path->parts.size() != 1) return false;
    const auto fact = find_fact(context_, scope_.entity, path->parts[0].text);
    if (fact) return is_number(context_.program.facts[*fact].type);
    const program::DefinitionId definition =
        context_.definition(scope_.instrument, path->parts[0].text);
    return definition.valid() && is_number(context_.program.definitions[definition].type);
  }
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
  const Type wanted = type_of(left);
  const Id right = number(*node.right, &wanted);
  if (is_invalid(right)) return invalid(span);
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

// Quantifiers: every, some or at least so many of linked rows, or of the members of a set.
#include <limits>

#include "compiler/check/expressions.h"
#include "compiler/check/types.h"

namespace nansen::check {

using program::ExpressionId;
using program::ExpressionKind;
using program::TypeKind;

ExpressionId ExpressionChecker::quantifier(const ast::Quantifier& quantifier, Span span) {
  const Meaning collection = resolve_path(context_, scope_, quantifier.collection);
  program::Variable variable;
  variable.name = quantifier.variable.text;
  variable.span = quantifier.variable.span;
  ExpressionId set;
  if (collection.kind == MeaningKind::Fact &&
      context_.program.facts[collection.fact].type.kind == TypeKind::Rows) {
    variable.type.kind = TypeKind::Reference;
    variable.type.entity = context_.program.facts[collection.fact].type.entity;
    variable.owner = collection.subject;
  } else {
    set = meaning(collection, quantifier.collection, quantifier.collection.span);
    if (!is_invalid(set) && type_of(set).kind != TypeKind::Set) {
      set = mismatch("linked rows or a set", set);
    }
    if (is_invalid(set)) return set;
    variable.type.kind = TypeKind::Enumeration;
    variable.type.enumeration = type_of(set).enumeration;
  }
  if (quantifier.quantity == ast::Quantity::AtLeast) {
    std::size_t most = std::numeric_limits<std::size_t>::max();
    if (set.valid()) most = context_.program.enumerations[variable.type.enumeration].members.size();
    if (!count_fits(quantifier.count, most, span)) return invalid(span);
  }
  const program::VariableId id = context_.program.variables.add(variable);
  scope_.variables.push_back(id);
  const ExpressionId body = boolean(*quantifier.body);
  scope_.variables.pop_back();
  if (is_invalid(body)) return body;

  std::vector<ExpressionId> operands;
  if (set.valid()) operands.push_back(set);
  operands.push_back(body);
  const ExpressionId result = add(set.valid() ? ExpressionKind::OverSet : ExpressionKind::OverRows,
                                  boolean_type(), span, std::move(operands));
  program::Expression& expression = context_.program.expressions[result];
  expression.quantity = static_cast<program::Quantity>(quantifier.quantity);
  expression.count = quantifier.count;
  expression.variable = id;
  if (!set.valid()) {
    expression.subject = collection.subject;
    expression.fact = collection.fact;
  }
  return result;
}

}  // namespace nansen::check

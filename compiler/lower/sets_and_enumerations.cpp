// What a value of an enumeration is known to be, member by member; what a set includes.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::ExpressionKind;

std::size_t Lowering::member_count(const program::Type& type) const {
  return program_.enumerations[type.enumeration].members.size();
}

bool Lowering::is_ordered(const program::Type& type) const {
  return type.kind == program::TypeKind::Enumeration &&
         program_.enumerations[type.enumeration].ordered;
}

std::optional<std::size_t> Lowering::fixed_member(const program::Expression& expression,
                                                  const Context& context) const {
  if (expression.kind == ExpressionKind::MemberConstant) return expression.member;
  if (expression.kind == ExpressionKind::VariableValue) {
    return context.members.at(expression.variable);
  }
  return std::nullopt;
}

ir::ValueId Lowering::member_is(program::ExpressionId id, std::size_t member,
                                const Context& context) {
  const program::Expression& expression = program_.expressions[id];
  if (const auto fixed = fixed_member(expression, context)) {
    return builder_.constant(context.here, truth_of(*fixed == member));
  }
  if (expression.kind == ExpressionKind::FactValue) {
    return fact(expression, ir::Opcode::ColumnIs, member, context);
  }
  if (expression.kind != ExpressionKind::DefinitionValue) bug("an expression without a member");
  if (!is_ordered(expression.type)) return definition_value(expression, member, context);
  // is k = is at least k AND NOT is at least k + 1
  const bool last = member + 1 == member_count(expression.type);
  const ir::ValueId reached = member_at_least(id, member, context);
  if (last) return reached;
  const ir::ValueId below = builder_.negate(member_at_least(id, member + 1, context));
  return member == 0 ? below : builder_.apply(ir::Opcode::And, {reached, below});
}

ir::ValueId Lowering::member_at_least(program::ExpressionId id, std::size_t member,
                                      const Context& context) {
  const program::Expression& expression = program_.expressions[id];
  if (member == 0) return builder_.constant(context.here, Truth::Yes);
  if (member >= member_count(expression.type)) return builder_.constant(context.here, Truth::No);
  if (const auto fixed = fixed_member(expression, context)) {
    return builder_.constant(context.here, truth_of(*fixed >= member));
  }
  if (expression.kind == ExpressionKind::FactValue) {
    return fact(expression, ir::Opcode::ColumnAtLeast, member, context);
  }
  if (expression.kind != ExpressionKind::DefinitionValue) bug("an expression without a member");
  return definition_value(expression, member - 1, context);
}

ir::ValueId Lowering::set_includes(program::ExpressionId id, std::size_t member,
                                   const Context& context) {
  const program::Expression& expression = program_.expressions[id];
  if (expression.kind != ExpressionKind::FactValue) bug("an expression that is no set");
  return fact(expression, ir::Opcode::ColumnIncludes, member, context);
}

// s is empty = NOT OR over k of s includes k
ir::ValueId Lowering::is_empty(const program::Expression& expression, const Context& context) {
  const program::ExpressionId set = expression.operands[0];
  std::vector<ir::ValueId> included;
  for (std::size_t member = 0; member < member_count(program_.expressions[set].type); ++member) {
    included.push_back(set_includes(set, member, context));
  }
  return builder_.negate(builder_.any(context.here, std::move(included)));
}

// s includes x = OR over k of (x is k AND s includes k)
ir::ValueId Lowering::includes(const program::Expression& expression, const Context& context) {
  const program::ExpressionId set = expression.operands[0];
  const program::ExpressionId element = expression.operands[1];
  if (const auto fixed = fixed_member(program_.expressions[element], context)) {
    return set_includes(set, *fixed, context);
  }
  std::vector<ir::ValueId> ways;
  for (std::size_t member = 0; member < member_count(program_.expressions[set].type); ++member) {
    const ir::ValueId is_member = member_is(element, member, context);
    ways.push_back(
        builder_.apply(ir::Opcode::And, {is_member, set_includes(set, member, context)}));
  }
  return builder_.any(context.here, std::move(ways));
}

}  // namespace nansen::lower

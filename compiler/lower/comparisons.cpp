// Comparisons of numbers, of members, of ordered values and of rows.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::CompareOperator;
using program::TypeKind;

ir::ValueId Lowering::compare(const program::Expression& expression, const Context& context) {
  switch (program_.expressions[expression.operands[0]].type.kind) {
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Period: return compare_numbers(expression, context);
    case TypeKind::Enumeration:
      return is_ordered(program_.expressions[expression.operands[0]].type)
                 ? compare_ordered(expression, context)
                 : same_member(expression, context);
    case TypeKind::Reference: return same_row(expression, context);
    case TypeKind::Boolean:
    case TypeKind::Set:
    case TypeKind::Rows:
    case TypeKind::Invalid: break;
  }
  bug("a comparison of values that cannot be compared");
}

ir::ValueId Lowering::compare_numbers(const program::Expression& expression,
                                      const Context& context) {
  const Bounds left = number(expression.operands[0], context);
  const Bounds right = number(expression.operands[1], context);
  switch (expression.compare) {
    case CompareOperator::Same: {
      if (left.exact() && right.exact()) {
        return builder_.apply(ir::Opcode::Equal, {left.least, right.least});
      }
      const ir::ValueId not_more = at_most(left, right, false);
      return builder_.apply(ir::Opcode::And, {not_more, at_most(right, left, false)});
    }
    case CompareOperator::AtLeast: return at_most(right, left, false);
    case CompareOperator::AtMost: return at_most(left, right, false);
    case CompareOperator::MoreThan: return at_most(right, left, true);
    case CompareOperator::LessThan: return at_most(left, right, true);
  }
  bug("a comparison of no kind");
}

// a <= b is certain where the greatest a is at most the least b, and possible where the least a is
// at most the greatest b.
ir::ValueId Lowering::at_most(const Bounds& left, const Bounds& right, bool strict) {
  const ir::Opcode opcode = strict ? ir::Opcode::Less : ir::Opcode::LessEqual;
  const ir::ValueId certain = builder_.apply(opcode, {left.greatest, right.least});
  if (left.exact() && right.exact()) return certain;
  const ir::ValueId possible = builder_.apply(opcode, {left.least, right.greatest});
  return builder_.apply(ir::Opcode::Enclose, {certain, possible});
}

ir::ValueId Lowering::compare_ordered(const program::Expression& expression,
                                      const Context& context) {
  const program::ExpressionId left = expression.operands[0];
  const program::ExpressionId right = expression.operands[1];
  switch (expression.compare) {
    case CompareOperator::Same: return same_member(expression, context);
    case CompareOperator::AtLeast: return ordered_at_least(left, right, context);
    case CompareOperator::AtMost: return ordered_at_least(right, left, context);
    case CompareOperator::MoreThan: return builder_.negate(ordered_at_least(right, left, context));
    case CompareOperator::LessThan: return builder_.negate(ordered_at_least(left, right, context));
  }
  bug("a comparison of no kind");
}

// a is at least b = AND over k of (a is at least k OR NOT b is at least k). Where one side is plain
// to see, only one k is left.
ir::ValueId Lowering::ordered_at_least(program::ExpressionId left, program::ExpressionId right,
                                       const Context& context) {
  const std::size_t members = member_count(program_.expressions[left].type);
  if (const auto bound = fixed_member(program_.expressions[right], context)) {
    return member_at_least(left, *bound, context);
  }
  if (const auto bound = fixed_member(program_.expressions[left], context)) {
    return builder_.negate(member_at_least(right, *bound + 1, context));
  }
  std::vector<ir::ValueId> thresholds;
  for (std::size_t member = 1; member < members; ++member) {
    const ir::ValueId reached = member_at_least(left, member, context);
    thresholds.push_back(builder_.apply(
        ir::Opcode::Or, {reached, builder_.negate(member_at_least(right, member, context))}));
  }
  return builder_.all(context.here, std::move(thresholds));
}

// a is b = OR over k of (a is k AND b is k); of ordered values, AND over k of (a is at least k iff
// b is), which also tells values apart that are known only by what they are at least or at most.
ir::ValueId Lowering::same_member(const program::Expression& expression, const Context& context) {
  const program::ExpressionId left = expression.operands[0];
  const program::ExpressionId right = expression.operands[1];
  if (const auto fixed = fixed_member(program_.expressions[right], context)) {
    return member_is(left, *fixed, context);
  }
  if (const auto fixed = fixed_member(program_.expressions[left], context)) {
    return member_is(right, *fixed, context);
  }
  const program::Type& type = program_.expressions[left].type;
  std::vector<ir::ValueId> parts;
  if (is_ordered(type)) {
    for (std::size_t member = 1; member < member_count(type); ++member) {
      const ir::ValueId reached = member_at_least(left, member, context);
      parts.push_back(same_truth(reached, member_at_least(right, member, context)));
    }
    return builder_.all(context.here, std::move(parts));
  }
  for (std::size_t member = 0; member < member_count(type); ++member) {
    const ir::ValueId is_member = member_is(left, member, context);
    parts.push_back(
        builder_.apply(ir::Opcode::And, {is_member, member_is(right, member, context)}));
  }
  return builder_.any(context.here, std::move(parts));
}

// a iff b = (a AND b) OR (NOT a AND NOT b)
ir::ValueId Lowering::same_truth(ir::ValueId left, ir::ValueId right) {
  const ir::ValueId both = builder_.apply(ir::Opcode::And, {left, right});
  const ir::ValueId not_left = builder_.negate(left);
  const ir::ValueId neither = builder_.apply(ir::Opcode::And, {not_left, builder_.negate(right)});
  return builder_.apply(ir::Opcode::Or, {both, neither});
}

ir::ValueId Lowering::same_row(const program::Expression& expression, const Context& context) {
  const program::Expression& left = program_.expressions[expression.operands[0]];
  const program::Expression& right = program_.expressions[expression.operands[1]];
  if (left.subject != right.subject) bug("references of different rows are compared");
  const Place place = place_of(left.subject, context);
  ir::Instruction instruction;
  instruction.opcode = ir::Opcode::SameRow;
  instruction.domain = place.domain;
  instruction.column = builder_.column(place.domain, left.fact);
  instruction.other_column = builder_.column(place.domain, right.fact);
  return bring(place, builder_.emit(std::move(instruction)), context);
}

}  // namespace nansen::lower

// Numbers: integers, decimals, dates in days, periods in days or months. Each is a pair of bounds.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::ExpressionKind;

Bounds Lowering::number(program::ExpressionId id, const Context& context) {
  const auto found = numbers_.find({id, context});
  if (found != numbers_.end()) return found->second;
  const Bounds value = make_number(program_.expressions[id], context);
  numbers_.emplace(std::pair(id, context), value);
  return value;
}

Bounds Lowering::make_number(const program::Expression& expression, const Context& context) {
  const auto operand = [&](std::size_t position) {
    return number(expression.operands[position], context);
  };
  switch (expression.kind) {
    case ExpressionKind::NumberConstant:
      return Bounds::of(builder_.constant(context.here, expression.number));
    case ExpressionKind::FactValue: return number_of_fact(expression, context);
    case ExpressionKind::DefinitionValue: {
      const ir::ValueId least = definition_value(expression, 0, context);
      return {least, definition_value(expression, 1, context)};
    }
    case ExpressionKind::Add: {
      const Bounds left = operand(0);
      const Bounds right = operand(1);
      const ir::ValueId least = builder_.apply(ir::Opcode::Add, {left.least, right.least});
      return {least, builder_.apply(ir::Opcode::Add, {left.greatest, right.greatest})};
    }
    case ExpressionKind::Subtract: {
      const Bounds left = operand(0);
      const Bounds right = operand(1);
      const ir::ValueId least = builder_.apply(ir::Opcode::Subtract, {left.least, right.greatest});
      return {least, builder_.apply(ir::Opcode::Subtract, {left.greatest, right.least})};
    }
    case ExpressionKind::Scale: return scale(operand(0), expression.number);
    case ExpressionKind::DayAsked: return Bounds::of(day_asked(context));
    case ExpressionKind::AddPeriod: return add_period(expression, context);
    case ExpressionKind::NextWorkingDay: return next_working_day(expression, context);
    case ExpressionKind::Earliest: return earliest(expression, context);
    case ExpressionKind::Latest: return latest(expression, context);
    case ExpressionKind::TimeIn: return time_in(expression, context);
    default: break;
  }
  bug("an expression without a number is lowered as one");
}

/// A fact of which some rows have but a range is read from two columns.
Bounds Lowering::number_of_fact(const program::Expression& expression, const Context& context) {
  const Place place = place_of(expression.subject, context);
  const auto read = [&](ir::Bound bound) {
    const ir::ColumnId column = builder_.column(place.domain, expression.fact, bound);
    return bring(place, builder_.read(ir::Opcode::ColumnNumber, column), context);
  };
  if (!request_.ranged.contains(expression.fact)) return Bounds::of(read(ir::Bound::Exact));
  const ir::ValueId least = read(ir::Bound::Least);
  return {least, read(ir::Bound::Greatest)};
}

Bounds Lowering::scale(const Bounds& number, const Rational& factor) {
  const auto scaled = [&](ir::ValueId value) {
    ir::Instruction instruction;
    instruction.opcode = ir::Opcode::Scale;
    instruction.domain = builder_.domain_of(value);
    instruction.number = factor;
    instruction.operands = {value};
    return builder_.emit(std::move(instruction));
  };
  const ir::ValueId least = scaled(factor < 0 ? number.greatest : number.least);
  return {least, scaled(factor < 0 ? number.least : number.greatest)};
}

ir::ValueId Lowering::agreed(const Bounds& number) {
  if (number.exact()) return number.least;
  return builder_.apply(ir::Opcode::Agreed, {number.least, number.greatest});
}

}  // namespace nansen::lower

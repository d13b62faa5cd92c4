// Days: the day asked, periods added, working days, the earliest and the latest of some.
#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

ir::ValueId Lowering::day_asked(const Context& context) {
  if (!request_.as_of) return builder_.unknown_number(context.here);
  return builder_.constant(context.here, Rational(*request_.as_of));
}

/// Later days and longer periods lead to later days, so each bound comes of its own kind.
Bounds Lowering::add_period(const Bounds& day, const Bounds& period, bool in_months,
                            program::MonthEnd month_end) {
  const auto sum = [&](ir::ValueId date, ir::ValueId length) {
    ir::Instruction instruction;
    instruction.opcode = in_months ? ir::Opcode::AddMonths : ir::Opcode::AddDays;
    instruction.domain = builder_.domain_of(date);
    instruction.operands = {date, length};
    if (in_months && month_end == program::MonthEnd::RoundingUp) instruction.member = 1;
    return builder_.emit(std::move(instruction));
  };
  const ir::ValueId least = sum(day.least, period.least);
  return {least, sum(day.greatest, period.greatest)};
}

Bounds Lowering::add_period(const program::Expression& expression, const Context& context) {
  const Bounds day = number(expression.operands[0], context);
  const Bounds period = number(expression.operands[1], context);
  const bool in_months = program_.expressions[expression.operands[1]].type.in_months;
  return add_period(day, period, in_months, expression.month_end);
}

Bounds Lowering::next_working_day(const program::Expression& expression, const Context& context) {
  const Bounds day = number(expression.operands[0], context);
  const std::size_t calendar = builder_.calendar(expression.calendar);
  const auto next = [&](ir::ValueId date) {
    ir::Instruction instruction;
    instruction.opcode = ir::Opcode::NextWorkingDay;
    instruction.domain = builder_.domain_of(date);
    instruction.operands = {date};
    instruction.member = static_cast<std::uint32_t>(calendar);
    return builder_.emit(std::move(instruction));
  };
  const ir::ValueId least = next(day.least);
  return {least, next(day.greatest)};
}

// The earliest of days lies no later than any of them that is known; how early it lies is known
// only where all are.
Bounds Lowering::earliest(const program::Expression& expression, const Context& context) {
  return extreme(expression, context, ir::Opcode::Minimum, ir::Opcode::MinimumKnown);
}

Bounds Lowering::latest(const program::Expression& expression, const Context& context) {
  return extreme(expression, context, ir::Opcode::MaximumKnown, ir::Opcode::Maximum);
}

/// The first operation gives the least the day may be, the second the greatest.
Bounds Lowering::extreme(const program::Expression& expression, const Context& context,
                         ir::Opcode of_least, ir::Opcode of_greatest) {
  std::vector<ir::ValueId> least;
  std::vector<ir::ValueId> greatest;
  for (const program::ExpressionId operand : expression.operands) {
    const Bounds day = number(operand, context);
    least.push_back(day.least);
    greatest.push_back(day.greatest);
  }
  if (least.size() == 1) return {least.front(), greatest.front()};
  const ir::ValueId first = builder_.apply(of_least, std::move(least));
  return {first, builder_.apply(of_greatest, std::move(greatest))};
}

}  // namespace nansen::lower

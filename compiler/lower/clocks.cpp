// The time counted toward a clock: the days before the day asked that lie in one of its statuses.
//
// Where days of a status are known by their bounds only, or not at all, the time is enclosed: it is
// counted once with every status as short as it may have been, and once with every one as long. A
// clock that starts anew after a gap does not grow with what it counts, so there a bound is not
// enough, and the days must be known.
#include "compiler/lower/lowering.h"
#include "runtime/calendar.h"
#include "runtime/stretches.h"

namespace nansen::lower {

Lowering::Counted Lowering::count(const program::Clock& clock, std::vector<ir::ValueId> operands) {
  ir::Instruction instruction;
  instruction.opcode = ir::Opcode::DaysCounted;
  instruction.domain = builder_.domain_of(operands.front());
  instruction.operands = operands;
  instruction.count = clock.longest_gap;
  instruction.member = clock.gap_in_months && clock.longest_gap > 0 ? 1 : 0;
  const ir::ValueId days = builder_.emit(std::move(instruction));
  return {days, builder_.apply(ir::Opcode::CountedUntil, std::move(operands))};
}

/// The stretches are those of the operands from number `first` on.
Lowering::CountedBounds Lowering::counted(const program::Expression& expression, std::size_t first,
                                          const Context& context) {
  const program::Clock& clock = program_.clocks[expression.clock];
  std::vector<Bounds> ends;
  for (std::size_t at = first; at < expression.operands.size(); ++at) {
    ends.push_back(number(expression.operands[at], context));
  }
  const ir::ValueId asked = day_asked(context);
  if (clock.longest_gap > 0) {
    std::vector<ir::ValueId> operands{asked};
    for (const Bounds& end : ends) operands.push_back(agreed(end));
    const Counted counted = count(clock, std::move(operands));
    return {counted, counted};
  }
  const ir::ValueId beginning = builder_.constant(context.here, Rational(runtime::first_day));
  const ir::ValueId never = builder_.constant(context.here, Rational(runtime::last_day));
  const auto least = [&](const Bounds& end) {
    return builder_.apply(ir::Opcode::MaximumKnown, {end.least, beginning});
  };
  const auto greatest = [&](const Bounds& end) {
    return builder_.apply(ir::Opcode::MinimumKnown, {end.greatest, never});
  };
  std::vector<ir::ValueId> shortest{asked};
  std::vector<ir::ValueId> longest{asked};
  for (std::size_t at = 0; at + 1 < ends.size(); at += 2) {
    shortest.push_back(greatest(ends[at]));
    shortest.push_back(least(ends[at + 1]));
    longest.push_back(least(ends[at]));
    longest.push_back(greatest(ends[at + 1]));
  }
  const Counted of_shortest = count(clock, std::move(shortest));
  return {of_shortest, count(clock, std::move(longest))};
}

Bounds Lowering::time_in(const program::Expression& expression, const Context& context) {
  const CountedBounds time = counted(expression, 0, context);
  return {time.shortest.days, time.longest.days};
}

// The time counted makes the period where the period, from the day that lies as many days before
// the end of the last stretch as were counted, is over by then. Where days are not known, more of
// them make no shorter time only if they end with the same day: a day more at the end of March
// makes 28 days of February no month. Otherwise it is asked how long the period may be at most, or
// at least.
ir::ValueId Lowering::time_reaches(const program::Expression& expression, const Context& context) {
  const Bounds period = number(expression.operands[0], context);
  const bool in_months = program_.expressions[expression.operands[0]].type.in_months;
  const CountedBounds time = counted(expression, 1, context);
  const auto reached = [&](const Counted& counted, ir::ValueId length) {
    const Bounds back = scale(Bounds::of(counted.days), Rational(-1));
    const Bounds start = add_period(Bounds::of(counted.until), back, false, expression.month_end);
    const Bounds end = add_period(start, Bounds::of(length), in_months, expression.month_end);
    return builder_.apply(ir::Opcode::LessEqual, {end.least, counted.until});
  };
  const ir::ValueId by_shortest = reached(time.shortest, period.greatest);
  const ir::ValueId by_longest = reached(time.longest, period.least);
  if (by_shortest == by_longest) return by_shortest;
  if (time.shortest.until == time.longest.until) {
    return builder_.apply(ir::Opcode::Enclose, {by_shortest, by_longest});
  }
  // Of no days it is not known when they would end; unless there can be none.
  const ir::ValueId none = builder_.constant(context.here, Rational(0));
  const ir::ValueId some = builder_.apply(ir::Opcode::Less, {none, time.shortest.days});
  const ir::ValueId known =
      builder_.apply(ir::Opcode::Equal, {time.shortest.days, time.longest.days});
  const ir::ValueId one_end = builder_.apply(
      ir::Opcode::And,
      {builder_.apply(ir::Opcode::Or, {some, known}),
       builder_.apply(ir::Opcode::Equal, {time.shortest.until, time.longest.until})});
  const ir::ValueId certain = builder_.apply(
      ir::Opcode::Or, {makes_months(time.shortest.days, period.greatest, runtime::month_deviation),
                       builder_.apply(ir::Opcode::And, {one_end, by_shortest})});
  const ir::ValueId possible = builder_.apply(
      ir::Opcode::And, {makes_months(time.longest.days, period.least, -runtime::month_deviation),
                        builder_.apply(ir::Opcode::Or, {builder_.negate(one_end), by_longest})});
  return builder_.apply(ir::Opcode::Enclose, {certain, possible});
}

/// Whether so many days are as long as so many months of the mean length and `more` days.
ir::ValueId Lowering::makes_months(ir::ValueId days, ir::ValueId months, std::int64_t more) {
  const ir::DomainId domain = builder_.domain_of(days);
  // Nothing lasts longer than the calendar does; so the product stays small.
  const ir::ValueId most = builder_.constant(domain, Rational(12 * 10000));
  const ir::ValueId length = builder_.apply(ir::Opcode::Minimum, {months, most});
  const Bounds wanted = scale(Bounds::of(length), Rational(runtime::days_of_mean_months));
  const ir::ValueId margin = builder_.constant(domain, Rational(more * runtime::mean_months));
  const Bounds counted = scale(Bounds::of(days), Rational(runtime::mean_months));
  return builder_.apply(ir::Opcode::LessEqual,
                        {builder_.apply(ir::Opcode::Add, {wanted.least, margin}), counted.least});
}

}  // namespace nansen::lower

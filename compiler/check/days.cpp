// Days: the day asked, ends of periods, the earliest and latest of days, time in a clock.
#include "compiler/check/computations.h"
#include "compiler/check/expressions.h"
#include "compiler/check/statuses.h"
#include "compiler/check/types.h"
#include "runtime/calendar.h"

namespace nansen::check {

using program::ExpressionId;
using program::ExpressionKind;
using program::MonthEnd;
using program::Type;
using program::TypeKind;

namespace {

Type date_type() {
  Type type;
  type.kind = TypeKind::Date;
  return type;
}

}  // namespace

ExpressionId ExpressionChecker::day_asked(Span span) {
  return add(ExpressionKind::DayAsked, date_type(), span);
}

ExpressionId ExpressionChecker::never(Span span) {
  return constant(date_type(), runtime::last_day, span);
}

/// What is written behind the sum; else what the computation in force says; else whatever, where
/// every month has the day.
std::optional<MonthEnd> ExpressionChecker::month_end(std::optional<ast::MonthEnd> rounding,
                                                     ExpressionId day) {
  if (rounding) return static_cast<MonthEnd>(*rounding);
  if (context_.provision != nullptr) {
    const program::Computation* computation =
        computation_in_force(context_, scope_.instrument, *context_.provision);
    if (computation != nullptr) return computation->month_end;
  }
  if (at(day).kind == ExpressionKind::NumberConstant) {
    const auto number = static_cast<std::int32_t>(at(day).number.get_num().get_si());
    if (number == runtime::last_day || runtime::date_of(number).day <= 28) {
      return MonthEnd::RoundingDown;
    }
  }
  return std::nullopt;
}

// The day of the event plus the period; less one day where the event's own day counts; then the
// next working day.
ExpressionId ExpressionChecker::end_of_period(const ast::Expression& written_period,
                                              const ast::Expression& written_event, Span span) {
  const ExpressionId period = check(written_period, nullptr);
  const ExpressionId event = check(written_event, nullptr);
  if (is_invalid(period) || is_invalid(event)) return invalid(span);
  if (type_of(period).kind != TypeKind::Period) return mismatch("a period", period);
  if (type_of(event).kind != TypeKind::Date) return mismatch("a date", event);
  const program::Computation* computation =
      context_.provision == nullptr
          ? nullptr
          : computation_in_force(context_, scope_.instrument, *context_.provision);
  if (computation == nullptr) {
    context_.report(Code::NoComputation, span);
    return invalid(span);
  }
  const MonthEnd end = computation->month_end;
  const bool counts = computation->event_day_counts;
  const program::CalendarId calendar = computation->calendar;
  ExpressionId day = add(ExpressionKind::AddPeriod, date_type(), span, {event, period});
  context_.program.expressions[day].month_end = end;
  if (counts) {
    const ExpressionId less = constant(period_type(ast::PeriodUnit::Days), -1, span);
    day = add(ExpressionKind::AddPeriod, date_type(), span, {day, less});
  }
  if (calendar.valid()) {
    day = add(ExpressionKind::NextWorkingDay, date_type(), span, {day});
    context_.program.expressions[day].calendar = calendar;
  }
  return day;
}

ExpressionId ExpressionChecker::timely(const ast::Timely& timely, Span span) {
  const ExpressionId day = check(*timely.day, nullptr);
  const ExpressionId end = end_of_period(*timely.period, *timely.event, span);
  if (is_invalid(day) || is_invalid(end)) return invalid(span);
  if (type_of(day).kind != TypeKind::Date) return mismatch("a date", day);
  const ExpressionId id = add(ExpressionKind::Compare, boolean_type(), span, {day, end});
  context_.program.expressions[id].compare =
      timely.late ? program::CompareOperator::MoreThan : program::CompareOperator::AtMost;
  return id;
}

/// Of several days the earliest or the latest; all else that is listed belongs to formulas.
ExpressionId ExpressionChecker::listed(const ast::Listed& listed, const ast::Expression& written) {
  const Span span = written.span;
  const bool least = listed.combination == ast::Combination::Least;
  if (!least && listed.combination != ast::Combination::Greatest) {
    context_.report(Code::AcrossOutsideFormula, span, formula_word(written));
    return invalid(span);
  }
  std::vector<ExpressionId> days;
  for (const ast::ExpressionPtr& operand : listed.operands) {
    const ExpressionId day = check(*operand, nullptr);
    if (is_invalid(day)) return invalid(span);
    if (is_number(type_of(day))) {
      context_.report(Code::AcrossOutsideFormula, span, formula_word(written));
      return invalid(span);
    }
    if (type_of(day).kind != TypeKind::Date) return mismatch("a date", day);
    days.push_back(day);
  }
  if (days.empty()) return invalid(span);
  if (days.size() == 1) return days.front();
  return add(least ? ExpressionKind::Earliest : ExpressionKind::Latest, date_type(), span,
             std::move(days));
}

ExpressionId ExpressionChecker::time_in(const ast::TimeIn& time, Span span) {
  const program::ClockId id = resolve_clock(context_, scope_.file, scope_.instrument, time.clock);
  if (!id.valid()) return invalid(span);
  const program::Clock& clock = context_.program.clocks[id];
  if (clock.entity != scope_.entity) {
    context_.report(Code::WrongEntity, time.clock.span, clock.name,
                    context_.program.entities[clock.entity].name,
                    context_.program.entities[scope_.entity].name);
    return invalid(span);
  }
  if (!scope_.variables.empty()) {
    context_.report(Code::TimeInsideQuantifier, span, clock.name,
                    context_.program.entities[clock.entity].name);
    return invalid(span);
  }
  std::vector<ExpressionId> days;
  for (const program::StatusId counted : clock.statuses) {
    const program::Status& status = context_.program.statuses[counted];
    for (const program::DefinitionId part : {status.first_day, status.last_day}) {
      const ExpressionId day = add(ExpressionKind::DefinitionValue, date_type(), span);
      context_.program.expressions[day].definition = part;
      days.push_back(day);
    }
  }
  if (days.empty()) return invalid(span);  // no status counts toward it, which has been reported
  const ExpressionId made =
      add(ExpressionKind::TimeIn, period_type(ast::PeriodUnit::Days), span, std::move(days));
  context_.program.expressions[made].clock = id;
  return made;
}

/// Days compare as any number of days does. No number of days is a year: whether the time makes so
/// many months is a question of its own.
ExpressionId ExpressionChecker::time_compared(const ast::Comparison& comparison, ExpressionId time,
                                              Span span) {
  const ExpressionId period = check(*comparison.right, nullptr);
  if (is_invalid(period)) return invalid(span);
  if (type_of(period).kind != TypeKind::Period) return mismatch("a period", period);
  if (!type_of(period).in_months) return ordered(comparison.comparator, time, period, span);
  const bool less = comparison.comparator == ast::Comparator::LessThan;
  if (!less && comparison.comparator != ast::Comparator::AtLeast) {
    context_.report(Code::TimeComparedOtherwise, span);
    return invalid(span);
  }
  const auto end = month_end(std::nullopt, time);
  if (!end) {
    context_.report(Code::MonthsAddedToDate, span);
    return invalid(span);
  }
  std::vector<ExpressionId> operands{period};
  operands.insert(operands.end(), at(time).operands.begin(), at(time).operands.end());
  const program::ClockId clock = at(time).clock;
  const ExpressionId id =
      add(ExpressionKind::TimeReaches, boolean_type(), span, std::move(operands));
  context_.program.expressions[id].clock = clock;
  context_.program.expressions[id].month_end = *end;
  return less ? negated(id, span) : id;
}

}  // namespace nansen::check

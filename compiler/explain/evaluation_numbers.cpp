// Numbers and days of one case. Of each it is known between which bounds it lies: the same number
// twice where a fact is known exactly, two where a table gives a range of days or where it is open
// which rule gives the day.
#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/explain/evaluation.h"
#include "runtime/calendar.h"
#include "runtime/stretches.h"
#include "runtime/working_days.h"

namespace nansen::explain {
namespace {

using program::CompareOperator;
using program::Expression;
using program::ExpressionKind;
using Number = std::optional<Rational>;

Number sum(const Number& left, const Number& right) {
  if (!left || !right) return std::nullopt;
  return Rational(*left + *right);
}

Number difference(const Number& left, const Number& right) {
  if (!left || !right) return std::nullopt;
  return Rational(*left - *right);
}

Number product(const Rational& factor, const Number& number) {
  if (!number) return std::nullopt;
  return Rational(factor * *number);
}

Truth is_at_most(const Number& left, const Number& right) {
  if (!left || !right) return Truth::Undetermined;
  return truth_of(*left <= *right);
}

// Of what certainly and of what possibly holds.
Truth enclosed(Truth certain, Truth possible) {
  if (certain == Truth::Yes && possible != Truth::No) return Truth::Yes;
  return possible == Truth::No && certain != Truth::Yes ? Truth::No : Truth::Undetermined;
}

Truth at_most(const Bounds& left, const Bounds& right) {
  return enclosed(is_at_most(left.greatest, right.least), is_at_most(left.least, right.greatest));
}

std::int64_t whole(const Rational& number) {
  if (number.get_den() != 1) bug("a day or a period is no whole number");
  return number.get_num().get_si();
}

std::int32_t day_of(const Rational& number) { return static_cast<std::int32_t>(whole(number)); }

std::int32_t add_period(std::int32_t day, std::int64_t period, bool in_months,
                        program::MonthEnd month_end) {
  if (!in_months) return runtime::add_days(day, period);
  const bool up = month_end == program::MonthEnd::RoundingUp;
  return runtime::add_months(day, period, up ? runtime::MonthEnd::Up : runtime::MonthEnd::Down);
}

runtime::FreeDays free_days(const program::Calendar& calendar) {
  runtime::FreeDays free;
  free.weekend = calendar.weekend;
  for (const auto& holiday : calendar.holidays) free.holidays.push_back(holiday.day);
  for (const auto& holiday : calendar.yearly_holidays) {
    free.yearly.push_back(100 * holiday.month + holiday.day);
  }
  std::sort(free.yearly.begin(), free.yearly.end());
  return free;
}

// Of all; nothing where one is not known, unless the known ones will do.
template <typename Before>
Number first_of(const std::vector<Number>& numbers, Before before, bool of_known) {
  Number first;
  for (const Number& number : numbers) {
    if (!number) {
      if (!of_known) return std::nullopt;
      continue;
    }
    if (!first || before(*number, *first)) first = number;
  }
  return first;
}

// First and last day of each stretch, so that as many days are held as are possible with `longest`,
// as are certain without. A day of which nothing is known may be any.
std::vector<Bounds> ends_of(const std::vector<Bounds>& days, bool longest) {
  std::vector<Bounds> ends;
  for (std::size_t at = 0; at < days.size(); ++at) {
    const bool first = at % 2 == 0;
    const Number& end = first == longest ? days[at].least : days[at].greatest;
    const Rational any = first == longest ? runtime::first_day : runtime::last_day;
    ends.push_back(Bounds::exactly(end ? *end : any));
  }
  return ends;
}

// Of days that are known.
std::vector<runtime::Stretch> stretches_of(const std::vector<Bounds>& days) {
  std::vector<runtime::Stretch> stretches;
  for (std::size_t at = 0; at + 1 < days.size(); at += 2) {
    stretches.push_back({day_of(*days[at].least), day_of(*days[at + 1].least)});
  }
  return stretches;
}

runtime::LongestGap gap_of(const program::Clock& clock) {
  return {clock.longest_gap, clock.gap_in_months};
}

}  // namespace

Truth compared(const Bounds& left, const Bounds& right, CompareOperator compare) {
  switch (compare) {
    case CompareOperator::Same: return at_most(left, right) & at_most(right, left);
    case CompareOperator::AtLeast: return at_most(right, left);
    case CompareOperator::AtMost: return at_most(left, right);
    case CompareOperator::MoreThan: return !at_most(left, right);
    case CompareOperator::LessThan: return !at_most(right, left);
  }
  return Truth::Undetermined;
}

Bounds Evaluation::number(const Expression& expression, const Scope& scope) const {
  const auto operand = [&](std::size_t at) { return value(expression.operands[at], scope).number; };
  const auto least_and_greatest = [&] {
    std::pair<std::vector<Number>, std::vector<Number>> numbers;
    for (std::size_t at = 0; at < expression.operands.size(); ++at) {
      const Bounds bounds = operand(at);
      numbers.first.push_back(bounds.least);
      numbers.second.push_back(bounds.greatest);
    }
    return numbers;
  };
  switch (expression.kind) {
    case ExpressionKind::NumberConstant: return Bounds::exactly(expression.number);
    case ExpressionKind::Add: {
      const Bounds left = operand(0);
      const Bounds right = operand(1);
      return {sum(left.least, right.least), sum(left.greatest, right.greatest)};
    }
    case ExpressionKind::Subtract: {
      const Bounds left = operand(0);
      const Bounds right = operand(1);
      return {difference(left.least, right.greatest), difference(left.greatest, right.least)};
    }
    case ExpressionKind::Scale: {
      const Bounds bounds = operand(0);
      Bounds scaled{product(expression.number, bounds.least),
                    product(expression.number, bounds.greatest)};
      if (expression.number < 0) std::swap(scaled.least, scaled.greatest);
      return scaled;
    }
    case ExpressionKind::DayAsked: return as_of_ ? Bounds::exactly(*as_of_) : Bounds{};
    case ExpressionKind::AddPeriod: {
      const Bounds day = operand(0);
      const Bounds period = operand(1);
      const auto added = [&](const Number& to, const Number& count) -> Number {
        if (!to || !count) return std::nullopt;
        return Rational(later(expression, whole(*to), whole(*count)));
      };
      return {added(day.least, period.least), added(day.greatest, period.greatest)};
    }
    case ExpressionKind::NextWorkingDay: {
      const Bounds day = operand(0);
      const auto next = [&](const Number& from) -> Number {
        if (!from) return std::nullopt;
        return Rational(next_working_day(expression, whole(*from)));
      };
      return {next(day.least), next(day.greatest)};
    }
    case ExpressionKind::Earliest: {
      const auto [least, greatest] = least_and_greatest();
      return {first_of(least, std::less<>(), false), first_of(greatest, std::less<>(), true)};
    }
    case ExpressionKind::Latest: {
      const auto [least, greatest] = least_and_greatest();
      return {first_of(least, std::greater<>(), true), first_of(greatest, std::greater<>(), false)};
    }
    case ExpressionKind::TimeIn: return time_counted(expression, scope);
    default: bug("an expression that is no number stands where one is needed");
  }
}

// Nothing where the clock starts anew after a gap and a day is not known: then more days held do
// not make a longer time.
std::optional<std::vector<Bounds>> Evaluation::days_of_stretches(const Expression& expression,
                                                                 std::size_t from,
                                                                 const Scope& scope) const {
  const bool gaps_count = program_.clocks[expression.clock].longest_gap > 0;
  std::vector<Bounds> days;
  for (std::size_t at = from; at < expression.operands.size(); ++at) {
    days.push_back(value(expression.operands[at], scope).number);
    if (gaps_count && !days.back().exact()) return std::nullopt;
  }
  return days;
}

std::int32_t Evaluation::later(const Expression& expression, std::int64_t day,
                               std::int64_t period) const {
  return add_period(static_cast<std::int32_t>(day), period,
                    program_.expressions[expression.operands[1]].type.in_months,
                    expression.month_end);
}

std::int32_t Evaluation::next_working_day(const Expression& expression, std::int64_t day) const {
  return runtime::next_working_day(static_cast<std::int32_t>(day),
                                   free_days(program_.calendars[expression.calendar]));
}

std::int64_t Evaluation::counted(const Expression& expression,
                                 const std::vector<Bounds>& days) const {
  return runtime::days_counted(*as_of_, stretches_of(days),
                               gap_of(program_.clocks[expression.clock]));
}

std::int32_t Evaluation::counted_until(const std::vector<Bounds>& days) const {
  return runtime::counted_until(*as_of_, stretches_of(days));
}

// The days counted, laid back to back so that they end with the last of them, are held against the
// period that begins with the first.
bool Evaluation::reaches(const Expression& expression, const std::vector<Bounds>& days,
                         const Rational& period) const {
  const std::int32_t until = counted_until(days);
  const std::int32_t begun = runtime::add_days(until, -counted(expression, days));
  const bool in_months = program_.expressions[expression.operands[0]].type.in_months;
  return add_period(begun, whole(period), in_months, expression.month_end) <= until;
}

Bounds Evaluation::time_counted(const Expression& expression, const Scope& scope) const {
  const std::size_t from = expression.kind == ExpressionKind::TimeReaches ? 1 : 0;
  const auto days = days_of_stretches(expression, from, scope);
  if (!as_of_ || !days) return {};
  return {Rational(counted(expression, ends_of(*days, false))),
          Rational(counted(expression, ends_of(*days, true)))};
}

// More days make no shorter time only if they end with the same day. Otherwise it is asked how long
// the period may be at most, or at least.
Truth Evaluation::reaches(const Expression& expression, const std::vector<Bounds>& shortest,
                          const std::vector<Bounds>& longest, const Bounds& period) const {
  const std::int64_t at_least = counted(expression, shortest);
  const std::int64_t at_most = counted(expression, longest);
  const bool one_end =
      (at_least > 0 || at_least == at_most) && counted_until(shortest) == counted_until(longest);
  const auto makes = [](std::int64_t days, const Rational& months, std::int64_t more) {
    return runtime::mean_months * (days - more) >= runtime::days_of_mean_months * months;
  };
  Truth certain = Truth::Undetermined;
  if (const Number& wanted = period.greatest) {
    certain = truth_of((one_end && reaches(expression, shortest, *wanted)) ||
                       makes(at_least, *wanted, runtime::month_deviation));
  }
  Truth possible = Truth::Undetermined;
  if (const Number& wanted = period.least) {
    possible = truth_of((!one_end || reaches(expression, longest, *wanted)) &&
                        makes(at_most, *wanted, -runtime::month_deviation));
  }
  return enclosed(certain, possible);
}

Truth Evaluation::time_reaches(const Expression& expression, const Scope& scope) const {
  const Bounds period = value(expression.operands[0], scope).number;
  const auto days = days_of_stretches(expression, 1, scope);
  if (!as_of_ || !days) return Truth::Undetermined;
  return reaches(expression, ends_of(*days, false), ends_of(*days, true), period);
}

// The first rule that holds gives the number. Where it is open whether a rule does, a day lies
// between what it gives and what the others give; another number is known only where they are the
// same. A plain "otherwise" is left when nothing before it holds.
Bounds Evaluation::chosen_number(program::RuleId root,
                                 const std::vector<Candidate>& candidates) const {
  const program::Rule& entry = program_.rules[root];
  const bool date = program_.definitions[entry.definition].type.kind == program::TypeKind::Date;
  const auto either = [date](const Number& left, const Number& right, bool greatest) -> Number {
    if (!left || !right) return std::nullopt;
    if (date) return greatest ? std::max(*left, *right) : std::min(*left, *right);
    return *left == *right ? left : std::nullopt;
  };
  Bounds number;
  for (auto candidate = candidates.rbegin(); candidate != candidates.rend(); ++candidate) {
    const bool left_over = is_left_over(root, candidate->rule);
    const Bounds& given = candidate->gives.number;
    if (left_over || candidate->applies == Truth::Yes) {
      number = given;
    } else if (candidate->applies == Truth::Undetermined) {
      number = {either(given.least, number.least, false),
                either(given.greatest, number.greatest, true)};
    }
  }
  return number;
}

}  // namespace nansen::explain

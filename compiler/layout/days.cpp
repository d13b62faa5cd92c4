#include "compiler/layout/days.h"

#include "compiler/base/bug.h"
#include "runtime/calendar.h"
#include "runtime/stretches.h"

namespace nansen::layout {
namespace {

using ir::Opcode;

std::int32_t day_of(const Rational& number) {
  if (number.get_den() != 1 || number < runtime::first_day || number > runtime::last_day) {
    bug("what is used as a day is none");
  }
  return static_cast<std::int32_t>(number.get_num().get_si());
}

/// A number of days or months; one that is larger than any calendar stays so.
std::int64_t count_of(const Rational& number) {
  if (number.get_den() != 1) bug("a number of days or months is not whole");
  if (number.get_num().fits_slong_p()) return number.get_num().get_si();
  return number > 0 ? INT64_MAX : INT64_MIN;
}

std::vector<runtime::Stretch> stretches_of(const std::vector<Rational>& numbers) {
  std::vector<runtime::Stretch> stretches;
  for (std::size_t first = 1; first + 1 < numbers.size(); first += 2) {
    stretches.push_back({day_of(numbers[first]), day_of(numbers[first + 1])});
  }
  return stretches;
}

}  // namespace

runtime::FreeDays free_days(const ir::Calendar& calendar) {
  return {calendar.weekend, calendar.holidays, calendar.yearly};
}

bool takes_days(Opcode opcode) {
  switch (opcode) {
    case Opcode::AddDays:
    case Opcode::AddMonths:
    case Opcode::NextWorkingDay:
    case Opcode::DaysCounted:
    case Opcode::CountedUntil: return true;
    default: return false;
  }
}

Rational of_days(const ir::Module& module, const ir::Instruction& instruction,
                 const std::vector<Rational>& numbers) {
  const std::int32_t day = day_of(numbers[0]);
  switch (instruction.opcode) {
    case Opcode::AddDays: return runtime::add_days(day, count_of(numbers[1]));
    case Opcode::AddMonths:
      return runtime::add_months(
          day, count_of(numbers[1]),
          instruction.member == 0 ? runtime::MonthEnd::Down : runtime::MonthEnd::Up);
    case Opcode::NextWorkingDay:
      return runtime::next_working_day(day, free_days(module.calendars[instruction.member]));
    case Opcode::DaysCounted:
      return runtime::days_counted(day, stretches_of(numbers),
                                   {instruction.count, instruction.member == 1});
    case Opcode::CountedUntil: return runtime::counted_until(day, stretches_of(numbers));
    default: bug("no operation on days");
  }
}

}  // namespace nansen::layout

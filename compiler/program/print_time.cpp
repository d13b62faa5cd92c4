// Calendars, computations, statuses and clocks of a typed program as stable text.
#include <fmt/format.h>

#include "compiler/program/program.h"
#include "compiler/program/text.h"
#include "runtime/calendar.h"

namespace nansen::program {
namespace {

constexpr std::string_view weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday"};

class TimePrinter {
 public:
  explicit TimePrinter(const Program& program) : program_(program) {}

  std::string computations() {
    for (const Calendar& calendar : program_.calendars) print_calendar(calendar);
    for (const Computation& computation : program_.computations) print_computation(computation);
    return text_.take();
  }

  std::string statuses() {
    for (const Clock& clock : program_.clocks) print_clock(clock);
    for (const Status& status : program_.statuses) print_status(status);
    return text_.take();
  }

 private:
  void print_calendar(const Calendar& calendar) {
    text_.line(0, fmt::format("calendar {}{}{}{}", calendar.vocabulary,
                              calendar.vocabulary.empty() ? "" : ".", calendar.name,
                              title_text(calendar.title)));
    std::string weekend;
    for (std::size_t day = 0; day < std::size(weekdays); ++day) {
      if ((calendar.weekend >> day & 1U) == 0) continue;
      weekend += fmt::format("{}{}", weekend.empty() ? "weekend " : ", ", weekdays[day]);
    }
    if (!weekend.empty()) text_.line(1, weekend);
    for (const Calendar::Holiday& holiday : calendar.holidays) {
      text_.line(1, fmt::format("holiday {}{}", runtime::format_date(holiday.day),
                                title_text(holiday.name)));
    }
    for (const Calendar::YearlyHoliday& holiday : calendar.yearly_holidays) {
      text_.line(1, fmt::format("holiday every {:02}-{:02}{}", holiday.month, holiday.day,
                                title_text(holiday.name)));
    }
    text_.annotations(1, calendar);
  }

  void print_computation(const Computation& computation) {
    text_.line(0, fmt::format("computation {}.{}{} [{}]", instrument(computation.instrument),
                              computation.name, title_text(computation.title),
                              to_full_string(computation.citation)));
    text_.line(1, fmt::format("the day of the event {}",
                              computation.event_day_counts ? "counts" : "does not count"));
    text_.line(1, fmt::format("month ends rounding {}",
                              computation.month_end == MonthEnd::RoundingDown ? "down" : "up"));
    if (computation.calendar.valid()) {
      text_.line(
          1, "ends on the next working day of " + program_.calendars[computation.calendar].name);
    }
    text_.annotations(1, computation);
  }

  void print_clock(const Clock& clock) {
    text_.line(0, fmt::format("clock {}.{} of {}{} [{}]", instrument(clock.instrument), clock.name,
                              entity(clock.entity), title_text(clock.title),
                              to_full_string(clock.citation)));
    for (const StatusId status : clock.statuses) text_.line(1, "counts " + name(status));
    if (clock.longest_gap > 0) {
      text_.line(1, fmt::format("starts anew after a gap of more than {} {}", clock.longest_gap,
                                clock.gap_in_months ? "months" : "days"));
    }
    text_.annotations(1, clock);
  }

  void print_status(const Status& status) {
    text_.line(0, fmt::format("status {}.{} of {}{} [{}]", instrument(status.instrument),
                              status.name, entity(status.entity), title_text(status.title),
                              to_full_string(status.citation)));
    part("held", status.held);
    part("first day", status.first_day);
    part("natural last day", status.natural_last_day);
    part("last day", status.last_day);
    part("ran its course", status.ran_its_course);
    for (const StatusStep& step : status.steps) {
      text_.line(1, fmt::format("{} {} r{} [{}]", step.extension ? "extension" : "step",
                                quoted(step.name), step.rule.index, to_full_string(step.citation)));
      part("applies", step.applies, 2);
      part("last day", step.last_day, 2);
    }
    for (const StatusEnd& end : status.early_ends) {
      text_.line(1,
                 fmt::format("ends early r{} [{}]", end.rule.index, to_full_string(end.citation)));
      part("applies", end.applies, 2);
      part("day", end.day, 2);
    }
    for (const StatusSuccessor& successor : status.successors) {
      text_.line(1, fmt::format("becomes {} [{}]", name(successor.status),
                                to_full_string(successor.citation)));
      part("applies", successor.applies, 2);
    }
    for (const ClockId clock : status.clocks) {
      text_.line(1, "counts toward " + program_.clocks[clock].name);
    }
    for (const RuleId rule : status.bars) text_.line(1, fmt::format("bars by r{}", rule.index));
  }

  void part(std::string_view word, DefinitionId definition, int depth = 1) {
    if (!definition.valid()) return;
    text_.line(depth, fmt::format("{}: {}", word, qualified_name(program_, definition)));
  }

  std::string name(StatusId status) const {
    return status.valid() ? program_.statuses[status].name : "?";
  }
  std::string instrument(InstrumentId id) const {
    return id.valid() ? program_.instruments[id].name : "?";
  }
  std::string entity(EntityId id) const { return id.valid() ? program_.entities[id].name : "?"; }

  const Program& program_;
  Lines text_;
};

}  // namespace

std::string print_computations(const Program& program) {
  return TimePrinter(program).computations();
}

std::string print_statuses(const Program& program) { return TimePrinter(program).statuses(); }

}  // namespace nansen::program

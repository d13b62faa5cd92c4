// Calendars, computations, and which computation is in force where.
#include "compiler/check/computations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/check/declare.h"
#include "compiler/check/named.h"
#include "compiler/check/types.h"
#include "runtime/calendar.h"
#include "runtime/working_days.h"

namespace nansen::check {
namespace {

constexpr std::array<const char*, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};

class CalendarDeclarer {
 public:
  CalendarDeclarer(Context& context, const ast::Calendar& written, Origin origin)
      : context_(context), written_(written), origin_(std::move(origin)) {}

  void declare() {
    for (const program::CalendarId other : context_.time.calendars[written_.name.text]) {
      const Origin& taken = context_.time.calendar_origins[static_cast<std::size_t>(other.index)];
      if (taken.module != origin_.module) continue;
      return report_duplicate(context_, written_.name.text, written_.name.span,
                              context_.program.calendars[other].span);
    }
    calendar_.name = written_.name.text;
    calendar_.title = written_.title ? written_.title->text : "";
    calendar_.vocabulary = origin_.module;
    calendar_.span = written_.name.span;
    Annotations sorted = sort_annotations(written_.annotations);
    calendar_.sources = std::move(sorted.sources);
    calendar_.notes = std::move(sorted.notes);
    calendar_.unverified = std::move(sorted.unverified);
    for (const ast::Name& day : written_.weekend) add_weekday(day);
    for (const ast::Holiday& holiday : written_.holidays) add_holiday(holiday);
    for (const ast::YearlyHoliday& holiday : written_.yearly_holidays) add_yearly(holiday);
    check_working_days();
    context_.time.calendars[written_.name.text].push_back(
        context_.program.calendars.add(std::move(calendar_)));
    context_.time.calendar_origins.push_back(std::move(origin_));
  }

 private:
  void add_weekday(const ast::Name& day) {
    const auto found = std::find(weekdays.begin(), weekdays.end(), day.text);
    if (found == weekdays.end()) {
      context_.report(
          Code::UnknownWeekday, day.span, day.text,
          did_you_mean(day.text, std::vector<std::string>(weekdays.begin(), weekdays.end())));
      return;
    }
    const auto bit = static_cast<std::uint8_t>(1U << (found - weekdays.begin()));
    if ((calendar_.weekend & bit) != 0) context_.report(Code::FreeAlready, day.span, day.text);
    calendar_.weekend |= bit;
  }

  void add_holiday(const ast::Holiday& written) {
    const auto day = resolve_date(context_, written.day, written.span);
    if (!day) return;
    const auto at = std::lower_bound(
        calendar_.holidays.begin(), calendar_.holidays.end(), *day,
        [](const program::Calendar::Holiday& one, std::int32_t other) { return one.day < other; });
    if (at != calendar_.holidays.end() && at->day == *day) {
      context_.report(Code::FreeAlready, written.span, runtime::format_date(*day));
      return;
    }
    calendar_.holidays.insert(at, {*day, written.name ? written.name->text : ""});
  }

  void add_yearly(const ast::YearlyHoliday& written) {
    const std::string text = fmt::format("{:02}-{:02}", written.month, written.day);
    // 2024 is a leap year, so that it has every day that some year has.
    if (!runtime::day_number(2024, written.month, written.day)) {
      context_.report(Code::ImpossibleHoliday, written.span, text);
      return;
    }
    const auto key = [](const program::Calendar::YearlyHoliday& one) {
      return 100 * one.month + one.day;
    };
    const program::Calendar::YearlyHoliday made{written.month, written.day,
                                                written.name ? written.name->text : ""};
    const auto at =
        std::lower_bound(calendar_.yearly_holidays.begin(), calendar_.yearly_holidays.end(), made,
                         [&](const auto& one, const auto& other) { return key(one) < key(other); });
    if (at != calendar_.yearly_holidays.end() && key(*at) == key(made)) {
      context_.report(Code::FreeAlready, written.span, text);
      return;
    }
    calendar_.yearly_holidays.insert(at, made);
  }

  void check_working_days() {
    const Span span = written_.name.span;
    if (calendar_.weekend == 0x7f) {
      calendar_.weekend = 0;
      context_.report(Code::NoWorkingDay, span, calendar_.name, "in any week");
      return;
    }
    runtime::FreeDays free;
    free.weekend = calendar_.weekend;
    for (const auto& holiday : calendar_.holidays) free.holidays.push_back(holiday.day);
    for (const auto& holiday : calendar_.yearly_holidays) {
      free.yearly.push_back(100 * holiday.month + holiday.day);
    }
    if (runtime::longest_run(free) <= longest_free) return;
    context_.report(Code::NoWorkingDay, span, calendar_.name,
                    fmt::format("among some {} days in a row", longest_free + 1));
  }

  /// As program::Calendar promises.
  static constexpr std::int32_t longest_free = 199;

  Context& context_;
  const ast::Calendar& written_;
  Origin origin_;
  program::Calendar calendar_;
};

program::CalendarId resolve_calendar(Context& context, FileId file, const ast::Name& name) {
  std::vector<std::string> meanings;
  std::vector<std::string> candidates;
  program::CalendarId found;
  for (const auto& [known, ids] : context.time.calendars) {
    for (const program::CalendarId id : ids) {
      const Origin& origin = context.time.calendar_origins[static_cast<std::size_t>(id.index)];
      if (known != name.text) {
        candidates.push_back(known);
      } else if (context.sees(file, origin)) {
        meanings.push_back("the calendar of " + origin.module);
        found = id;
      }
    }
  }
  if (meanings.size() > 1) {
    context.report(Code::AmbiguousName, name.span, name.text, list_text(meanings, "or"));
    return {};
  }
  if (!found.valid() && !context.misses_any(file)) {
    context.report(Code::UnknownCalendar, name.span, name.text,
                   did_you_mean(name.text, candidates));
  }
  return found;
}

/// Emits where a clause stands twice; true iff it stands at all.
template <typename Clause>
bool said_once(Context& context, const std::vector<Clause>& clauses, std::string_view words) {
  if (clauses.size() > 1) {
    context.report(Code::RepeatedClause, clauses[1].span, words)
        .labels.push_back({clauses[0].span, "it is first said here"});
  }
  return !clauses.empty();
}

}  // namespace

void declare_calendars(Context& context, const std::vector<ast::File>& files) {
  for (const ast::File& file : files) {
    Origin origin{file.file, ""};
    for (const ast::Item& item : file.items) {
      if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&item)) {
        origin.module = vocabulary->name.text;
      }
      if (const auto* calendar = std::get_if<ast::Calendar>(&item)) {
        CalendarDeclarer(context, *calendar, origin).declare();
      }
    }
  }
}

void declare_computation(Context& context, const Written<ast::Computation>& entry) {
  const ast::Computation& written = *entry.text;
  const auto other = context.time.computations.find({entry.instrument, written.name.text});
  if (other != context.time.computations.end()) {
    return report_duplicate(context, written.name.text, written.name.span,
                            context.program.computations[other->second].span);
  }
  program::Computation made;
  made.name = written.name.text;
  made.title = written.title ? written.title->text : "";
  made.instrument = entry.instrument;
  made.citation = entry.citation;
  made.span = written.name.span;
  Annotations sorted = sort_annotations(written.annotations);
  made.sources = std::move(sorted.sources);
  made.notes = std::move(sorted.notes);
  made.unverified = std::move(sorted.unverified);
  if (said_once(context, written.event_days, "the day of the event")) {
    made.event_day_counts = written.event_days[0].counts;
  } else {
    context.report(Code::ComputationLeavesOpen, written.name.span, made.name,
                   "whether the day of the event counts",
                   "\"the day of the event counts\" or \"the day of the event does not count\"");
  }
  if (said_once(context, written.month_ends, "month ends")) {
    made.month_end = static_cast<program::MonthEnd>(written.month_ends[0].rule);
  } else {
    context.report(Code::ComputationLeavesOpen, written.name.span, made.name,
                   "what happens where a month has no such day",
                   "\"month ends rounding down\" or \"month ends rounding up\"");
  }
  if (said_once(context, written.working_days, "the next working day")) {
    made.calendar = resolve_calendar(context, entry.file, written.working_days[0].calendar);
  }
  const std::pair key(entry.instrument, written.name.text);
  context.time.computations.emplace(key, context.program.computations.add(std::move(made)));
}

void resolve_computed_by(Context& context) {
  for (ComputedByEntry& entry : context.time.computed_by) {
    const InProvision in(context, entry.where.citation);
    entry.computation = resolve_named(context, entry.where.file, entry.where.instrument,
                                      entry.where.text->computation, context.time.computations,
                                      Code::UnknownComputation);
    const auto same = [&](const ComputedByEntry& other) {
      return other.where.instrument == entry.where.instrument &&
             other.where.citation.divisions == entry.where.citation.divisions;
    };
    const ComputedByEntry& first =
        *std::find_if(context.time.computed_by.begin(), context.time.computed_by.end(), same);
    if (&first == &entry) continue;
    context.report(Code::RepeatedClause, entry.where.text->span, "periods are computed by")
        .labels.push_back({first.where.text->span, "it is first said here"});
  }
}

const program::Computation* computation_in_force(const Context& context,
                                                 program::InstrumentId instrument,
                                                 const Citation& citation) {
  const program::Computation* nearest = nullptr;
  std::size_t depth = 0;
  for (const ComputedByEntry& entry : context.time.computed_by) {
    const std::vector<Division>& around = entry.where.citation.divisions;
    if (entry.where.instrument != instrument || !entry.computation.valid() ||
        around.size() > citation.divisions.size() ||
        (nearest != nullptr && around.size() < depth)) {
      continue;
    }
    const bool contains = std::equal(around.begin(), around.end(), citation.divisions.begin(),
                                     [](const Division& one, const Division& other) {
                                       return one.level == other.level && one.label == other.label;
                                     });
    if (!contains) continue;
    nearest = &context.program.computations[entry.computation];
    depth = around.size();
  }
  return nearest;
}

}  // namespace nansen::check

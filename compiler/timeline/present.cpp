#include "compiler/timeline/present.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/cases/writer.h"
#include "compiler/report/terminal.h"
#include "compiler/timeline/axis.h"
#include "runtime/calendar.h"

namespace nansen::timeline {
namespace {

using report::Align;
using report::Sheet;
using runtime::format_date;
using runtime::last_day;

std::string address(const Citation& citation) { return to_full_string(citation); }

// A line of bars: `·` where nothing is held, `█` where it is, `▒` where it may be.
class Bars {
 public:
  Bars(const Timeline& timeline, std::size_t width)
      : axis_(axis_of(timeline, width / 12)), asked_(timeline.as_of), width_(width) {}

  std::string marks() const {
    std::string line(width_, ' ');
    for (const Axis::Tick& tick : axis_.ticks) {
      const std::size_t at = cell(tick.day);
      const std::size_t length = tick.words.size();
      if (at + length > width_) continue;
      const std::size_t before = at == 0 ? 0 : at - 1;
      const bool free = std::all_of(line.begin() + static_cast<std::ptrdiff_t>(before),
                                    line.begin() + static_cast<std::ptrdiff_t>(at + length),
                                    [](char each) { return each == ' '; });
      if (free) line.replace(at, length, tick.words);
    }
    return line;
  }

  std::string asked_mark() const {
    return std::string(cell(*asked_), ' ') + "▼ " + format_date(*asked_);
  }

  std::string bar(Truth begins, const Day& first, const Day& last) const {
    std::vector<const char*> cells(width_, "·");
    if (begins != Truth::No) {
      const std::int32_t from = first.least.value_or(axis_.begin);
      const std::int32_t to = last.greatest.value_or(last_day);
      fill(cells, from, to, "▒");
      if (begins == Truth::Yes && last.least && *first.greatest <= *last.least) {
        fill(cells, *first.greatest, *last.least, "█");
      }
    }
    std::string line;
    for (const char* each : cells) line += each;
    return line;
  }

  std::string point(const Reached& reached) const {
    std::vector<const char*> cells(width_, "·");
    if (reached.possibly_from) {
      fill(cells, *reached.possibly_from, reached.certainly_from.value_or(*reached.possibly_from),
           "▒");
    }
    if (reached.certainly_from) cells[cell(*reached.certainly_from)] = "◆";
    std::string line;
    for (const char* each : cells) line += each;
    return line;
  }

 private:
  std::size_t cell(std::int32_t day) const {
    const auto at = static_cast<std::size_t>(axis_.place(day) * static_cast<double>(width_));
    return std::min(at, width_ - 1);
  }
  void fill(std::vector<const char*>& cells, std::int32_t from, std::int32_t to,
            const char* with) const {
    for (std::size_t at = cell(from); at <= cell(to); ++at) cells[at] = with;
  }

  Axis axis_;
  std::optional<std::int32_t> asked_;
  std::size_t width_;
};

class Presenter {
 public:
  Presenter(const program::Program& program, const Timeline& timeline,
            const PresentOptions& options)
      : program_(program), timeline_(timeline), options_(options) {}

  report::Report report() const {
    report::Report report;
    report.sections = true;
    if (options_.width > 0) report.parts.emplace_back(drawing());
    report.parts.emplace_back(statuses());
    Sheet parts = steps();
    if (!parts.rows.empty()) report.parts.emplace_back(std::move(parts));
    if (!timeline_.clocks.empty()) report.parts.emplace_back(clocks());
    if (!timeline_.reached.empty()) report.parts.emplace_back(reached());
    Sheet course = events();
    if (!course.rows.empty()) report.parts.emplace_back(std::move(course));
    report::Lines open = unknown();
    if (!open.lines.empty()) report.parts.emplace_back(std::move(open));
    return report;
  }

 private:
  const program::Status& status(const StatusCourse& course) const {
    return program_.statuses[course.status];
  }
  std::string day(const Day& day) const {
    return options_.width > 0 ? day_words(day) : cases::day_range_text(day.least, day.greatest);
  }

  report::Lines drawing() const {
    report::Lines lines;
    lines.key = "drawing";
    lines.title = fmt::format("The statuses of \"{}\"", options_.case_name);
    std::size_t labels = 12;
    for (const StatusCourse& course : timeline_.statuses) {
      labels = std::max(labels, display_width(status(course).name));
      for (const StepCourse& step : course.steps) {
        labels = std::max(labels, display_width(step.name) + 2);
      }
    }
    for (const Reached& each : timeline_.reached) {
      labels = std::max(labels, display_width(program_.definitions[each.definition].name));
    }
    const std::size_t room = std::max<std::size_t>(options_.width, 60) - 4;
    labels = std::min(labels, room / 2);
    const Bars bars(timeline_, room - labels - 2);
    const auto put = [&](const std::string& label, const std::string& line) {
      const std::string shown =
          display_width(label) > labels ? report::wrap(label, labels - 1).front() + "…" : label;
      lines.lines.push_back(report::pad_right(shown, labels + 2) + line);
    };
    // Lines begin with a word, so that the spaces before marks are kept.
    put("", bars.marks());
    if (timeline_.as_of) put("day asked", bars.asked_mark());
    for (const StatusCourse& course : timeline_.statuses) {
      put(status(course).name, bars.bar(course.begins, course.first_day, course.last_day));
      if (course.begins == Truth::No || course.steps.size() < 2) continue;
      for (const StepCourse& step : course.steps) {
        put("  " + step.name,
            bars.bar(drawn(course, step), step.first_day, step_end(course, step)));
      }
    }
    for (const Reached& each : timeline_.reached) {
      put(program_.definitions[each.definition].name, bars.point(each));
    }
    lines.lines.emplace_back("█ held   ▒ may be held   ◆ from that day on");
    return lines;
  }

  // Whether a step has days: it applies, and the status lasts until it.
  static Truth drawn(const StatusCourse& course, const StepCourse& step) {
    const bool over = step.first_day.least && course.last_day.greatest &&
                      *course.last_day.greatest < *step.first_day.least;
    if (over) return Truth::No;
    const bool sure = step.first_day.greatest && course.last_day.least &&
                      *step.first_day.greatest <= *course.last_day.least;
    return course.begins & step.applies & (sure ? Truth::Yes : Truth::Undetermined);
  }

  // A step ends with its status, where that ends first.
  static Day step_end(const StatusCourse& course, const StepCourse& step) {
    const auto earlier = [](std::optional<std::int32_t> one, std::optional<std::int32_t> two) {
      return one && two ? std::optional(std::min(*one, *two)) : one ? one : two;
    };
    Day end{earlier(step.last_day.least, course.last_day.least),
            earlier(step.last_day.greatest, course.last_day.greatest)};
    if (!step.last_day.least || !course.last_day.least) end.least.reset();
    return end;
  }

  // What the status is on the day asked, in words.
  std::string standing(const StatusCourse& course) const {
    if (!course.not_in_force.empty()) return course.not_in_force;
    if (course.begins == Truth::No) return "does not begin";
    if (!timeline_.as_of) return {};
    const std::int32_t asked = *timeline_.as_of;
    if (course.held == Truth::Yes) return "since " + day(course.first_day);
    if (course.held == Truth::Undetermined) return {};
    if (course.first_day.least && *course.first_day.least > asked) {
      return "from " + day(course.first_day) + " on";
    }
    return "ended on " + day(course.last_day);
  }

  Sheet statuses() const {
    Sheet sheet;
    sheet.key = "statuses";
    sheet.title = timeline_.as_of ? "On " + format_date(*timeline_.as_of) : "The statuses";
    sheet.columns = {{"status"}};
    if (timeline_.as_of) sheet.columns.push_back({"held"});
    for (const char* name : {"first day", "last day", "without early end", "next", "provision"}) {
      sheet.columns.push_back({name});
    }
    if (timeline_.as_of) sheet.columns.push_back({"remark"});
    for (const StatusCourse& course : timeline_.statuses) {
      std::vector<report::Value> row{status(course).name};
      if (timeline_.as_of) row.emplace_back(course.held.value_or(Truth::Undetermined));
      const bool none = course.begins == Truth::No;
      const bool early = course.last_day != course.natural_last_day;
      row.emplace_back(none && course.first_day.least == last_day ? std::string()
                                                                  : day(course.first_day));
      row.emplace_back(none ? std::string() : day(course.last_day));
      row.emplace_back(none || !early ? std::string() : day(course.natural_last_day));
      row.emplace_back(next(course));
      row.emplace_back(address(status(course).citation));
      if (timeline_.as_of) row.emplace_back(standing(course));
      sheet.rows.push_back(std::move(row));
    }
    return sheet;
  }

  std::string next(const StatusCourse& course) const {
    std::string text;
    for (const NextCourse& each : course.successors) {
      if (each.applies == Truth::No) continue;
      text += fmt::format("{}{}{} from {}", text.empty() ? "" : ", ",
                          each.applies == Truth::Yes ? "" : "perhaps ",
                          program_.statuses[each.status].name, day(each.first_day));
    }
    return text;
  }

  Sheet steps() const {
    Sheet sheet;
    sheet.key = "steps";
    sheet.title = "Step by step";
    sheet.columns = {{"status"}, {"step"}, {"applies"}, {"from"}, {"last day"}, {"provision"}};
    for (const StatusCourse& course : timeline_.statuses) {
      if (course.begins == Truth::No) continue;
      for (const StepCourse& step : course.steps) {
        const bool none = step.applies == Truth::No;
        sheet.rows.push_back({status(course).name, step.name, step.applies,
                              none ? std::string() : day(step.first_day),
                              none ? std::string() : day(step.last_day), address(step.citation)});
      }
      for (const EndCourse& end : course.ends) {
        const bool none = end.applies == Truth::No;
        sheet.rows.push_back({status(course).name, std::string("ends early"), end.applies,
                              none ? std::string() : day(end.day), std::string(),
                              address(end.citation)});
      }
    }
    return sheet;
  }

  Sheet clocks() const {
    Sheet sheet;
    sheet.key = "clocks";
    sheet.title = "Time counted before " + format_date(*timeline_.as_of);
    sheet.columns = {{"clock"}, {"days", Align::Right}, {"counted from"}, {"provision"}};
    for (const ClockCourse& course : timeline_.clocks) {
      const program::Clock& clock = program_.clocks[course.clock];
      std::string from;
      for (const program::StatusId id : clock.statuses) {
        from += (from.empty() ? "" : ", ") + program_.statuses[id].name;
      }
      report::Value days;
      if (course.least && course.least == course.greatest) {
        days = *course.least;
      } else if (course.least && course.greatest) {
        days = fmt::format("{} to {}", *course.least, *course.greatest);
      } else if (course.least) {
        days = fmt::format("at least {}", *course.least);
      } else {
        days = std::string("unknown");
      }
      sheet.rows.push_back({clock.name, days, from, address(clock.citation)});
    }
    return sheet;
  }

  Sheet reached() const {
    Sheet sheet;
    sheet.key = "reached";
    sheet.title = "What time in a clock leads to, if things stay as they are known";
    sheet.columns = {{"definition"}};
    if (timeline_.as_of) sheet.columns.push_back({"on the day asked"});
    sheet.columns.push_back({"from"});
    sheet.columns.push_back({"provision"});
    for (const Reached& each : timeline_.reached) {
      const program::Definition& definition = program_.definitions[each.definition];
      std::vector<report::Value> row{program::qualified_name(program_, each.definition)};
      if (timeline_.as_of) row.emplace_back(each.now.value_or(Truth::Undetermined));
      row.emplace_back(reached_words(each));
      row.emplace_back(address(definition.citation));
      sheet.rows.push_back(std::move(row));
    }
    return sheet;
  }

  std::string reached_words(const Reached& reached) const {
    if (!reached.possibly_from) return options_.width > 0 ? "no day in sight" : "";
    return day({reached.possibly_from, reached.certainly_from});
  }

  Sheet events() const {
    Sheet sheet;
    sheet.key = "course";
    sheet.title = "Day by day";
    sheet.columns = {{"day"}, {"what"}, {"certain"}, {"provision"}};
    if (timeline_.as_of) sheet.columns.push_back({"when"});
    bool next_named = false;
    for (const Event& event : timeline_.events) {
      std::string what = event.what;
      if (event.kind == EventKind::Reached) what += ": yes from this day on";
      std::vector<report::Value> row{day(event.day), what, truth_of_certain(event),
                                     address(event.basis)};
      if (timeline_.as_of) {
        const bool to_come = event.day.least && *event.day.least > *timeline_.as_of;
        const bool past = event.day.greatest && *event.day.greatest <= *timeline_.as_of;
        row.emplace_back(std::string(to_come ? next_named ? "to come" : "comes next"
                                     : past  ? "past"
                                             : "open"));
        next_named = next_named || to_come;
      }
      sheet.rows.push_back(std::move(row));
    }
    return sheet;
  }

  static std::string truth_of_certain(const Event& event) {
    return event.certain ? event.day.exact() ? "certain" : "certain, the day is not" : "possible";
  }

  report::Lines unknown() const {
    report::Lines lines;
    lines.key = "unknown";
    lines.title = "What is not known";
    lines.truth = Truth::Undetermined;
    std::vector<explain::FactUse> named;
    for (const StatusCourse& course : timeline_.statuses) {
      for (const explain::FactUse& use : course.unknown) {
        const bool before =
            std::any_of(named.begin(), named.end(),
                        [&](const explain::FactUse& each) { return each.same_place(use); });
        if (before) continue;
        named.push_back(use);
        lines.lines.push_back(use.full_name() +
                              (use.question.empty() ? "" : " (" + use.question + ")"));
      }
    }
    return lines;
  }

  const program::Program& program_;
  const Timeline& timeline_;
  const PresentOptions& options_;
};

}  // namespace

std::string day_words(const Day& day) {
  if (!day.least && !day.greatest) return "unknown";
  if (day.exact()) return format_date(*day.least);
  if (!day.least) return format_date(*day.greatest) + " or earlier";
  if (!day.greatest) return format_date(*day.least) + " or later";
  if (*day.greatest == last_day) return format_date(*day.least) + " or later, or never";
  return fmt::format("between {} and {}", format_date(*day.least), format_date(*day.greatest));
}

report::Report present(const program::Program& program, const Timeline& timeline,
                       const PresentOptions& options) {
  return Presenter(program, timeline, options).report();
}

report::SpanChart chart_of(const program::Program& program, const Timeline& timeline,
                           const std::string& case_name, const std::string& subtitle) {
  const Axis axis = axis_of(timeline, 10);
  report::SpanChart chart;
  chart.title = fmt::format("The statuses of {}", case_name);
  chart.subtitle = subtitle;
  chart.legend =
      "A bar: held on these days. Striped: may be held. A diamond: yes from that day on.";
  chart.begin = axis.begin;
  chart.end = axis.end;
  for (const Axis::Tick& tick : axis.ticks) {
    chart.ticks.push_back({static_cast<double>(tick.day), tick.words});
  }
  if (timeline.as_of) {
    chart.asked = report::SpanChart::Tick{static_cast<double>(*timeline.as_of),
                                          "asked: " + format_date(*timeline.as_of)};
  }
  const auto span = [&](const Day& first, const Day& last) {
    // A bar goes to the end of its last day.
    const auto end = [](std::int32_t day) { return static_cast<double>(day) + 1; };
    report::SpanChart::Span bar;
    bar.begin_least = first.least.value_or(axis.begin);
    bar.begin_greatest = first.greatest.value_or(axis.end);
    bar.end_least = last.least ? end(*last.least) : axis.begin;
    bar.end_greatest = last.greatest ? end(*last.greatest) : axis.end;
    return bar;
  };
  const auto words = [](const Day& first, const Day& last) {
    if (last.exact() && *last.least == last_day) return "from " + day_words(first);
    return day_words(first) + " to " + day_words(last);
  };
  for (const StatusCourse& course : timeline.statuses) {
    report::SpanChart::Row row;
    row.name = program.statuses[course.status].name;
    row.basis = address(program.statuses[course.status].citation);
    if (course.begins == Truth::No) {
      row.words = "does not begin";
      chart.rows.push_back(std::move(row));
      continue;
    }
    row.words = words(course.first_day, course.last_day);
    row.span = span(course.first_day, course.last_day);
    if (course.begins != Truth::Yes) row.span->begin_greatest = axis.end;
    chart.rows.push_back(std::move(row));
    for (const StepCourse& step : course.steps) {
      if (step.applies == Truth::No) continue;
      const bool certain = course.begins == Truth::Yes && step.applies == Truth::Yes;
      report::SpanChart::Row part;
      part.name = step.name;
      part.basis = address(step.citation);
      part.part = true;
      part.words = (certain ? "to " : "perhaps to ") + day_words(step.last_day);
      part.span = span(step.first_day, step.last_day);
      if (!certain) part.span->begin_greatest = axis.end;
      chart.rows.push_back(std::move(part));
    }
    for (const EndCourse& end : course.ends) {
      if (end.applies == Truth::No) continue;
      report::SpanChart::Row part;
      part.name = "ends early";
      part.basis = address(end.citation);
      part.part = true;
      part.mark = true;
      part.words = (end.applies == Truth::Yes ? "on " : "perhaps on ") + day_words(end.day);
      part.span = span(end.day, end.day);
      part.span->end_greatest = static_cast<double>(end.day.greatest.value_or(axis.end));
      chart.rows.push_back(std::move(part));
    }
  }
  for (const Reached& reached : timeline.reached) {
    const program::Definition& definition = program.definitions[reached.definition];
    report::SpanChart::Row row;
    row.name = definition.name;
    row.basis = address(definition.citation);
    if (!reached.possibly_from) {
      row.words = "no day in sight";
    } else {
      const Day day{reached.possibly_from, reached.certainly_from};
      row.words = "from " + day_words(day);
      row.mark = true;
      row.span = span(day, day);
      row.span->end_greatest =
          static_cast<double>(reached.certainly_from.value_or(*reached.possibly_from));
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

}  // namespace nansen::timeline

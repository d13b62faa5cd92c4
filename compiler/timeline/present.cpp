#include "compiler/timeline/present.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/cases/writer.h"
#include "compiler/program/in_force.h"
#include "compiler/report/terminal.h"
#include "compiler/timeline/axis.h"
#include "compiler/timeline/words.h"
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
    const std::string date = format_date(*asked_);
    const std::size_t at = cell(*asked_);
    return at + date.size() + 2 <= width_ ? std::string(at, ' ') + "▼ " + date
                                          : std::string(at - date.size() - 1, ' ') + date + " ▼";
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
    if (reached.ever != Truth::No) {
      fill(cells, reached.from.least.value_or(axis_.begin),
           reached.from.greatest.value_or(axis_.end), "▒");
    }
    if (reached.from.greatest) {
      fill(cells, *reached.from.greatest, reached.last_day.value_or(axis_.end), "▪");
      if (!reached.always_before()) cells[cell(*reached.from.greatest)] = "◆";
    }
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
    // Where the statuses are drawn as trees, their steps are part of them.
    if (!parts.rows.empty() && options_.width == 0) report.parts.emplace_back(std::move(parts));
    if (!timeline_.clocks.empty()) report.parts.emplace_back(clocks());
    if (!timeline_.reached.empty()) report.parts.emplace_back(reached());
    Sheet course = events();
    if (!course.rows.empty()) report.parts.emplace_back(std::move(course));
    report::Lines open = unknown();
    if (!open.lines.empty()) report.parts.emplace_back(std::move(open));
    report::Lines marked = unverified();
    if (!marked.lines.empty()) report.parts.emplace_back(std::move(marked));
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
    lines.lines.emplace_back("█ held   ▒ may be   ◆ from that day on: yes   · not");
    return lines;
  }

  // Whether the status has certainly ended before the step begins.
  static bool is_over_before(const StatusCourse& course, const StepCourse& step) {
    return step.first_day.least && course.last_day.greatest &&
           *course.last_day.greatest < *step.first_day.least;
  }

  // Whether a step has days: it applies, and the status lasts until it.
  static Truth drawn(const StatusCourse& course, const StepCourse& step) {
    if (is_over_before(course, step)) return Truth::No;
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
    if (course.begins == Truth::No) return "does not begin";
    std::string text;
    if (timeline_.as_of) {
      const bool to_come = course.first_day.least && *course.first_day.least > *timeline_.as_of;
      text = course.held == Truth::Yes            ? "held: "
             : course.held == Truth::Undetermined ? "perhaps held: "
             : !course.not_in_force.empty()       ? "not held: "
             : to_come                            ? "to come: "
                                                  : "over: ";
    }
    return text + stretch_words(course.first_day, course.last_day);
  }

  report::Node drawn_status(const StatusCourse& course) const {
    report::Node node;
    node.truth = timeline_.as_of ? course.held : course.begins;
    node.text = status(course).name + ", " + standing(course);
    node.details.push_back(address(status(course).citation));
    if (!course.not_in_force.empty()) node.details.push_back(course.not_in_force);
    if (course.begins == Truth::No) return node;
    for (const StepCourse& step : course.steps) {
      report::Node& child = node.children.emplace_back();
      child.truth = step.applies;
      child.text = step.name;
      if (is_over_before(course, step)) {
        child.truth = Truth::No;
        child.text += ": not reached (" + address(step.citation) + ")";
        continue;
      }
      if (step.applies != Truth::No)
        child.text += ": " + stretch_words(step.first_day, step.last_day);
      child.text += " (" + address(step.citation) + ")";
    }
    for (const EndCourse& end : course.ends) {
      if (end.applies == Truth::No) continue;
      report::Node& child = node.children.emplace_back();
      child.truth = end.applies;
      child.text = fmt::format("ends early {} ({})", on_words(end.day), address(end.citation));
    }
    for (const NextCourse& each : course.successors) {
      if (each.applies == Truth::No) continue;
      report::Node& child = node.children.emplace_back();
      child.truth = each.applies;
      child.text = fmt::format("becomes {} {} ({})", program_.statuses[each.status].name,
                               on_words(each.first_day), address(each.citation));
    }
    return node;
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
      sheet.rows.push_back(std::move(row));
      if (options_.width > 0) sheet.drawing.push_back(drawn_status(course));
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
        if (end.applies == Truth::No) continue;
        sheet.rows.push_back({status(course).name, std::string("ends early"), end.applies,
                              day(end.day), std::string(), address(end.citation)});
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
    for (const char* name : {"from", "last day", "provision"}) sheet.columns.push_back({name});
    for (const Reached& each : timeline_.reached) {
      const program::Definition& definition = program_.definitions[each.definition];
      std::vector<report::Value> row{program::qualified_name(program_, each.definition)};
      if (timeline_.as_of) row.emplace_back(each.now.value_or(Truth::Undetermined));
      row.emplace_back(reached_words(each));
      row.emplace_back(each.last_day ? format_date(*each.last_day) : std::string());
      row.emplace_back(address(definition.citation));
      sheet.rows.push_back(std::move(row));
    }
    return sheet;
  }

  std::string reached_words(const Reached& reached) const {
    if (reached.ever == Truth::No) return options_.width > 0 ? "no day in sight" : "";
    if (reached.always_before()) return options_.width > 0 ? "from the first" : "";
    return day(reached.from);
  }

  Sheet events() const {
    Sheet sheet;
    sheet.key = "course";
    sheet.title = "Day by day";
    sheet.columns = {{"day"}, {"what"}, {"certain"}, {"provision"}};
    if (timeline_.as_of) sheet.columns.push_back({"when"});
    bool next_named = false;
    for (const Event& event : timeline_.events) {
      std::vector<report::Value> row{day(event.day), event.what, truth_of_certain(event),
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

  /// What the provisions that the days rest on mark so, each once.
  report::Lines unverified() const {
    report::Lines lines;
    lines.key = "unverified";
    lines.title = "Not verified";
    const auto add = [&](const std::string& whose, const std::vector<std::string>& marks) {
      for (const std::string& mark : marks) {
        std::string line = whose + ": " + mark;
        if (std::find(lines.lines.begin(), lines.lines.end(), line) == lines.lines.end()) {
          lines.lines.push_back(std::move(line));
        }
      }
    };
    const auto add_rule = [&](program::RuleId id) {
      if (!id.valid()) return;
      const program::Rule& rule = program_.rules[id];
      const program::Instrument* other = program::other_instrument(program_, id);
      const program::Instrument& instrument =
          other != nullptr ? *other
                           : program_.instruments[program_.definitions[rule.definition].instrument];
      add(instrument.cited_as, instrument.unverified);
      add(to_full_string(rule.citation), rule.unverified);
    };
    for (const StatusCourse& course : timeline_.statuses) {
      const program::Status& status = program_.statuses[course.status];
      add_rule(program_.definitions[status.held].root);
      for (const program::StatusStep& step : status.steps) add_rule(step.rule);
      for (const program::StatusEnd& end : status.early_ends) add_rule(end.rule);
    }
    return lines;
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

report::Report present(const program::Program& program, const Timeline& timeline,
                       const PresentOptions& options) {
  return Presenter(program, timeline, options).report();
}

}  // namespace nansen::timeline

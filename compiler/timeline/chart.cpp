// A timeline as a picture.
#include <fmt/format.h>

#include "compiler/timeline/axis.h"
#include "compiler/timeline/present.h"
#include "compiler/timeline/words.h"
#include "runtime/calendar.h"

namespace nansen::timeline {

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
                                          "asked: " + runtime::format_date(*timeline.as_of)};
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
  for (const StatusCourse& course : timeline.statuses) {
    report::SpanChart::Row row;
    row.name = program.statuses[course.status].name;
    row.basis = to_full_string(program.statuses[course.status].citation);
    if (course.begins == Truth::No) {
      row.words = "does not begin";
      chart.rows.push_back(std::move(row));
      continue;
    }
    row.words = stretch_words(course.first_day, course.last_day);
    row.span = span(course.first_day, course.last_day);
    if (course.begins != Truth::Yes) row.span->begin_greatest = axis.end;
    chart.rows.push_back(std::move(row));
    for (const StepCourse& step : course.steps) {
      if (step.applies == Truth::No) continue;
      const bool certain = course.begins == Truth::Yes && step.applies == Truth::Yes;
      report::SpanChart::Row part;
      part.name = step.name;
      part.basis = to_full_string(step.citation);
      part.part = true;
      part.words = (certain ? "ends " : "perhaps, ends ") + on_words(step.last_day);
      part.span = span(step.first_day, step.last_day);
      if (!certain) part.span->begin_greatest = axis.end;
      chart.rows.push_back(std::move(part));
    }
    for (const EndCourse& end : course.ends) {
      if (end.applies == Truth::No) continue;
      report::SpanChart::Row part;
      part.name = "ends early";
      part.basis = to_full_string(end.citation);
      part.part = true;
      part.mark = true;
      part.words = (end.applies == Truth::Yes ? "" : "perhaps ") + on_words(end.day);
      part.span = span(end.day, end.day);
      part.span->end_greatest = static_cast<double>(end.day.greatest.value_or(axis.end));
      chart.rows.push_back(std::move(part));
    }
  }
  for (const Reached& reached : timeline.reached) {
    const program::Definition& definition = program.definitions[reached.definition];
    report::SpanChart::Row row;
    row.name = definition.name;
    row.basis = to_full_string(definition.citation);
    if (reached.ever == Truth::No) {
      row.words = "no day in sight";
    } else {
      row.words =
          (reached.ever == Truth::Yes ? "begins " : "perhaps begins ") + on_words(reached.from);
      row.mark = true;
      row.span = span(reached.from, reached.from);
      row.span->end_greatest = static_cast<double>(reached.from.greatest.value_or(axis.end));
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

}  // namespace nansen::timeline

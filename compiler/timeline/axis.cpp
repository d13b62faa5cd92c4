#include "compiler/timeline/axis.h"

#include <algorithm>
#include <set>

#include "runtime/calendar.h"

namespace nansen::timeline {
namespace {

// The first of a month, counted in months from the year 0.
std::int32_t month_day(std::int64_t month) {
  const auto day = runtime::day_number(static_cast<std::int32_t>(month / 12),
                                       static_cast<std::int32_t>(month % 12) + 1, 1);
  return day.value_or(runtime::last_day);
}

std::int64_t month_of(std::int32_t day) {
  const runtime::Date date = runtime::date_of(day);
  return static_cast<std::int64_t>(date.year) * 12 + date.month - 1;
}

}  // namespace

double Axis::place(std::int32_t day) const {
  const double part = static_cast<double>(day - begin) / static_cast<double>(end - begin);
  return std::clamp(part, 0.0, 1.0);
}

Axis axis_of(const Timeline& timeline, std::size_t ticks) {
  std::set<std::int32_t> days;
  const auto add = [&](std::optional<std::int32_t> day) {
    if (day && *day > runtime::first_day && *day < runtime::last_day) days.insert(*day);
  };
  add(timeline.as_of);
  for (const StatusCourse& course : timeline.statuses) {
    if (course.begins == Truth::No) continue;
    for (const Day& each : {course.first_day, course.last_day}) {
      add(each.least);
      add(each.greatest);
    }
  }
  for (const Reached& reached : timeline.reached) {
    add(reached.from.least);
    add(reached.from.greatest);
  }
  Axis axis;
  if (days.empty()) days.insert(0);
  const std::int32_t span = std::max(*days.rbegin() - *days.begin(), 60);
  const std::int32_t margin = span / 16 + 1;
  axis.begin = std::max(*days.begin() - margin, runtime::first_day);
  axis.end =
      std::min(std::max(*days.rbegin() + 2 * margin, *days.begin() + span), runtime::last_day);
  const std::int64_t months = month_of(axis.end) - month_of(axis.begin) + 1;
  std::int64_t step = 1;
  for (const std::int64_t each : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12'000}) {
    step = each;
    if (months / each <= static_cast<std::int64_t>(ticks)) break;
  }
  for (std::int64_t month = month_of(axis.begin) / step * step; month <= month_of(axis.end);
       month += step) {
    if (month < 12) continue;  // before the calendar
    const std::int32_t day = month_day(month);
    if (day < axis.begin || day >= axis.end) continue;
    const std::string date = runtime::format_date(day);
    axis.ticks.push_back({day, date.substr(0, step % 12 == 0 ? 4 : 7)});
  }
  return axis;
}

}  // namespace nansen::timeline

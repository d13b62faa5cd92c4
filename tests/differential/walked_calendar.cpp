#include "tests/differential/walked_calendar.h"

namespace nansen::test {
namespace {

bool is_leap(std::int32_t year) {
  if (year % 400 == 0) return true;
  if (year % 100 == 0) return false;
  return year % 4 == 0;
}

std::int32_t length_of(std::int32_t month, std::int32_t year) {
  switch (month) {
    case 4:
    case 6:
    case 9:
    case 11: return 30;
    case 2: return is_leap(year) ? 29 : 28;
    default: return 31;
  }
}

}  // namespace

WalkedCalendar::WalkedCalendar() {
  Day today;
  while (today.year < 10'000) {
    if (today.day == 1) months_.push_back(size());
    if (today.year == 1970 && today.month == 1 && today.day == 1) epoch_ = size();
    days_.push_back(today);
    today.weekday = (today.weekday + 1) % 7;
    if (++today.day <= length_of(today.month, today.year)) continue;
    today.day = 1;
    if (++today.month <= 12) continue;
    today.month = 1;
    ++today.year;
  }
}

std::int64_t WalkedCalendar::add_days(std::int64_t day, std::int64_t days) const {
  if (day == never()) return never();
  for (; days > 0 && day < never(); --days) ++day;
  for (; days < 0 && day > 0; ++days) --day;
  return day;
}

std::int64_t WalkedCalendar::add_months(std::int64_t day, std::int64_t months,
                                        bool round_up) const {
  if (day == never()) return never();
  const Day& from = at(day);
  const std::int64_t month = 12 * (std::int64_t{from.year} - 1) + (from.month - 1) + months;
  if (month >= static_cast<std::int64_t>(months_.size())) return never();
  if (month < 0) return 0;
  const std::int64_t first = months_[static_cast<std::size_t>(month)];
  const std::int32_t length = length_of(at(first).month, at(first).year);
  if (from.day <= length) return first + from.day - 1;
  return round_up ? first + length : first + length - 1;
}

std::int64_t WalkedCalendar::next_working_day(std::int64_t day, const FreeDays& free) const {
  while (day < never()) {
    const Day& today = at(day);
    if (!free.weekdays.contains(today.weekday) && !free.days.contains(day) &&
        !free.dates.contains({today.month, today.day})) {
      return day;
    }
    ++day;
  }
  return day;
}

}  // namespace nansen::test

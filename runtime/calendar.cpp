// Gregorian days as numbers, on the standard library's calendar.
#include "runtime/calendar.h"

#include <algorithm>
#include <chrono>

namespace nansen::runtime {
namespace {

/// The number that `digits` writes, or -1 iff one of them is not a digit.
std::int32_t number_of(std::string_view digits) {
  std::int32_t number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return -1;
    number = number * 10 + (digit - '0');
  }
  return number;
}

constexpr std::string_view never = "never";
constexpr std::int64_t months_of_all_years = 12 * 9999;

/// The number of a day that may lie in any year.
std::int32_t number_of(std::chrono::year_month_day date) {
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::chrono::year_month_day parts_of(std::int32_t day) {
  return std::chrono::sys_days(std::chrono::days(day));
}

void append(std::string& text, std::int32_t number, int digits) {
  const std::string written = std::to_string(number);
  text.append(static_cast<std::size_t>(digits) - written.size(), '0').append(written);
}

}  // namespace

std::optional<std::int32_t> day_number(std::int32_t year, std::int32_t month, std::int32_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return number_of(date);
}

Date date_of(std::int32_t day) {
  const std::chrono::year_month_day date = parts_of(day);
  return {static_cast<int>(date.year()),
          static_cast<std::int32_t>(static_cast<unsigned>(date.month())),
          static_cast<std::int32_t>(static_cast<unsigned>(date.day())),
          (day - first_day) % 7};  // 0001-01-01 was a Monday
}

std::optional<std::int32_t> parse_date(std::string_view text) {
  if (text == never) return last_day;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return day_number(number_of(text.substr(0, 4)), number_of(text.substr(5, 2)),
                    number_of(text.substr(8, 2)));
}

std::string format_date(std::int32_t day) {
  if (day == last_day) return std::string(never);
  const Date date = date_of(day);
  std::string text;
  append(text, date.year, 4);
  text += '-';
  append(text, date.month, 2);
  text += '-';
  append(text, date.day, 2);
  return text;
}

std::int32_t add_days(std::int32_t day, std::int64_t days) {
  if (day == last_day || days >= last_day - day) return last_day;
  if (days <= first_day - day) return first_day;
  return day + static_cast<std::int32_t>(days);
}

std::int32_t add_months(std::int32_t day, std::int64_t months, MonthEnd month_end) {
  if (day == last_day) return last_day;
  const std::chrono::year_month_day date = parts_of(day);
  const std::chrono::months counted(
      static_cast<std::int32_t>(std::clamp(months, -months_of_all_years, months_of_all_years)));
  const std::chrono::year_month month = date.year() / date.month() + counted;
  if (month.year() > std::chrono::year(9999)) return last_day;
  if (month.year() < std::chrono::year(1)) return first_day;
  const std::chrono::year_month_day there = month / date.day();
  if (there.ok()) return number_of(there);
  const std::int32_t last = number_of(std::chrono::sys_days(month / std::chrono::last));
  return month_end == MonthEnd::Down ? last : last + 1;
}

}  // namespace nansen::runtime

// Gregorian days as numbers, on the standard library's calendar.
#include "runtime/calendar.h"

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
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<std::int32_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return day_number(number_of(text.substr(0, 4)), number_of(text.substr(5, 2)),
                    number_of(text.substr(8, 2)));
}

std::string format_date(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::string text;
  append(text, static_cast<int>(date.year()), 4);
  text += '-';
  append(text, static_cast<std::int32_t>(static_cast<unsigned>(date.month())), 2);
  text += '-';
  append(text, static_cast<std::int32_t>(static_cast<unsigned>(date.day())), 2);
  return text;
}

}  // namespace nansen::runtime

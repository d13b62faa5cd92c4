// Gregorian days as numbers: days since 1970-01-01, from 0001-01-01 to 9999-12-31. The last of them
// stands for a day that does not come, "never".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nansen::runtime {

inline constexpr std::int32_t first_day = -719162;  // 0001-01-01
inline constexpr std::int32_t last_day = 2932896;   // 9999-12-31: never

/// A day in parts; `weekday` is 0 on a Monday.
struct Date {
  std::int32_t year = 1;
  std::int32_t month = 1;
  std::int32_t day = 1;
  std::int32_t weekday = 0;
};

/// The day number, or nothing iff there is no such day (years 1 to 9999).
std::optional<std::int32_t> day_number(std::int32_t year, std::int32_t month, std::int32_t day);
/// The parts of a day of the calendar.
Date date_of(std::int32_t day);
/// Reads `2026-07-01` and `never`; nothing iff it is not such a day.
std::optional<std::int32_t> parse_date(std::string_view text);
/// Writes `2026-07-01`; `never` for the last day.
std::string format_date(std::int32_t day);

/// What becomes of a day that the month counted to lacks: the last day of that month, or the first
/// of the next.
enum class MonthEnd : std::uint8_t { Down, Up };

/// The day `days` after `day` (before it where `days` is below zero). Never stays never; what would
/// lie after the calendar is never, what would lie before it is its first day.
std::int32_t add_days(std::int32_t day, std::int64_t days);
/// The same with months: the day of that number in the month so many months on.
std::int32_t add_months(std::int32_t day, std::int64_t months, MonthEnd month_end);

}  // namespace nansen::runtime

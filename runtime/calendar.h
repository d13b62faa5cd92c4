// Gregorian days as numbers: days since 1970-01-01.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nansen::runtime {

/// The day number, or nothing iff there is no such day (years 1 to 9999).
std::optional<std::int32_t> day_number(std::int32_t year, std::int32_t month, std::int32_t day);
/// Reads `2026-07-01`; nothing iff it is not such a day.
std::optional<std::int32_t> parse_date(std::string_view text);
/// Writes `2026-07-01`.
std::string format_date(std::int32_t day);

inline constexpr std::int32_t first_day = -719162;  // 0001-01-01
inline constexpr std::int32_t last_day = 2932896;   // 9999-12-31

}  // namespace nansen::runtime

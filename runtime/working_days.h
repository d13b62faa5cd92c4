// Which days no one works on, and the first one after a day on which someone does.
#pragma once

#include <cstdint>
#include <vector>

namespace nansen::runtime {

/// The days without work: some days of every week, single days, and days of every year (29 February
/// in leap years only).
struct FreeDays {
  std::uint8_t weekend = 0;            // bit 0 is Monday
  std::vector<std::int32_t> holidays;  // ascending
  std::vector<std::int32_t> yearly;    // 100 * month + day, ascending
};

bool is_free(std::int32_t day, const FreeDays& free);

/// The day, or the first one after it that is not free; never where there is none, and for never.
std::int32_t next_working_day(std::int32_t day, const FreeDays& free);

/// The most free days in a row.
std::int32_t longest_run(const FreeDays& free);

/// For each day of the calendar, from its first, how many days later the next working day is. No
/// run may be longer than 255 days.
std::vector<std::uint8_t> working_day_distances(const FreeDays& free);

}  // namespace nansen::runtime

// Working days by definition, day by day, and for all days at once.
#include "runtime/working_days.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "runtime/calendar.h"

namespace nansen::runtime {
namespace {

constexpr std::size_t all_days = std::size_t{last_day - first_day} + 1;

std::size_t position(std::int32_t day) { return static_cast<std::size_t>(day - first_day); }

/// By day from the first: 1 iff it is free.
std::vector<std::uint8_t> marked(const FreeDays& free) {
  std::vector<std::uint8_t> marks(all_days);
  // One week, then always as many days again as there are already.
  for (std::size_t day = 0; day < 7; ++day) marks[day] = free.weekend >> day & 1;
  for (std::size_t done = 7; done < all_days; done *= 2) {
    std::copy_n(marks.begin(), std::min(done, all_days - done),
                marks.begin() + static_cast<std::ptrdiff_t>(done));
  }
  for (const std::int32_t day : free.holidays) {
    if (day >= first_day && day <= last_day) marks[position(day)] = 1;
  }
  for (std::int32_t year = 1; year <= 9999; ++year) {
    for (const std::int32_t date : free.yearly) {
      if (const auto day = day_number(year, date / 100, date % 100)) marks[position(*day)] = 1;
    }
  }
  return marks;
}

}  // namespace

bool is_free(std::int32_t day, const FreeDays& free) {
  const Date date = date_of(day);
  return (free.weekend >> date.weekday & 1) != 0 ||
         std::binary_search(free.holidays.begin(), free.holidays.end(), day) ||
         std::binary_search(free.yearly.begin(), free.yearly.end(), 100 * date.month + date.day);
}

std::int32_t next_working_day(std::int32_t day, const FreeDays& free) {
  while (day != last_day && is_free(day, free)) ++day;
  return day;
}

std::int32_t longest_run(const FreeDays& free) {
  std::int32_t longest = 0;
  std::int32_t run = 0;
  for (const std::uint8_t mark : marked(free)) {
    run = mark != 0 ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::vector<std::uint8_t> working_day_distances(const FreeDays& free) {
  // From the last day, which is never and stays, backwards over what was marked.
  std::vector<std::uint8_t> distances = marked(free);
  distances.back() = 0;
  for (std::size_t day = all_days - 1; day-- > 0;) {
    if (distances[day] == 0) continue;
    assert(distances[day + 1] < 255);
    distances[day] = static_cast<std::uint8_t>(distances[day + 1] + 1);
  }
  return distances;
}

}  // namespace nansen::runtime

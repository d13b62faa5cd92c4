#include "tests/support/random/random_day.h"

#include "runtime/calendar.h"

namespace nansen::test {

std::int32_t random_day(Random& random) {
  // Years about which leap years are uneven, and those of most cases.
  const auto year = static_cast<std::int32_t>(
      random.chance(70) ? random.between(1990, 2035)
                        : random.pick(std::vector<std::int64_t>{1, 4, 1899, 1900, 1904, 2000, 2100,
                                                                9996, 9998, 9999}));
  const auto month = static_cast<std::int32_t>(random.between(1, 12));
  switch (random.below(8)) {
    case 0: return runtime::first_day + static_cast<std::int32_t>(random.below(3));
    case 1: return runtime::last_day - static_cast<std::int32_t>(random.below(40));
    case 2: return runtime::last_day;
    case 3: {
      const auto leap = runtime::day_number(year, 2, 29);
      return leap ? *leap : *runtime::day_number(year, 2, 28);
    }
    case 4:
    case 5: {
      // The last days of a month, and the first of the next.
      const std::int32_t first = *runtime::day_number(year, month, 1);
      const std::int32_t next = runtime::add_months(first, 1, runtime::MonthEnd::Down);
      return runtime::add_days(next, random.between(-3, 1));
    }
    default:
      return static_cast<std::int32_t>(random.between(runtime::first_day, runtime::last_day));
  }
}

}  // namespace nansen::test

// Walks from one run of counted days to the next; there are few, and nothing is allocated.
#include "runtime/stretches.h"

#include <algorithm>

namespace nansen::runtime {
namespace {

/// The first day from `from` on, and before `asked`, that lies in a stretch; `asked` iff none does.
std::int32_t next_counted(std::int32_t from, std::int32_t asked,
                          std::span<const Stretch> stretches) {
  std::int32_t next = asked;
  for (const Stretch& stretch : stretches) {
    const std::int32_t first = std::max(stretch.first, from);
    if (first <= stretch.last) next = std::min(next, first);
  }
  return next;
}

/// The first day after the longest of the stretches that `day` lies in, at most `asked`.
std::int32_t end_of_stretch(std::int32_t day, std::int32_t asked,
                            std::span<const Stretch> stretches) {
  std::int32_t end = day;
  for (const Stretch& stretch : stretches) {
    if (stretch.first > day || stretch.last < end) continue;
    if (stretch.last >= asked) return asked;
    end = stretch.last + 1;
  }
  return end;
}

}  // namespace

std::int32_t days_counted(std::int32_t asked, std::span<const Stretch> stretches,
                          const LongestGap& gap) {
  std::int32_t counted = 0;
  std::int32_t end = first_day;  // the day after the last one counted so far
  while (true) {
    const std::int32_t next = next_counted(end, asked, stretches);
    if (next >= asked) return counted;
    if (counted > 0 && gap.count > 0) {
      const std::int32_t latest =
          gap.months ? add_months(end, gap.count, MonthEnd::Down) : add_days(end, gap.count);
      if (next > latest) counted = 0;
    }
    end = end_of_stretch(next, asked, stretches);
    counted += end - next;
  }
}

std::int32_t counted_until(std::int32_t asked, std::span<const Stretch> stretches) {
  std::int32_t until = first_day;
  for (const Stretch& stretch : stretches) {
    if (stretch.first > stretch.last || stretch.first >= asked) continue;
    until = std::max(until, stretch.last < asked ? stretch.last + 1 : asked);
  }
  return until == first_day ? asked : until;
}

}  // namespace nansen::runtime

// Stretches of days, which may overlap, and how many days lie in them.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/calendar.h"

namespace nansen::runtime {

/// From the first to the last day, both included; empty iff the last comes before the first.
struct Stretch {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

/// What may lie between two days that count without the count starting anew: `count` days or
/// months, rounding down; anything where the count is zero.
struct LongestGap {
  std::int64_t count = 0;
  bool months = false;
};

/// How many days before `asked` lie in at least one of the stretches, since the last gap that is
/// too long.
std::int32_t days_counted(std::int32_t asked, std::span<const Stretch> stretches,
                          const LongestGap& gap);

/// The first day after the last one before `asked` that lies in a stretch; `asked` where none does.
std::int32_t counted_until(std::int32_t asked, std::span<const Stretch> stretches);

/// How long months are where it is not known which: any number of them, from whichever day and by
/// either rounding, lasts as long as so many months of the mean length, give or take these days.
inline constexpr std::int64_t days_of_mean_months = 146097;
inline constexpr std::int64_t mean_months = 4800;
inline constexpr std::int64_t month_deviation = 5;

}  // namespace nansen::runtime

// Stays as one writes them down: a person at a time, dates as the standard library has them.
#include <algorithm>
#include <chrono>

#include "tests/benchmarks/time_opponents.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

constexpr std::int32_t first_of_all = -719162;
constexpr std::int32_t never = 2932896;

std::int32_t add_months(std::int32_t day, int months) {
  if (day == never) return never;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::chrono::year_month_day there = date + std::chrono::months(months);
  if (!there.ok()) there = there.year() / there.month() / std::chrono::last;
  const std::chrono::sys_days found(there);
  return std::min(static_cast<std::int32_t>(found.time_since_epoch().count()), never);
}

}  // namespace

void stays_one_by_one(const Histories& histories, const Stays& stays) {
  for (std::size_t row = 0; row < histories.rows; ++row) {
    const std::int32_t first = histories.admitted_on[row];
    std::int32_t last = add_months(first, 12);
    for (int extension = 0; extension < histories.extensions[row]; ++extension) {
      last = add_months(last, 6);
    }
    if (histories.extensions[row] == 3 && histories.prolonged[row] != 0) {
      last = std::min(add_months(last, 12), histories.prolonged_until[row]);
    }
    const std::int32_t left = histories.left_on[row];
    if (left < never && left <= last) last = std::max(left - 1, first_of_all);
    const std::int32_t asked = histories.day_asked;
    stays.first_day[row] = first;
    stays.last_day[row] = last;
    stays.held[row] = first <= asked && asked <= last ? 1 : 0;

    struct Stretch {
      std::int32_t first;
      std::int32_t end;
    };
    Stretch a{first, std::min(last + 1, asked)};
    Stretch b{histories.earlier_from[row], std::min(histories.earlier_until[row] + 1, asked)};
    if (b.first < a.first) std::swap(a, b);
    std::int32_t days = std::max(a.end - a.first, 0);
    if (b.first < b.end) {
      if (days == 0) {
        days = b.end - b.first;
      } else if (b.first > a.end && b.first > add_months(a.end, 6)) {
        days = b.end - b.first;
      } else {
        days += std::max(b.end - std::max(b.first, a.end), 0);
      }
    }
    stays.days_of_residence[row] = days;
  }
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT

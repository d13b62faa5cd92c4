// Ranks and medians, one scenario at a time.
#include <algorithm>
#include <cmath>
#include <limits>

#include "runtime/sharing.h"

namespace nansen::runtime {
namespace {

const double undecided = std::numeric_limits<double>::quiet_NaN();

}  // namespace

// In ascending order, the ranks are certain if each number is certainly greater than all before it
// that are not the same double; numbers that are the same have to be exact.
void ranks(const BoundedRows& numbers, RowList members, RowList others, SharingScratch& scratch,
           RowResults results) {
  std::uint32_t* order = scratch.order(members.count);
  double* sorted = scratch.numbers(0, members.count);
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    const auto value = [&](std::uint32_t row) { return numbers.values[row].values[lane]; };
    const auto error = [&](std::uint32_t row) {
      return numbers.majorants[row].values[lane] * numbers.bound * growth;
    };
    bool decided = true;
    for (std::size_t at = 0; at < members.count; ++at) {
      order[at] = members.rows[at];
      // Of what is not a number there is no order.
      decided = decided && value(order[at]) - value(order[at]) == 0;
    }
    if (decided) {
      std::sort(order, order + members.count, [&](std::uint32_t left, std::uint32_t right) {
        return value(left) < value(right);
      });
    }
    // Each number is compared with the one before it, with the greatest error of those up to there.
    double greatest_end = -std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < members.count && decided; ++at) {
      const Bounded each{value(order[at]), error(order[at])};
      sorted[at] = each.value;
      const bool again = at > 0 && sorted[at - 1] == each.value;
      // The ends are rounded outwards.
      const double slack = each.error * growth + 4 * rounding * std::fabs(each.value);
      const double low = each.value - slack;
      const double high = each.value + slack;
      if (each.error == 0) {
        // An exact number may equal the one before it, if that is exact.
        decided = again ? greatest_end <= each.value : greatest_end < each.value;
        greatest_end = std::max(greatest_end, each.value);
      } else {
        decided = !again && greatest_end < low;
        greatest_end = std::max(greatest_end, high);
      }
    }
    for (std::size_t at = 0; at < members.count; ++at) {
      double rank = undecided;
      if (decided) {
        const double* above = std::upper_bound(sorted, sorted + members.count, value(order[at]));
        rank = 1 + static_cast<double>(sorted + members.count - above);
      }
      results.values[order[at]].values[lane] = rank;
    }
    for (std::size_t at = 0; at < others.count; ++at) {
      results.values[others.rows[at]].values[lane] = 0;
    }
  }
}

// The middle one of numbers that are each off by at most e is off by at most the greatest e; and by
// a factor if each is off by that factor at most.
void median(const BoundedRows& numbers, RowList members, SharingScratch& scratch,
            RowResults results) {
  double* sorted = scratch.numbers(0, members.count);
  const std::size_t half = members.count / 2;
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    double majorant = 0;
    bool decided = true;
    for (std::size_t at = 0; at < members.count; ++at) {
      const std::uint32_t row = members.rows[at];
      sorted[at] = numbers.values[row].values[lane];
      majorant = std::max(majorant, numbers.majorants[row].values[lane]);
      decided = decided && sorted[at] - sorted[at] == 0;
    }
    double middle = undecided;
    if (decided) {
      std::nth_element(sorted, sorted + half, sorted + members.count);
      middle = sorted[half];
      if (members.count % 2 == 0) {
        middle = (*std::max_element(sorted, sorted + half) + middle) * 0.5;
      }
    }
    results.values[0].values[lane] = middle;
    if (results.majorants != nullptr) results.majorants[0].values[lane] = majorant;
  }
}

}  // namespace nansen::runtime

// What looks across the rows of a table, for the eight scenarios of a block at once: apportionment,
// redistribution, ranks and medians in double precision, each answer with a bound on its error.
//
// A number that is not a number (NaN) stands for "not decided": the bounds leave open what the
// exact answer is, or the exact answer is an error. It comes out wherever one that matters goes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/bounded.h"
#include "runtime/scenarios.h"

namespace nansen::runtime {

/// A number of each scenario of a block.
struct alignas(64) Lanes {
  double values[scenario_lanes];
};

/// Numbers by row of the table. The exact number of each differs from its value by at most `bound`
/// times its majorant, and no value exceeds its majorant in magnitude. Where values are their own
/// majorants both pointers are the same; they then are not negative. `values` is null iff there are
/// none.
struct BoundedRows {
  const Lanes* values = nullptr;
  const Lanes* majorants = nullptr;
  double bound = 0;
};

/// Rows of the table, ascending.
struct RowList {
  const std::uint32_t* rows = nullptr;
  std::size_t count = 0;
};

/// Where answers go, by row of the table; `majorants` is null where the answers are exact.
struct RowResults {
  Lanes* values = nullptr;
  Lanes* majorants = nullptr;
};

/// The bound of all answers that are not exact. It is above any rounding of their last step, and
/// far below what would make a difference.
inline constexpr double result_bound = 0x1p-50;

/// What entitlements' majorants do not exceed.
inline constexpr double largest_majorant = 0x1p120;

/// All bounds that go in must be at most this; what rests on it says so.
inline constexpr double largest_bound = 0x1p-30;

/// The largest total that is divided here; larger ones are not decided.
inline constexpr double largest_divided = 0x1p50;

enum class RoundingMethod : std::uint8_t {
  LargestRemainder,
  EachToTheNearest,
  Jefferson,
  Webster,
  HuntingtonHill,
  Adams
};

/// What is divided and among whom.
struct Division {
  BoundedRows total;  // one row
  BoundedRows weights;
  bool weights_not_negative = false;  // none is, for certain
  BoundedRows floors;
  BoundedRows ceilings;
  RowList members;
  /// Rows outside that are asked for: they get zero, or what is not decided.
  RowList others;
};

/// Memory that is used again from call to call; one a thread.
class SharingScratch {
 public:
  Lanes* lanes(std::size_t count);
  double* numbers(std::size_t which, std::size_t count);
  Bounded* bounded(std::size_t which, std::size_t count);
  std::uint32_t* order(std::size_t count);

 private:
  std::vector<Lanes> lanes_;
  std::vector<std::vector<double>> numbers_;
  std::vector<std::vector<Bounded>> bounded_;
  std::vector<std::uint32_t> order_;
};

/// Copies whole numbers of a block, which lie by row, to where they lie by scenario: the first
/// `scenarios` lanes of each line.
void scatter(const Lanes* lines, std::size_t rows, std::size_t scenarios, std::int64_t* results);

/// The number of each row that is to be rounded: in proportion to the weights, within the limits.
void entitlements(const Division& division, SharingScratch& scratch, RowResults results);

/// Whole numbers that follow the weights; EachToTheNearest has no limits.
void apportion(const Division& division, RoundingMethod method, SharingScratch& scratch,
               RowResults results);

/// Values with what their ceilings cut off shared among the rows below theirs, once, or until
/// nothing is cut. The majorants of the answers do not exceed those of all values and ceilings
/// together by more than 2^30.
struct Redistribution {
  BoundedRows values;
  BoundedRows ceilings;
  BoundedRows weights;
  bool until_nothing_is_cut = false;
  RowList members;
  RowList others;
};
void redistribute(const Redistribution& asked, SharingScratch& scratch, RowResults results);

/// Of each row 1 and how many members are greater; zero outside.
void ranks(const BoundedRows& numbers, RowList members, RowList others, SharingScratch& scratch,
           RowResults results);

/// The middle of at least one member, or the mean of the two middle ones: one row. Its bound is
/// that of `numbers` and 2^-53 more. `results.majorants` may be null where values are their own
/// majorants.
void median(const BoundedRows& numbers, RowList members, SharingScratch& scratch,
            RowResults results);

}  // namespace nansen::runtime

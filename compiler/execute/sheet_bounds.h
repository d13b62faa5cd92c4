// How far the doubles of a sheet may be from the exact numbers, for all scenarios of a table at
// once.
#pragma once

#include <optional>
#include <vector>

#include "compiler/execute/sheet_sets.h"

namespace nansen::execute {

/// What is known of a number in all scenarios, at the rows where it is needed.
struct SheetBound {
  /// The exact number differs from the double by at most `bound` times its majorant.
  double bound = 0;
  /// Majorants are at most `most`, and those that are not zero at least `least`.
  double most = 0;
  double least = 0;
  /// The number is a whole multiple of 2^-grid; nothing iff that is not known.
  std::optional<int> grid;
};

struct SheetBounds {
  /// Numbers may become so large, so small or so uncertain that no bound can be given.
  bool fails = false;
  std::vector<SheetBound> values;  // parallel to the operations
  /// By output: what its number, times ten to its digits, may be off by, as part of the majorant;
  /// and what is lost in rounding it.
  std::vector<double> output_bounds;
  std::vector<double> output_rounding;
};

/// `digits` has an entry an output.
SheetBounds find_bounds(const ir::Sheet& sheet, const SheetPlan& plan, const SheetSets& sets,
                        const runtime::Scenarios& scenarios, const std::vector<int>& digits);

}  // namespace nansen::execute

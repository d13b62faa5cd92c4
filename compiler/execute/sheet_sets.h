// What is the same in all scenarios of a table: its sets, and which values are needed at which
// rows.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/execute/sheet_plan.h"
#include "runtime/scenarios.h"

namespace nansen::execute {

struct SheetSets {
  /// Something that is needed is missing, undetermined, or an empty set: no scenario can be
  /// answered.
  bool fails = false;
  /// By operation; of a uniform truth by row whether it holds: 0 or 1, or 2 where it is
  /// undetermined.
  std::vector<std::vector<std::uint8_t>> truths;
  /// By operation, by row: whether its value may be needed there. Of a value of the whole sheet
  /// every row stands for the one.
  std::vector<std::vector<bool>> needed;

  std::size_t rows = 0;
  bool holds(ir::SheetValueId set, std::size_t row) const {
    return truths[static_cast<std::size_t>(set.index)][row] == 1;
  }
  bool is_needed(ir::SheetValueId value) const;
  /// The rows of a set, ascending.
  std::vector<std::uint32_t> members(ir::SheetValueId set) const;
  /// The rows where `value` is needed that are not in `set`.
  std::vector<std::uint32_t> needed_outside(ir::SheetValueId value, ir::SheetValueId set) const;
};

/// Finds them. What is needed is at least what any scenario needs: where a truth depends on
/// numbers, both its branches are.
SheetSets find_sets(const ir::Sheet& sheet, const SheetPlan& plan,
                    const runtime::Scenarios& scenarios);

}  // namespace nansen::execute

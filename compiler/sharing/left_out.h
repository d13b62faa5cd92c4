// Which States of a table a formula leaves out, and why; used inside this room.
#pragma once

#include <vector>

#include "compiler/sharing/present.h"

namespace nansen::sharing {

/// A State that the formula gives nothing.
struct LeftOut {
  std::size_t row = 0;
  bool in_set = true;  // false: it is not in the formula's set
  /// The indicators that it does not report and without which the formula leaves a State out.
  std::vector<program::FormulaExpressionId> missing;
};

/// In the order of the table; those that lack an indicator are there though they are in no set.
std::vector<LeftOut> left_out(const program::Program& program, const lower::LoweredFormula& lowered,
                              const StateTable& table);

/// The input that an indicator reads, or nothing.
std::optional<std::uint32_t> input_of(const lower::LoweredFormula& lowered,
                                      program::FormulaExpressionId indicator);

}  // namespace nansen::sharing

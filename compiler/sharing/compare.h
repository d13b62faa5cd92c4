// Several formulas over the same States, side by side: who gains, who loses, and how much.
#pragma once

#include <string>
#include <vector>

#include "compiler/report/report.h"
#include "compiler/sharing/present.h"

namespace nansen::sharing {

/// One formula's answer over its table of the same States in the same order.
struct Compared {
  std::string name;
  const lower::LoweredFormula& lowered;
  const StateTable& table;
  const Answer& answer;
};

/// At least two formulas; the others are held against the first. A State outside a formula's set
/// has no share by it. `options` as for one formula; the allocation of each is its first.
report::Report compare(const program::Program& program, const std::vector<Compared>& formulas,
                       const PresentOptions& options);

}  // namespace nansen::sharing

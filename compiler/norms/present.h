// Breaches as a report.
#pragma once

#include <optional>
#include <vector>

#include "compiler/norms/norms.h"
#include "compiler/report/report.h"

namespace nansen::norms {

struct PresentOptions {
  /// Every breach and every row; otherwise a terminal's share of them.
  bool whole = false;
};

/// What the acts breach, with the address of each provision; what the norms and limits come to; and
/// each sum that exceeds, or may exceed, the most that is allowed, with the rows that count.
/// `answers` are those of the norms, absent where there are none; `limits` may be empty.
report::Report present(const program::Program& program, const Asked& asked,
                       const std::optional<NormAnswers>& answers,
                       const std::vector<LimitAnswer>& limits, const PresentOptions& options);

}  // namespace nansen::norms

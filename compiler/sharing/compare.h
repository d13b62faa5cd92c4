// Several formulas over the same States, side by side: who gains, who loses, and how much.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/report/report.h"
#include "compiler/sharing/present.h"

namespace nansen::sharing {

/// One formula's answer, in one text, over its table of the same States in the same order.
struct Compared {
  std::string name;
  const program::Program& program;
  const lower::LoweredFormula& lowered;
  const StateTable& table;
  const Answer& answer;
};

/// At least two formulas; the others are held against the first. A State outside a formula's set
/// has no share by it. `options` as for one formula; the allocation of each is its first.
report::Report compare(const std::vector<Compared>& formulas, const PresentOptions& options);

/// What one formula comes to, by State of the table: nothing outside its set.
struct Column {
  std::vector<std::optional<Rational>> numbers;
  bool hundredths = false;
  std::string unit;
};
/// The formula's result (`quotas` false), or what its first allocation gives; without numbers where
/// there is none.
Column column_of(const Compared& formula, bool quotas);

}  // namespace nansen::sharing

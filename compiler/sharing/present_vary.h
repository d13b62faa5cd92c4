// What many scenarios came to: a table of States, a chart, and every scenario by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/report/report.h"
#include "compiler/sharing/axes.h"
#include "compiler/sharing/present.h"
#include "compiler/sharing/vary.h"

namespace nansen::sharing {

/// Everything that was varied of one formula.
struct VariedFormula {
  const program::Program& program;
  const lower::LoweredFormula& lowered;
  const std::vector<std::string>& states;
  /// The table as it stands, in the same units as `varied`: by output of that.
  const std::vector<Numbers>& base;
  /// The first scenario's name, where that is the table as it stands because no other was given.
  const std::optional<std::string>& first;
  const Varied& varied;
  const std::vector<Axis>& axes;
  std::optional<std::uint64_t> random;
  std::uint64_t seed = 0;
};

/// The output in which the formula's own result is, and that of its first allocation if any.
const VariedOutput& shares_of(const VariedFormula& formula);

report::Report present(const VariedFormula& formula, const PresentOptions& options);

/// SVG: of one axis in steps, lines; else ranges. The largest States only, where there are many.
std::string chart_of(const VariedFormula& formula);

/// A row a scenario and State: what tells the scenario apart, then share and quotas, as CSV.
std::string header_of_each(const VariedFormula& formula);
std::string rows_of_each(const VariedFormula& formula, const ScenarioSource& source,
                         std::size_t scenario, int digits);

}  // namespace nansen::sharing

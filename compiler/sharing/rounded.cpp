#include "compiler/sharing/rounded.h"

#include <algorithm>

#include "compiler/backend/sheet_evaluator.h"
#include "compiler/report/number.h"
#include "compiler/sharing/scenario_table.h"

namespace nansen::sharing {
namespace {

// The most decimals that native code rounds to, and the widest number it gives.
constexpr int most_decimals = 18;

/// The table as the only scenario of a batch, or nothing where its numbers do not fit.
std::optional<runtime::Scenarios> one_scenario(const ir::Sheet& sheet,
                                               const interpret::SheetTable& table) {
  ScenarioShape shape = shape_of(sheet, table);
  std::vector<std::int64_t> scales;
  std::vector<std::int64_t> parameter_scales;
  for (std::size_t input = 0; input < sheet.inputs.size(); ++input) {
    ScaleFinder finder;
    for (const auto& number : table.inputs[input].numbers) {
      if (number && !finder.add(*number)) return std::nullopt;
    }
    scales.push_back(finder.scale());
  }
  for (const Rational& parameter : table.parameters) {
    ScaleFinder finder;
    if (!finder.add(parameter)) return std::nullopt;
    parameter_scales.push_back(finder.scale());
  }
  runtime::Scenarios scenarios(shape.rows, 1, scales, parameter_scales, std::move(shape.truths),
                               std::move(shape.known));
  for (std::size_t input = 0; input < sheet.inputs.size(); ++input) {
    const auto& numbers = table.inputs[input].numbers;
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      if (numbers[row]) scenarios.set(0, input, row, units_of(*numbers[row], scales[input]));
    }
  }
  for (std::size_t parameter = 0; parameter < table.parameters.size(); ++parameter) {
    scenarios.set_parameter(0, parameter,
                            units_of(table.parameters[parameter], parameter_scales[parameter]));
  }
  scenarios.finish();
  return scenarios;
}

}  // namespace

RoundedAnswer round(const Answer& answer, const std::vector<int>& decimals) {
  RoundedAnswer rounded{decimals, {}};
  for (std::size_t output = 0; output < answer.size(); ++output) {
    const interpret::SheetColumn& column = answer[output];
    std::vector<mpz_class>& units = rounded.units.emplace_back(column.asked.size());
    for (std::size_t row = 0; row < column.asked.size(); ++row) {
      if (row < column.numbers.size()) {
        units[row] = report::rounded_units(column.numbers[row], decimals[output]);
      } else if (row < column.truths.size()) {
        units[row] = column.truths[row] ? 1 : 0;
      }
    }
  }
  return rounded;
}

std::optional<RoundedAnswer> natively(const lower::LoweredFormula& lowered, const StateTable& table,
                                      const Answer& exact, const std::vector<int>& decimals,
                                      const EngineChoice& engine, Emitter& emitter) {
  std::string error;
  const auto evaluator = backend::compile(
      lowered.sheet, backend::Options{.library = engine.back_end, .kept = engine.kept}, error);
  if (!evaluator) {
    emitter.emit(Code::BackEndMissing, CommandLocation{}, error);
    return std::nullopt;
  }
  RoundedAnswer rounded = round(exact, decimals);
  const auto scenarios = one_scenario(lowered.sheet, table.sheet);
  const bool fits = std::all_of(decimals.begin(), decimals.end(),
                                [](int count) { return count <= most_decimals; });
  if (!scenarios || !fits) return rounded;
  runtime::ScenarioResults results;
  evaluator->evaluate(*scenarios, decimals, results);
  if (results.undecided[0] != 0) return rounded;
  for (std::size_t output = 0; output < rounded.units.size(); ++output) {
    for (std::size_t row = 0; row < rounded.units[output].size(); ++row) {
      rounded.units[output][row] = mpz_class(results.columns[output].values[row]);
    }
  }
  return rounded;
}

}  // namespace nansen::sharing

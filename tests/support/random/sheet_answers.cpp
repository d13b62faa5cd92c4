#include "tests/support/random/sheet_answers.h"

#include <fmt/format.h>

#include "tests/support/random/sheets.h"

namespace nansen::test {

mpz_class rounded(const Rational& number, int digits) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(digits));
  const Rational scaled = abs(number) * power + Rational(1, 2);
  mpz_class units;
  mpz_fdiv_q(units.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
  return number < 0 ? mpz_class(-units) : units;
}

std::string sheet_disagreement(const ir::Sheet& sheet, const execute::SheetEvaluator& evaluator,
                               const runtime::Scenarios& scenarios, const std::vector<int>& digits,
                               SheetCounts& counts) {
  runtime::ScenarioResults results;
  evaluator.evaluate(scenarios, digits, results);
  for (std::size_t scenario = 0; scenario < scenarios.count(); ++scenario) {
    const auto exact = interpret::evaluate(sheet, table_of(scenarios, scenario));
    const auto* columns = std::get_if<std::vector<interpret::SheetColumn>>(&exact);
    ++counts.scenarios;
    counts.answered += columns != nullptr ? 1U : 0U;
    if (results.undecided[scenario] != 0) {
      counts.undecided += columns != nullptr ? 1U : 0U;
      continue;
    }
    if (columns == nullptr) {
      return fmt::format("scenario {} has the error {} in %{} and is answered", scenario,
                         static_cast<int>(std::get<interpret::SheetError>(exact).kind),
                         std::get<interpret::SheetError>(exact).operation.index);
    }
    for (std::size_t output = 0; output < sheet.outputs.size(); ++output) {
      const interpret::SheetColumn& column = (*columns)[output];
      for (std::size_t row = 0; row < scenarios.rows(); ++row) {
        mpz_class expected = 0;
        if (column.asked[row]) {
          expected = column.truths.empty() ? rounded(column.numbers[row], digits[output])
                                           : mpz_class(column.truths[row] ? 1 : 0);
        }
        const mpz_class got = results.columns[output].values[scenario * scenarios.rows() + row];
        if (got == expected) continue;
        return fmt::format("scenario {}, output {} (%{}), row {}: {} is answered as {}", scenario,
                           output, sheet.outputs[output].value.index, row, expected.get_str(),
                           got.get_str());
      }
    }
  }
  return {};
}

}  // namespace nansen::test

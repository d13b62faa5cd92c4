// Numbers for random sheets. What a number is like follows from the name that random_sheet gave its
// input or parameter.
#include <fmt/format.h>

#include <algorithm>

#include "tests/support/random/sheets.h"

namespace nansen::test {
namespace {

enum class Style { Alike, TwoKinds, NearlyAlike, TyingRemainders, SmallNumbers, AnySize };
constexpr std::size_t style_count = 6;

/// How the numbers of one scenario are made.
struct Mood {
  Style style{};
  std::int64_t base = 1;   // of what is alike
  std::int64_t other = 1;  // of the second kind
};

class Filler {
 public:
  Filler(const ir::Sheet& sheet, Random& random, runtime::Scenarios& scenarios)
      : sheet_(sheet), random_(random), scenarios_(scenarios) {}

  void fill(std::size_t scenario) {
    const Mood mood{static_cast<Style>(random_.below(style_count)), size(), size()};
    for (std::size_t input = 0; input < sheet_.inputs.size(); ++input) {
      if (sheet_.inputs[input].truth) continue;
      // One scenario in four mixes the styles of its columns.
      const Mood own = random_.chance(75)
                           ? mood
                           : Mood{static_cast<Style>(random_.below(style_count)), size(), size()};
      const bool balance = sheet_.inputs[input].name == "balance";
      for (std::size_t row = 0; row < scenarios_.rows(); ++row) {
        const std::int64_t value = number(own);
        scenarios_.set(scenario, input, row, balance && random_.chance(50) ? -value : value);
      }
    }
    for (std::size_t parameter = 0; parameter < sheet_.parameters.size(); ++parameter) {
      const bool total = sheet_.parameters[parameter].name == "total";
      scenarios_.set_parameter(scenario, parameter, total ? whole() : random_.between(1, 2'000));
    }
  }

 private:
  /// A positive number with up to eleven digits, each number of digits as likely as another.
  std::int64_t size() {
    std::int64_t limit = 1;
    for (std::size_t digits = random_.below(11) + 1; digits > 0; --digits) limit *= 10;
    return random_.between(1, limit);
  }

  std::int64_t number(const Mood& mood) {
    if (random_.chance(2)) return 0;
    switch (mood.style) {
      case Style::Alike: return mood.base;
      case Style::TwoKinds: return random_.chance(50) ? mood.base : mood.other;
      case Style::NearlyAlike: return std::max<std::int64_t>(mood.base + random_.between(-1, 1), 0);
      // Multiples of a common unit: their shares have small denominators.
      case Style::TyingRemainders: return mood.base / 16 * random_.between(1, 8) + 1;
      case Style::SmallNumbers: return random_.between(1, 12);
      case Style::AnySize: return size();
    }
    return 0;
  }

  /// What is divided: now little more than there are rows, now beyond all fractions of a double.
  std::int64_t whole() {
    const auto rows = static_cast<std::int64_t>(scenarios_.rows());
    switch (random_.below(8)) {
      case 0: return random_.between(0, 2 * rows);
      case 1:
      case 2: return rows * random_.between(1, 50) + random_.between(0, 1);
      case 3:
      case 4:
      case 5: return random_.between(1, 200'000);
      default: return random_.between(1, runtime::scenario_limit);
    }
  }

  const ir::Sheet& sheet_;
  Random& random_;
  runtime::Scenarios& scenarios_;
};

Rational in_units(std::int64_t value, std::int64_t scale) {
  Rational result{mpz_class(value), mpz_class(scale)};
  result.canonicalize();
  return result;
}

}  // namespace

runtime::Scenarios random_scenarios(const ir::Sheet& sheet, Random& random,
                                    const ScenarioOptions& options) {
  const auto rows_of = [&](auto one) {
    std::vector<std::uint8_t> values(options.rows);
    std::generate(values.begin(), values.end(), one);
    return values;
  };
  std::vector<std::int64_t> scales;
  std::vector<std::vector<std::uint8_t>> truths;
  std::vector<std::vector<std::uint8_t>> known;
  for (const ir::SheetInput& input : sheet.inputs) {
    scales.push_back(input.truth ? 1
                                 : random.pick(std::vector<std::int64_t>{1, 1, 3, 100, 1'000'000}));
    const std::size_t unknown =
        input.truth ? options.undetermined_percent : options.unknown_percent;
    known.push_back(rows_of([&] { return std::uint8_t{!random.chance(unknown)}; }));
    truths.push_back(rows_of([&] { return std::uint8_t{input.truth && random.chance(70)}; }));
  }
  std::vector<std::int64_t> parameter_scales;
  for (const ir::SheetParameter& parameter : sheet.parameters) {
    parameter_scales.push_back(parameter.name == "total" ? 1 : 1'000);
  }
  runtime::Scenarios scenarios(options.rows, options.count, std::move(scales),
                               std::move(parameter_scales), std::move(truths), std::move(known));
  Filler filler(sheet, random, scenarios);
  for (std::size_t scenario = 0; scenario < options.count; ++scenario) filler.fill(scenario);
  scenarios.finish();
  return scenarios;
}

interpret::SheetTable table_of(const runtime::Scenarios& scenarios, std::size_t scenario) {
  interpret::SheetTable table;
  for (std::size_t row = 0; row < scenarios.rows(); ++row) {
    table.rows.push_back(fmt::format("State {:03}", row * 37 % 101));
  }
  for (std::size_t input = 0; input < scenarios.inputs(); ++input) {
    interpret::SheetTable::Column column;
    for (std::size_t row = 0; row < scenarios.rows(); ++row) {
      const bool known = scenarios.known(input)[row] != 0;
      column.numbers.emplace_back();
      if (known) {
        column.numbers.back() =
            in_units(scenarios.get(scenario, input, row), scenarios.scale(input));
      }
      column.truths.push_back(known ? truth_of(scenarios.truths(input)[row] != 0)
                                    : Truth::Undetermined);
    }
    table.inputs.push_back(std::move(column));
  }
  for (std::size_t parameter = 0; parameter < scenarios.parameters(); ++parameter) {
    table.parameters.push_back(in_units(scenarios.get_parameter(scenario, parameter),
                                        scenarios.parameter_scale(parameter)));
  }
  return table;
}

}  // namespace nansen::test

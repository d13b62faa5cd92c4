#include "compiler/sharing/scenario_source.h"

#include <algorithm>
#include <limits>
#include <map>

#include "compiler/cases/sample.h"

namespace nansen::sharing {
namespace {

// How many values of a range a random draw chooses among, where the numbers have room for as many.
constexpr std::int64_t fine_grid = 1'000'000;

mpz_class rounded(const Rational& number, bool up) {
  mpz_class whole;
  const auto divide = up ? mpz_cdiv_q : mpz_fdiv_q;
  divide(whole.get_mpz_t(), number.get_num().get_mpz_t(), number.get_den().get_mpz_t());
  return whole;
}

bool fits(const Rational& number) {
  return abs(number) <= Rational(mpz_class(runtime::scenario_limit));
}

/// Numbers of one column at one scale.
struct Column {
  std::int64_t scale = 1;
  std::vector<std::optional<std::int64_t>> units;  // by row
};

/// Nothing, with the row that is too much for it in `row`, where no scale holds all numbers.
std::optional<Column> column_of(const std::vector<std::optional<Rational>>& numbers,
                                std::size_t& row) {
  ScaleFinder finder;
  for (row = 0; row < numbers.size(); ++row) {
    if (numbers[row] && !finder.add(*numbers[row])) return std::nullopt;
  }
  Column column;
  column.scale = finder.scale();
  for (const auto& number : numbers) {
    column.units.push_back(number ? std::optional(units_of(*number, column.scale)) : std::nullopt);
  }
  return column;
}

/// Who is in the set of the sheet's outputs: it follows from truths and from what is known.
std::vector<bool> asked_rows(const ir::Sheet& sheet, const interpret::SheetTable& table) {
  interpret::SheetTrace trace(sheet, table);
  std::vector<bool> asked(table.rows.size(), false);
  for (std::size_t row = 0; row < asked.size() && !sheet.outputs.empty(); ++row) {
    const auto member = trace.truth(sheet.outputs.front().rows, row);
    asked[row] = std::holds_alternative<bool>(member) && std::get<bool>(member);
  }
  return asked;
}

void too_large(const std::string& name, const std::string& state, Emitter& emitter) {
  emitter.emit(Code::NumberBeyondScenarios, CommandLocation{}, name, state);
}

// ---- axes --------------------------------------------------------------------------------------

class VariedTable final : public ScenarioSource {
 public:
  VariedTable(const ir::Sheet& sheet, const interpret::SheetTable& table, std::vector<Axis> axes,
              std::optional<std::uint64_t> random, std::uint64_t seed)
      : sheet_(sheet), table_(table), axes_(std::move(axes)), random_(random), seed_(seed) {
    shape_ = shape_of(sheet, table);
    asked_ = asked_rows(sheet, table);
    for (std::size_t row = 0; row < table.rows.size(); ++row) states_.push_back(row);
  }

  bool prepare(Emitter& emitter) {
    for (std::size_t input = 0; input < sheet_.inputs.size(); ++input) {
      std::size_t row = 0;
      auto column = column_of(table_.inputs[input].numbers, row);
      if (!column) {
        too_large(sheet_.inputs[input].name, table_.rows[row], emitter);
        return false;
      }
      inputs_.push_back(std::move(*column));
    }
    for (std::size_t parameter = 0; parameter < table_.parameters.size(); ++parameter) {
      std::size_t row = 0;
      auto column = column_of({table_.parameters[parameter]}, row);
      if (!column) {
        too_large(sheet_.parameters[parameter].name, "the provision", emitter);
        return false;
      }
      parameters_.push_back(std::move(*column));
    }
    return std::all_of(axes_.begin(), axes_.end(),
                       [&](const Axis& axis) { return prepare(axis, emitter); });
  }

  std::size_t count() const override { return *scenario_count(axes_, random_); }
  std::size_t batch_end(std::size_t first, std::size_t limit) const override {
    return std::min(count(), first + limit);
  }

  runtime::Scenarios batch(std::size_t first, std::size_t end) const override {
    std::vector<std::int64_t> scales;
    std::vector<std::int64_t> parameter_scales;
    for (const Column& column : inputs_) scales.push_back(column.scale);
    for (const Column& column : parameters_) parameter_scales.push_back(column.scale);
    runtime::Scenarios scenarios(shape_.rows, end - first, scales, parameter_scales, shape_.truths,
                                 shape_.known);
    for (std::size_t scenario = first; scenario < end; ++scenario) {
      const std::size_t at = scenario - first;
      for (std::size_t input = 0; input < inputs_.size(); ++input) {
        for (std::size_t row = 0; row < inputs_[input].units.size(); ++row) {
          const auto& units = inputs_[input].units[row];
          if (units) scenarios.set(at, input, row, *units);
        }
      }
      for (std::size_t parameter = 0; parameter < parameters_.size(); ++parameter) {
        scenarios.set_parameter(at, parameter, *parameters_[parameter].units[0]);
      }
      visit(
          scenario,
          [&](std::size_t parameter, std::int64_t units) {
            scenarios.set_parameter(at, parameter, units);
          },
          [&](std::size_t input, std::size_t row, std::int64_t units) {
            scenarios.set(at, input, row, units);
          });
    }
    scenarios.finish();
    return scenarios;
  }

  interpret::SheetTable table(std::size_t scenario) const override {
    interpret::SheetTable table = table_;
    const auto exact = [](std::int64_t units, std::int64_t scale) {
      Rational number{mpz_class(units), mpz_class(scale)};
      number.canonicalize();
      return number;
    };
    visit(
        scenario,
        [&](std::size_t parameter, std::int64_t units) {
          table.parameters[parameter] = exact(units, parameters_[parameter].scale);
        },
        [&](std::size_t input, std::size_t row, std::int64_t units) {
          table.inputs[input].numbers[row] = exact(units, inputs_[input].scale);
        });
    return table;
  }

  const std::vector<std::size_t>& states(std::size_t) const override { return states_; }
  const std::vector<bool>& asked(std::size_t) const override { return asked_; }

  std::vector<std::string> label(std::size_t scenario) const override {
    std::vector<std::string> values;
    if (random_) return {std::to_string(scenario + 1)};
    std::size_t rest = scenario;
    for (const Axis& axis : axes_) {
      values.push_back(axis_value(axis, value_at(axis, rest % *axis.steps)));
      rest /= *axis.steps;
    }
    return values;
  }

 private:
  /// The values of one column on one axis: each step's, or the least and greatest to draw between.
  struct Choices {
    std::size_t input = 0;  // or the parameter
    std::size_t row = 0;
    std::vector<std::int64_t> steps;
    std::int64_t least = 0;
    std::int64_t greatest = 0;
  };
  /// What an axis sets.
  struct Prepared {
    bool indicator = false;
    std::uint64_t steps = 0;  // 0: drawn between
    std::vector<Choices> choices;
  };

  static Rational value_at(const Axis& axis, std::uint64_t step) {
    if (*axis.steps == 1) return axis.from;
    return Rational(axis.from + (axis.to - axis.from) * Rational(mpz_class(step)) /
                                    Rational(mpz_class(*axis.steps - 1)));
  }

  /// The range or the values of one number, each times `base`.
  static std::vector<Rational> values_of(const Axis& axis, const Rational& base) {
    std::vector<Rational> values;
    if (!axis.steps) return {Rational(axis.from * base), Rational(axis.to * base)};
    for (std::uint64_t step = 0; step < *axis.steps; ++step) {
      values.emplace_back(value_at(axis, step) * base);
    }
    return values;
  }

  bool prepare(const Axis& axis, Emitter& emitter) {
    Prepared prepared;
    prepared.indicator = axis.indicator;
    prepared.steps = axis.steps.value_or(0);
    if (!axis.indicator) {
      Column& column = parameters_[axis.parameter];
      std::vector<std::vector<Rational>> values{values_of(axis, Rational(1))};
      if (!fit(axis, values, column)) {
        too_large(axis.name, "the provision", emitter);
        return false;
      }
      prepared.choices.push_back(choices_of(axis, axis.parameter, 0, values[0], column));
    }
    for (const std::uint32_t input : axis.inputs) {
      Column& column = inputs_[input];
      std::vector<std::vector<Rational>> values;
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < table_.rows.size(); ++row) {
        const auto& own = table_.inputs[input].numbers[row];
        if (!own) continue;  // what is not known stays so
        values.push_back(values_of(axis, axis.relative ? *own : Rational(1)));
        rows.push_back(row);
      }
      if (!fit(axis, values, column)) {
        too_large(axis.name, table_.rows[rows[worst_of(values)]], emitter);
        return false;
      }
      for (std::size_t at = 0; at < rows.size(); ++at) {
        prepared.choices.push_back(choices_of(axis, input, rows[at], values[at], column));
      }
    }
    prepared_.push_back(std::move(prepared));
    return true;
  }

  /// Gives `column` a scale that holds all of `values`, and where they are drawn between a grid as
  /// fine as there is room for. False where there is none.
  static bool fit(const Axis& axis, const std::vector<std::vector<Rational>>& values,
                  Column& column) {
    ScaleFinder finder;
    bool good = finder.add(Rational(mpz_class(1), mpz_class(column.scale)));
    Rational greatest;
    for (const auto& units : column.units) {
      if (!units) continue;
      Rational number{mpz_class(*units), mpz_class(column.scale)};
      number.canonicalize();
      good = finder.add(number) && good;
    }
    for (const std::vector<Rational>& choices : values) {
      for (const Rational& value : choices) {
        greatest = std::max(greatest, Rational(abs(value)));
        if (axis.steps) good = finder.add(value) && good;
      }
    }
    std::int64_t scale = good ? finder.scale() : 0;
    if (scale == 0 || !fits(Rational(greatest * Rational(mpz_class(scale))))) return false;
    for (std::int64_t grid = 1; !axis.steps && grid < fine_grid; grid *= 10) {
      if (!fits(Rational((greatest + 1) * Rational(mpz_class(scale)) * 10))) break;
      scale *= 10;
    }
    const std::int64_t factor = scale / column.scale;
    for (auto& units : column.units) {
      if (units) *units *= factor;
    }
    column.scale = scale;
    return true;
  }

  /// Whose numbers are hardest to hold: of those that fit no scale by themselves the first, else
  /// the largest.
  static std::size_t worst_of(const std::vector<std::vector<Rational>>& values) {
    std::size_t worst = 0;
    Rational greatest;
    for (std::size_t at = 0; at < values.size(); ++at) {
      ScaleFinder finder;
      for (const Rational& value : values[at]) {
        if (!finder.add(value)) return at;
        if (abs(value) <= greatest) continue;
        greatest = abs(value);
        worst = at;
      }
    }
    return worst;
  }

  static Choices choices_of(const Axis& axis, std::size_t input, std::size_t row,
                            const std::vector<Rational>& values, const Column& column) {
    Choices choices;
    choices.input = input;
    choices.row = row;
    const Rational scale(mpz_class(column.scale));
    if (axis.steps) {
      for (const Rational& value : values) {
        choices.steps.push_back(Rational(value * scale).get_num().get_si());
      }
      return choices;
    }
    // The grid may miss the ends of a narrow range: then its nearest point within.
    const Rational one = values[0] * scale;
    const Rational other = values[1] * scale;
    choices.least = rounded(std::min(one, other), true).get_si();
    choices.greatest = std::max(choices.least, rounded(std::max(one, other), false).get_si());
    return choices;
  }

  template <typename SetParameter, typename SetNumber>
  void visit(std::size_t scenario, const SetParameter& set_parameter,
             const SetNumber& set_number) const {
    // Each scenario draws from its own sequence, so that it is the same whoever works it out.
    cases::Random random(seed_ + 0x9e3779b97f4a7c15u * (scenario + 1));
    std::size_t rest = scenario;
    for (const Prepared& axis : prepared_) {
      std::size_t step = 0;
      if (axis.steps > 0 && !random_) {
        step = rest % axis.steps;
        rest /= axis.steps;
      }
      for (const Choices& choices : axis.choices) {
        std::int64_t units = 0;
        if (axis.steps == 0) {
          units = random.between(choices.least, choices.greatest);
        } else {
          units = choices.steps[random_ ? random.below(axis.steps) : step];
        }
        if (axis.indicator) {
          set_number(choices.input, choices.row, units);
        } else {
          set_parameter(choices.input, units);
        }
      }
    }
  }

  const ir::Sheet& sheet_;
  const interpret::SheetTable& table_;
  std::vector<Axis> axes_;
  std::optional<std::uint64_t> random_;
  std::uint64_t seed_;
  ScenarioShape shape_;
  std::vector<std::size_t> states_;
  std::vector<bool> asked_;
  std::vector<Column> inputs_;
  std::vector<Column> parameters_;
  std::vector<Prepared> prepared_;
};

// ---- tables ------------------------------------------------------------------------------------

class GivenTables final : public ScenarioSource {
 public:
  GivenTables(const ir::Sheet& sheet, std::vector<std::pair<std::string, StateTable>> tables)
      : sheet_(sheet), tables_(std::move(tables)) {}

  bool prepare(std::vector<std::string>& states, Emitter& emitter) {
    std::map<std::string, std::size_t, std::less<>> numbers;
    for (const std::string& state : states) numbers.emplace(state, numbers.size());
    std::vector<ScaleFinder> inputs(sheet_.inputs.size());
    std::vector<ScaleFinder> parameters(sheet_.parameters.size());
    for (const auto& [name, table] : tables_) {
      std::vector<std::size_t>& rows = states_.emplace_back();
      for (const std::string& state : table.sheet.rows) {
        const auto [entry, added] = numbers.emplace(state, numbers.size());
        if (added) states.push_back(state);
        rows.push_back(entry->second);
      }
      shapes_.push_back(shape_of(sheet_, table.sheet));
      asked_.push_back(asked_rows(sheet_, table.sheet));
      for (std::size_t input = 0; input < inputs.size(); ++input) {
        const auto& column = table.sheet.inputs[input].numbers;
        for (std::size_t row = 0; row < column.size(); ++row) {
          if (!column[row] || inputs[input].add(*column[row])) continue;
          too_large(sheet_.inputs[input].name, table.sheet.rows[row], emitter);
          return false;
        }
      }
      for (std::size_t at = 0; at < parameters.size(); ++at) {
        if (parameters[at].add(table.sheet.parameters[at])) continue;
        too_large(sheet_.parameters[at].name, "the provision", emitter);
        return false;
      }
    }
    for (const ScaleFinder& finder : inputs) scales_.push_back(finder.scale());
    for (const ScaleFinder& finder : parameters) parameter_scales_.push_back(finder.scale());
    return true;
  }

  std::size_t count() const override { return tables_.size(); }
  std::size_t batch_end(std::size_t first, std::size_t limit) const override {
    std::size_t end = first + 1;
    while (end < tables_.size() && end < first + limit && shapes_[end] == shapes_[first] &&
           states_[end] == states_[first]) {
      ++end;
    }
    return end;
  }
  runtime::Scenarios batch(std::size_t first, std::size_t end) const override {
    const ScenarioShape& shape = shapes_[first];
    runtime::Scenarios scenarios(shape.rows, end - first, scales_, parameter_scales_, shape.truths,
                                 shape.known);
    for (std::size_t scenario = first; scenario < end; ++scenario) {
      const interpret::SheetTable& table = tables_[scenario].second.sheet;
      for (std::size_t input = 0; input < table.inputs.size(); ++input) {
        const auto& numbers = table.inputs[input].numbers;
        for (std::size_t row = 0; row < numbers.size(); ++row) {
          if (!numbers[row]) continue;
          scenarios.set(scenario - first, input, row, units_of(*numbers[row], scales_[input]));
        }
      }
      for (std::size_t at = 0; at < table.parameters.size(); ++at) {
        scenarios.set_parameter(scenario - first, at,
                                units_of(table.parameters[at], parameter_scales_[at]));
      }
    }
    scenarios.finish();
    return scenarios;
  }
  interpret::SheetTable table(std::size_t scenario) const override {
    return tables_[scenario].second.sheet;
  }
  const std::vector<std::size_t>& states(std::size_t scenario) const override {
    return states_[scenario];
  }
  const std::vector<bool>& asked(std::size_t scenario) const override { return asked_[scenario]; }
  std::vector<std::string> label(std::size_t scenario) const override {
    return {tables_[scenario].first};
  }

 private:
  const ir::Sheet& sheet_;
  std::vector<std::pair<std::string, StateTable>> tables_;
  std::vector<std::vector<std::size_t>> states_;
  std::vector<std::vector<bool>> asked_;
  std::vector<ScenarioShape> shapes_;
  std::vector<std::int64_t> scales_;
  std::vector<std::int64_t> parameter_scales_;
};

}  // namespace

std::optional<std::uint64_t> scenario_count(const std::vector<Axis>& axes,
                                            std::optional<std::uint64_t> random) {
  if (random) return random;
  mpz_class count = 1;
  for (const Axis& axis : axes) count *= mpz_class(*axis.steps);
  if (count > mpz_class(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return count.get_ui();
}

std::unique_ptr<ScenarioSource> vary(const ir::Sheet& sheet, const interpret::SheetTable& table,
                                     std::vector<Axis> axes, std::optional<std::uint64_t> random,
                                     std::uint64_t seed, Emitter& emitter) {
  auto source = std::make_unique<VariedTable>(sheet, table, std::move(axes), random, seed);
  if (!source->prepare(emitter)) return nullptr;
  return source;
}

std::unique_ptr<ScenarioSource> given(const ir::Sheet& sheet,
                                      std::vector<std::pair<std::string, StateTable>> tables,
                                      std::vector<std::string>& states, Emitter& emitter) {
  auto source = std::make_unique<GivenTables>(sheet, std::move(tables));
  if (!source->prepare(states, emitter)) return nullptr;
  return source;
}

}  // namespace nansen::sharing

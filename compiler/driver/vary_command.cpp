// nansen vary: a formula over many scenarios.

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "compiler/driver/formula_run.h"
#include "compiler/sharing/present_vary.h"

namespace nansen::driver {

namespace {

using session::Timings;

// What all scenarios may come to: a share and a quota of each State in each.
constexpr std::uint64_t most_numbers = 50'000'000;
// Beside what is printed, so that means are right to the last digit.
constexpr int further_decimals = 6;
constexpr int most_decimals = 14;

/// What is varied, and how it stands without that.
struct Variation {
  std::vector<sharing::Axis> axes;
  std::optional<sharing::StateTable> table;  // as it stands; absent where only scenarios are given
  std::optional<std::string> first;          // the name of the scenario that stands for it then
  std::vector<std::string> states;
  std::unique_ptr<sharing::ScenarioSource> source;
};

class VaryRun {
 public:
  VaryRun(Command& command, const VaryArguments& arguments)
      : command_(command), session_(command.session()), arguments_(arguments) {}

  void run() {
    if (!session_.check()) return;
    const auto asked =
        ask_formula(session_, arguments_.formula, arguments_.asking, arguments_.source, false);
    if (!asked) return;
    const lower::LoweredFormula& lowered = asked->lowered;
    Variation variation;
    if (!prepare(lowered, variation)) return;
    Output out(arguments_.out);
    Output each(arguments_.each);
    Output chart(arguments_.chart);
    std::vector<Output*> outputs{&out};
    if (!arguments_.each.empty()) outputs.push_back(&each);
    if (!arguments_.chart.empty()) outputs.push_back(&chart);
    if (!command_.open(outputs, inputs())) return;
    const auto varied = work_out(lowered, variation);
    const auto base = varied ? base_units(lowered, variation, *varied) : std::nullopt;
    if (!base) return;
    const sharing::VariedFormula formula{.program = session_.program(),
                                         .lowered = lowered,
                                         .states = variation.states,
                                         .base = *base,
                                         .first = variation.first,
                                         .varied = *varied,
                                         .axes = variation.axes,
                                         .random = arguments_.random,
                                         .seed = arguments_.seed};
    const Timings::Scope scope(session_.timings(), "write");
    out.write(report_text(sharing::present(formula, {.form = form_of(arguments_.format),
                                                     .digits = arguments_.digits,
                                                     .sort = arguments_.sort}),
                          arguments_.format, arguments_.out, command_.terminal()));
    if (!arguments_.each.empty()) write_each(formula, *variation.source, each);
    if (!arguments_.chart.empty()) {
      chart.write(drawing_text("nansen vary", sharing::chart_of(formula), arguments_.chart));
    }
    command_.commit_files_first(outputs);
  }

 private:
  std::vector<InputFile> inputs() const {
    std::vector<InputFile> files;
    if (const auto states = state_files(arguments_.source, session_.emitter())) {
      files = inputs_of(*states);
    }
    if (!arguments_.scenarios.empty()) files.push_back({"the scenarios", arguments_.scenarios});
    return files;
  }

  bool prepare(const lower::LoweredFormula& lowered, Variation& variation) {
    const bool given = !arguments_.scenarios.empty();
    if (!given && arguments_.parameters.empty() && arguments_.indicators.empty()) {
      session_.emitter().emit(Code::NothingVaried, CommandLocation{});
      return false;
    }
    auto axes = sharing::read_axes(session_.program(), lowered, arguments_.parameters,
                                   arguments_.indicators, arguments_.random.has_value(),
                                   session_.emitter());
    if (!axes) return false;
    variation.axes = std::move(*axes);
    if (!arguments_.source.states.empty()) {
      variation.table = state_table(session_, lowered, arguments_.source,
                                    arguments_.source.settings, arguments_.engine);
      if (!variation.table) return false;
      variation.states = variation.table->sheet.rows;
    }
    return given ? prepare_tables(lowered, variation) : prepare_axes(lowered, variation);
  }

  bool prepare_axes(const lower::LoweredFormula& lowered, Variation& variation) {
    const auto count = sharing::scenario_count(variation.axes, arguments_.random);
    const std::uint64_t most = most_numbers / std::max<std::size_t>(variation.states.size(), 1);
    if (!count || *count > most) {
      session_.emitter().emit(Code::TooManyScenarios, CommandLocation{},
                              count ? fmt::format("{}", *count) : std::string("countless"), most);
      return false;
    }
    variation.source = sharing::vary(lowered.sheet, variation.table->sheet, variation.axes,
                                     arguments_.random, arguments_.seed, session_.emitter());
    return variation.source != nullptr;
  }

  bool prepare_tables(const lower::LoweredFormula& lowered, Variation& variation) {
    StateSource source = arguments_.source;
    source.states = arguments_.scenarios;
    const auto files = state_files(source, session_.emitter());
    const auto settings = sharing::read_settings(session_.program(), lowered,
                                                 arguments_.source.settings, session_.emitter());
    if (!files || !settings) return false;
    auto tables =
        sharing::read_scenarios(session_.program(), lowered, *files,
                                engine_choice(session_, arguments_.engine), session_.emitter());
    if (!tables) return false;
    for (auto& [name, table] : *tables) {
      for (const sharing::Setting& setting : *settings) {
        table.sheet.parameters[setting.parameter] = setting.value;
      }
    }
    if (!variation.table) {
      variation.first = tables->front().first;
      variation.table = tables->front().second;
      variation.states = variation.table->sheet.rows;
    }
    variation.source =
        sharing::given(lowered.sheet, std::move(*tables), variation.states, session_.emitter());
    return variation.source != nullptr;
  }

  std::optional<sharing::Varied> work_out(const lower::LoweredFormula& lowered,
                                          const Variation& variation) {
    const Timings::Scope scope(session_.timings(), "evaluate");
    Progress progress(command_.terminal(), "scenarios", variation.source->count());
    sharing::VaryOptions options;
    options.engine = engine_choice(session_, arguments_.engine);
    options.decimals =
        std::min(most_decimals,
                 arguments_.digits.value_or(sharing::usual_digits_read) + 2 + further_decimals);
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    options.progress = [&progress](std::size_t done) { progress.advance(done); };
    return sharing::work_out(session_.program(), lowered, *variation.source,
                             variation.states.size(), options, session_.emitter());
  }

  /// The table as it stands, in the units of `varied`. Nothing after an error.
  std::optional<std::vector<sharing::Numbers>> base_units(const lower::LoweredFormula& lowered,
                                                          const Variation& variation,
                                                          const sharing::Varied& varied) {
    const auto answer =
        sharing::answer(session_.program(), lowered, *variation.table, session_.emitter());
    if (!answer) return std::nullopt;
    std::vector<int> decimals(lowered.outputs.size(), 0);
    for (const sharing::VariedOutput& output : varied.outputs) {
      decimals[output.output] = output.decimals;
    }
    const sharing::RoundedAnswer rounded = sharing::round(*answer, decimals);
    std::vector<sharing::Numbers> units;
    for (const sharing::VariedOutput& output : varied.outputs) {
      sharing::Numbers& column = units.emplace_back(variation.states.size());
      for (std::size_t row = 0; row < rounded.units[output.output].size(); ++row) {
        if (!answer->front().asked[row]) continue;
        column[row] = rounded.units[output.output][row].get_si();
      }
    }
    return units;
  }

  void write_each(const sharing::VariedFormula& formula, const sharing::ScenarioSource& source,
                  Output& output) const {
    const int digits = arguments_.digits.value_or(sharing::usual_digits_written);
    output.write(sharing::header_of_each(formula));
    for (std::size_t scenario = 0; scenario < source.count(); ++scenario) {
      output.write(sharing::rows_of_each(formula, source, scenario, digits));
    }
  }

  Command& command_;
  session::Session& session_;
  const VaryArguments& arguments_;
};

}  // namespace

Status run_vary(const VaryArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  VaryRun(command, arguments).run();
  return command.close();
}

}  // namespace nansen::driver

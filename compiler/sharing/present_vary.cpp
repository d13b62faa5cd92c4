#include "compiler/sharing/present_vary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "compiler/cases/writer.h"
#include "compiler/provenance/provision_text.h"
#include "compiler/report/chart.h"
#include "compiler/report/number.h"
#include "compiler/sharing/marks.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

using lower::FormulaOutputKind;
using report::Align;

// States in a chart: more cannot be told apart.
constexpr std::size_t most_lines = 40;
constexpr std::size_t most_ranges = 60;

Rational number_of(std::int64_t units, int decimals) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(decimals));
  Rational number{mpz_class(units), scale};
  number.canonicalize();
  return number;
}

bool is_result(const VariedFormula& formula, const VariedOutput& output) {
  return formula.lowered.outputs[output.output].kind == FormulaOutputKind::Result;
}

bool in_hundredths(const VariedFormula& formula, const VariedOutput& output) {
  if (!is_result(formula, output)) return false;
  const program::FormulaLineId line = formula.lowered.outputs[output.output].line;
  return shown(formula.program, formula.program.formula_lines[line].value).hundredths;
}

/// The States that the table or some scenario asks for, the largest first by `shares` as they
/// stand.
std::vector<std::size_t> by_share(const VariedFormula& formula) {
  const VariedOutput& shares = shares_of(formula);
  const auto place = static_cast<std::size_t>(&shares - formula.varied.outputs.data());
  std::vector<std::size_t> states;
  for (std::size_t state = 0; state < formula.states.size(); ++state) {
    if (formula.base[place][state] || times_asked(formula.varied, state) > 0) {
      states.push_back(state);
    }
  }
  std::stable_sort(states.begin(), states.end(), [&](std::size_t left, std::size_t right) {
    return formula.base[place][left] > formula.base[place][right];
  });
  return states;
}

/// Of them, those that a chart can show.
std::vector<std::size_t> in_scenarios(const VariedFormula& formula) {
  std::vector<std::size_t> states = by_share(formula);
  std::erase_if(states, [&](std::size_t state) { return times_asked(formula.varied, state) == 0; });
  return states;
}

/// What the scenarios are compared with.
std::string base_words(const VariedFormula& formula) {
  if (!formula.first) return "the table itself";
  return fmt::format("the first scenario, \"{}\"", *formula.first);
}

std::string formula_name(const VariedFormula& formula) {
  return formula.program.formulas[formula_of(formula.program, formula.lowered)].name;
}

class Presenter {
 public:
  Presenter(const VariedFormula& formula, const PresentOptions& options)
      : formula_(formula),
        options_(options),
        reading_(options.form == Form::Reading),
        digits_(options.digits.value_or(reading_ ? usual_digits_read : usual_digits_written)) {
    const auto quotas =
        std::count_if(formula.varied.outputs.begin(), formula.varied.outputs.end(),
                      [&](const VariedOutput& output) { return !is_result(formula_, output); });
    several_ = quotas > 1;
  }

  report::Report report() {
    report::Report report;
    report.parts.push_back(states());
    if (options_.form == Form::Csv) return report;
    report.parts.push_back(scenarios());
    Marks marks = marks_of(formula_.program, formula_.lowered);
    if (!marks.unverified.empty()) {
      report.parts.push_back(report::Lines{.key = "unverified",
                                           .title = "Not verified",
                                           .truth = std::nullopt,
                                           .lines = std::move(marks.unverified)});
    }
    return report;
  }

 private:
  report::Sheet states() {
    report::Sheet sheet;
    sheet.key = "states";
    sheet.spreads = true;
    const program::Formula& formula =
        formula_.program.formulas[formula_of(formula_.program, formula_.lowered)];
    sheet.title = formula.name + ", " + provision_text(formula.citation);
    sheet.columns.push_back({reading_ ? "State" : "state"});
    for (const VariedOutput& output : formula_.varied.outputs) {
      const std::string name = name_of(output);
      for (const char* part : {"", "mean", "p5", "p95"}) add_column(name, part, sheet);
    }
    for (const char* part : {"", "kept", "best", "worst"}) add_column("rank", part, sheet);
    const VariedOutput& shares = shares_of(formula_);
    const auto place = static_cast<std::size_t>(&shares - formula_.varied.outputs.data());
    // The same table has the same columns, however the scenarios are.
    if (!reading_) add_column("scenarios", "", sheet);
    const Ranks ranks = ranks_of(formula_.base[place]);
    const std::vector<RankSpread> spreads = rank_spreads(formula_.varied, shares, ranks);
    for (const std::size_t state : order()) {
      std::vector<report::Value>& cells = sheet.rows.emplace_back();
      cells.emplace_back(formula_.states[state]);
      for (std::size_t at = 0; at < formula_.varied.outputs.size(); ++at) {
        add_spread(formula_.varied.outputs[at], formula_.base[at][state], state, cells);
      }
      add_ranks(ranks[state], spreads[state], times_asked(formula_.varied, state), cells);
    }
    return sheet;
  }

  void add_ranks(std::optional<std::size_t> rank, const RankSpread& spread, std::size_t times,
                 std::vector<report::Value>& cells) const {
    const auto shown = [](std::optional<std::size_t> number) -> report::Value {
      if (!number) return std::monostate{};
      return static_cast<std::int64_t>(*number);
    };
    cells.push_back(shown(rank));
    if (rank && times > 0) {
      Rational share{mpz_class(spread.kept), mpz_class(times)};
      share.canonicalize();
      cells.emplace_back(reading_ ? report::percent(share, 1) : report::fixed(share, 6));
    } else {
      cells.emplace_back();
    }
    cells.push_back(times > 0 ? shown(spread.best) : report::Value());
    cells.push_back(times > 0 ? shown(spread.worst) : report::Value());
    if (!reading_) cells.push_back(shown(times));
  }

  /// What stands as it is, what its mean is, and between what it mostly lies.
  void add_column(const std::string& name, std::string_view part, report::Sheet& sheet) const {
    std::string header = name;
    if (reading_ && part == "p5") {
      header += " 5%";
    } else if (reading_ && part == "p95") {
      header += " 95%";
    } else if (!part.empty()) {
      header += (reading_ ? " " : "_") + std::string(part);
    }
    sheet.columns.push_back({std::move(header), Align::Right});
  }

  std::string name_of(const VariedOutput& output) const {
    if (is_result(formula_, output)) {
      return in_hundredths(formula_, output) ? "share" : formula_name(formula_);
    }
    const program::AllocationId id = formula_.lowered.outputs[output.output].allocation;
    const std::string& name = formula_.program.allocations[id].name;
    return several_ ? name : "quota";
  }

  std::vector<std::size_t> order() const {
    std::vector<std::size_t> states = by_share(formula_);
    if (options_.sort == SortOrder::Table) std::sort(states.begin(), states.end());
    if (options_.sort == SortOrder::Name) {
      std::sort(states.begin(), states.end(), [&](std::size_t left, std::size_t right) {
        return formula_.states[left] < formula_.states[right];
      });
    }
    return states;
  }

  report::Value number(const VariedOutput& output, const Rational& value, int digits) const {
    if (!reading_ && digits == 0 && value.get_den() == 1) return value;
    if (!reading_) return report::fixed(value, digits);
    return in_hundredths(formula_, output) ? report::percent(value, digits)
                                           : report::grouped(value, digits);
  }

  void add_spread(const VariedOutput& output, std::optional<std::int64_t> base, std::size_t state,
                  std::vector<report::Value>& cells) const {
    const bool whole = output.decimals == 0;
    const int digits = whole ? 0 : digits_;
    const auto shown = [&](std::int64_t units) {
      return number(output, number_of(units, output.decimals), digits);
    };
    cells.push_back(base ? shown(*base) : report::Value());
    const std::vector<std::int64_t> units = units_asked(formula_.varied, output, state);
    if (units.empty()) {
      cells.resize(cells.size() + 3);  // mean and percentiles of nothing
      return;
    }
    const Spread spread = spread_of(units);
    const Rational mean = spread.mean * number_of(1, output.decimals);
    cells.push_back(number(output, mean, whole ? (reading_ ? 1 : digits_) : digits_));
    cells.push_back(shown(spread.low));
    cells.push_back(shown(spread.high));
  }

  report::Lines scenarios() const {
    report::Lines lines;
    lines.key = "scenarios";
    lines.title = "Scenarios";
    std::vector<std::string> axes;
    for (const Axis& axis : formula_.axes) axes.push_back(axis_words(axis));
    const std::string count = report::counted(mpz_class(formula_.varied.scenarios), "scenario");
    if (formula_.random) {
      lines.lines.push_back(fmt::format("{}, drawn with the seed {}: {}.", count, formula_.seed,
                                        fmt::join(axes, "; ")));
    } else if (!axes.empty()) {
      lines.lines.push_back(fmt::format("{}: {}.", count, fmt::join(axes, "; ")));
    } else {
      lines.lines.push_back(count + ", each a table of its own.");
    }
    if (!formula_.varied.native) {
      lines.lines.emplace_back("All were worked out exactly.");
    } else if (formula_.varied.exact == 0) {
      lines.lines.emplace_back(
          "Double precision decided every digit and every unit of all of them.");
    } else {
      Rational share{mpz_class(formula_.varied.exact), mpz_class(formula_.varied.scenarios)};
      share.canonicalize();
      lines.lines.push_back(
          fmt::format("{} ({}) left something open in double precision and {} worked out exactly.",
                      report::counted(mpz_class(formula_.varied.exact), "scenario"),
                      report::percent(share, 4), formula_.varied.exact == 1 ? "was" : "were"));
    }
    lines.lines.push_back(fmt::format(
        "Mean, 5th and 95th percentile are of the scenarios; \"kept\" is in how many of "
        "them a State has the rank that it has in {}.",
        base_words(formula_)));
    if (formula_.first) {
      lines.lines.push_back(
          fmt::format("No table is given beside the scenarios: what stands before each mean is {}.",
                      base_words(formula_)));
    }
    add_counts(lines.lines);
    return lines;
  }

  /// Which States do not count everywhere.
  void add_counts(std::vector<std::string>& lines) const {
    const VariedOutput& shares = shares_of(formula_);
    const auto place = static_cast<std::size_t>(&shares - formula_.varied.outputs.data());
    std::vector<std::string> partly;
    std::vector<std::string> only_scenarios;
    std::vector<std::string> only_base;
    for (const std::size_t state : order()) {
      const std::string& name = formula_.states[state];
      const std::size_t times = times_asked(formula_.varied, state);
      if (!formula_.base[place][state]) only_scenarios.push_back(name);
      if (times == 0) {
        only_base.push_back(name);
      } else if (times < formula_.varied.scenarios) {
        partly.push_back(fmt::format("{} in {}", name, times));
      }
    }
    if (!partly.empty()) {
      lines.push_back(
          fmt::format("Mean, percentiles and ranks of a State are of the scenarios in which it is "
                      "asked for. Not in all {}: {}.",
                      formula_.varied.scenarios, fmt::join(partly, ", ")));
    }
    if (!only_scenarios.empty()) {
      lines.push_back(fmt::format("Asked for in a scenario, but not in {}: {}.",
                                  base_words(formula_), fmt::join(only_scenarios, ", ")));
    }
    if (!only_base.empty()) {
      lines.push_back(fmt::format("Asked for in {}, but in no scenario: {}.", base_words(formula_),
                                  fmt::join(only_base, ", ")));
    }
  }

  const VariedFormula& formula_;
  const PresentOptions& options_;
  bool reading_;
  int digits_;
  bool several_ = false;
};

// ---- charts ------------------------------------------------------------------------------------

double drawn(const VariedFormula& formula, const VariedOutput& output, std::int64_t units) {
  const Rational number = number_of(units, output.decimals);
  return (in_hundredths(formula, output) ? Rational(number * 100) : number).get_d();
}

std::string chosen(std::size_t shown, std::size_t all) {
  return shown < all ? fmt::format(" The {} largest of {} States.", shown, all) : std::string();
}

/// On the axis itself: hundredths where it is written in them.
double axis_place(const Axis& axis, const Rational& value) {
  const bool hundredths = axis_value(axis, axis.to).ends_with('%');
  return (hundredths ? Rational(value * 100) : value).get_d();
}

std::string lines_chart(const VariedFormula& formula) {
  const VariedOutput& shares = shares_of(formula);
  const Axis& axis = formula.axes.front();
  std::vector<std::size_t> states = in_scenarios(formula);
  const std::size_t all = states.size();
  states.resize(std::min(all, most_lines));
  report::LineChart chart;
  const bool hundredths = axis_value(axis, axis.to).ends_with('%');
  chart.title = fmt::format("{} as {} changes", formula_name(formula), axis.name);
  chart.subtitle = axis_words(axis) +
                   ". In colour, the States whose share moves most for its size." +
                   chosen(states.size(), all);
  chart.x_label = axis.relative ? axis.name + ", of each State's own figure" : axis.name;
  chart.x_unit = hundredths ? "%" : "";
  chart.y_label = in_hundredths(formula, shares) ? "share" : formula_name(formula);
  chart.y_unit = in_hundredths(formula, shares) ? "%" : "";
  for (std::size_t step = 0; step < formula.varied.scenarios; ++step) {
    const Rational span = axis.to - axis.from;
    const Rational part = formula.varied.scenarios == 1
                              ? Rational(0)
                              : Rational(span * Rational(mpz_class(step)) /
                                         Rational(mpz_class(formula.varied.scenarios - 1)));
    chart.x.push_back(axis_place(axis, Rational(axis.from + part)));
  }
  if (!axis.indicator) {
    chart.x_mark = axis_place(axis, formula.lowered.sheet.parameters[axis.parameter].value);
  } else if (axis.relative) {
    chart.x_mark = 100;
  }
  for (const std::size_t state : states) {
    report::LineChart::Line line;
    line.name = fmt::format("{} {:.2f} → {:.2f}{}", formula.states[state],
                            drawn(formula, shares, shares.units[state].front()),
                            drawn(formula, shares, shares.units[state].back()), chart.y_unit);
    for (const std::int64_t units : shares.units[state]) {
      line.y.push_back(drawn(formula, shares, units));
    }
    chart.lines.push_back(std::move(line));
  }
  // What moves most, for its size, is what the chart is looked at for.
  const auto moved = [](const report::LineChart::Line& line) {
    const auto [least, greatest] = std::minmax_element(line.y.begin(), line.y.end());
    return *greatest == 0 ? 0.0 : (*greatest - *least) / *greatest;
  };
  std::stable_sort(chart.lines.begin(), chart.lines.end(),
                   [&](const auto& left, const auto& right) { return moved(left) > moved(right); });
  return report::to_svg(chart);
}

std::string ranges_chart(const VariedFormula& formula) {
  const VariedOutput& shares = shares_of(formula);
  const auto place = static_cast<std::size_t>(&shares - formula.varied.outputs.data());
  std::vector<std::size_t> states = in_scenarios(formula);
  const std::size_t all = states.size();
  states.resize(std::min(all, most_ranges));
  report::RangeChart chart;
  chart.title = fmt::format("{} over {}", formula_name(formula),
                            report::counted(mpz_class(formula.varied.scenarios), "scenario"));
  std::vector<std::string> axes;
  for (const Axis& axis : formula.axes) axes.push_back(axis_words(axis));
  chart.subtitle = fmt::format("{}{}",
                               axes.empty() ? std::string("Each scenario is a table of its own.")
                                            : fmt::format("{}.", fmt::join(axes, "; ")),
                               chosen(states.size(), all));
  chart.legend = fmt::format("Bar: from the 5th to the 95th percentile. Dot: the mean. Tick: {}.",
                             base_words(formula));
  chart.x_label = in_hundredths(formula, shares) ? "share" : formula_name(formula);
  chart.x_unit = in_hundredths(formula, shares) ? "%" : "";
  for (const std::size_t state : states) {
    const Spread spread = spread_of(units_asked(formula.varied, shares, state));
    report::RangeChart::Row row;
    row.name = formula.states[state];
    const std::size_t times = times_asked(formula.varied, state);
    if (times < formula.varied.scenarios) {
      row.name += fmt::format(" ({} of {})", times, formula.varied.scenarios);
    }
    row.low = drawn(formula, shares, spread.low);
    row.high = drawn(formula, shares, spread.high);
    const Rational mean = spread.mean * number_of(1, shares.decimals);
    row.middle = (in_hundredths(formula, shares) ? Rational(mean * 100) : mean).get_d();
    if (const auto& base = formula.base[place][state]) row.mark = drawn(formula, shares, *base);
    row.words =
        fmt::format("{:.2f}{} ({:.2f} to {:.2f})", row.middle, chart.x_unit, row.low, row.high);
    chart.rows.push_back(std::move(row));
  }
  return report::to_svg(chart);
}

}  // namespace

const VariedOutput& shares_of(const VariedFormula& formula) {
  const auto& outputs = formula.varied.outputs;
  return *std::find_if(outputs.begin(), outputs.end(),
                       [&](const VariedOutput& output) { return is_result(formula, output); });
}

report::Report present(const VariedFormula& formula, const PresentOptions& options) {
  return Presenter(formula, options).report();
}

std::string chart_of(const VariedFormula& formula) {
  const bool lines = !formula.random && formula.axes.size() == 1;
  return lines ? lines_chart(formula) : ranges_chart(formula);
}

std::string header_of_each(const VariedFormula& formula) {
  std::string text;
  if (formula.random || formula.axes.empty()) {
    text = "scenario";
  } else {
    for (const Axis& axis : formula.axes) {
      if (!text.empty()) text += ',';
      cases::append_csv_cell(axis.name, text);
    }
  }
  text += ",state";
  for (const VariedOutput& output : formula.varied.outputs) {
    const program::AllocationId id = formula.lowered.outputs[output.output].allocation;
    text += ',';
    cases::append_csv_cell(id.valid() ? formula.program.allocations[id].name : "share", text);
  }
  return text + "\n";
}

std::string rows_of_each(const VariedFormula& formula, const ScenarioSource& source,
                         std::size_t scenario, int digits) {
  std::string label;
  for (const std::string& value : source.label(scenario)) {
    cases::append_csv_cell(value, label);
    label += ',';
  }
  std::string text;
  const std::vector<std::size_t>& states = source.states(scenario);
  for (std::size_t row = 0; row < states.size(); ++row) {
    if (!source.asked(scenario)[row]) continue;
    const std::size_t state = states[row];
    text += label;
    cases::append_csv_cell(formula.states[state], text);
    for (const VariedOutput& output : formula.varied.outputs) {
      text += ',' + report::fixed(number_of(output.units[state][scenario], output.decimals),
                                  output.decimals == 0 ? 0 : digits);
    }
    text += '\n';
  }
  return text;
}

}  // namespace nansen::sharing

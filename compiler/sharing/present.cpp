#include "compiler/sharing/present.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/left_out.h"
#include "compiler/sharing/marks.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

using lower::FormulaOutput;
using lower::FormulaOutputKind;
using report::Align;

/// The type of what an output gives.
program::Type type_of(const program::Program& program, const FormulaOutput& output) {
  if (output.line.valid()) {
    return program.formula_expressions[program.formula_lines[output.line].value].type;
  }
  program::Type type =
      program.formula_expressions[program.allocations[output.allocation].total].type;
  type.kind = output.kind == FormulaOutputKind::Quota ? program::TypeKind::Integer
                                                      : program::TypeKind::Decimal;
  return type;
}

/// True iff the output is read in hundredths.
bool in_hundredths(const program::Program& program, const FormulaOutput& output) {
  return output.line.valid() && shown(program, program.formula_lines[output.line].value).hundredths;
}

class Presenter {
 public:
  Presenter(const Answered& answered, const RoundedAnswer& rounded, const PresentOptions& options)
      : program_(answered.program),
        lowered_(answered.lowered),
        table_(answered.table),
        answer_(answered.answer),
        rounded_(rounded),
        options_(options),
        has_rows_(ir::has_rows(answered.lowered.sheet)),
        result_(output_of(answered.lowered, FormulaOutputKind::Result)),
        quota_(output_of(answered.lowered, FormulaOutputKind::Quota)) {
    for (const FormulaOutput& output : lowered_.outputs) {
      if (output.kind == FormulaOutputKind::Quota) ++allocations_;
    }
  }

  report::Report report() {
    report::Report report;
    report.parts.push_back(states());
    if (options_.form == Form::Csv) return report;
    if (report::Lines same = same_for_all(); reading() && !same.lines.empty()) {
      report.parts.push_back(std::move(same));
    }
    report.parts.push_back(totals());
    if (options_.form == Form::Json) report.parts.push_back(others());
    report::Sheet parameters =
        parameters_in_force(program_, lowered_, table_.sheet.parameters, reading());
    if (!parameters.rows.empty()) report.parts.push_back(std::move(parameters));
    Marks marks = marks_of(program_, lowered_);
    if (!marks.unverified.empty()) {
      report.parts.push_back(report::Lines{.key = "unverified",
                                           .title = "Not verified",
                                           .truth = std::nullopt,
                                           .lines = std::move(marks.unverified)});
    }
    return report;
  }

 private:
  bool reading() const { return options_.form == Form::Reading; }

  // ---- the table of States ---------------------------------------------------------------------

  /// The outputs as columns: for reading the result comes first.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> lines;
    std::vector<std::size_t> results;
    for (std::size_t output = 0; output < lowered_.outputs.size(); ++output) {
      const bool line = lowered_.outputs[output].kind == FormulaOutputKind::Line;
      (line ? lines : results).push_back(output);
    }
    if (reading()) std::erase_if(lines, [this](std::size_t output) { return !has_own(output); });
    std::vector<std::size_t>& first = reading() ? results : lines;
    const std::vector<std::size_t>& then = reading() ? lines : results;
    first.insert(first.end(), then.begin(), then.end());
    return first;
  }

  /// True iff each State has a number of its own there.
  bool has_own(std::size_t output) const {
    return has_rows_[static_cast<std::size_t>(lowered_.sheet.outputs[output].value.index)];
  }

  std::string header(std::size_t output) const {
    const FormulaOutput& entry = lowered_.outputs[output];
    const auto of_allocation = [&](std::string_view what) {
      const std::string& name = program_.allocations[entry.allocation].name;
      if (allocations_ == 1) return std::string(what);
      if (!reading()) return fmt::format("{}_{}", name, what);
      return entry.kind == FormulaOutputKind::Quota ? name : "exact " + name;
    };
    switch (entry.kind) {
      case FormulaOutputKind::Line: return program_.formula_lines[entry.line].name;
      case FormulaOutputKind::Result:
        return quota_ || in_hundredths(program_, entry) ? "share"
                                                        : program_.formula_lines[entry.line].name;
      case FormulaOutputKind::Entitlement:
        return of_allocation(reading() ? "exact quota" : "exact_quota");
      case FormulaOutputKind::Quota: return of_allocation("quota");
    }
    return {};
  }

  report::Value cell(std::size_t output, std::size_t row) const {
    const FormulaOutput& entry = lowered_.outputs[output];
    const program::Type type = type_of(program_, entry);
    const mpz_class& units = rounded_.units[output][row];
    if (type.kind == program::TypeKind::Boolean) return truth_of(units != 0);
    return number(entry, units, rounded_.decimals[output]);
  }

  /// Rounded units as they are shown.
  report::Value number(const FormulaOutput& output, const mpz_class& units, int decimals) const {
    mpz_class scale;
    mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(decimals));
    Rational value(units, scale);
    value.canonicalize();
    if (!reading()) {
      if (decimals == 0 && units.fits_slong_p()) return std::int64_t{units.get_si()};
      return report::fixed(value, decimals);
    }
    if (in_hundredths(program_, output)) return report::percent(value, decimals - 2);
    return report::grouped(value, decimals);
  }

  bool has_fraction(std::size_t output) const {
    if (options_.form != Form::Json) return false;
    const FormulaOutputKind kind = lowered_.outputs[output].kind;
    return (kind == FormulaOutputKind::Result && !answer_[output].numbers.empty()) ||
           kind == FormulaOutputKind::Entitlement;
  }

  report::Sheet states() {
    report::Sheet sheet;
    sheet.key = "states";
    sheet.title = title();
    sheet.spreads = true;
    sheet.columns.push_back({reading() ? "State" : "state"});
    const std::vector<std::size_t> outputs = order();
    for (const std::size_t output : outputs) {
      sheet.columns.push_back({header(output), Align::Right});
      if (has_fraction(output)) sheet.columns.push_back({header(output) + "_fraction"});
    }
    for (const std::size_t row : sorted_rows(table_, answer_, options_.sort, result_, quota_)) {
      std::vector<report::Value>& cells = sheet.rows.emplace_back();
      cells.emplace_back(table_.sheet.rows[row]);
      for (const std::size_t output : outputs) {
        cells.push_back(cell(output, row));
        if (has_fraction(output)) cells.emplace_back(answer_[output].numbers[row].get_str());
      }
    }
    std::vector<report::Value>& footer = sheet.footer.emplace_back();
    footer.emplace_back(std::string("total"));
    for (const std::size_t output : outputs) footer.push_back(total(output));
    return sheet;
  }

  /// The total of a column that has one: shares, and what is divided by them.
  report::Value total(std::size_t output) const {
    const FormulaOutput& entry = lowered_.outputs[output];
    const bool line = entry.kind == FormulaOutputKind::Line;
    if (answer_[output].numbers.empty() || !has_own(output)) return {};
    if (line && !in_hundredths(program_, entry)) return {};
    const Rational sum = total_of(answer_[output]).sum;
    const int decimals = rounded_.decimals[output];
    return number(entry, report::rounded_units(sum, decimals), decimals);
  }

  std::string title() const {
    const program::Formula& formula = program_.formulas[formula_of(program_, lowered_)];
    return formula.name + ", " + provision_text(formula.citation);
  }

  /// Lines that are one number for all States: `left_over: 14.49%`.
  report::Lines same_for_all() const {
    report::Lines lines;
    lines.key = "same_for_all";
    lines.title = "The same for every State";
    const std::vector<bool>& asked = answer_.front().asked;
    const auto first = std::find(asked.begin(), asked.end(), true);
    if (first == asked.end()) return lines;
    const auto row = static_cast<std::size_t>(first - asked.begin());
    for (std::size_t output = 0; output < lowered_.outputs.size(); ++output) {
      if (lowered_.outputs[output].kind != FormulaOutputKind::Line || has_own(output)) continue;
      const program::Type type = type_of(program_, lowered_.outputs[output]);
      const std::string unit = unit_words(program_, type);
      const report::Value value = cell(output, row);
      const Truth* truth = std::get_if<Truth>(&value);
      lines.lines.push_back(fmt::format(
          "{}: {}{}", header(output),
          truth != nullptr ? std::string(to_string(*truth)) : std::get<std::string>(value),
          unit.empty() ? "" : " " + unit));
    }
    return lines;
  }

  // ---- what is below ---------------------------------------------------------------------------

  report::Lines totals() {
    report::Lines lines;
    lines.key = "totals";
    lines.title = "Totals";
    lines.lines.push_back(membership());
    if (result_ && in_hundredths(program_, lowered_.outputs[*result_])) {
      const Rational sum = total_of(answer_[*result_]).sum;
      lines.lines.push_back(sum == 1 ? "The shares total 100%, exactly."
                                     : fmt::format("The shares total {}, not 100%.",
                                                   report::percent(sum, usual_digits_read + 2)));
    }
    interpret::SheetTrace trace(lowered_.sheet, table_.sheet);
    for (std::size_t output = 0; output < lowered_.outputs.size(); ++output) {
      if (lowered_.outputs[output].kind != FormulaOutputKind::Quota) continue;
      if (auto words = allocation(output, trace); !words.empty()) lines.lines.push_back(words);
    }
    return lines;
  }

  std::string membership() const {
    const std::vector<bool>& asked = answer_.front().asked;
    const auto members = static_cast<std::size_t>(std::count(asked.begin(), asked.end(), true));
    const program::Formula& formula = program_.formulas[formula_of(program_, lowered_)];
    const std::string& set = program_.state_sets[formula.set].name;
    if (members == asked.size()) {
      return fmt::format("{}{}: all of the table.", report::counted(mpz_class(members), "State"),
                         set.empty() ? "" : " in " + set);
    }
    std::vector<std::string> others;
    for (std::size_t row = 0; row < asked.size(); ++row) {
      if (!asked[row]) others.push_back(table_.sheet.rows[row]);
    }
    constexpr std::size_t listed = 12;
    const std::size_t count = others.size();
    if (count > listed) others.resize(listed);
    return fmt::format(
        "{}{}; of the {} of the table left out: {}{}.",
        report::counted(mpz_class(members), "State"), set.empty() ? "" : " in " + set,
        report::grouped(Rational(mpz_class(asked.size())), 0), fmt::join(others, ", "),
        count > listed ? fmt::format(" and {} others", count - listed) : "");
  }

  /// For programs: each State left out, with all reasons for it.
  report::Sheet others() const {
    const program::Formula& formula = program_.formulas[formula_of(program_, lowered_)];
    report::Sheet sheet;
    sheet.key = "left_out";
    sheet.columns = {{"state"}, {"not_in_set"}, {"not_reported"}};
    for (const LeftOut& state : left_out(program_, lowered_, table_)) {
      std::vector<std::string> missing;
      for (const program::FormulaExpressionId id : state.missing) {
        missing.push_back(words(program_, id, formula.set));
      }
      std::vector<report::Value>& cells = sheet.rows.emplace_back(sheet.columns.size());
      cells[0] = table_.sheet.rows[state.row];
      if (!state.in_set) cells[1] = program_.state_sets[formula.set].name;
      if (!missing.empty()) cells[2] = fmt::format("{}", fmt::join(missing, ", "));
    }
    return sheet;
  }

  /// `relocated: 119,998 of 120,000 persons, each to the nearest (annex 2 "..."): 2 fewer.`
  std::string allocation(std::size_t output, interpret::SheetTrace& trace) const {
    const program::AllocationId id = lowered_.outputs[output].allocation;
    const program::Allocation& entry = program_.allocations[id];
    const auto total = total_to_divide(lowered_, program_, id, trace);
    if (!total) return {};
    const Rational sum = total_of(answer_[output]).sum;
    const program::Type type = type_of(program_, lowered_.outputs[output]);
    std::string text =
        fmt::format("{}: {} of {}{}, {} ({})", entry.name, report::grouped(sum, 0),
                    total->get_den() == 1 ? number_words(shown(program_, type), *total, 0)
                                          : nansen::to_string(*total),
                    options_.total_set == id ? " (set)" : "", method_words(entry.method),
                    provision_text(entry.citation));
    if (entry.exempt.valid()) {
      text += ", without those " + exempted_words(program_, entry);
    }
    if (sum == *total) return text + ".";
    const Rational missed = abs(Rational(sum - *total));
    return fmt::format("{}: {} {}.", text, nansen::to_string(missed),
                       sum < *total ? "fewer" : "more");
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  const StateTable& table_;
  const Answer& answer_;
  const RoundedAnswer& rounded_;
  const PresentOptions& options_;
  std::vector<bool> has_rows_;
  std::optional<std::size_t> result_;
  std::optional<std::size_t> quota_;
  std::size_t allocations_ = 0;
};

bool all_whole(const interpret::SheetColumn& column) {
  return std::all_of(column.numbers.begin(), column.numbers.end(),
                     [](const Rational& number) { return number.get_den() == 1; });
}

}  // namespace

std::vector<int> decimals_of(const program::Program& program, const lower::LoweredFormula& lowered,
                             const Answer& answer, const PresentOptions& options) {
  const bool reading = options.form == Form::Reading;
  const int digits = options.digits.value_or(reading ? usual_digits_read : usual_digits_written);
  std::vector<int> decimals;
  for (std::size_t index = 0; index < lowered.outputs.size(); ++index) {
    const FormulaOutput& output = lowered.outputs[index];
    const program::TypeKind kind = type_of(program, output).kind;
    // A parameter that is written as a whole number may be set to another, and with it a line.
    const bool whole = kind == program::TypeKind::Boolean ||
                       (kind == program::TypeKind::Integer && all_whole(answer[index]));
    // A percentage has two decimals less than the share.
    decimals.push_back(whole ? 0 : reading && in_hundredths(program, output) ? digits + 2 : digits);
  }
  return decimals;
}

program::FormulaId formula_of(const program::Program& program,
                              const lower::LoweredFormula& lowered) {
  const auto result = output_of(lowered, FormulaOutputKind::Result);
  return result ? program.formula_lines[lowered.outputs[*result].line].formula
                : program::FormulaId();
}

std::vector<std::size_t> sorted_rows(const StateTable& table, const Answer& answer, SortOrder order,
                                     std::optional<std::size_t> share,
                                     std::optional<std::size_t> quota) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.sheet.rows.size(); ++row) {
    if (answer.empty() || answer.front().asked[row]) rows.push_back(row);
  }
  const std::optional<std::size_t> by = order == SortOrder::Quota && quota ? quota : share;
  if (order == SortOrder::Name) {
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t left, std::size_t right) {
      return table.sheet.rows[left] < table.sheet.rows[right];
    });
  } else if (order != SortOrder::Table && by && !answer[*by].numbers.empty()) {
    const std::vector<Rational>& numbers = answer[*by].numbers;
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t left, std::size_t right) {
      return numbers[left] > numbers[right];
    });
  }
  return rows;
}

std::string_view method_words(program::RoundingMethod method) {
  switch (method) {
    case program::RoundingMethod::LargestRemainder: return "by largest remainder";
    case program::RoundingMethod::Jefferson: return "by the method of Jefferson (D'Hondt)";
    case program::RoundingMethod::Webster: return "by the method of Webster (Sainte-Laguë)";
    case program::RoundingMethod::HuntingtonHill: return "by the method of Huntington and Hill";
    case program::RoundingMethod::Adams: return "by the method of Adams";
    case program::RoundingMethod::EachToTheNearest: return "each rounded to the nearest";
  }
  return "";
}

std::string exempted_words(const program::Program& program, const program::Allocation& allocation) {
  return fmt::format("exempted by \"{}\"", program.state_sets[allocation.exempt].name);
}

report::Report present(const Answered& answered, const RoundedAnswer& rounded,
                       const PresentOptions& options) {
  return Presenter(answered, rounded, options).report();
}

}  // namespace nansen::sharing

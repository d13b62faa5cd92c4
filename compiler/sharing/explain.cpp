#include "compiler/sharing/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/explainer.h"
#include "compiler/sharing/left_out.h"
#include "compiler/sharing/marks.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {

using lower::FormulaOutputKind;
using program::FormulaExpressionId;

RowValues::RowValues(const Answered& answered, std::size_t row)
    : program_(answered.program),
      lowered_(answered.lowered),
      table_(answered.table),
      row_(row),
      trace_(answered.lowered.sheet, answered.table.sheet) {}

std::optional<Rational> RowValues::number(FormulaExpressionId id, std::size_t row) {
  const auto value = lowered_.values.find(id);
  if (value == lowered_.values.end()) return std::nullopt;
  return number(value->second, row);
}

std::optional<Rational> RowValues::number(ir::SheetValueId value, std::size_t row) {
  if (ir::gives_truth(lowered_.sheet.operations[value].opcode)) return std::nullopt;
  auto found = trace_.number(value, row);
  if (auto* number = std::get_if<Rational>(&found)) return std::move(*number);
  return std::nullopt;
}

std::optional<bool> RowValues::truth(FormulaExpressionId id) {
  const auto value = lowered_.values.find(id);
  if (value == lowered_.values.end()) return std::nullopt;
  if (!ir::gives_truth(lowered_.sheet.operations[value->second].opcode)) return std::nullopt;
  const auto found = trace_.truth(value->second, row_);
  if (const auto* truth = std::get_if<bool>(&found)) return *truth;
  return std::nullopt;
}

std::vector<std::size_t> RowValues::members(FormulaExpressionId across) {
  const ir::SheetValueId set = set_of(lowered_, across);
  return set.valid() ? members(set) : std::vector<std::size_t>();
}

std::vector<std::size_t> RowValues::members(ir::SheetValueId set) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table_.sheet.rows.size(); ++row) {
    const auto member = trace_.truth(set, row);
    const auto* truth = std::get_if<bool>(&member);
    if (truth != nullptr && *truth) rows.push_back(row);
  }
  return rows;
}

std::optional<std::uint32_t> RowValues::input_of(FormulaExpressionId indicator) const {
  return sharing::input_of(lowered_, indicator);
}

bool RowValues::is_missing(FormulaExpressionId indicator) const {
  const auto input = input_of(indicator);
  return input && !table_.sheet.inputs[*input].numbers[row_];
}

void set_fields(report::Node& node, std::string_view name, std::string_view kind,
                report::Value value, report::Value fraction, std::string_view words,
                std::string_view numbers, std::string_view address) {
  const auto text = [&](std::string_view key, std::string_view content) {
    if (!content.empty()) node.fields.emplace_back(key, std::string(content));
  };
  text("name", name);
  text("kind", kind);
  node.fields.emplace_back("value", std::move(value));
  if (!std::holds_alternative<std::monostate>(fraction)) {
    node.fields.emplace_back("fraction", std::move(fraction));
  }
  text("words", words);
  text("numbers", numbers);
  text("address", address);
}

namespace {

/// The States that a formula leaves out because they do not report something.
std::string unreported(RowValues& values, const program::Formula& formula) {
  std::vector<std::string> states;
  for (const LeftOut& state : left_out(values.program(), values.lowered(), values.table())) {
    if (state.missing.empty()) continue;
    states.push_back(fmt::format("{} ({})", values.table().sheet.rows[state.row],
                                 words(values.program(), state.missing.front(), formula.set)));
  }
  if (states.empty()) return {};
  return fmt::format("left out of every set for what they do not report: {}",
                     fmt::join(states, ", "));
}

report::Lines lines_of(std::string key, std::string title, std::vector<std::string> lines) {
  return {.key = std::move(key),
          .title = std::move(title),
          .truth = std::nullopt,
          .lines = std::move(lines)};
}

}  // namespace

report::Report explain(const Answered& answered, std::size_t row, const ExplainOptions& options) {
  const program::Program& program = answered.program;
  RowValues values(answered, row);
  const program::FormulaId id = formula_of(program, answered.lowered);
  const program::Formula& formula = program.formulas[id];
  const std::string& set = program.state_sets[formula.set].name;
  const int digits = options.digits.value_or(options.form == Form::Reading ? usual_digits_read
                                                                           : usual_digits_written);
  report::Report report;
  report.sections = true;
  const std::string title =
      fmt::format("{}: {}, {}", values.state(), formula.name, provision_text(formula.citation));
  if (!answered.answer.front().asked[row]) {
    const std::string without = unreported(values, formula);
    report.parts.push_back(
        lines_of("share", title,
                 {fmt::format("{} is not {}, so the formula gives it nothing.", values.state(),
                              set.empty() ? std::string("among the States asked") : "in " + set),
                  without}));
    auto& lines = std::get<report::Lines>(report.parts.back()).lines;
    if (without.empty()) lines.pop_back();
    return report;
  }
  LineExplainer explainer(values, options, digits);
  report::Tree tree;
  tree.key = "share";
  tree.title = title;
  tree.root = explainer.line(formula.result, provision_text(formula.citation));
  if (std::string without = unreported(values, formula); !without.empty()) {
    tree.root.details.push_back(std::move(without));
  }
  report.parts.push_back(std::move(tree));
  for (const lower::FormulaOutput& output : answered.lowered.outputs) {
    if (output.kind != FormulaOutputKind::Quota) continue;
    const program::Allocation& allocation = program.allocations[output.allocation];
    report::Tree quota;
    quota.key = allocation.name;
    quota.title = allocation.name + ", " + provision_text(allocation.citation);
    quota.root = explain_allocation(values, output.allocation, options, digits);
    report.parts.push_back(std::move(quota));
  }
  if (auto parameters =
          parameters_in_force(program, answered.lowered, answered.table.sheet.parameters,
                              options.form == Form::Reading);
      !parameters.rows.empty()) {
    report.parts.push_back(std::move(parameters));
  }
  Marks marks = marks_of(program, answered.lowered);
  if (!marks.sources.empty()) {
    report.parts.push_back(lines_of("sources", "Sources", std::move(marks.sources)));
  }
  if (!marks.notes.empty()) {
    report.parts.push_back(lines_of("notes", "Notes", std::move(marks.notes)));
  }
  if (!marks.unverified.empty()) {
    report.parts.push_back(lines_of("unverified", "Not verified", std::move(marks.unverified)));
  }
  return report;
}

}  // namespace nansen::sharing

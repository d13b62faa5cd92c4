#include "compiler/sharing/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/places.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

using lower::FormulaOutputKind;
using program::FormulaExpressionId;
using program::FormulaKind;

/// Says what is right and yet should be known.
class Warnings {
 public:
  Warnings(const program::Program& program, const lower::LoweredFormula& lowered,
           const StateTable& table, const Answer& answer, Emitter& emitter)
      : program_(program),
        lowered_(lowered),
        table_(table),
        answer_(answer),
        emitter_(emitter),
        trace_(lowered.sheet, table.sheet) {}

  void warn() {
    warn_of_shares();
    for (std::size_t output = 0; output < lowered_.outputs.size(); ++output) {
      if (lowered_.outputs[output].kind == FormulaOutputKind::Quota) warn_of_total(output);
    }
    for (const auto& [expression, value] : lowered_.values) {
      if (program_.formula_expressions[expression].kind == FormulaKind::Redistributed) {
        warn_of_rest(expression, value);
      }
    }
  }

 private:
  void warn_of_shares() {
    const auto result = output_of(lowered_, FormulaOutputKind::Result);
    const auto quota = output_of(lowered_, FormulaOutputKind::Quota);
    if (!result || !quota) return;
    const program::FormulaLine& line = program_.formula_lines[lowered_.outputs[*result].line];
    if (!shown(program_, line.value).hundredths) return;
    const ColumnTotal total = total_of(answer_[*result]);
    if (total.sum == 1) return;
    const program::AllocationId allocation = lowered_.outputs[*quota].allocation;
    emit(program_.allocations[allocation].citation,
         make_diagnostic(Code::SharesNotOne, line.span, line.name, report::fixed(total.sum, 6)));
  }

  void warn_of_total(std::size_t output) {
    const program::AllocationId id = lowered_.outputs[output].allocation;
    const program::Allocation& allocation = program_.allocations[id];
    if (allocation.method != program::RoundingMethod::EachToTheNearest) return;
    const auto total = total_to_divide(lowered_, program_, id, trace_);
    const ColumnTotal sum = total_of(answer_[output]);
    if (!total || sum.sum == *total) return;
    const Rational missed = abs(Rational(sum.sum - *total));
    emit(allocation.citation,
         make_diagnostic(
             Code::TotalMissed, allocation.span, allocation.name, report::grouped(sum.sum, 0),
             nansen::to_string(missed) + (sum.sum < *total ? " fewer" : " more"),
             total->get_den() == 1 ? report::grouped(*total, 0) : nansen::to_string(*total)));
  }

  /// What was cut off in a redistribution and reached nobody.
  void warn_of_rest(FormulaExpressionId id, ir::SheetValueId value) {
    const program::FormulaExpression& expression = program_.formula_expressions[id];
    const ir::SheetValueId set = set_of(lowered_, id);
    const auto before = lowered_.values.find(expression.operands[0]);
    if (!set.valid() || before == lowered_.values.end()) return;
    Rational rest;
    bool room = false;
    for (std::size_t row = 0; row < table_.sheet.rows.size(); ++row) {
      const auto member = trace_.truth(set, row);
      if (!std::holds_alternative<bool>(member)) return;
      if (!std::get<bool>(member)) continue;
      const auto first = trace_.number(before->second, row);
      const auto second = trace_.number(value, row);
      // A State that is left out of the formula has neither.
      if (!std::holds_alternative<Rational>(first) || !std::holds_alternative<Rational>(second)) {
        return;
      }
      rest += std::get<Rational>(first) - std::get<Rational>(second);
      room |= is_below(std::get<Rational>(second), expression.operands[1], row);
    }
    if (rest == 0) return;
    const Places places(program_);
    Diagnostic diagnostic = make_diagnostic(Code::RestGivenToNoOne, expression.span,
                                            places.name_of(id), short_words(program_, id, rest));
    if (room) {
      diagnostic.message = fmt::format(
          "no State below its ceiling has a weight in {}: {} of what was cut off is left over",
          places.name_of(id), short_words(program_, id, rest));
      diagnostic.help = "check the number after \"by\"";
    }
    diagnostic.provision = places.address(places.owner(id));
    emitter_.emit(std::move(diagnostic));
  }

  bool is_below(const Rational& number, FormulaExpressionId ceiling, std::size_t row) {
    const auto value = lowered_.values.find(ceiling);
    if (value == lowered_.values.end()) return false;
    const auto found = trace_.number(value->second, row);
    return std::holds_alternative<Rational>(found) && number < std::get<Rational>(found);
  }

  void emit(const Citation& citation, Diagnostic diagnostic) {
    diagnostic.provision = provision_text(citation);
    emitter_.emit(std::move(diagnostic));
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  const StateTable& table_;
  const Answer& answer_;
  Emitter& emitter_;
  interpret::SheetTrace trace_;
};

/// What a formula says of no one is no answer: nothing would be divided, and in silence.
Diagnostic nobody_asked(const program::Program& program, const lower::LoweredFormula& lowered) {
  const auto result = output_of(lowered, FormulaOutputKind::Result);
  const program::FormulaLine& line = program.formula_lines[lowered.outputs[*result].line];
  const program::Formula& formula = program.formulas[line.formula];
  const std::string& set = program.state_sets[formula.set].name;
  Diagnostic diagnostic =
      make_diagnostic(Code::EmptySet, formula.span, fmt::format("the formula \"{}\"", formula.name),
                      "the share", set.empty() ? std::string() : fmt::format(" \"{}\"", set));
  if (!formula.excluded_where_missing.empty()) {
    diagnostic.help =
        "check the column that says who belongs, and what is not reported: by \"exclude the "
        "State\" "
        "States are left out";
  }
  diagnostic.provision = provision_text(formula.citation);
  return diagnostic;
}

}  // namespace

std::optional<Answer> answer(const program::Program& program, const lower::LoweredFormula& lowered,
                             const StateTable& table, Emitter& emitter) {
  auto result = interpret::evaluate(lowered.sheet, table.sheet);
  if (const auto* error = std::get_if<interpret::SheetError>(&result)) {
    emitter.emit(diagnose(program, lowered, table, *error));
    return std::nullopt;
  }
  auto& columns = std::get<Answer>(result);
  const std::vector<bool>& asked = columns.front().asked;
  if (std::find(asked.begin(), asked.end(), true) == asked.end()) {
    emitter.emit(nobody_asked(program, lowered));
    return std::nullopt;
  }
  Warnings(program, lowered, table, columns, emitter).warn();
  return std::move(columns);
}

std::optional<std::size_t> output_of(const lower::LoweredFormula& lowered, FormulaOutputKind kind,
                                     program::AllocationId allocation) {
  for (std::size_t output = 0; output < lowered.outputs.size(); ++output) {
    const lower::FormulaOutput& entry = lowered.outputs[output];
    if (entry.kind != kind) continue;
    if (!allocation.valid() || entry.allocation == allocation) return output;
  }
  return std::nullopt;
}

ColumnTotal total_of(const interpret::SheetColumn& column) {
  ColumnTotal total;
  for (std::size_t row = 0; row < column.asked.size(); ++row) {
    if (!column.asked[row]) continue;
    ++total.count;
    if (row < column.numbers.size()) total.sum += column.numbers[row];
  }
  return total;
}

std::optional<Rational> total_to_divide(const lower::LoweredFormula& lowered,
                                        const program::Program& program,
                                        program::AllocationId allocation,
                                        interpret::SheetTrace& trace) {
  const auto value = lowered.values.find(program.allocations[allocation].total);
  if (value == lowered.values.end()) return std::nullopt;
  const auto number = trace.number(value->second, 0);
  if (const auto* total = std::get_if<Rational>(&number)) return *total;
  return std::nullopt;
}

}  // namespace nansen::sharing

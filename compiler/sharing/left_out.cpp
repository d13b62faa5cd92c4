#include "compiler/sharing/left_out.h"

#include <algorithm>

namespace nansen::sharing {
namespace {

/// The input that says who is in the formula's set; nothing where all States are.
std::optional<std::uint32_t> membership(const lower::LoweredFormula& lowered,
                                        program::StateSetId set) {
  const auto found = lowered.sets.find(set);
  if (found == lowered.sets.end()) return std::nullopt;
  // The condition, and then that each indicator is known.
  const ir::SheetOperation* operation = &lowered.sheet.operations[found->second];
  while (operation->opcode == ir::SheetOpcode::And) {
    operation = &lowered.sheet.operations[operation->operands[0]];
  }
  if (operation->opcode != ir::SheetOpcode::Condition) return std::nullopt;
  return operation->index;
}

}  // namespace

std::optional<std::uint32_t> input_of(const lower::LoweredFormula& lowered,
                                      program::FormulaExpressionId indicator) {
  const auto found = lowered.values.find(indicator);
  if (found == lowered.values.end()) return std::nullopt;
  const ir::SheetOperation* operation = &lowered.sheet.operations[found->second];
  // Where a missing one counts as zero, the indicator is chosen where it is known.
  if (operation->opcode == ir::SheetOpcode::Choose) {
    operation = &lowered.sheet.operations[operation->operands[1]];
  }
  if (operation->opcode != ir::SheetOpcode::Indicator) return std::nullopt;
  return operation->index;
}

std::vector<LeftOut> left_out(const program::Program& program, const lower::LoweredFormula& lowered,
                              const StateTable& table) {
  const program::Formula& formula = program.formulas[formula_of(program, lowered)];
  const auto member = membership(lowered, formula.set);
  std::vector<LeftOut> states;
  for (std::size_t row = 0; row < table.sheet.rows.size(); ++row) {
    LeftOut state{.row = row, .in_set = true, .missing = {}};
    state.in_set = !member || table.sheet.inputs[*member].truths[row] == Truth::Yes;
    std::vector<std::uint32_t> seen;  // lines may read an indicator again and again
    for (const program::FormulaExpressionId id : formula.excluded_where_missing) {
      const auto input = input_of(lowered, id);
      if (!input || table.sheet.inputs[*input].numbers[row]) continue;
      if (std::find(seen.begin(), seen.end(), *input) != seen.end()) continue;
      seen.push_back(*input);
      state.missing.push_back(id);
    }
    if (!state.in_set || !state.missing.empty()) states.push_back(std::move(state));
  }
  return states;
}

}  // namespace nansen::sharing

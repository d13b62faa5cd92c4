#include "compiler/sharing/places.h"

#include <fmt/format.h>

#include "compiler/provenance/provision_text.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {

using program::FormulaExpressionId;

Places::Places(const program::Program& program) : program_(program) {
  for (std::size_t index = 0; index < program.formula_lines.size(); ++index) {
    const program::FormulaLineId line(index);
    own(program.formula_lines[line].value, {line, {}});
    own(program.formula_lines[line].uncapped, {line, {}});
  }
  for (std::size_t index = 0; index < program.allocations.size(); ++index) {
    const program::AllocationId id(index);
    const program::Allocation& allocation = program.allocations[id];
    for (const FormulaExpressionId part :
         {allocation.total, allocation.floor, allocation.ceiling}) {
      own(part, {{}, id});
    }
  }
}

void Places::own(FormulaExpressionId expression, const Owner& owner) {
  if (!expression.valid() || !owners_.emplace(expression, owner).second) return;
  for (const FormulaExpressionId operand : program_.formula_expressions[expression].operands) {
    own(operand, owner);
  }
}

Owner Places::owner(FormulaExpressionId expression) const {
  const auto found = owners_.find(expression);
  return found == owners_.end() ? Owner{} : found->second;
}

std::string Places::name(const Owner& owner) const {
  if (owner.line.valid()) {
    return fmt::format("the line \"{}\"", program_.formula_lines[owner.line].name);
  }
  if (owner.allocation.valid()) {
    return fmt::format("the allocation \"{}\"", program_.allocations[owner.allocation].name);
  }
  return "the formula";
}

std::string Places::address(const Owner& owner) const {
  const Citation* citation = owner.line.valid() ? &program_.formula_lines[owner.line].citation
                             : owner.allocation.valid()
                                 ? &program_.allocations[owner.allocation].citation
                                 : nullptr;
  return citation == nullptr ? std::string() : provision_text(*citation);
}

std::string Places::words(FormulaExpressionId expression) const {
  const Owner at = owner(expression);
  program::StateSetId set;
  if (at.line.valid()) {
    set = program_.formulas[program_.formula_lines[at.line].formula].set;
  } else if (at.allocation.valid()) {
    set = program_.formulas[program_.allocations[at.allocation].formula].set;
  }
  return sharing::words(program_, expression, set);
}

ir::SheetValueId set_of(const lower::LoweredFormula& lowered, FormulaExpressionId expression) {
  const auto value = lowered.values.find(expression);
  if (value == lowered.values.end()) return {};
  ir::SheetValueId at = value->second;
  for (;;) {
    const ir::SheetOperation& operation = lowered.sheet.operations[at];
    switch (operation.opcode) {
      // A share in its set, zero outside it; a part of a total; a mean.
      case ir::SheetOpcode::Choose:
      case ir::SheetOpcode::Count: return operation.operands[0];
      case ir::SheetOpcode::Divide: at = operation.operands[1]; break;
      case ir::SheetOpcode::Total:
      case ir::SheetOpcode::Least:
      case ir::SheetOpcode::Greatest:
      case ir::SheetOpcode::Median:
      case ir::SheetOpcode::Rank: return operation.operands[1];
      case ir::SheetOpcode::Redistribute: return operation.operands[3];
      default: return {};
    }
  }
}

}  // namespace nansen::sharing

#include "compiler/passes/rewrite.h"

#include <algorithm>
#include <tuple>

#include "compiler/ir/consing.h"

namespace nansen::passes {
namespace {

std::size_t position(ir::ValueId value) { return static_cast<std::size_t>(value.index); }

}  // namespace

Rewriter::Rewriter(const ir::Module& old)
    : old_(old), uses_(old.instructions.size()), replacements_(old.instructions.size()) {
  made_.domains = old.domains;
  made_.columns = old.columns;
  made_.calendars = old.calendars;
  for (const ir::Instruction& instruction : old.instructions) {
    for (const ir::ValueId operand : instruction.operands) ++uses_[position(operand)];
  }
  for (const ir::Output& output : old.outputs) {
    for (const ir::ValueId value : output.values) ++uses_[position(value)];
  }
  for (const ir::RuleEntry& entry : old.rules) ++uses_[position(entry.value)];
}

ir::Instruction Rewriter::translated(ir::ValueId value) const {
  ir::Instruction instruction = old_.instructions[value];
  for (ir::ValueId& operand : instruction.operands) operand = replacement(operand);
  return instruction;
}

ir::ValueId Rewriter::add(ir::Instruction instruction, const Origins& origins) {
  made_.origins.push_back(origins);
  return made_.instructions.add(std::move(instruction));
}

void Rewriter::replace(ir::ValueId old_value, ir::ValueId new_value) {
  replacements_[position(old_value)] = new_value;
  Origins& origins = made_.origins[position(new_value)];
  if (origins != old_origins(old_value)) origins = ir::joined(origins, old_origins(old_value));
}

ir::Module Rewriter::finish() {
  for (ir::Output output : old_.outputs) {
    for (ir::ValueId& value : output.values) value = replacement(value);
    made_.outputs.push_back(std::move(output));
  }
  std::vector<ir::RuleEntry> rules;
  for (ir::RuleEntry entry : old_.rules) {
    entry.value = replacement(entry.value);
    rules.push_back(std::move(entry));
  }
  std::sort(rules.begin(), rules.end(), [](const ir::RuleEntry& left, const ir::RuleEntry& right) {
    return std::tie(left.rule, left.value) < std::tie(right.rule, right.value);
  });
  for (ir::RuleEntry& entry : rules) made_.rules.add(std::move(entry));
  return std::move(made_);
}

}  // namespace nansen::passes

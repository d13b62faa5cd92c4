#include "compiler/ir/slice.h"

#include <algorithm>

namespace nansen::ir {

Slicer::Slicer(const Module& module) : module_(module) {
  for (std::size_t at = 0; at < module.rules.size(); ++at) {
    const RuleEntryId id(at);
    rules_[module.rules[id].value].push_back(id);
  }
}

Module Slicer::slice(std::size_t output) const {
  std::unordered_map<ValueId, ValueId> made;
  std::vector<ValueId> needed;
  const auto need = [&](ValueId value) {
    if (made.try_emplace(value).second) needed.push_back(value);
  };
  for (const ValueId value : module_.outputs[output].values) need(value);
  for (std::size_t at = 0; at < needed.size(); ++at) {
    for (const ValueId operand : module_.instructions[needed[at]].operands) need(operand);
  }
  // Operands come before what is made of them, here as there.
  std::sort(needed.begin(), needed.end());
  Module slice;
  slice.domains = module_.domains;
  slice.columns = module_.columns;
  slice.calendars = module_.calendars;
  std::vector<RuleEntryId> rules;
  for (const ValueId value : needed) {
    Instruction instruction = module_.instructions[value];
    for (ValueId& operand : instruction.operands) operand = made[operand];
    made[value] = slice.instructions.add(std::move(instruction));
    slice.origins.push_back(module_.origins[static_cast<std::size_t>(value.index)]);
    if (const auto found = rules_.find(value); found != rules_.end()) {
      rules.insert(rules.end(), found->second.begin(), found->second.end());
    }
  }
  std::sort(rules.begin(), rules.end());
  for (const RuleEntryId id : rules) {
    RuleEntry entry = module_.rules[id];
    entry.value = made[entry.value];
    slice.rules.add(std::move(entry));
  }
  slice.outputs.push_back(module_.outputs[output]);
  for (ValueId& value : slice.outputs.front().values) value = made[value];
  return slice;
}

}  // namespace nansen::ir

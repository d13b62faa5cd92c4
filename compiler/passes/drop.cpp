#include "compiler/passes/drop.h"

#include "compiler/passes/rewrite.h"

namespace nansen::passes {

// output %2; %0 = ...; %1 = not %0; %2 = ... → output %0; %0 = ...
ir::Module drop_unused(const ir::Module& module) {
  std::vector<bool> needed(module.instructions.size());
  const auto need = [&](ir::ValueId value) {
    needed[static_cast<std::size_t>(value.index)] = true;
  };
  for (const ir::Output& output : module.outputs) {
    for (const ir::ValueId value : output.values) need(value);
  }
  for (const ir::RuleEntry& entry : module.rules) need(entry.value);
  for (std::size_t index = module.instructions.size(); index-- > 0;) {
    if (!needed[index]) continue;
    for (const ir::ValueId operand : module.instructions[ir::ValueId(index)].operands)
      need(operand);
  }
  Rewriter rewriter(module);
  for (std::size_t index = 0; index < module.instructions.size(); ++index) {
    if (!needed[index]) continue;
    const ir::ValueId value(index);
    rewriter.replace(value, rewriter.add(rewriter.translated(value), rewriter.old_origins(value)));
  }
  return rewriter.finish();
}

}  // namespace nansen::passes

#include "compiler/passes/share.h"

#include <unordered_map>
#include <utility>

#include "compiler/ir/consing.h"
#include "compiler/passes/rewrite.h"

namespace nansen::passes {

// %1 = not %0; %2 = not %0; %3 = and %1 %2 → %1 = not %0; %3 = and %1 %1
ir::Module share(const ir::Module& module) {
  Rewriter rewriter(module);
  std::unordered_map<ir::Instruction, ir::ValueId, ir::InstructionHash> made;
  for (std::size_t index = 0; index < module.instructions.size(); ++index) {
    const ir::ValueId value(index);
    ir::Instruction instruction = rewriter.translated(value);
    const auto [found, fresh] = made.try_emplace(instruction);
    if (fresh) found->second = rewriter.add(std::move(instruction), rewriter.old_origins(value));
    rewriter.replace(value, found->second);
  }
  return rewriter.finish();
}

}  // namespace nansen::passes

#include "compiler/passes/share.h"

#include <map>
#include <string>
#include <tuple>

#include "compiler/passes/rewrite.h"

namespace nansen::passes {

// %1 = not %0; %2 = not %0; %3 = and %1 %2 → %1 = not %0; %3 = and %1 %1
ir::Module share(const ir::Module& module) {
  using Key = std::tuple<ir::Opcode, ir::DomainId, std::vector<ir::ValueId>, ir::ColumnId,
                         ir::ColumnId, std::uint32_t, std::int64_t, Truth, std::string>;
  Rewriter rewriter(module);
  std::map<Key, ir::ValueId> made;
  for (std::size_t index = 0; index < module.instructions.size(); ++index) {
    const ir::ValueId value(index);
    ir::Instruction instruction = rewriter.translated(value);
    Key key(instruction.opcode, instruction.domain, instruction.operands, instruction.column,
            instruction.other_column, instruction.member, instruction.count, instruction.truth,
            instruction.number.get_str());
    auto found = made.find(key);
    if (found == made.end()) {
      const ir::ValueId first = rewriter.add(std::move(instruction), rewriter.old_origins(value));
      found = made.emplace(std::move(key), first).first;
    }
    rewriter.replace(value, found->second);
  }
  return rewriter.finish();
}

}  // namespace nansen::passes

// What every pass does: walk the instructions in order, make new ones from them, and say which new
// value stands for which old one. Used inside this room only.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::passes {

using Origins = std::vector<std::uint32_t>;

/// A module in the making, from another with the same domains, columns, calendars and outputs.
class Rewriter {
 public:
  explicit Rewriter(const ir::Module& old);

  const ir::Module& old() const { return old_; }
  const Origins& old_origins(ir::ValueId value) const {
    return old_.origins[static_cast<std::size_t>(value.index)];
  }
  /// How many operands, outputs and rule entries name the old value.
  std::size_t uses(ir::ValueId value) const { return uses_[static_cast<std::size_t>(value.index)]; }

  /// The old instruction, its operands replaced by the new values that stand for them.
  ir::Instruction translated(ir::ValueId value) const;
  /// What stands for an old value; it must have been replaced.
  ir::ValueId replacement(ir::ValueId value) const {
    return replacements_[static_cast<std::size_t>(value.index)];
  }
  bool is_replaced(ir::ValueId value) const { return replacement(value).valid(); }

  /// Adds a new instruction.
  ir::ValueId add(ir::Instruction instruction, const Origins& origins);
  const ir::Instruction& operator[](ir::ValueId value) const { return made_.instructions[value]; }
  /// Lets the new value stand for the old one, whose origins it gains.
  void replace(ir::ValueId old_value, ir::ValueId new_value);

  /// The new module. Every output's and rule entry's value must have been replaced.
  ir::Module finish();

 private:
  const ir::Module& old_;
  ir::Module made_;
  std::vector<std::size_t> uses_;
  std::vector<ir::ValueId> replacements_;
};

}  // namespace nansen::passes

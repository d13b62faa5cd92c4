// Holding the integers of columns against their ranges on the way. Used inside this room only.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/codegen/frame.h"

namespace nansen::codegen {

/// What a kernel that reads columns where others have them finds out of their integers, known or
/// not: whether one lies outside of its column's range. Integers that loops load are looked at
/// there; of other columns a loop of its own loads them.
class RangeChecks {
 public:
  explicit RangeChecks(Frame& frame);

  /// From here on groups of rows of another size, or those of another loop, are loaded.
  void begin_group() { ++group_; }
  /// `integers` of `column` were loaded in a loop over the block's words; so are all others of
  /// them, by the same group or by others.
  void look(ir::ColumnId column, llvm::Value* integers);
  /// The end of the loop's body.
  void end_loop();
  /// Looks at what no loop has loaded, in the loop over blocks.
  void look_at_rest();
  /// `*(int64*)outputs[n] = one lies outside`, after the step's own n outputs and that loop.
  void store();

 private:
  struct Check {
    plan::ColumnRange range;
    unsigned bits = 0;
    unsigned group = 0;                // that looks at it; 0 iff none does yet
    llvm::AllocaInst* slot = nullptr;  // the greatest distances from `least` so far, in each lane
    llvm::Value* furthest = nullptr;   // the same in the middle of a loop's body

    std::uint64_t span() const;
    llvm::Constant* splat(llvm::Type* type, std::uint64_t number) const;
  };

  void widen(Check& check, llvm::Value* integers);

  Frame& frame_;
  llvm::IRBuilder<>& builder_;
  std::vector<Check> checks_;
  unsigned group_ = 0;
};

}  // namespace nansen::codegen

// The loop over a block's eight words in which the integers of numbers live.
#pragma once

#include <vector>

#include "compiler/codegen/frame.h"

namespace nansen::codegen {

/// A mask to compute: bit r of `slot` is set iff the comparison of `value` holds for row r (of a
/// select: iff its two numbers are equal). Rows where an operand is unknown get any bit.
struct MaskRequest {
  ir::ValueId value;
  llvm::Value* slot = nullptr;
};

/// Integers to store in an output buffer, zero where the plane in `known` is not set.
struct StoreRequest {
  ir::ValueId value;
  llvm::Value* known = nullptr;  // a slot
};

/// A select's condition: the plane of rows where it certainly does not hold.
struct Condition {
  ir::ValueId select;
  llvm::Value* no = nullptr;  // a slot
};

/// Emits one loop that serves all requests; leaves the builder after it.
void emit_loop(const Frame& frame, const std::vector<MaskRequest>& masks,
               const std::vector<StoreRequest>& stores, const std::vector<Condition>& conditions);

}  // namespace nansen::codegen

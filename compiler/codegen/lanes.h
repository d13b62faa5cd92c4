// The loop over a block's eight words in which the integers of numbers live.
#pragma once

#include <map>
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

/// The slots of the planes that numbers are chosen by.
using PlaneSlots = std::map<ValuePlane, llvm::Value*>;

/// Emits one loop that serves all requests; leaves the builder after it. Numbers that it keeps are
/// entered into the frame.
void emit_loop(Frame& frame, const std::vector<MaskRequest>& masks,
               const std::vector<StoreRequest>& stores, const PlaneSlots& planes);

}  // namespace nansen::codegen

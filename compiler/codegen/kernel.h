// One kernel as LLVM IR. Used inside this room only.
#pragma once

#include <llvm/IR/Module.h>

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::codegen {

/// What the two planes of a boolean column are: yes and no, or, as others give them, value and
/// validity. Then columns may lie on any byte, and after the step's outputs comes one more, which
/// says whether an integer was out of range: execute::Kernels::run_given.
enum class TruthPlanes : std::uint8_t { YesAndNo, ValueAndValidity };

/// Adds a function `name` of type `nansen_kernel` (nansen.h) to `target` that computes `step`, a
/// kernel, for the machine that the triple of `target` names; of WebAssembly the numbers of blocks
/// are 32 bits.
void emit_kernel(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                 const plan::Step& step, const std::string& name, llvm::Module& target,
                 TruthPlanes truths = TruthPlanes::YesAndNo);

}  // namespace nansen::codegen

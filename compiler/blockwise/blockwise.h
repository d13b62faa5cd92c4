// Kernels without a compiler: each operation of a step over some thousand rows at a time, on planes
// of bits. Ready at once, a fraction slower than machine code, and a second opinion on it.
#pragma once

#include <memory>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "compiler/plan/plan.h"

namespace nansen::blockwise {

/// Kernels for `plan`, the plan of `module`, which must be in normal form and have no value of
/// layout::too_wide. Both may go once this has returned.
std::shared_ptr<const execute::Kernels> make_kernels(const ir::Module& module,
                                                     const plan::Plan& plan);

}  // namespace nansen::blockwise

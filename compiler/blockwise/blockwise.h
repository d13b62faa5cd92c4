// Kernels without a compiler: each operation of a step over some thousand rows at a time, on planes
// of bits. Ready at once, a fraction slower than machine code, and a second opinion on it.
#pragma once

#include <memory>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "compiler/plan/plan.h"
#include "runtime/processor.h"

namespace nansen::blockwise {

/// Kernels for `plan`, the plan of `module`, which must be in normal form and have no value of
/// layout::too_wide. Both may go once this has returned. The processor at hand must be able to do
/// what `processor` can; the answers do not depend on it.
std::shared_ptr<const execute::Kernels> make_kernels(
    const ir::Module& module, const plan::Plan& plan,
    runtime::Processor processor = runtime::processor());

}  // namespace nansen::blockwise

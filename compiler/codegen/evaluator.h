// Running a plan over batches: which buffer each step reads and writes, and in what order.
// No LLVM here: a kernel is a pointer to a function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::codegen {

/// A compiled kernel: works on `block_count` >= 1 blocks of 512 rows from `first_block` on. Inputs
/// and outputs are the starts of the step's buffers, in the step's order.
using Kernel = void (*)(const void* const* inputs, void* const* outputs, std::int64_t first_block,
                        std::int64_t block_count);

/// The bytes of each integer of a number that crosses between steps: 8, or 16 iff 8 do not do.
std::size_t crossing_width(const layout::NumberForm& form);

struct Compiled {
  std::vector<Kernel> kernels;  // parallel to the plan's steps; null for those that are no kernels
  std::shared_ptr<void> code;   // what keeps the kernels' machine code alive
  std::string llvm_text;
};

std::unique_ptr<backend::Evaluator> make_evaluator(const ir::Module& module, const plan::Plan& plan,
                                                   Compiled compiled);

}  // namespace nansen::codegen

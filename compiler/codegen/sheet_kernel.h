// One loop of a sheet as LLVM IR. Used inside this room only.
#pragma once

#include <llvm/IR/Module.h>

#include <string>

#include "compiler/execute/sheet_plan.h"

namespace nansen::codegen {

/// What a kernel of a sheet is.
using SheetKernel = void (*)(const execute::SheetFrame* frame);

/// Adds a function `name` of type `SheetKernel` to `target` that does one step of `plan`, but for
/// what the runtime does across rows.
void emit_sheet_kernel(const ir::Sheet& sheet, const execute::SheetPlan& plan, std::size_t step,
                       const std::string& name, llvm::Module& target);

}  // namespace nansen::codegen

// Sheets compiled to machine code. This header names no LLVM type.
#pragma once

#include <memory>
#include <string>

#include "compiler/backend/evaluator.h"
#include "compiler/execute/sheet_evaluator.h"
#include "compiler/ir/sheet.h"

namespace nansen::backend {

/// Loads the back end (once a process) and compiles `sheet`. On failure returns null and says why
/// in `error`.
std::unique_ptr<execute::SheetEvaluator> compile(const ir::Sheet& sheet, const Options& options,
                                                 std::string& error);

}  // namespace nansen::backend

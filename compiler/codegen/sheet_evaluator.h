// Running a compiled sheet over scenarios. No LLVM here.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/sheet_evaluator.h"
#include "compiler/codegen/sheet_plan.h"

namespace nansen::codegen {

struct CompiledSheet {
  SheetPlan plan;
  std::vector<void (*)(const SheetFrame*)> kernels;  // parallel to the plan's steps
  std::shared_ptr<void> code;                        // what keeps the kernels' machine code alive
  std::string llvm_text;
};

/// Compiles a sheet for tables in which no number is negative, or for all. On failure returns null
/// and says why.
using SheetCompiler = std::function<std::unique_ptr<CompiledSheet>(
    const ir::Sheet&, bool not_negative, std::string&)>;

/// `usual` is compiled for tables without negative numbers. The form for others is compiled when it
/// is first needed; if that fails, their scenarios are undecided.
std::unique_ptr<backend::SheetEvaluator> make_sheet_evaluator(const ir::Sheet& sheet,
                                                              std::unique_ptr<CompiledSheet> usual,
                                                              SheetCompiler compiler);

}  // namespace nansen::codegen

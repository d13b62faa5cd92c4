// Running a compiled sheet over scenarios. No LLVM here.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "compiler/execute/sheet_plan.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"

namespace nansen::execute {

/// Runs a compiled sheet: double precision, a bound on the error beside every value, and a mark on
/// each scenario whose answer the bounds leave open. Safe to use from several threads.
class SheetEvaluator {
 public:
  virtual ~SheetEvaluator() = default;

  /// Fills `results`, whose columns get the sheet's outputs at `digits` decimals each (one entry an
  /// output; 0 to 18), for all scenarios. What is written for a scenario that is not marked
  /// undecided is the exact answer, rounded once.
  virtual void evaluate(const runtime::Scenarios& scenarios, const std::vector<int>& digits,
                        runtime::ScenarioResults& results) const = 0;
  /// The LLVM IR, for `--print llvm`.
  virtual std::string llvm_text() const = 0;
};

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
std::unique_ptr<SheetEvaluator> make_sheet_evaluator(const ir::Sheet& sheet,
                                                     std::unique_ptr<CompiledSheet> usual,
                                                     SheetCompiler compiler);

}  // namespace nansen::execute

// A compiled sheet, ready to run over scenarios. This header names no LLVM type.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"

namespace nansen::backend {

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

/// Loads the back end (once a process) and compiles `sheet`. On failure returns null and says why
/// in `error`.
std::unique_ptr<SheetEvaluator> compile(const ir::Sheet& sheet, const Options& options,
                                        std::string& error);

}  // namespace nansen::backend

// Compiled sheets against the interpreter, scenario by scenario.
#pragma once

#include <string>
#include <vector>

#include "compiler/backend/sheet_evaluator.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"

namespace nansen::test {

struct SheetCounts {
  std::size_t scenarios = 0;
  std::size_t answered = 0;   // by the interpreter, without an error
  std::size_t undecided = 0;  // of these, by compiled code
};

/// The exact answer, rounded half away from zero to `digits` decimals, as that many units.
mpz_class rounded(const Rational& number, int digits);

/// The first answer of compiled code, of those that it calls decided, that is not the
/// interpreter's; empty iff there is none. What was counted is added to `counts`.
std::string sheet_disagreement(const ir::Sheet& sheet, const execute::SheetEvaluator& evaluator,
                               const runtime::Scenarios& scenarios, const std::vector<int>& digits,
                               SheetCounts& counts);

}  // namespace nansen::test

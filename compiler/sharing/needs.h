// What tables formulas need: the States', and those of what is summed up for each State.
#pragma once

#include <vector>

#include "compiler/cases/facts.h"
#include "compiler/lower/formula.h"
#include "compiler/program/program.h"

namespace nansen::sharing {

/// One table with the facts that some of the formulas read. Its name is empty for States, else that
/// of the rows' entity.
struct FormulaTable {
  cases::TableNeed need;
  program::FactId by;  // of rows: which of their facts names the State
};

/// The tables of all of `formulas`, which are of one entity: that of the States first.
std::vector<FormulaTable> tables_of(const program::Program& program,
                                    const std::vector<lower::LoweredFormula>& formulas);

}  // namespace nansen::sharing

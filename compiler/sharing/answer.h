// What a formula and its allocations come to over one table of States, exactly, and what is wrong
// where they come to nothing.
#pragma once

#include <optional>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/interpret/sheet.h"
#include "compiler/lower/formula.h"
#include "compiler/program/program.h"
#include "compiler/sharing/table.h"

namespace nansen::sharing {

/// By output of the sheet.
using Answer = std::vector<interpret::SheetColumn>;

/// Answers, and warns of what a reader of the result should know: shares that do not total one,
/// totals that are missed, what ceilings cut off and nobody takes. Nothing after an error.
std::optional<Answer> answer(const program::Program& program, const lower::LoweredFormula& lowered,
                             const StateTable& table, Emitter& emitter);

/// The diagnostic for `error`, at the text of the provision where it arose.
Diagnostic diagnose(const program::Program& program, const lower::LoweredFormula& lowered,
                    const StateTable& table, const interpret::SheetError& error);

/// The output of that kind (of that allocation), or nothing.
std::optional<std::size_t> output_of(const lower::LoweredFormula& lowered,
                                     lower::FormulaOutputKind kind,
                                     program::AllocationId allocation = {});

/// The sum of a column over the rows it was asked of, which are `count`.
struct ColumnTotal {
  Rational sum;
  std::size_t count = 0;
};
ColumnTotal total_of(const interpret::SheetColumn& column);

/// The total that `allocation` divides, where it can be worked out.
std::optional<Rational> total_to_divide(const lower::LoweredFormula& lowered,
                                        const program::Program& program,
                                        program::AllocationId allocation,
                                        interpret::SheetTrace& trace);

}  // namespace nansen::sharing

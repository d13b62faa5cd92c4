// What a formula rests on beyond its numbers: parameters, sources, notes, and what is not verified.
#pragma once

#include <string>
#include <vector>

#include "compiler/lower/formula.h"
#include "compiler/program/program.h"
#include "compiler/report/report.h"

namespace nansen::sharing {

/// Each text once, with the address of the provision in front.
struct Marks {
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

/// Those of the instruments, formulas, lines, allocations, parameters, sets and facts that the
/// sheet was made of.
Marks marks_of(const program::Program& program, const lower::LoweredFormula& lowered);

/// The parameters that the sheet reads, with `values` as they stand (by parameter of the sheet):
/// for reading, where those that differ from the provision's are marked, or as plain numbers.
report::Sheet parameters_in_force(const program::Program& program,
                                  const lower::LoweredFormula& lowered,
                                  const std::vector<Rational>& values, bool reading);

/// The lines that are reached, those of the formula asked and those of others, as they stand in the
/// program.
std::vector<program::FormulaLineId> lines_reached(const program::Program& program,
                                                  const lower::LoweredFormula& lowered);

}  // namespace nansen::sharing

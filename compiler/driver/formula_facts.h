// What files say of formulas, for `nansen facts`.
#pragma once

#include <vector>

#include "compiler/report/report.h"
#include "compiler/session/session.h"
#include "compiler/sharing/needs.h"

namespace nansen::driver {

/// The tables that the formulas of the named files need, those of each entity after one another.
std::vector<sharing::FormulaTable> formula_tables(session::Session& session);

/// What a table of formulas is for: `--states: one row a State`.
std::string formula_title(const program::Program& program, const sharing::FormulaTable& table);

/// The formulas with their allocations, and the parameters, of the named files.
report::Sheet formulas_sheet(const session::Session& session);
report::Sheet parameters_sheet(const session::Session& session);

}  // namespace nansen::driver

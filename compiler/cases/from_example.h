// The row of an example as a batch of one case; and what a batch holds of a fact, back as text.
#pragma once

#include <set>
#include <string>

#include "compiler/cases/reader.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// The facts of which `row`, or a row that belongs to it, gives a range of days: the module that
/// `batch_of` is given must have been lowered with these ranged.
std::set<program::FactId> ranged_facts(const program::CaseRow& row);

/// The one case `row` describes, for `module` (lowered from `program`, asked of the row's entity).
/// Facts the module has no column for are left out. References by the same id name the same row.
CaseBatch batch_of(const program::Program& program, const ir::Module& module,
                   const program::CaseRow& row);

/// The fact in `column` of row `row` as a cell would say it, `unknown` where it is not known; a
/// reference by its id; a fact of two bounds by them (`column` is either of its columns); a Rows
/// column by the number of its rows (`at least 2` where not all are listed).
std::string value_text(const program::Program& program, const ir::Module& module,
                       const CaseBatch& batch, ir::ColumnId column, std::size_t row);

}  // namespace nansen::cases

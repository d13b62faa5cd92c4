// Tables of States, and of rows that are summed up by State, as readers of cases.
#pragma once

#include <vector>

#include "compiler/embed/evaluator.h"
#include "compiler/sharing/table.h"

namespace nansen::embed {

/// What stands in the place of the path of the table of States; in that of another, its name.
inline constexpr const char* states_path = "the table of States";

/// The tables as `sharing::read_states` takes them; `given` and `program` must outlive the result.
/// What is wrong with the arrays is thrown as a Failure.
sharing::StateFiles state_files(const program::Program& program,
                                const std::vector<arrow::GivenTable>& given);

}  // namespace nansen::embed

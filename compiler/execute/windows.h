// Which rows of the linked tables belong to a stretch of cases. Used inside this room only.
#pragma once

#include <vector>

#include "compiler/execute/bound_plan.h"
#include "compiler/execute/run_steps.h"
#include "runtime/batch.h"

namespace nansen::execute {

/// The rows [first, end) of each linked domain, in the plan's order, that are linked to the cases
/// [first, end): as they lie in the batch.
std::vector<Window> linked_rows_of(const BoundPlan& plan, const runtime::Batch& batch,
                                   const Window& cases);

/// The number of rows of a table that may be missing.
std::size_t rows_of(const runtime::Batch& batch, std::size_t domain);

}  // namespace nansen::execute

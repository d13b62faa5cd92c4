// One case by itself: its row, its linked rows and the rows it refers to, as a batch of its own.
#pragma once

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::explain {

/// The case at `row` of `batch` as a batch for the same module, in which it is row 0. Linked rows
/// are copied in order; tables of referenced entities are shared.
runtime::Batch one_case(const ir::Module& module, const runtime::Batch& batch, std::size_t row);

/// How many facts of the case are known, those of its linked rows included (not those of rows it
/// refers to).
std::size_t known_facts(const ir::Module& module, const runtime::Batch& batch, std::size_t row);

}  // namespace nansen::explain

// Copying rows of tables; used inside this room only.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::explain {

/// Where the rows of a copied case come from: by domain, then by row of the copy, the row it was.
/// A row that was added has the number `added_row` of it.
struct CopiedCase {
  runtime::Batch batch;
  std::vector<std::vector<std::size_t>> sources;
};

/// Whether a further row is to be added to the rows of `link` at row `row` of the link's domain.
using FurtherRows = std::function<bool(ir::ColumnId link, std::size_t row)>;

/// The number by which an added row goes before it exists: no row of the batch has it.
std::size_t added_row(const ir::Module& module, const runtime::Batch& batch, ir::ColumnId link,
                      std::size_t parent_row);

/// Copies the case at `row` with its linked rows; tables of referenced entities are shared.
CopiedCase copy_case(const ir::Module& module, const runtime::Batch& batch, std::size_t row,
                     const FurtherRows& further);

/// The same table with the same rows.
std::shared_ptr<runtime::Table> copy_table(const runtime::Table& table);

/// True iff the domain holds the case's own rows: the root, and what is linked to it at any depth.
bool below_root(const ir::Module& module, ir::DomainId domain);

}  // namespace nansen::explain

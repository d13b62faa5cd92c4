// Arrays of tests as tables that are given, and parts of batches.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "compiler/arrow/arrow.h"
#include "tests/support/arrow/arrow_tables.h"

namespace nansen::test {

inline std::vector<arrow::GivenTable> given(const ArrowTables& tables) {
  std::vector<arrow::GivenTable> all;
  for (const ArrowTables::Table& table : tables.tables()) {
    all.push_back({table.name, table.schema, table.array});
  }
  return all;
}

inline bool has_links(const ir::Module& module) {
  return std::any_of(module.columns.begin(), module.columns.end(), [](const ir::Column& column) {
    return column.kind == ir::ColumnKind::Rows && column.domain.index == 0;
  });
}

/// The cases from `first` on with all that belongs to them.
inline runtime::Batch rows_of(const ir::Module& module, const runtime::Batch& batch,
                              std::size_t first, std::size_t count) {
  return as_arrow_can_say(module, batch, first, count);
}

}  // namespace nansen::test

#include "tests/differential/projected.h"

#include <optional>
#include <vector>

#include "compiler/layout/layout.h"

namespace nansen::test {
namespace {

/// The domains of `from` that those of `to` are; invalid where there is none.
std::vector<ir::DomainId> matched_domains(const ir::Module& from, const ir::Module& to) {
  std::vector<ir::DomainId> matched;
  for (const ir::Domain& wanted : to.domains) {
    ir::DomainId found;
    for (std::size_t index = 0; index < from.domains.size() && !found.valid(); ++index) {
      const ir::Domain& domain = from.domains[ir::DomainId(index)];
      if (domain.kind != wanted.kind || domain.entity != wanted.entity) continue;
      const bool linked_alike =
          wanted.kind != ir::DomainKind::Rows ||
          (domain.parent == matched[static_cast<std::size_t>(wanted.parent.index)] &&
           from.columns[domain.link].name == to.columns[wanted.link].name);
      if (linked_alike) found = ir::DomainId(index);
    }
    matched.push_back(found);
  }
  return matched;
}

/// The table's column that holds the fact of `wanted`.
std::optional<std::size_t> find_column(const ir::Module& from, ir::DomainId domain,
                                       const ir::Column& wanted) {
  for (std::size_t index = 0; index < from.columns.size(); ++index) {
    const ir::Column& column = from.columns[ir::ColumnId(index)];
    if (column.domain == domain && column.name == wanted.name && column.bound == wanted.bound) {
      return layout::position_of(from, ir::ColumnId(index));
    }
  }
  return std::nullopt;
}

void copy_fact(const runtime::Table& from, std::size_t from_column, std::size_t row,
               std::size_t column, runtime::Table& to) {
  const runtime::ColumnShape& shape = to.shapes()[column];
  if (shape.kind == runtime::ColumnKind::Rows) {
    to.set_rows_end(row, column, from.rows_begin(row + 1, from_column));
  }
  const bool known = from.plane(row, from_column, 0);
  if (shape.kind == runtime::ColumnKind::Boolean) {
    if (known) to.set_truth(row, column, true);
    if (from.plane(row, from_column, 1)) to.set_truth(row, column, false);
    return;
  }
  if (!known) return;
  switch (shape.kind) {
    case runtime::ColumnKind::Boolean: break;
    case runtime::ColumnKind::Code:
      to.set_code(row, column, static_cast<std::uint32_t>(from.number(row, from_column)));
      break;
    case runtime::ColumnKind::Set: {
      std::vector<std::uint32_t> members;
      for (std::uint32_t member = 0; member < shape.members; ++member) {
        if (from.plane(row, from_column, member + 1)) members.push_back(member);
      }
      to.set_members(row, column, members);
      break;
    }
    case runtime::ColumnKind::Number:
      to.set_number(row, column, from.number(row, from_column));
      break;
    case runtime::ColumnKind::Reference:
      to.set_reference(row, column, static_cast<std::uint32_t>(from.number(row, from_column)));
      break;
    case runtime::ColumnKind::Rows: to.set_rows_known(row, column); break;
  }
}

}  // namespace

runtime::Batch projected(const ir::Module& from, const runtime::Batch& batch,
                         const ir::Module& to) {
  const std::vector<ir::DomainId> matched = matched_domains(from, to);
  runtime::Batch result;
  for (std::size_t index = 0; index < to.domains.size(); ++index) {
    const ir::DomainId domain(index);
    const runtime::Table* source =
        matched[index].valid() ? batch.tables[static_cast<std::size_t>(matched[index].index)].get()
                               : nullptr;
    if (source == nullptr) {
      result.tables.push_back(nullptr);
      continue;
    }
    auto table = std::make_shared<runtime::Table>(layout::shapes_of(to, domain), source->rows());
    table->resize(source->rows());
    for (std::size_t id = 0; id < to.columns.size(); ++id) {
      const ir::Column& column = to.columns[ir::ColumnId(id)];
      if (column.domain != domain) continue;
      const auto from_column = find_column(from, matched[index], column);
      if (!from_column) continue;
      const std::size_t position = layout::position_of(to, ir::ColumnId(id));
      for (std::size_t row = 0; row < source->rows(); ++row) {
        copy_fact(*source, *from_column, row, position, *table);
      }
    }
    result.tables.push_back(std::move(table));
  }
  return result;
}

}  // namespace nansen::test

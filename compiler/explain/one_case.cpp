#include "compiler/explain/one_case.h"

#include "compiler/explain/case_rows.h"
#include "compiler/layout/layout.h"

namespace nansen::explain {

using runtime::ColumnKind;
using runtime::Table;

namespace {

// Copies one fact that is not linked rows, if it is known.
void copy_fact(const Table& from, std::size_t from_row, Table& to, std::size_t to_row,
               std::size_t column) {
  const runtime::ColumnShape& shape = from.shapes()[column];
  const bool first = from.plane(from_row, column, 0);
  switch (shape.kind) {
    case ColumnKind::Boolean:
      if (first) to.set_truth(to_row, column, true);
      if (from.plane(from_row, column, 1)) to.set_truth(to_row, column, false);
      return;
    case ColumnKind::Rows: return;
    default: break;
  }
  if (!first) return;
  switch (shape.kind) {
    case ColumnKind::Code:
      to.set_code(to_row, column, static_cast<std::uint32_t>(from.number(from_row, column)));
      return;
    case ColumnKind::Set: {
      std::vector<std::uint32_t> members;
      for (std::uint32_t member = 0; member < shape.members; ++member) {
        if (from.plane(from_row, column, 1 + member)) members.push_back(member);
      }
      to.set_members(to_row, column, members);
      return;
    }
    case ColumnKind::Number: to.set_number(to_row, column, from.number(from_row, column)); return;
    case ColumnKind::Reference:
      to.set_reference(to_row, column, static_cast<std::uint32_t>(from.number(from_row, column)));
      return;
    case ColumnKind::Boolean:
    case ColumnKind::Rows: return;
  }
}

std::size_t rows_of(const runtime::Batch& batch, ir::DomainId domain) {
  const auto& table = batch.tables[static_cast<std::size_t>(domain.index)];
  return table == nullptr ? 0 : table->rows();
}

}  // namespace

std::shared_ptr<Table> copy_table(const Table& table) {
  auto copy = std::make_shared<Table>(table.shapes(), table.rows());
  copy->resize(table.rows());
  for (std::size_t column = 0; column < table.shapes().size(); ++column) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      copy_fact(table, row, *copy, row, column);
      if (table.shapes()[column].kind != ColumnKind::Rows) continue;
      copy->set_rows_end(row, column, table.rows_begin(row + 1, column));
      if (table.plane(row, column, 0)) copy->set_rows_known(row, column);
    }
  }
  return copy;
}

bool below_root(const ir::Module& module, ir::DomainId domain) {
  while (module.domains[domain].kind == ir::DomainKind::Rows)
    domain = module.domains[domain].parent;
  return module.domains[domain].kind == ir::DomainKind::Root;
}

std::size_t added_row(const ir::Module& module, const runtime::Batch& batch, ir::ColumnId link,
                      std::size_t parent_row) {
  return rows_of(batch, module.columns[link].target) + parent_row;
}

CopiedCase copy_case(const ir::Module& module, const runtime::Batch& batch, std::size_t row,
                     const FurtherRows& further) {
  CopiedCase copy;
  copy.batch.tables.resize(module.domains.size());
  copy.sources.resize(module.domains.size());
  copy.sources[0] = {row};
  // A link's rows have a domain that comes after its parent's.
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    const ir::DomainId domain(index);
    if (!below_root(module, domain)) {
      copy.batch.tables[index] = batch.tables[index];
      continue;
    }
    const std::vector<std::size_t>& sources = copy.sources[index];
    const auto shapes = layout::shapes_of(module, domain);
    auto table = std::make_shared<Table>(shapes, sources.size());
    table->resize(sources.size());
    const auto exists = [&](std::size_t source) { return source < rows_of(batch, domain); };
    for (std::size_t to = 0; to < sources.size(); ++to) {
      if (!exists(sources[to])) continue;
      for (std::size_t column = 0; column < shapes.size(); ++column) {
        copy_fact(*batch.tables[index], sources[to], *table, to, column);
      }
    }
    for (std::size_t at = 0; at < module.columns.size(); ++at) {
      const ir::ColumnId link(at);
      const ir::Column& column = module.columns[link];
      if (column.domain != domain || column.kind != ir::ColumnKind::Rows) continue;
      const std::size_t position = layout::position_of(module, link);
      auto& linked = copy.sources[static_cast<std::size_t>(column.target.index)];
      for (std::size_t to = 0; to < sources.size(); ++to) {
        if (exists(sources[to])) {
          const Table& from = *batch.tables[index];
          const std::size_t end = from.rows_begin(sources[to] + 1, position);
          for (std::size_t each = from.rows_begin(sources[to], position); each < end; ++each) {
            linked.push_back(each);
          }
          if (from.plane(sources[to], position, 0)) table->set_rows_known(to, position);
        }
        if (further(link, sources[to])) {
          linked.push_back(added_row(module, batch, link, sources[to]));
        }
        table->set_rows_end(to, position, static_cast<std::uint32_t>(linked.size()));
      }
    }
    copy.batch.tables[index] = std::move(table);
  }
  return copy;
}

runtime::Batch one_case(const ir::Module& module, const runtime::Batch& batch, std::size_t row) {
  return copy_case(module, batch, row, [](ir::ColumnId, std::size_t) { return false; }).batch;
}

namespace {

std::size_t known_in_row(const ir::Module& module, const runtime::Batch& batch, ir::DomainId domain,
                         std::size_t row) {
  const auto& table = batch.tables[static_cast<std::size_t>(domain.index)];
  if (table == nullptr) return 0;
  std::size_t known = 0;
  std::size_t position = 0;
  for (const ir::Column& column : module.columns) {
    if (column.domain != domain) continue;
    const bool no = column.kind == ir::ColumnKind::Boolean && table->plane(row, position, 1);
    // A fact of two bounds is one fact.
    const bool counted = column.bound != ir::Bound::Greatest;
    known += counted && (table->plane(row, position, 0) || no) ? 1 : 0;
    if (column.kind == ir::ColumnKind::Rows) {
      const std::size_t end = table->rows_begin(row + 1, position);
      for (std::size_t each = table->rows_begin(row, position); each < end; ++each) {
        known += known_in_row(module, batch, column.target, each);
      }
    }
    ++position;
  }
  return known;
}

}  // namespace

std::size_t known_facts(const ir::Module& module, const runtime::Batch& batch, std::size_t row) {
  return known_in_row(module, batch, ir::DomainId(0), row);
}

}  // namespace nansen::explain

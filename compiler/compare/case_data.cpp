#include "compiler/compare/case_data.h"

#include "compiler/layout/layout.h"

namespace nansen::compare {

using runtime::ColumnKind;
using runtime::Table;

namespace {

constexpr ir::DomainId root_domain{std::size_t{0}};

std::size_t place(ir::DomainId domain) { return static_cast<std::size_t>(domain.index); }

FactValue read_fact(const Table& table, std::size_t row, std::size_t column) {
  const runtime::ColumnShape& shape = table.shapes()[column];
  const bool first = table.plane(row, column, 0);
  if (shape.kind == ColumnKind::Boolean) {
    if (first) return true;
    if (table.plane(row, column, 1)) return false;
    return {};
  }
  if (!first || shape.kind == ColumnKind::Rows) return {};
  if (shape.kind != ColumnKind::Set) return table.number(row, column);
  std::vector<std::uint32_t> members;
  for (std::uint32_t member = 0; member < shape.members; ++member) {
    if (table.plane(row, column, 1 + member)) members.push_back(member);
  }
  return members;
}

void write_fact(Table& table, std::size_t row, std::size_t column, const FactValue& value) {
  if (const auto* truth = std::get_if<bool>(&value)) table.set_truth(row, column, *truth);
  if (const auto* members = std::get_if<std::vector<std::uint32_t>>(&value)) {
    table.set_members(row, column, *members);
  }
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return;
  switch (table.shapes()[column].kind) {
    case ColumnKind::Code: table.set_code(row, column, static_cast<std::uint32_t>(*number)); break;
    case ColumnKind::Reference:
      table.set_reference(row, column, static_cast<std::uint32_t>(*number));
      break;
    default: table.set_number(row, column, *number); break;
  }
}

}  // namespace

// ---- layout -------------------------------------------------------------------------------------

CaseLayout::CaseLayout(const ir::Module& module)
    : module_(module), columns_(module.domains.size()), greatest_(module.columns.size(), none) {
  std::map<std::pair<ir::DomainId, std::string>, ir::ColumnId> least;
  for (std::size_t at = 0; at < module.columns.size(); ++at) {
    const ir::ColumnId id(at);
    const ir::Column& column = module.columns[id];
    columns_[place(column.domain)].push_back(id);
    if (column.bound == ir::Bound::Least) least[{column.domain, column.name}] = id;
  }
  for (const auto& columns : columns_) {
    for (std::size_t position = 0; position < columns.size(); ++position) {
      const ir::Column& column = module.columns[columns[position]];
      if (column.bound != ir::Bound::Greatest) continue;
      const auto found = least.find({column.domain, column.name});
      if (found != least.end()) {
        greatest_[static_cast<std::size_t>(found->second.index)] = position;
      }
    }
  }
}

bool CaseLayout::is_own(ir::DomainId domain) const {
  while (module_.domains[domain].kind == ir::DomainKind::Rows) {
    domain = module_.domains[domain].parent;
  }
  return module_.domains[domain].kind == ir::DomainKind::Root;
}

RowData CaseLayout::read(const runtime::Batch& batch, std::size_t row) const {
  return read(batch, root_domain, row);
}

RowData CaseLayout::read(const runtime::Batch& batch, ir::DomainId domain, std::size_t row) const {
  const Table& table = *batch.tables[place(domain)];
  RowData data;
  for (std::size_t position = 0; position < columns(domain).size(); ++position) {
    const ir::Column& column = module_.columns[columns(domain)[position]];
    if (column.kind != ir::ColumnKind::Rows) {
      data.facts.push_back(read_fact(table, row, position));
      continue;
    }
    auto linked = std::make_shared<CaseRows>();
    linked->complete = table.plane(row, position, 0);
    const std::size_t end = table.rows_begin(row + 1, position);
    for (std::size_t each = table.rows_begin(row, position); each < end; ++each) {
      linked->rows.push_back(read(batch, column.target, each));
    }
    data.facts.emplace_back(std::move(linked));
  }
  return data;
}

runtime::Batch CaseLayout::empty(const runtime::Batch& like) const {
  runtime::Batch batch;
  for (std::size_t at = 0; at < module_.domains.size(); ++at) {
    const ir::DomainId domain(at);
    batch.tables.push_back(is_own(domain)
                               ? std::make_shared<Table>(layout::shapes_of(module_, domain), 1)
                               : (at < like.tables.size() ? like.tables[at] : nullptr));
  }
  return batch;
}

void CaseLayout::clear(runtime::Batch& batch) const {
  for (std::size_t at = 0; at < module_.domains.size(); ++at) {
    if (is_own(ir::DomainId(at))) batch.tables[at]->clear();
  }
}

void CaseLayout::append(runtime::Batch& batch, const RowData& data) const {
  append(batch, root_domain, data);
}

void CaseLayout::append(runtime::Batch& batch, ir::DomainId domain, const RowData& data) const {
  Table& table = *batch.tables[place(domain)];
  const std::size_t row = table.add_row();
  for (std::size_t position = 0; position < columns(domain).size(); ++position) {
    const ir::Column& column = module_.columns[columns(domain)[position]];
    if (column.kind != ir::ColumnKind::Rows) {
      write_fact(table, row, position, data.facts[position]);
      continue;
    }
    const auto& linked = std::get<std::shared_ptr<CaseRows>>(data.facts[position]);
    for (const RowData& each : linked->rows) append(batch, column.target, each);
    const Table& rows = *batch.tables[place(column.target)];
    table.set_rows_end(row, position, static_cast<std::uint32_t>(rows.rows()));
    if (linked->complete) table.set_rows_known(row, position);
  }
}

// ---- another module -----------------------------------------------------------------------------

CaseProjection::CaseProjection(const CaseLayout& from, const ir::Module& to)
    : from_(from), to_(to), domains_(to.domains.size()), positions_(to.domains.size()) {
  const ir::Module& source = from.module();
  for (std::size_t at = 0; at < to.domains.size(); ++at) {
    const ir::Domain& domain = to.domains[ir::DomainId(at)];
    for (std::size_t other = 0; other < source.domains.size(); ++other) {
      const ir::Domain& found = source.domains[ir::DomainId(other)];
      if (found.kind != domain.kind || found.entity != domain.entity) continue;
      if (domain.kind == ir::DomainKind::Rows) {
        const bool same = found.parent == domains_[place(domain.parent)] &&
                          source.columns[found.link].name == to.columns[domain.link].name;
        if (!same) continue;
      }
      domains_[at] = ir::DomainId(other);
    }
    for (const ir::ColumnId id : to_.columns(ir::DomainId(at))) {
      const ir::Column& column = to.columns[id];
      std::size_t position = CaseLayout::none;
      if (domains_[at].valid()) {
        const auto& columns = from.columns(domains_[at]);
        for (std::size_t each = 0; each < columns.size(); ++each) {
          const ir::Column& found = source.columns[columns[each]];
          if (found.name == column.name && found.bound == column.bound) position = each;
        }
      }
      positions_[at].push_back(position);
    }
  }
}

RowData CaseProjection::project(ir::DomainId to, const RowData& data) const {
  RowData result;
  for (std::size_t position = 0; position < to_.columns(to).size(); ++position) {
    const ir::Column& column = to_.module().columns[to_.columns(to)[position]];
    const std::size_t from = positions_[place(to)][position];
    if (column.kind != ir::ColumnKind::Rows) {
      result.facts.push_back(from == CaseLayout::none ? FactValue() : data.facts[from]);
      continue;
    }
    auto linked = std::make_shared<CaseRows>();
    if (from != CaseLayout::none) {
      const auto& rows = *std::get<std::shared_ptr<CaseRows>>(data.facts[from]);
      linked->complete = rows.complete;
      for (const RowData& row : rows.rows) linked->rows.push_back(project(column.target, row));
    }
    result.facts.emplace_back(std::move(linked));
  }
  return result;
}

std::shared_ptr<Table> CaseProjection::project_table(ir::DomainId to, const Table& table) const {
  auto result = std::make_shared<Table>(layout::shapes_of(to_.module(), to), table.rows());
  result->resize(table.rows());
  for (std::size_t position = 0; position < to_.columns(to).size(); ++position) {
    const std::size_t from = positions_[place(to)][position];
    if (from == CaseLayout::none) continue;
    const bool rows = table.shapes()[from].kind == ColumnKind::Rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!rows) {
        write_fact(*result, row, position, read_fact(table, row, from));
        continue;
      }
      result->set_rows_end(row, position, table.rows_begin(row + 1, from));
      if (table.plane(row, from, 0)) result->set_rows_known(row, position);
    }
  }
  return result;
}

runtime::Batch CaseProjection::one(const RowData& data, const runtime::Batch& like) {
  runtime::Batch shared;
  for (std::size_t at = 0; at < domains_.size(); ++at) {
    const ir::DomainId from = domains_[at];
    const auto table = from.valid() ? like.tables[place(from)] : nullptr;
    auto& projected = tables_[{static_cast<std::int32_t>(at), table.get()}];
    if (table != nullptr && projected == nullptr && !from_.is_own(from)) {
      projected = project_table(ir::DomainId(at), *table);
    }
    shared.tables.push_back(projected);
  }
  runtime::Batch batch = to_.empty(shared);
  to_.append(batch, project(root_domain, data));
  return batch;
}

// ---- facts --------------------------------------------------------------------------------------

void visit_rows(const CaseLayout& layout, RowData& data, const VisitRow& visit) {
  const std::function<void(ir::DomainId, RowData&)> go = [&](ir::DomainId domain, RowData& row) {
    visit(domain, row);
    for (std::size_t position = 0; position < row.facts.size(); ++position) {
      const auto* linked = std::get_if<std::shared_ptr<CaseRows>>(&row.facts[position]);
      if (linked == nullptr) continue;
      const ir::ColumnId column = layout.columns(domain)[position];
      for (RowData& each : (*linked)->rows) go(layout.module().columns[column].target, each);
    }
  };
  go(root_domain, data);
}

std::size_t known_facts(const CaseLayout& layout, const RowData& data) {
  std::size_t known = 0;
  RowData copy = data;  // shares the linked rows, which stay as they are
  visit_rows(layout, copy, [&](ir::DomainId domain, RowData& row) {
    for (std::size_t position = 0; position < row.facts.size(); ++position) {
      const ir::Column& column = layout.module().columns[layout.columns(domain)[position]];
      if (column.bound == ir::Bound::Greatest) continue;
      const auto* linked = std::get_if<std::shared_ptr<CaseRows>>(&row.facts[position]);
      const bool is_known = linked != nullptr
                                ? (*linked)->complete
                                : !std::holds_alternative<std::monostate>(row.facts[position]);
      known += is_known ? 1 : 0;
    }
  });
  return known;
}

RowData deep_copy(const RowData& data) {
  RowData copy = data;
  for (FactValue& fact : copy.facts) {
    auto* linked = std::get_if<std::shared_ptr<CaseRows>>(&fact);
    if (linked == nullptr) continue;
    auto rows = std::make_shared<CaseRows>();
    rows->complete = (*linked)->complete;
    for (const RowData& row : (*linked)->rows) rows->rows.push_back(deep_copy(row));
    *linked = std::move(rows);
  }
  return copy;
}

}  // namespace nansen::compare

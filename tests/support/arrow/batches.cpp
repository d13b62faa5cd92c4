// Batches that Arrow can say, and where two of them differ.
#include <cstring>
#include <numeric>

#include "compiler/layout/layout.h"
#include "tests/support/arrow/arrow_tables.h"

namespace nansen::test {
namespace {

/// Copies row `from` of one table to row `to` of another, of the same shapes; links are left out.
void copy_row(const runtime::Table& source, std::size_t from, runtime::Table& target,
              std::size_t to) {
  for (std::size_t column = 0; column < source.shapes().size(); ++column) {
    const runtime::ColumnShape& shape = source.shapes()[column];
    if (shape.kind == runtime::ColumnKind::Rows) continue;
    if (shape.kind == runtime::ColumnKind::Boolean) {
      for (const bool value : {true, false}) {
        if (source.plane(from, column, value ? 0 : 1)) target.set_truth(to, column, value);
      }
      continue;
    }
    if (!source.plane(from, column, 0)) continue;
    if (shape.kind == runtime::ColumnKind::Set) {
      std::vector<std::uint32_t> members;
      for (std::uint32_t member = 0; member < shape.members; ++member) {
        if (source.plane(from, column, 1 + member)) members.push_back(member);
      }
      target.set_members(to, column, members);
      continue;
    }
    const std::int64_t number = source.number(from, column);
    switch (shape.kind) {
      case runtime::ColumnKind::Code:
        target.set_code(to, column, static_cast<std::uint32_t>(number));
        break;
      case runtime::ColumnKind::Number: target.set_number(to, column, number); break;
      default: target.set_reference(to, column, static_cast<std::uint32_t>(number)); break;
    }
  }
}

}  // namespace

runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch) {
  return as_arrow_can_say(module, batch, 0, batch.tables[0]->rows());
}

runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch,
                                std::size_t first, std::size_t count) {
  std::vector<std::size_t> rows(count);
  std::iota(rows.begin(), rows.end(), first);
  return as_arrow_can_say(module, batch, rows);
}

runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch,
                                const std::vector<std::size_t>& rows) {
  runtime::Batch result;
  std::vector<std::vector<std::size_t>> kept(module.domains.size());  // rows of the batch's tables
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    const ir::DomainId id(index);
    const ir::Domain& domain = module.domains[id];
    const auto& source = batch.tables[index];
    if (index == 0) kept[index] = rows;
    if (domain.kind == ir::DomainKind::Referenced && source != nullptr) {
      for (std::size_t row = 0; row < source->rows(); ++row) kept[index].push_back(row);
    }
    if (domain.kind == ir::DomainKind::Rows) {
      const auto above = static_cast<std::size_t>(domain.parent.index);
      const std::size_t link = layout::position_of(module, domain.link);
      const auto& owners = batch.tables[above];
      for (std::size_t row = 0; row < kept[above].size(); ++row) {
        const std::size_t owner = kept[above][row];
        if (owners->plane(owner, link, 0)) {
          const std::size_t end = owners->rows_begin(owner + 1, link);
          for (std::size_t at = owners->rows_begin(owner, link); at < end; ++at) {
            kept[index].push_back(at);
          }
          result.tables[above]->set_rows_known(row, link);
        }
        result.tables[above]->set_rows_end(row, link,
                                           static_cast<std::uint32_t>(kept[index].size()));
      }
    }
    auto table =
        std::make_shared<runtime::Table>(layout::shapes_of(module, id), kept[index].size());
    table->resize(kept[index].size());
    for (std::size_t row = 0; row < kept[index].size(); ++row) {
      copy_row(*source, kept[index][row], *table, row);
    }
    result.tables.push_back(std::move(table));
  }
  return result;
}

std::string batch_difference(const ir::Module& module, const runtime::Batch& wanted,
                             const runtime::Batch& found) {
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    const ir::DomainId domain(index);
    const std::string table = "table " + std::to_string(index);
    if (found.tables[index] == nullptr) return table + " is not there";
    const runtime::Table& left = *wanted.tables[index];
    const runtime::Table& right = *found.tables[index];
    if (left.rows() != right.rows()) {
      return table + " has " + std::to_string(right.rows()) + " rows for " +
             std::to_string(left.rows());
    }
    std::size_t column = 0;
    for (std::size_t id = 0; id < module.columns.size(); ++id) {
      const ir::Column& fact = module.columns[ir::ColumnId(id)];
      if (fact.domain != domain) continue;
      const runtime::ColumnShape& shape = left.shapes()[column];
      for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
        const bool plane = buffer == 0 || shape.kind == runtime::ColumnKind::Boolean ||
                           shape.kind == runtime::ColumnKind::Set;
        const bool rows = shape.kind == runtime::ColumnKind::Rows;
        const std::size_t width =
            rows || shape.kind == runtime::ColumnKind::Reference ? 4 : shape.width;
        const std::size_t bytes = plane  ? left.blocks() * runtime::block_rows / 8
                                  : rows ? (left.rows() + 1) * width
                                         : left.blocks() * runtime::block_rows * width;
        if (bytes == 0 ||
            std::memcmp(left.buffer(column, buffer), right.buffer(column, buffer), bytes) == 0) {
          continue;
        }
        return table + ", column " + fact.name + ", buffer " + std::to_string(buffer);
      }
      ++column;
    }
  }
  return "";
}

}  // namespace nansen::test

#include "tests/support/random/random_batch.h"

#include <algorithm>

#include "compiler/layout/layout.h"
#include "runtime/calendar.h"
#include "tests/support/random/random_day.h"

namespace nansen::test {
namespace {

constexpr std::size_t most_referenced_rows = 9;
constexpr std::size_t most_linked_rows = 3;

class Filler {
 public:
  Filler(const ir::Module& module, Random& random, const BatchOptions& options)
      : module_(module), random_(random), options_(options) {}

  runtime::Batch run() {
    // Tables first, so that references and links know how many rows there are. A domain of linked
    // rows comes after its parent, whose links decide how many rows it has.
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      make_table(ir::DomainId(index));
    }
    for (std::size_t index = 0; index < module_.columns.size(); ++index) {
      const ir::ColumnId column(index);
      const auto& table = table_of(module_.columns[column].domain);
      if (table != nullptr) fill(column, *table);
    }
    return std::move(batch_);
  }

 private:
  const std::shared_ptr<runtime::Table>& table_of(ir::DomainId domain) const {
    return batch_.tables[static_cast<std::size_t>(domain.index)];
  }

  void make_table(ir::DomainId id) {
    const ir::Domain& domain = module_.domains[id];
    std::size_t rows = options_.rows;
    std::vector<std::uint32_t> ends;
    if (domain.kind == ir::DomainKind::Referenced) {
      rows = random_.below(most_referenced_rows + 1);
      if (!options_.absent_rows) rows = std::max<std::size_t>(rows, 1);
      if (options_.absent_rows && random_.chance(10)) {
        batch_.tables.push_back(nullptr);
        return;
      }
    } else if (domain.kind == ir::DomainKind::Rows) {
      const auto& parent = table_of(domain.parent);
      if (parent == nullptr) {
        batch_.tables.push_back(nullptr);
        return;
      }
      rows = 0;
      const std::size_t column = layout::position_of(module_, domain.link);
      for (std::size_t row = 0; row < parent->rows(); ++row) {
        rows += random_.below(most_linked_rows + 1);
        parent->set_rows_end(row, column, static_cast<std::uint32_t>(rows));
        const bool known = !random_.chance(options_.unknown_percent);
        if (known && !hide()) parent->set_rows_known(row, column);
      }
    }
    auto table = std::make_shared<runtime::Table>(layout::shapes_of(module_, id), rows);
    table->resize(rows);
    batch_.tables.push_back(std::move(table));
  }

  void fill(ir::ColumnId id, runtime::Table& table) {
    const ir::Column& column = module_.columns[id];
    const std::size_t position = layout::position_of(module_, id);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (random_.chance(options_.unknown_percent)) continue;
      const bool hidden = hide();
      const std::size_t members = column.members.size();
      switch (column.kind) {
        case ir::ColumnKind::Boolean: {
          const bool value = random_.chance(50);
          if (!hidden) table.set_truth(row, position, value);
          break;
        }
        case ir::ColumnKind::Enumeration:
        case ir::ColumnKind::OrderedEnumeration: {
          const auto code = static_cast<std::uint32_t>(random_.below(members));
          if (!hidden) table.set_code(row, position, code);
          break;
        }
        case ir::ColumnKind::Set: {
          std::vector<std::uint32_t> included;
          for (std::uint32_t member = 0; member < members; ++member) {
            if (random_.chance(40)) included.push_back(member);
          }
          if (!hidden) table.set_members(row, position, included);
          break;
        }
        case ir::ColumnKind::Number: {
          if (column.bound == ir::Bound::Greatest) break;  // set with the least
          const std::int64_t value = number(column, row);
          if (column.bound == ir::Bound::Least) {
            std::int64_t other = random_.chance(40) ? value : number(column, row);
            if (hidden) break;
            if (options_.exact_days) other = value;
            table.set_number(row, position, std::min(value, other));
            table.set_number(row, greatest_of(column), std::max(value, other));
          } else if (!hidden) {
            table.set_number(row, position, value);
          }
          break;
        }
        case ir::ColumnKind::Reference: {
          const auto& target = table_of(column.target);
          const std::size_t there = target == nullptr ? 0 : target->rows();
          if (there == 0 && !options_.absent_rows) break;
          const auto named = static_cast<std::uint32_t>(random_.below(there));
          if (!hidden) table.set_reference(row, position, named);
          break;
        }
        case ir::ColumnKind::Rows: break;  // set with the linked table
      }
    }
  }

  bool hide() { return hider_.chance(options_.hidden_percent); }

  /// The position of the column of the greatest number that belongs to one of the least.
  std::size_t greatest_of(const ir::Column& least) const {
    ir::Column greatest = least;
    greatest.bound = ir::Bound::Greatest;
    const auto found = std::find(module_.columns.begin(), module_.columns.end(), greatest);
    return layout::position_of(
        module_, ir::ColumnId(static_cast<std::size_t>(found - module_.columns.begin())));
  }

  std::int64_t number(const ir::Column& column, std::size_t row) {
    const bool day = column.least == runtime::first_day && column.greatest == runtime::last_day;
    if (day && column.scale == 1)
      return options_.day ? options_.day(random_, row) : random_day(random_);
    switch (random_.below(5)) {
      case 0: return column.least;
      case 1: return column.greatest;
      case 2: return random_.between(column.least, column.greatest);
      default:
        return std::clamp(random_.between(-3, 3) * column.scale, column.least, column.greatest);
    }
  }

  const ir::Module& module_;
  Random& random_;
  Random hider_{0};  // apart, so that what is hidden does not change what is drawn
  const BatchOptions& options_;
  runtime::Batch batch_;
};

}  // namespace

runtime::Batch random_batch(const ir::Module& module, Random& random, const BatchOptions& options) {
  return Filler(module, random, options).run();
}

runtime::Batch random_rows(const ir::Module& module, std::uint64_t seed, std::size_t rows,
                           std::size_t unknown_percent) {
  Random random(seed);
  return random_batch(module, random, {.rows = rows, .unknown_percent = unknown_percent});
}

}  // namespace nansen::test

// Random cases straight into columns, 64 rows at a time.
#include <algorithm>

#include "compiler/cases/draw.h"
#include "compiler/cases/sample.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

class BatchSampler {
 public:
  BatchSampler(const ir::Module& module, const SampleOptions& options)
      : module_(module), options_(options), random_(options.seed) {}

  runtime::Batch sample();

 private:
  runtime::Table& table(ir::DomainId domain) {
    return *batch_.tables[static_cast<std::size_t>(domain.index)];
  }
  void size_tables();
  void fill(ir::ColumnId column);
  void fill_greatest(ir::ColumnId least);
  void fill_links(ir::ColumnId column);

  const ir::Module& module_;
  const SampleOptions& options_;
  Random random_;
  runtime::Batch batch_;
};

std::uint64_t* words(runtime::Table& table, std::size_t column, std::size_t buffer) {
  return reinterpret_cast<std::uint64_t*>(table.buffer(column, buffer));
}

/// The bits of word `word` that are rows.
std::uint64_t rows_in_word(const runtime::Table& table, std::size_t word) {
  const std::size_t rows = table.rows() - word * 64;
  return rows >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rows) - 1;
}

template <typename Draw>
void fill_values(runtime::Table& table, std::size_t column, Draw draw) {
  const std::uint64_t* known = words(table, column, 0);
  const auto fill = [&](auto* values) {
    using Value = std::remove_reference_t<decltype(*values)>;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto value = static_cast<Value>(draw());
      if ((known[row / 64] >> (row % 64) & 1) != 0) values[row] = value;
    }
  };
  std::byte* values = table.buffer(column, 1);
  switch (table.shapes()[column].width) {
    case 1: fill(reinterpret_cast<std::int8_t*>(values)); break;
    case 2: fill(reinterpret_cast<std::int16_t*>(values)); break;
    case 4: fill(reinterpret_cast<std::int32_t*>(values)); break;
    default: fill(reinterpret_cast<std::int64_t*>(values)); break;
  }
}

runtime::Batch BatchSampler::sample() {
  for (std::size_t index = 0; index < module_.domains.size(); ++index) {
    const ir::DomainId domain(index);
    const bool root = module_.domains[domain].kind == ir::DomainKind::Root;
    const bool referenced = module_.domains[domain].kind == ir::DomainKind::Referenced;
    const std::size_t rows = root         ? static_cast<std::size_t>(options_.rows)
                             : referenced ? options_.referenced_rows
                                          : 0;
    batch_.tables.push_back(
        std::make_shared<runtime::Table>(layout::shapes_of(module_, domain), rows));
    batch_.tables.back()->resize(rows);
  }
  size_tables();
  for (std::size_t index = 0; index < module_.columns.size(); ++index) fill(ir::ColumnId(index));
  return std::move(batch_);
}

// How many linked rows there are follows from the rows they belong to: parents before children.
void BatchSampler::size_tables() {
  std::vector<bool> sized(module_.domains.size());
  for (std::size_t index = 0; index < sized.size(); ++index) {
    sized[index] = module_.domains[ir::DomainId(index)].kind != ir::DomainKind::Rows;
  }
  for (std::size_t rounds = sized.size(); rounds > 0; --rounds) {
    for (std::size_t index = 0; index < sized.size(); ++index) {
      const ir::Domain& domain = module_.domains[ir::DomainId(index)];
      if (sized[index] || !sized[static_cast<std::size_t>(domain.parent.index)]) continue;
      fill_links(domain.link);
      sized[index] = true;
    }
  }
}

void BatchSampler::fill_links(ir::ColumnId column) {
  const ir::Column& entry = module_.columns[column];
  runtime::Table& owner = table(entry.domain);
  const std::size_t position = layout::position_of(module_, column);
  std::uint64_t* known = words(owner, position, 0);
  for (std::size_t word = 0; word * 64 < owner.rows(); ++word) {
    known[word] = ~random_.bits(options_.unknown_per_million) & rows_in_word(owner, word);
  }
  std::uint32_t end = 0;
  for (std::size_t row = 0; row < owner.rows(); ++row) {
    end += static_cast<std::uint32_t>(random_.below(std::uint64_t{options_.most_linked_rows} + 1));
    owner.set_rows_end(row, position, end);
  }
  table(entry.target).resize(end);
}

void BatchSampler::fill(ir::ColumnId column) {
  const ir::Column& entry = module_.columns[column];
  if (entry.kind == ir::ColumnKind::Rows || entry.bound == ir::Bound::Greatest) return;
  runtime::Table& table = this->table(entry.domain);
  const std::size_t position = layout::position_of(module_, column);
  std::uint64_t* first = words(table, position, 0);
  std::uint64_t* second = words(table, position, 1);
  const std::size_t end = (table.rows() + 63) / 64;
  for (std::size_t word = 0; word < end; ++word) {
    const std::uint64_t known =
        ~random_.bits(options_.unknown_per_million) & rows_in_word(table, word);
    first[word] = known;
    if (entry.kind == ir::ColumnKind::Boolean) {
      const std::uint64_t yes = random_.next();
      first[word] = known & yes;
      second[word] = known & ~yes;
    } else if (entry.kind == ir::ColumnKind::Set) {
      for (std::size_t member = 0; member < entry.members.size(); ++member) {
        words(table, position, 1 + member)[word] = known & random_.next();
      }
    }
  }
  const bool date = entry.least == runtime::first_day && entry.greatest == runtime::last_day;
  const std::uint64_t members = entry.members.size();
  switch (entry.kind) {
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration:
      fill_values(table, position, [&] { return random_.below(members); });
      break;
    case ir::ColumnKind::Number:
      fill_values(table, position, [&] {
        return date ? draw_day(random_, entry.least, entry.greatest)
                    : draw_number(random_, entry.least, entry.greatest, entry.scale);
      });
      break;
    case ir::ColumnKind::Reference:
      fill_values(table, position, [&] { return random_.below(options_.referenced_rows); });
      break;
    default: break;
  }
  if (entry.bound == ir::Bound::Least) fill_greatest(column);
}

// Beside the least values of a fact: one in four is up to a year less than the greatest.
void BatchSampler::fill_greatest(ir::ColumnId least) {
  runtime::Table& table = this->table(module_.columns[least].domain);
  const std::size_t from = layout::position_of(module_, least);
  const std::size_t to = layout::position_of(module_, greatest_column(module_, least));
  constexpr std::uint64_t longest = 366;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!table.plane(row, from, 0)) continue;
    const bool range = random_.below(4) == 0;
    const auto days = range ? static_cast<std::int64_t>(random_.below(longest)) : 0;
    table.set_number(row, to,
                     std::min(table.number(row, from) + days, module_.columns[least].greatest));
  }
}

}  // namespace

runtime::Batch sample_batch(const ir::Module& module, const SampleOptions& options) {
  return BatchSampler(module, options).sample();
}

}  // namespace nansen::cases

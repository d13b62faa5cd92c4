#include "tests/benchmarks/outline_cases.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/layout/layout.h"

namespace nansen::benchmarks {
namespace {

/// A small generator: ten million rows of thirty facts want hundreds of millions of numbers.
class Numbers {
 public:
  std::uint32_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 32);
  }
  /// True in `share` of 2^32 cases.
  bool chance(std::uint32_t share) { return next() < share; }

 private:
  std::uint64_t state_ = 20261122;
};

std::uint32_t share(double probability) {
  return static_cast<std::uint32_t>(std::min(probability, 1.0) * 4294967295.0);
}

std::size_t column_of(const ir::Module& module, std::string_view name) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId column(index);
    if (module.columns[column].name == name) return layout::position_of(module, column);
  }
  bug("the outline has no such fact");
}

std::uint64_t* words(runtime::Table& table, std::size_t column, std::size_t buffer) {
  return reinterpret_cast<std::uint64_t*>(table.buffer(column, buffer));
}

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

std::vector<std::uint32_t> country_limits() {
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t rank = 0; rank < outline::country_count; ++rank) {
    weights.push_back(1.0 / static_cast<double>(rank + 3));
    sum += weights.back();
  }
  std::vector<std::uint32_t> limits;
  double reached = 0;
  for (const double weight : weights) {
    reached += weight / sum;
    limits.push_back(share(reached));
  }
  return limits;
}

}  // namespace

runtime::Batch outline_batch(const ir::Module& module, std::size_t rows) {
  auto table = std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(0)), rows);
  table->resize(rows);
  Numbers numbers;
  for (std::size_t fact = 0; fact < outline::fact_count; ++fact) {
    const std::size_t column = column_of(module, outline::fact_names[fact]);
    const std::uint32_t likely = share(0.01 + 0.84 * static_cast<double>(fact * 7 % 33) / 32);
    std::uint64_t* yes = words(*table, column, 0);
    std::uint64_t* no = words(*table, column, 1);
    for (std::size_t row = 0; row < rows; ++row) {
      if (numbers.chance(share(0.1))) continue;
      (numbers.chance(likely) ? yes : no)[row / 64] |= std::uint64_t{1} << (row % 64);
    }
  }
  const std::size_t departure = column_of(module, "departure");
  const std::size_t years = column_of(module, "years_there");
  const std::size_t country = column_of(module, "asylum");
  const std::vector<std::uint32_t> limits = country_limits();
  for (const std::size_t column : {departure, years, country}) {
    std::uint64_t* known = words(*table, column, 0);
    for (std::size_t row = 0; row < rows; ++row) known[row / 64] |= std::uint64_t{1} << (row % 64);
  }
  auto* days = reinterpret_cast<std::int32_t*>(table->buffer(departure, 1));
  auto* year = reinterpret_cast<std::int8_t*>(table->buffer(years, 1));
  auto* code = reinterpret_cast<std::uint8_t*>(table->buffer(country, 1));
  for (std::size_t row = 0; row < rows; ++row) {
    days[row] = outline::tile_epoch + static_cast<std::int32_t>(numbers.next() % 31'412);
    year[row] = static_cast<std::int8_t>(numbers.next() % 41);
    const auto limit = std::lower_bound(limits.begin(), limits.end() - 1, numbers.next());
    code[row] = static_cast<std::uint8_t>(limit - limits.begin());
  }
  runtime::Batch batch;
  batch.tables.push_back(std::move(table));
  return batch;
}

std::byte* OutlineCases::make(std::size_t size) {
  // A line apart, so that equal rows of two columns do not contend for one cache set.
  memory_.push_back(runtime::make_pages(size + 64 * (memory_.size() % 32 + 1)));
  return memory_.back().get() + 64 * ((memory_.size() - 1) % 32);
}

OutlineCases::OutlineCases(const ir::Module& module, const runtime::Batch& batch) {
  const runtime::Table& table = *batch.tables[0];
  rows = table.rows();
  const std::size_t blocks = table.blocks();
  const auto plane = [&](std::size_t column, std::size_t buffer) {
    return reinterpret_cast<const std::uint64_t*>(table.buffer(column, buffer));
  };
  auto* tile = reinterpret_cast<outline::Tile*>(make(blocks * sizeof(outline::Tile)));
  tiles = tile;
  arrow.arrow = true;
  for (std::size_t fact = 0; fact < outline::fact_count; ++fact) {
    const std::size_t column = column_of(module, outline::fact_names[fact]);
    const std::uint64_t* yes = plane(column, 0);
    const std::uint64_t* no = plane(column, 1);
    planes.first[fact] = yes;
    planes.second[fact] = no;
    auto* value = reinterpret_cast<std::uint64_t*>(make(64 * blocks));
    auto* valid = reinterpret_cast<std::uint64_t*>(make(64 * blocks));
    for (std::size_t word = 0; word < 8 * blocks; ++word) {
      value[word] = yes[word];
      valid[word] = yes[word] | no[word];
      tile[word / 8].truths[fact][0][word % 8] = yes[word];
      tile[word / 8].truths[fact][1][word % 8] = no[word];
    }
    arrow.first[fact] = value;
    arrow.second[fact] = valid;
    auto* codes = reinterpret_cast<std::uint8_t*>(make(512 * blocks));
    for (std::size_t row = 0; row < rows; ++row) {
      codes[row] = bit(yes, row) ? 2 : bit(no, row) ? 0 : 1;
    }
    bytes.facts[fact] = codes;
  }
  const std::size_t departure = column_of(module, "departure");
  const std::size_t years = column_of(module, "years_there");
  const std::size_t country = column_of(module, "asylum");
  planes.departure_known = plane(departure, 0);
  planes.departure = reinterpret_cast<const std::int32_t*>(table.buffer(departure, 1));
  planes.years_known = plane(years, 0);
  planes.years = reinterpret_cast<const std::int8_t*>(table.buffer(years, 1));
  countries_known_ = plane(country, 0);
  countries_ = reinterpret_cast<const std::uint8_t*>(table.buffer(country, 1));
  bytes.departure = planes.departure;
  bytes.years = planes.years;
  arrow.departure_known = planes.departure_known;
  arrow.departure = planes.departure;
  arrow.years_known = planes.years_known;
  arrow.years = planes.years;
  for (std::size_t word = 0; word < 8 * blocks; ++word) {
    tile[word / 8].departure_known[word % 8] = planes.departure_known[word];
    tile[word / 8].years_known[word % 8] = planes.years_known[word];
    tile[word / 8].country_known[word % 8] = countries_known_[word];
  }
  for (std::size_t row = 0; row < rows; ++row) {
    outline::Tile& of = tile[row / 512];
    of.departure[row % 512] =
        static_cast<std::uint16_t>(planes.departure[row] - outline::tile_epoch);
    of.years[row % 512] = planes.years[row];
    of.country[row % 512] = countries_[row];
  }
  make_arrow(module);
}

std::size_t OutlineCases::arrow_bytes() const {
  std::size_t sum = 0;
  for (const auto& [start, count] : arrow_buffers_) sum += count;
  return sum;
}

arrow::GivenTable OutlineCases::table() const { return {"", &schema_, &array_}; }

void OutlineCases::make_arrow(const ir::Module& module) {
  const auto add = [&](std::string_view name, const char* format, const void* valid,
                       const void* values, std::size_t bits) {
    ArrowSchema schema{};
    schema.format = format;
    schema.name = name.data();
    schema.flags = ARROW_FLAG_NULLABLE;
    schema.release = [](ArrowSchema*) {};
    schemas_.push_back(schema);
    ArrowArray array{};
    array.length = static_cast<std::int64_t>(rows);
    array.null_count = -1;
    array.n_buffers = 2;
    array.release = [](ArrowArray*) {};
    arrays_.push_back(array);
    buffers_.push_back({valid, values, nullptr});
    arrow_buffers_.emplace_back(static_cast<const std::byte*>(valid), (rows + 7) / 8);
    arrow_buffers_.emplace_back(static_cast<const std::byte*>(values), rows * bits / 8);
  };
  for (std::size_t fact = 0; fact < outline::fact_count; ++fact) {
    add(outline::fact_names[fact], "b", arrow.second[fact], arrow.first[fact], 1);
  }
  add("departure", "tdD", arrow.departure_known, arrow.departure, 32);
  add("years_there", "c", arrow.years_known, arrow.years, 8);
  add("asylum", "C", countries_known_, countries_, 8);
  // Decisions do not read the country.
  arrow_buffers_.resize(arrow_buffers_.size() - 2);

  const ir::Column* asylum = nullptr;
  for (const ir::Column& column : module.columns) {
    if (column.name == "asylum") asylum = &column;
  }
  member_offsets_.push_back(0);
  for (const std::string& member : asylum->members) {
    member_text_ += member;
    member_offsets_.push_back(static_cast<std::int32_t>(member_text_.size()));
  }
  member_schema_.format = "u";
  member_schema_.release = [](ArrowSchema*) {};
  members_.release = [](ArrowArray*) {};
  schema_.release = [](ArrowSchema*) {};
  array_.release = [](ArrowArray*) {};
  member_buffers_ = {nullptr, member_offsets_.data(), member_text_.data()};
  members_.length = static_cast<std::int64_t>(asylum->members.size());
  members_.n_buffers = 3;
  members_.buffers = member_buffers_.data();
  schemas_.back().dictionary = &member_schema_;
  arrays_.back().dictionary = &members_;

  for (std::size_t child = 0; child < schemas_.size(); ++child) {
    arrays_[child].buffers = buffers_[child].data();
    schema_children_.push_back(&schemas_[child]);
    array_children_.push_back(&arrays_[child]);
  }
  schema_.format = "+s";
  schema_.n_children = static_cast<std::int64_t>(schemas_.size());
  schema_.children = schema_children_.data();
  array_.length = static_cast<std::int64_t>(rows);
  array_.n_buffers = 1;
  array_.buffers = &no_validity_;
  array_.n_children = schema_.n_children;
  array_.children = array_children_.data();
}

}  // namespace nansen::benchmarks

#include "compiler/execute/tiles.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/execute/windows.h"

namespace nansen::execute {
namespace {

std::size_t whole_lines(std::size_t bytes) {
  return (bytes + line_bytes - 1) / line_bytes * line_bytes;
}

std::size_t bytes_in_tile(const ColumnBuffer& column, std::size_t blocks) {
  if (blocks == 0) return 0;
  return whole_lines(blocks * column.bytes_per_block +
                     (column.offsets ? sizeof(std::uint32_t) : 0));
}

/// The `count` bits of a plane of `words` words from row `first` on, at the beginning of `to`.
void copy_bits(const std::uint64_t* plane, std::size_t words, std::size_t first, std::size_t count,
               std::uint64_t* to) {
  const std::size_t shift = first % 64;
  for (std::size_t word = 0; 64 * word < count; ++word) {
    const std::size_t from = first / 64 + word;
    std::uint64_t bits = plane[from] >> shift;
    if (shift != 0 && from + 1 < words) bits |= plane[from + 1] << (64 - shift);
    const std::size_t here = count - 64 * word;
    to[word] = here >= 64 ? bits : bits & ((std::uint64_t{1} << here) - 1);
  }
}

/// Rows [first, end) of a table's buffer, at the beginning of `to`; `linked_first` is the number of
/// the first row that they list.
void copy_rows(const ColumnBuffer& column, const runtime::Table& table, const Window& rows,
               std::size_t linked_first, std::byte* to) {
  const std::byte* from = table.buffer(column.column, column.buffer);
  const std::size_t bits = column.bytes_per_block * 8 / runtime::block_rows;
  if (bits == 1) {
    copy_bits(reinterpret_cast<const std::uint64_t*>(from), table.capacity() / 64, rows.first,
              rows.rows(), reinterpret_cast<std::uint64_t*>(to));
    return;
  }
  if (!column.offsets) {
    std::memcpy(to, from + rows.first * (bits / 8), rows.rows() * (bits / 8));
    return;
  }
  const auto* offsets = reinterpret_cast<const std::uint32_t*>(from) + rows.first;
  auto* result = reinterpret_cast<std::uint32_t*>(to);
  for (std::size_t row = 0; row <= rows.rows(); ++row) {
    result[row] = offsets[row] - static_cast<std::uint32_t>(linked_first);
  }
}

Window cases_of(std::size_t tile, std::size_t rows) {
  return {tile * tile_rows, std::min((tile + 1) * tile_rows, rows)};
}

void pack_batch(const BoundPlan& plan, const runtime::Batch& batch, Tiles& tiles) {
  std::vector<std::vector<Window>> linked;
  for (std::size_t tile = 0; tile < tiles.tiles(); ++tile) {
    linked.push_back(linked_rows_of(plan, batch, cases_of(tile, tiles.rows())));
    std::vector<std::size_t> counts;
    for (const Window& rows : linked.back()) counts.push_back(rows.rows());
    tiles.add_tile(plan, counts);
  }
  tiles.make_memory();
  PlanScratch places;
  places.windows.resize(plan.domains);
  places.starts.resize(plan.places());
  for (std::size_t tile = 0; tile < tiles.tiles(); ++tile) {
    tiles.enter(plan, tile, places);
    std::vector<Window> windows(plan.domains);
    windows[0] = cases_of(tile, tiles.rows());
    for (std::size_t index = 0; index < plan.linked.size(); ++index) {
      windows[plan.linked[index].domain] = linked[tile][index];
    }
    for (std::size_t place = 0; place < plan.columns.size(); ++place) {
      const ColumnBuffer& column = plan.columns[place];
      const Window& rows = windows[column.domain];
      if (plan.shared[column.domain] || rows.rows() == 0) continue;
      std::size_t linked_first = 0;
      for (std::size_t index = 0; index < plan.linked.size(); ++index) {
        if (plan.linked[index].offsets == place) linked_first = linked[tile][index].first;
      }
      copy_rows(column, *batch.tables[column.domain], rows, linked_first, places.starts[place]);
    }
  }
}

bool pack_source(const BoundPlan& plan, const ColumnSource& source, Tiles& tiles) {
  for (std::size_t tile = 0; tile < tiles.tiles(); ++tile) tiles.add_tile(plan, {});
  tiles.make_memory();
  PlanScratch places;
  places.windows.resize(plan.domains);
  places.starts.resize(plan.places());
  std::vector<Line> unread;
  for (std::size_t column = 0; column < plan.shapes[0].size(); ++column) {
    const FetchedColumn fetched(plan, column);
    if (!fetched.wanted) continue;
    unread.resize(fetched.most_bytes_per_block * tile_blocks / line_bytes + 1);
    for (std::size_t tile = 0; tile < tiles.tiles(); ++tile) {
      tiles.enter(plan, tile, places);
      std::vector<std::byte*> buffers;
      for (const std::optional<std::size_t>& place : fetched.places) {
        buffers.push_back(place ? places.starts[*place] : unread.front().bytes);
      }
      const Window cases = cases_of(tile, tiles.rows());
      if (!source.fetch(column, cases.first, cases.rows(), buffers.data())) return false;
    }
  }
  return true;
}

}  // namespace

Tiles::Tiles(const BoundPlan& plan, std::size_t rows, runtime::Batch shared_tables)
    : rows_(rows), shared_tables_(std::move(shared_tables)) {
  for (std::size_t domain = 0; domain < plan.domains; ++domain) {
    if (!plan.shared[domain]) shared_tables_.tables[domain] = nullptr;
  }
  for (const ColumnBuffer& column : plan.columns) {
    std::size_t& bytes = column.read ? case_bytes_ : beside_bytes_;
    offsets_.push_back(bytes);
    if (column.domain == 0) bytes += bytes_in_tile(column, tile_blocks);
  }
}

void Tiles::add_tile(const BoundPlan& plan, const std::vector<std::size_t>& linked_rows) {
  Tile tile;
  tile.start = memory_bytes_;
  tile.read_bytes = case_bytes_;
  for (std::size_t index = 0; index < linked_rows.size(); ++index) {
    const std::size_t blocks = Window{0, linked_rows[index]}.blocks();
    for (const ColumnBuffer& column : plan.columns) {
      if (column.domain == plan.linked[index].domain) {
        tile.read_bytes += bytes_in_tile(column, blocks);
      }
    }
  }
  memory_bytes_ += tile.read_bytes + beside_bytes_;
  tiles_.push_back(tile);
  linked_rows_.insert(linked_rows_.end(), linked_rows.begin(), linked_rows.end());
}

void Tiles::make_memory() { memory_ = runtime::make_pages(memory_bytes_); }

bool Tiles::fits(const BoundPlan& plan) const {
  return offsets_.size() == plan.columns.size() && shared_tables_.tables.size() == plan.domains;
}

void Tiles::enter(const BoundPlan& plan, std::size_t tile, PlanScratch& scratch) const {
  std::byte* start = memory_.get() + tiles_[tile].start;
  std::byte* beside = start + tiles_[tile].read_bytes;
  scratch.windows[0] = {0, cases_of(tile, rows_).rows()};
  for (std::size_t place = 0; place < plan.columns.size(); ++place) {
    const ColumnBuffer& column = plan.columns[place];
    if (column.domain == 0) {
      scratch.starts[place] = (column.read ? start : beside) + offsets_[place];
    }
  }
  std::byte* next = start + case_bytes_;
  for (std::size_t index = 0; index < plan.linked.size(); ++index) {
    Window& rows = scratch.windows[plan.linked[index].domain];
    rows = {0, linked_rows_.empty() ? 0 : linked_rows_[tile * plan.linked.size() + index]};
    for (std::size_t place = 0; place < plan.columns.size(); ++place) {
      const ColumnBuffer& column = plan.columns[place];
      if (column.domain != plan.linked[index].domain) continue;
      scratch.starts[place] = rows.rows() == 0 ? nullptr : next;
      next += bytes_in_tile(column, rows.blocks());
    }
  }
}

std::shared_ptr<const PackedBatch> make_tiles(const BoundPlan& plan, const Cases& cases) {
  if (cases.packed() != nullptr) bug("cases are packed twice");
  auto tiles = std::make_shared<Tiles>(plan, cases.rows(), *cases.batch());
  if (cases.source() == nullptr) {
    pack_batch(plan, *cases.batch(), *tiles);
  } else if (!pack_source(plan, *cases.source(), *tiles)) {
    return nullptr;
  }
  return tiles;
}

}  // namespace nansen::execute

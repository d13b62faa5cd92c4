// Nansen's own layout: tiles of 16,384 cases. In a tile every buffer that steps read of its cases
// is contiguous, then those of the rows linked to them, which are numbered anew from zero; then
// what answers may be counted by but no step reads. Used inside this room only.
#pragma once

#include <memory>
#include <vector>

#include "compiler/execute/bound_plan.h"
#include "compiler/execute/packed.h"
#include "compiler/execute/run_steps.h"
#include "runtime/pages.h"

namespace nansen::execute {

inline constexpr std::size_t tile_rows = piece_rows;
inline constexpr std::size_t tile_blocks = tile_rows / runtime::block_rows;

class Tiles final : public PackedBatch {
 public:
  Tiles(const BoundPlan& plan, std::size_t rows, runtime::Batch shared_tables);

  std::size_t rows() const override { return rows_; }
  std::size_t bytes() const override { return memory_bytes_; }
  const runtime::Batch& shared_tables() const override { return shared_tables_; }
  std::size_t tiles() const { return (rows_ + tile_rows - 1) / tile_rows; }

  /// Sets the windows and starts of the cases and their linked rows to those of tile `tile`.
  void enter(const BoundPlan& plan, std::size_t tile, PlanScratch& scratch) const;
  /// True iff the tiles were made for this plan.
  bool fits(const BoundPlan& plan) const;

  // While they are made: the size of each tile, in order, then the memory of all.
  void add_tile(const BoundPlan& plan, const std::vector<std::size_t>& linked_rows);
  void make_memory();

 private:
  struct Tile {
    std::size_t start = 0;
    std::size_t read_bytes = 0;
  };

  std::size_t rows_ = 0;
  std::size_t memory_bytes_ = 0;
  runtime::Batch shared_tables_;
  std::vector<Tile> tiles_;
  std::vector<std::size_t> linked_rows_;  // by tile, by linked domain
  std::vector<std::size_t> offsets_;      // by column of the cases: from the tile's start, or from
                                          // the end of what is read
  std::size_t case_bytes_ = 0;            // what steps read of the cases of a tile
  std::size_t beside_bytes_ = 0;          // the rest
  runtime::Pages memory_;
};

/// Packs cases that lie in a batch or are fetched; null iff a value that is fetched is not allowed.
std::shared_ptr<const PackedBatch> make_tiles(const BoundPlan& plan, const Cases& cases);

}  // namespace nansen::execute

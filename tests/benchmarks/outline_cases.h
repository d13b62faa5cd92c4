// The same random cases in every layout that a contestant wants.
#pragma once

#include <memory>
#include <vector>

#include "compiler/arrow/arrow.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "runtime/pages.h"
#include "tests/benchmarks/outline.h"

namespace nansen::benchmarks {

/// Random facts of `rows` persons for outline.treaty: each truth with a probability of its own,
/// every tenth unknown; countries as unequal as they are; days and years known.
runtime::Batch outline_batch(const ir::Module& module, std::size_t rows);

/// The opponents' layouts of a batch. Planes and integers that they share with it lie in it.
class OutlineCases {
 public:
  OutlineCases(const ir::Module& module, const runtime::Batch& batch);
  OutlineCases(const OutlineCases&) = delete;
  OutlineCases& operator=(const OutlineCases&) = delete;

  std::size_t rows = 0;
  outline::Columns planes;  // yes and no
  outline::Columns arrow;   // value and validity
  outline::Bytes bytes;
  const outline::Tile* tiles = nullptr;

  /// The Arrow columns as a table, for Nansen.
  arrow::GivenTable table() const;

  /// The memory that decisions read, in bytes.
  std::size_t arrow_bytes() const;
  const std::vector<std::pair<const std::byte*, std::size_t>>& arrow_buffers() const {
    return arrow_buffers_;
  }

 private:
  void make_arrow(const ir::Module& module);
  std::byte* make(std::size_t size);

  std::vector<runtime::Pages> memory_;
  std::vector<std::pair<const std::byte*, std::size_t>> arrow_buffers_;
  const std::uint8_t* countries_ = nullptr;
  const std::uint64_t* countries_known_ = nullptr;

  // The Arrow structs; what they point at is here too.
  std::vector<ArrowSchema> schemas_;
  std::vector<ArrowArray> arrays_;
  std::vector<std::array<const void*, 3>> buffers_;
  std::vector<ArrowSchema*> schema_children_;
  std::vector<ArrowArray*> array_children_;
  ArrowSchema schema_{};
  ArrowArray array_{};
  const void* no_validity_ = nullptr;
  ArrowSchema member_schema_{};
  ArrowArray members_{};
  std::vector<std::int32_t> member_offsets_;
  std::string member_text_;
  std::array<const void*, 3> member_buffers_{};
};

}  // namespace nansen::benchmarks

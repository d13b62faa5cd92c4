// The rows of a batch as Arrow arrays, in any of the forms that hold them: with offsets,
// misaligned, with or without bitmaps, large or small, by dictionary or not, with anything at all
// under nulls.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "runtime/include/nansen/nansen.h"
#include "tests/support/random/random.h"

namespace nansen::test {

struct ArrowOptions {
  /// Draws the forms; null: the plainest ones, aligned and without offsets.
  Random* random = nullptr;
  /// The id of a row of a referenced table; absent: its number after an `r`.
  std::function<std::string(ir::DomainId domain, std::size_t row)> id = {};
  /// The ids of the cases; none: the cases have no column `id`.
  std::vector<std::string> case_ids = {};
  /// Whether references may be row numbers.
  bool numbers = true;
};

/// Arrays and what they lie in. The structs are released by nobody: they only count how often
/// someone tried.
class ArrowTables {
 public:
  ArrowTables(const ir::Module& module, const runtime::Batch& batch, const ArrowOptions& options);
  ~ArrowTables();
  ArrowTables(const ArrowTables&) = delete;
  ArrowTables& operator=(const ArrowTables&) = delete;

  struct Table {
    std::string name;
    ArrowSchema* schema = nullptr;
    ArrowArray* array = nullptr;
  };
  /// The cases first.
  const std::vector<Table>& tables() const { return tables_; }
  /// The column at `path` (`nationalities.since`) of a table, where rows are taken for their
  /// struct; for tests that break one thing.
  ArrowSchema* schema(std::size_t table, std::string_view path) const;
  ArrowArray* array(std::size_t table, std::string_view path) const;
  std::size_t released() const;

 private:
  class Maker;
  struct Memory;
  std::unique_ptr<Memory> memory_;
  std::vector<Table> tables_;
};

/// The cases `rows`, in this order and as often as they stand here, and all that belongs to them,
/// without the linked rows of lists of which not all rows are known: those have no form in Arrow.
runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch,
                                const std::vector<std::size_t>& rows);
/// All cases, and `count` of them from `first` on.
runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch);
runtime::Batch as_arrow_can_say(const ir::Module& module, const runtime::Batch& batch,
                                std::size_t first, std::size_t count);

/// Where two batches differ, in words; empty iff nowhere.
std::string batch_difference(const ir::Module& module, const runtime::Batch& wanted,
                             const runtime::Batch& found);

}  // namespace nansen::test

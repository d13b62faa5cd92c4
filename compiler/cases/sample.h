// Random valid cases, the same for a seed on every machine: as tables a person can open and edit,
// and straight into batches for tests and benchmarks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/cases/schema.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// How cases are drawn. Truths and members are equally likely. Half of the numbers without a
/// declared range are small; seven dates in eight lie between 1940 and 2030.
struct SampleOptions {
  std::uint64_t rows = 100;
  std::uint64_t seed = 1;
  /// How many facts in a million are unknown.
  std::uint32_t unknown_per_million = 100'000;
  /// Rows of each referenced table; and the most linked rows of one row (they have 0 to this many).
  std::uint32_t referenced_rows = 50;
  std::uint32_t most_linked_rows = 3;
};

/// Writes the tables of random cases piece by piece: the main table and all others of the entity.
class Sampler {
 public:
  Sampler(const program::Program& program, program::EntityId entity, const SampleOptions& options);

  /// The tables in the order of the texts; the main table first.
  const std::vector<TableSchema>& tables() const { return tables_; }
  /// Appends up to `limit` further cases with all rows that belong to them, a text a table (the
  /// first call also the headers and the referenced tables). False iff all have been written.
  bool write(std::vector<std::string>& texts, std::uint64_t limit = 4096);

 private:
  void write_row(std::size_t table, const std::vector<std::string>& keys, std::string_view id,
                 std::vector<std::string>& texts);

  const program::Program& program_;
  SampleOptions options_;
  std::vector<TableSchema> tables_;
  std::uint64_t written_ = 0;
  bool begun_ = false;
  std::uint64_t state_[4] = {};
};

/// A batch of `options.rows` random cases for `module`: at ten million rows a matter of seconds.
/// Linked rows are all listed in all but `unknown_per_million` of the cases.
runtime::Batch sample_batch(const ir::Module& module, const SampleOptions& options);

}  // namespace nansen::cases

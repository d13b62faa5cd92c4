// Random valid cases, the same for a seed on every machine: as tables a person can open and edit,
// and straight into batches for tests and benchmarks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/schema.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// How cases are drawn. Truths and members are equally likely. Of numbers and periods with a wide
/// range half are small; seven dates in eight lie between 1940 and 2030, and one in 80 is never.
struct SampleOptions {
  std::uint64_t rows = 100;
  std::uint64_t seed = 1;
  /// How many facts in a million are unknown.
  std::uint32_t unknown_per_million = 100'000;
  /// Of the Sampler: of how many dates in a million but a range is known.
  std::uint32_t ranges_per_million = 0;
  /// Rows of each referenced table; and the most linked rows of one row (they have 0 to this many).
  std::uint32_t referenced_rows = 50;
  std::uint32_t most_linked_rows = 3;
  /// Of the Sampler: tables to be written with those above them although links lead back to an
  /// entity on the way there (`State.neighbours`, rows of State), which would have no end. Names of
  /// other tables change nothing.
  std::vector<std::string> tables = {};
};

/// Random whole numbers, the same for a seed everywhere (xoshiro256**, seeded by splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  /// From 0 to limit - 1; limit >= 1.
  std::uint64_t below(std::uint64_t limit);
  /// From least to greatest.
  std::int64_t between(std::int64_t least, std::int64_t greatest);
  /// Each bit set with a chance of per_million in a million.
  std::uint64_t bits(std::uint32_t per_million);

 private:
  std::uint64_t state_[4];
};

/// Writes the tables of random cases piece by piece: the main table, all others of the entity, and
/// those of `options.tables`.
class Sampler {
 public:
  Sampler(const program::Program& program, program::EntityId entity, const SampleOptions& options);

  /// The tables in the order of the texts; the main table first.
  const std::vector<TableSchema>& tables() const { return tables_; }
  /// Appends up to `limit` further cases with all rows that belong to them, a text a table (the
  /// first call also the headers and the referenced tables). False iff there was nothing to append.
  bool write(std::vector<std::string>& texts, std::uint64_t limit = 4096);

 private:
  void add_table(program::EntityId entity, const std::string& name);
  void write_headers(std::vector<std::string>& texts) const;
  void write_referenced(std::vector<std::string>& texts);
  void write_row(std::size_t table, std::vector<std::string>& keys, const std::string& id,
                 std::vector<std::string>& texts);
  void write_cell(program::FactId fact, std::string& text);
  void write_value(program::FactId id, std::string& text);
  void write_day(std::int64_t least, std::int64_t greatest, std::string& text);
  std::optional<std::size_t> table_below(std::size_t table, program::FactId link) const;

  /// The stored numbers a cell may be, in whole ones of its unit.
  struct Range {
    std::int64_t least = 0;
    std::int64_t greatest = 0;
  };

  const program::Program& program_;
  SampleOptions options_;
  Random random_;
  std::vector<Range> ranges_;  // by fact
  std::vector<TableSchema> tables_;
  std::map<std::pair<std::size_t, program::FactId>, std::size_t> below_;  // by table and link
  std::uint64_t written_ = 0;
  bool begun_ = false;
};

/// A batch of `options.rows` random cases for `module`: at ten million rows a matter of seconds.
/// Linked rows are all listed in all but `unknown_per_million` of the cases.
runtime::Batch sample_batch(const ir::Module& module, const SampleOptions& options);

}  // namespace nansen::cases

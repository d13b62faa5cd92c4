// One CSV file: its header against a schema, and its rows one by one, faulty ones reported and
// passed over. Used inside this room.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/cases/schema.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"
#include "runtime/csv.h"

namespace nansen::cases {

/// What a column of a file holds.
enum class ColumnUse : std::uint8_t {
  Ignored,  // not known to the vocabulary, or standing twice: already reported
  Id,
  Weight,
  Year,
  Scenario,
  Key,    // `index`: which of the schema's keys
  Fact,   // `fact`: not a Rows fact
  Count,  // `fact`: a Rows fact, how many rows it has
};

struct FileColumn {
  ColumnUse use = ColumnUse::Ignored;
  std::string name = {};
  std::size_t index = 0;
  program::FactId fact = {};
};

/// Where errors in tables go, and how many of them are enough.
class ErrorBudget {
 public:
  ErrorBudget(Emitter& emitter, std::size_t limit)
      : emitter_(emitter), last_(emitter.error_count() + limit) {}

  Emitter& emitter() { return emitter_; }
  /// True iff reading should stop.
  bool spent() const { return emitter_.error_count() >= last_; }

 private:
  Emitter& emitter_;
  std::size_t last_;
};

class TableInput {
 public:
  /// Opens `path` and reads its header. Null iff its rows cannot be read; the error has been
  /// emitted. `options` may be null: the table is made for the vocabulary. They and `budget` must
  /// outlive the input.
  static std::unique_ptr<TableInput> open(const program::Program& program,
                                          const TableSchema& schema, const std::string& path,
                                          const TableOptions* options, ErrorBudget& budget);

  const std::string& path() const { return path_; }
  const std::vector<FileColumn>& columns() const { return columns_; }
  /// The column with this use (and index, of keys), or nothing.
  std::optional<std::size_t> find(ColumnUse use, std::size_t index = 0) const;

  /// Goes to the next row that has a cell for each column and is of the year asked for. False iff
  /// there is none, or the budget is spent.
  bool next();
  std::span<const std::string_view> cells() const { return scanner_.cells(); }
  /// The place of a cell of the row; `column` from 0.
  TableLocation at(std::size_t column) const;
  /// The place of the row as a whole.
  TableLocation at_row() const;

  const runtime::CsvScanner& scanner() const { return scanner_; }
  /// Rows that were faulty, so that `next` has not stopped at them.
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  TableInput(std::string path, std::unique_ptr<runtime::ByteSource> source,
             const TableOptions* options, ErrorBudget& budget)
      : path_(std::move(path)),
        scanner_(std::move(source)),
        options_(options),
        budget_(budget),
        emitter_(budget.emitter()) {}
  bool read_header(const program::Program& program, const TableSchema& schema);
  bool choose_columns(const program::Program& program, const TableSchema& schema,
                      std::span<const std::string_view> headers);
  bool choose_year(const program::Program& program, const TableSchema& schema);
  bool next_row();
  void look_at_year();
  bool is_empty() const;
  FileColumn resolve(const program::Program& program, const TableSchema& schema,
                     std::string_view name, std::size_t column);
  bool require_columns(const TableSchema& schema);
  bool sound();
  bool is_text();

  std::string path_;
  runtime::CsvScanner scanner_;
  const TableOptions* options_;
  ErrorBudget& budget_;
  Emitter& emitter_;
  std::vector<FileColumn> columns_;
  std::uint64_t passed_over_ = 0;
  std::optional<std::size_t> year_column_;  // where rows of one year are asked for
  std::optional<std::size_t> all_years_;    // where none is, and two years would be an error
  std::string first_year_;
  std::string year_;
  bool year_met_ = false;
  std::set<std::string> other_years_;
};

}  // namespace nansen::cases

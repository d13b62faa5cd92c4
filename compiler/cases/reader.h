// Tables of cases, batch by batch: CSV files in, columns out. However long the files are, memory
// holds one batch, and the referenced tables whole.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// Many short texts in one allocation.
class TextList {
 public:
  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }
  void add(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  void clear() {
    bytes_.clear();
    ends_.clear();
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// How a file is read that was not made for the vocabulary, such as a statistical office's: columns
/// that are no facts, `weight` among them, are passed over.
struct TableOptions {
  /// The headers of columns that are called otherwise in the file, by the names they are meant to
  /// have: of facts, or of the columns below. A column of the name itself is then passed over.
  std::map<std::string, std::string> headers = {};
  /// A row a State: it is named by the column `id` or, without one, `state`, and stands once.
  bool states = false;
  /// Only the rows whose column `year` says this; of a table that is not of States, only if it has
  /// such a column and that is no fact.
  std::optional<std::int64_t> year = {};
  /// The rows are those of several tables, which the column `scenario` tells apart.
  bool scenarios = false;
};

/// The files to read: the main table, and further tables by their names (see schema.h).
struct TableFiles {
  std::string cases;
  std::vector<std::pair<std::string, std::string>> tables;  // name, path
  /// Of the tables, by their names, that were not made for the vocabulary; "" is the main one.
  std::map<std::string, TableOptions> options = {};
  /// Keep what they hold beside the table of cases, or take it from there: see cache.h.
  bool cached = false;
};

/// Some cases in the order of the file. Reused from batch to batch of one reader.
struct CaseBatch {
  runtime::Batch batch;               // tables[0]->rows() cases
  TextList ids;                       // of the cases; their number, from 1, where there is no `id`
  std::vector<std::int64_t> weights;  // how many persons each case stands for
  TextList scenarios;                 // of the cases, where they have some
  /// For each domain of the module that is Referenced, the ids of its rows; else empty.
  std::vector<std::shared_ptr<const TextList>> row_ids;

  std::size_t size() const { return ids.size(); }
};

/// Rows in a batch, unless asked otherwise: enough to keep an engine busy, small enough for a
/// cache.
inline constexpr std::size_t default_batch_rows = 16'384;
/// Rows in the batch number `batch`, from 0, where the first answers should come soon.
inline constexpr std::size_t first_batch_rows = 1024;
constexpr std::size_t rows_of_batch(std::size_t batch) {
  return batch == 0 ? first_batch_rows : default_batch_rows;
}
/// Reading stops after this many errors in tables.
inline constexpr std::size_t table_error_limit = 20;

/// What a range of days is to a reader whose module keeps the fact as one day: an unknown fact, or
/// the end of what it reads.
enum class RangeCells : std::uint8_t { Unknown, EndReading };

/// Reads the cases of one run. What is wrong in a file goes to the emitter; reading goes on, with
/// the facts in question unknown, so that one run finds many errors. So after `next` has returned
/// false, and only then, results may be kept iff the emitter has no errors.
class Reader {
 public:
  /// Opens all files, reads the headers, and the referenced tables whole. Null iff no row can be
  /// read; then an error has been emitted. `program`, `module` and `emitter` must outlive the
  /// reader.
  static std::unique_ptr<Reader> open(const program::Program& program, const ir::Module& module,
                                      const TableFiles& files, Emitter& emitter,
                                      RangeCells ranges = RangeCells::Unknown);
  virtual ~Reader() = default;

  /// Fills `batch` with up to `limit` next cases (limit >= 1). False iff there are none left, or a
  /// range has ended the reading: then `batch` is of no use.
  virtual bool next(CaseBatch& batch, std::size_t limit = default_batch_rows) = 0;
  /// The facts that the module keeps as one day and of which a range has been read. Where that ends
  /// the reading: lower again with these ranged too, and read again from the beginning.
  virtual const std::set<program::FactId>& ranges_met() const = 0;
  /// True iff a range has ended the reading.
  virtual bool ended_by_range() const = 0;
  /// True iff the cases have been read to their end before, and nothing was said of them: what is
  /// answered of them is sure to stand.
  virtual bool is_known_good() const { return false; }
  /// True iff nothing that is read later can bear on a case that `next` has given. Rows linked to
  /// cases can: where a table of them is not in their order, that shows only further on.
  virtual bool gives_whole_cases() const = 0;
  /// Bytes read of the main table and its size, for a progress bar; 0 where the size is not known.
  virtual std::uint64_t bytes_read() const = 0;
  virtual std::uint64_t bytes_total() const = 0;
  /// True iff the main table has a `weight` column.
  virtual bool has_weights() const = 0;
  /// The header of the main table.
  virtual std::vector<std::string> headers() const = 0;
  /// The facts that the main table has a column of.
  virtual std::vector<program::FactId> facts() const = 0;
};

/// Reads on until the case called `id` and leaves `batch` with that case alone. False iff there is
/// none (an error has then been emitted, with the nearest id where one is near), or a range has
/// ended the reading.
bool read_case(Reader& reader, std::string_view id, const TableFiles& files, CaseBatch& batch,
               Emitter& emitter);

}  // namespace nansen::cases

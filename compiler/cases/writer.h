// Results as text: one row a case, one column a definition. The text depends on the results alone,
// so every engine's answer is written as the same bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

enum class ResultFormat : std::uint8_t {
  Csv,   // RFC 4180, a header first, lines end in a line feed
  Json,  // one array; an object a line, its keys `id` and the definitions
};

/// What output `output` is for row `row`, in words: `yes`, `no`, `undetermined`; a member;
/// `from aliens_generally to nationals` where an ordered value is known in part; an exact number;
/// `2026-07-01`, `never`, `2027-03-01..2028-03-01`; `18 months`. An enumeration that has certainly
/// no member is `no value`. Of a definition that names a row by rules: the id of that row.
class ResultText {
 public:
  /// `module` is the one that `results` are of; its domains and columns are those of the batches.
  ResultText(const program::Program& program, const ir::Module& module);

  /// The names of the outputs.
  const std::vector<std::string>& names() const { return names_; }
  /// Appends the words to `text`. `results` are those of `batch`.
  void append(const CaseBatch& batch, const runtime::Results& results, std::size_t output,
              std::size_t row, std::string& text) const;
  /// True iff what `append` writes of the output are ids of rows, which may be any text.
  bool gives_ids(std::size_t output) const { return !columns_[output].references.empty(); }
  /// True iff what `append` writes is a JSON number too: a number without a unit that is known, and
  /// whose decimal expansion ends.
  bool is_json_number(const runtime::Results& results, std::size_t output, std::size_t row) const;

  /// Where the planes of an output lie whose words are few; none of any other output.
  struct Planes {
    const std::uint64_t* yes = nullptr;
    const std::uint64_t* no = nullptr;
  };
  void find_planes(const runtime::Results& results, std::size_t output,
                   std::vector<Planes>& planes) const;
  /// What `append` writes, where `planes` are those that `find_planes` found, of which there are
  /// some. Quick: for writing all rows of a batch.
  std::string_view word(std::size_t output, const std::vector<Planes>& planes,
                        std::size_t row) const;

 private:
  struct Column {
    ir::OutputKind kind{};
    std::vector<std::string> members;
    std::int64_t scale = 1;
    std::string_view period;  // `day` or `month`; empty for other numbers
    /// Of a definition that names a row by rules: where each member's reference stands.
    struct Reference {
      std::size_t position = 0;
      ir::DomainId target;  // invalid: the module does not read it
    };
    std::vector<Reference> references = {};
    /// All that may be written, where that is little; what the planes say is the position.
    std::vector<std::string> words = {};
  };
  static void append_reference(const Column& column, const CaseBatch& batch,
                               const runtime::Results& results, std::size_t output, std::size_t row,
                               std::string& text);
  static void append_words(const Column& column, const runtime::Results& results,
                           std::size_t output, std::size_t row, std::string& text);
  static void append_ordered(const Column& column, const runtime::Results& results,
                             std::size_t output, std::size_t row, std::string& text);
  static void append_number(const Column& column, const runtime::Results& results,
                            std::size_t output, std::size_t row, std::string& text);
  static void append_range(const runtime::Results& results, std::size_t output, std::size_t row,
                           std::string& text);

  std::vector<std::string> names_;
  std::vector<Column> columns_;
};

/// Writes the results of batch after batch to a string that the caller hands on and clears.
class Writer {
 public:
  Writer(const program::Program& program, const ir::Module& module, ResultFormat format);

  /// What comes before the first row and after the last.
  void begin(std::string& text) const;
  void rows(const CaseBatch& batch, const runtime::Results& results, std::string& text);
  /// The rows from `first` on, before `end`.
  void rows(const CaseBatch& batch, const runtime::Results& results, std::size_t first,
            std::size_t end, std::string& text);
  void end(std::string& text) const;

  const ResultText& cells() const { return cells_; }

 private:
  void csv_row(const CaseBatch& batch, const runtime::Results& results, std::size_t row,
               std::string& text);
  void json_row(const CaseBatch& batch, const runtime::Results& results, std::size_t row,
                std::string& text);

  ResultText cells_;
  ResultFormat format_;
  bool first_ = true;
  std::string cell_;
  std::vector<std::vector<ResultText::Planes>> planes_;  // by output
};

/// A day between two days, as cells and results say it: `2022-02-24..2022-03-31`; `2022-02-24..`
/// where only the first is known; the day itself where both are the same.
std::string day_range_text(std::optional<std::int32_t> least, std::optional<std::int32_t> greatest);

/// Appends value / scale exactly: `0.3` where the decimal expansion ends, else `1/3`. scale >= 1.
void append_exact(std::int64_t value, std::int64_t scale, std::string& text);
/// Appends `text` as a cell of a CSV file, quoted iff it must be.
void append_csv_cell(std::string_view cell, std::string& text);
/// Appends `value` as a JSON string with its quotation marks. `value` must be UTF-8.
void append_json_string(std::string_view value, std::string& text);

}  // namespace nansen::cases

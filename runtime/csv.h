// Reads tables written as RFC 4180 says, record by record, from a file or a pipe of any length.
//
// Cells are views into the scanner's buffer: nothing is allocated per cell. Records end in LF, CRLF
// or CR; a cell in quotation marks may hold line ends, separators and doubled quotation marks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::runtime {

/// Where bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Reads up to `count` bytes to `bytes` and returns how many; 0 at the end. On failure returns a
  /// negative number, and `error` says why.
  virtual std::ptrdiff_t read(char* bytes, std::size_t count) = 0;
  /// Why the last `read` failed.
  virtual std::string error() const = 0;
  /// The size in bytes where it is known beforehand, else 0.
  virtual std::uint64_t size() const = 0;
  /// True iff a record counts as one line whatever line ends its cells hold: of tables that are no
  /// text themselves.
  virtual bool has_line_a_record() const { return false; }
};

/// Opens the file or pipe at `path`. Null iff that fails; then `error` says why.
std::unique_ptr<ByteSource> open_file(const std::string& path, std::string& error);
/// Bytes that are already in memory.
std::unique_ptr<ByteSource> source_of(std::string text);

/// What is wrong with a record.
enum class CsvFault : std::uint8_t {
  None,
  UnterminatedQuote,  // the file ends inside quotation marks
  TextAfterQuote,     // something other than a separator follows the closing quotation mark
  QuoteInCell,        // a quotation mark inside a cell that does not begin with one
  RecordTooLong,      // more than `longest_record` bytes or `most_cells` cells
  Unreadable,         // the source failed
};

inline constexpr std::size_t longest_record = std::size_t{16} << 20;
inline constexpr std::size_t most_cells = 65'536;
/// So many bytes from any place in a cell on, its end included, may be read; those that are not the
/// cell's may be anything.
inline constexpr std::size_t readable_past_cell = 64;

class CsvScanner {
 public:
  /// Records of `source`; a UTF-8 byte order mark at its beginning is not part of them.
  explicit CsvScanner(std::unique_ptr<ByteSource> source);

  /// Goes to the next record. False iff there is none. Check `fault` before using the cells: after
  /// TextAfterQuote and QuoteInCell the scan goes on with the next line, after the others it is
  /// over.
  bool next();

  /// The cells of the record, without their quotation marks; valid until `next` is called. After
  /// each more may be read, see `readable_past_cell`.
  std::span<const std::string_view> cells() const { return {cells_.data(), count_}; }
  /// True iff the record is an empty line.
  bool blank() const { return blank_; }
  CsvFault fault() const { return fault_; }
  /// The cell in which the fault lies, from 0.
  std::size_t fault_cell() const { return fault_cell_; }
  /// Why the source failed.
  std::string source_error() const { return source_->error(); }

  /// The line of the file, from 1, on which the record begins; of a source that has a line a
  /// record, the number of the record.
  std::uint64_t line() const { return line_; }
  /// False iff the record may hold bytes that are not ASCII, or a NUL.
  bool plain() const { return plain_; }
  /// Bytes of the source behind us, and its size (0 where it is not known).
  std::uint64_t bytes_read() const { return consumed_ + position_; }
  std::uint64_t bytes_total() const { return source_->size(); }
  /// Bytes of memory in use.
  std::size_t buffer_size() const { return buffer_.size(); }

 private:
  enum class Progress : std::uint8_t { Done, NeedsMore };
  Progress scan();
  Progress scan_quoted(std::size_t& at);
  void add_cell(std::size_t begin, std::size_t end);
  std::size_t add_cells(std::size_t begin, std::size_t place, std::uint64_t separators);
  void make_room_for_cells(std::size_t more) {
    if (count_ + more > cells_.size()) cells_.resize(2 * (count_ + more));
  }
  bool has_too_many_cells();
  Progress close_record(std::size_t end);
  Progress skip_line(std::size_t at, CsvFault fault);
  bool refill();
  /// Bytes of the buffer that may hold some of the source.
  std::size_t room() const { return buffer_.size() - readable_past_cell; }
  void unescape();

  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  std::size_t position_ = 0;  // where the next record begins
  std::size_t end_ = 0;       // of the bytes in the buffer
  std::uint64_t consumed_ = 0;
  bool at_end_ = false;  // the source has no more
  bool plain_ = true;
  std::vector<std::string_view> cells_;
  std::size_t count_ = 0;
  std::vector<std::size_t> escaped_;  // cells with doubled quotation marks
  std::uint64_t line_ = 0;
  std::uint64_t lines_passed_ = 0;  // lines before position_
  std::uint64_t inner_lines_ = 0;   // line ends inside the record
  bool blank_ = false;
  CsvFault fault_ = CsvFault::None;
  std::size_t fault_cell_ = 0;
};

}  // namespace nansen::runtime

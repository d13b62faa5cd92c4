// Rows of facts as columns, in the layout that compiled code reads.
//
// Every truth is two planes of bits, certainly-yes and certainly-no; a bit is set in at most one of
// them; neither means unknown. Row r is bit r % 64 of word r / 64.
//
//   kind        buffer 0            buffer 1                     further buffers
//   Boolean     yes plane           no plane
//   Code        known plane         codes, `width` bytes each      (enumerations)
//   Set         known plane         plane of member 0            plane of member 1, ...
//   Number      known plane         signed integers, `width` bytes each
//   Reference   known plane         row numbers, 4 bytes each    (in the referenced table)
//   Rows        known plane         first row, 4 bytes each, capacity + 1 of them
//
// Where a row is not known its code, number or member bits are zero. A Rows column's plane says
// that all linked rows are listed; its offsets are right either way: the rows of r are [first[r],
// first[r+1]). All buffers of a table lie in one allocation, in this order, each on a 64-byte
// boundary and one such line apart (so that equal rows of different columns do not contend for one
// cache set), so that reading a table is one sequential stream. Bits and values past `rows` are
// zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace nansen::runtime {

enum class ColumnKind : std::uint8_t { Boolean, Code, Set, Number, Reference, Rows };

struct ColumnShape {
  ColumnKind kind{};
  std::uint8_t width = 1;     // bytes a code or number: 1, 2, 4 or 8
  std::uint32_t members = 0;  // of Code and Set
};

/// Rows in one block of compiled code. Capacities are multiples of it.
inline constexpr std::size_t block_rows = 512;
inline constexpr std::size_t block_words = block_rows / 64;

/// How many buffers a column of `shape` has.
std::size_t buffer_count(const ColumnShape& shape);

/// One table: the cases of a batch, the linked rows of those cases, or a referenced entity's rows.
class Table {
 public:
  Table() = default;
  /// Room for `capacity` rows, rounded up to whole blocks; all facts unknown.
  Table(std::vector<ColumnShape> shapes, std::size_t capacity);

  std::size_t rows() const { return rows_; }
  std::size_t capacity() const { return capacity_; }
  std::size_t blocks() const { return (rows_ + block_rows - 1) / block_rows; }
  const std::vector<ColumnShape>& shapes() const { return shapes_; }

  /// Buffer `buffer` of column `column`; see the table above. Stays where it is until the table
  /// grows. Whoever sets many facts may write words here instead of calling the setters.
  std::byte* buffer(std::size_t column, std::size_t buffer) {
    return memory_.get() + offsets_[first_buffer_[column] + buffer];
  }
  const std::byte* buffer(std::size_t column, std::size_t buffer) const {
    return memory_.get() + offsets_[first_buffer_[column] + buffer];
  }

  /// All rows unknown again, no rows.
  void clear();
  /// Adds one row of unknown facts (of no linked rows) and returns its number. Grows if full.
  std::size_t add_row();
  /// Makes the table `count` rows long: new rows are as `add_row` makes them, rows past `count` go.
  void resize(std::size_t count);

  // Setting one fact of one row. Unknown is what a new row holds.
  void set_truth(std::size_t row, std::size_t column, bool value);
  void set_code(std::size_t row, std::size_t column, std::uint32_t code);
  void set_members(std::size_t row, std::size_t column, const std::vector<std::uint32_t>& members);
  void set_number(std::size_t row, std::size_t column, std::int64_t value);
  void set_reference(std::size_t row, std::size_t column, std::uint32_t target_row);
  /// The rows of `row` end at `end` in the linked table; must be set for each row in order.
  void set_rows_end(std::size_t row, std::size_t column, std::uint32_t end);
  void set_rows_known(std::size_t row, std::size_t column);

  // Reading one fact of one row.
  bool plane(std::size_t row, std::size_t column, std::size_t buffer) const;
  std::int64_t number(std::size_t row, std::size_t column) const;  // code, number or row number
  std::uint32_t rows_begin(std::size_t row, std::size_t column) const;

 private:
  struct Free {
    void operator()(std::byte* memory) const;
  };
  void grow(std::size_t capacity);
  void place(std::size_t capacity);
  void erase_from(std::size_t row);

  std::vector<ColumnShape> shapes_;
  std::vector<std::size_t> first_buffer_;  // by column: its first buffer's place in offsets_
  std::vector<std::size_t> offsets_;       // by buffer: bytes from the start of memory_
  std::vector<std::size_t> rows_columns_;  // the columns of kind Rows
  std::unique_ptr<std::byte[], Free> memory_;
  std::size_t bytes_ = 0;
  std::size_t rows_ = 0;
  std::size_t capacity_ = 0;
};

/// A batch of cases: one table a domain of the compiled module, in the domains' order; tables[0]
/// holds the cases. Tables of referenced entities are shared between batches. A null pointer stands
/// for a table without rows.
struct Batch {
  std::vector<std::shared_ptr<Table>> tables;
};

/// What a module's outputs are for the rows of a batch: for each output its planes or numbers.
/// A truth takes two planes (yes, no); an enumeration two a member; a number a known plane and
/// 64-bit integers, value * scale (zero where the number is not known). A range is two numbers, the
/// least and the greatest, each known or not.
struct OutputShape {
  std::uint32_t truths = 0;  // how many (yes, no) pairs; 0 for a number
  bool number = false;
  std::int64_t scale = 1;  // of a number
  bool range = false;      // of a number: there are two
};

class Results {
 public:
  Results() = default;
  /// Room for `capacity` rows, rounded up to whole blocks; all planes and numbers zero.
  Results(std::vector<OutputShape> shapes, std::size_t capacity);

  const std::vector<OutputShape>& shapes() const { return shapes_; }
  std::size_t capacity() const { return capacity_; }

  /// Plane of truth `truth` of output `output`: `yes` or no. Of a number: known (truth 0, yes); of
  /// a range: truth 0 for the least and 1 for the greatest number. Planes and numbers begin on
  /// 64-byte boundaries.
  std::uint64_t* plane(std::size_t output, std::size_t truth, bool yes);
  const std::uint64_t* plane(std::size_t output, std::size_t truth, bool yes) const;
  /// The numbers of output `output`; of a range the least (`which` 0) or the greatest (1).
  std::int64_t* numbers(std::size_t output, std::size_t which = 0);
  const std::int64_t* numbers(std::size_t output, std::size_t which = 0) const;

 private:
  struct alignas(64) Line {
    std::uint64_t words[block_words];
  };

  std::vector<OutputShape> shapes_;
  std::vector<std::size_t> first_line_;  // by output
  std::vector<Line> lines_;
  std::size_t capacity_ = 0;
};

}  // namespace nansen::runtime

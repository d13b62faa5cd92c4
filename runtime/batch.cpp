// Where the buffers of a table lie, and the setting and reading of single facts.
#include "runtime/batch.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "runtime/pages.h"

namespace nansen::runtime {
namespace {

constexpr std::size_t line_bytes = 64;

// A number of a result: its known plane, then 64 planes' worth of 64-bit integers.
constexpr std::size_t planes_a_number = 1 + 64;

std::size_t whole_blocks(std::size_t rows) {
  return (rows + block_rows - 1) / block_rows * block_rows;
}

std::size_t whole_lines(std::size_t bytes) {
  return (bytes + line_bytes - 1) / line_bytes * line_bytes;
}

/// The bytes an entry of buffer `buffer` takes, or 0 iff the buffer is a plane.
std::size_t entry_bytes(const ColumnShape& shape, std::size_t buffer) {
  if (buffer == 0) return 0;
  switch (shape.kind) {
    case ColumnKind::Boolean:
    case ColumnKind::Set: return 0;
    case ColumnKind::Code:
    case ColumnKind::Number: return shape.width;
    case ColumnKind::Reference:
    case ColumnKind::Rows: return sizeof(std::uint32_t);
  }
  return 0;
}

/// The bytes of buffer `buffer` that hold `rows` rows.
std::size_t buffer_bytes(const ColumnShape& shape, std::size_t buffer, std::size_t rows) {
  const std::size_t entry = entry_bytes(shape, buffer);
  if (entry == 0) return rows / 8;
  return entry * (shape.kind == ColumnKind::Rows ? rows + 1 : rows);
}

std::uint64_t bit_of(std::size_t row) { return std::uint64_t{1} << (row % 64); }

std::uint64_t& word_of(std::byte* plane, std::size_t row) {
  return reinterpret_cast<std::uint64_t*>(plane)[row / 64];
}

void store(std::byte* entries, std::size_t width, std::size_t row, std::uint64_t value) {
  switch (width) {
    case 1: reinterpret_cast<std::uint8_t*>(entries)[row] = static_cast<std::uint8_t>(value); break;
    case 2:
      reinterpret_cast<std::uint16_t*>(entries)[row] = static_cast<std::uint16_t>(value);
      break;
    case 4:
      reinterpret_cast<std::uint32_t*>(entries)[row] = static_cast<std::uint32_t>(value);
      break;
    default: reinterpret_cast<std::uint64_t*>(entries)[row] = value; break;
  }
}

std::uint32_t* offsets_in(std::byte* buffer) { return reinterpret_cast<std::uint32_t*>(buffer); }

}  // namespace

std::size_t buffer_count(const ColumnShape& shape) {
  return shape.kind == ColumnKind::Set ? 1 + shape.members : 2;
}

void Table::Free::operator()(std::byte* memory) const { FreePages()(memory); }

Table::Table(std::vector<ColumnShape> shapes, std::size_t capacity) : shapes_(std::move(shapes)) {
  for (std::size_t column = 0; column < shapes_.size(); ++column) {
    if (shapes_[column].kind == ColumnKind::Rows) rows_columns_.push_back(column);
  }
  place(std::max(whole_blocks(capacity), block_rows));
}

// Lays the buffers out for `capacity` rows in fresh memory, all zero.
void Table::place(std::size_t capacity) {
  first_buffer_.clear();
  offsets_.clear();
  std::size_t end = 0;
  for (const ColumnShape& shape : shapes_) {
    first_buffer_.push_back(offsets_.size());
    for (std::size_t buffer = 0; buffer < buffer_count(shape); ++buffer) {
      offsets_.push_back(end);
      end = whole_lines(end + buffer_bytes(shape, buffer, capacity)) + line_bytes;
    }
  }
  bytes_ = end;
  capacity_ = capacity;
  memory_.reset(make_pages(bytes_).release());
}

void Table::grow(std::size_t capacity) {
  const std::vector<std::size_t> old_first = first_buffer_;
  const std::vector<std::size_t> old_offsets = offsets_;
  const std::unique_ptr<std::byte[], Free> old_memory = std::move(memory_);
  const std::size_t old_capacity = capacity_;
  place(whole_blocks(capacity));
  for (std::size_t column = 0; column < shapes_.size(); ++column) {
    for (std::size_t index = 0; index < buffer_count(shapes_[column]); ++index) {
      std::memcpy(buffer(column, index), old_memory.get() + old_offsets[old_first[column] + index],
                  buffer_bytes(shapes_[column], index, old_capacity));
    }
  }
}

// Zeroes all facts of rows `row` and after.
void Table::erase_from(std::size_t row) {
  for (std::size_t column = 0; column < shapes_.size(); ++column) {
    const ColumnShape& shape = shapes_[column];
    for (std::size_t index = 0; index < buffer_count(shape); ++index) {
      std::byte* bytes = buffer(column, index);
      const std::size_t entry = entry_bytes(shape, index);
      std::size_t first = entry * (shape.kind == ColumnKind::Rows ? row + 1 : row);
      if (entry == 0) {
        if (row < capacity_) word_of(bytes, row) &= bit_of(row) - 1;
        first = (row / 64 + 1) * sizeof(std::uint64_t);
      }
      const std::size_t end = buffer_bytes(shape, index, capacity_);
      if (first < end) std::memset(bytes + first, 0, end - first);
    }
  }
}

void Table::clear() {
  if (memory_) std::memset(memory_.get(), 0, bytes_);
  rows_ = 0;
}

std::size_t Table::add_row() {
  if (rows_ == capacity_) grow(std::max(block_rows, 2 * capacity_));
  for (const std::size_t column : rows_columns_) {
    std::uint32_t* first = offsets_in(buffer(column, 1));
    first[rows_ + 1] = first[rows_];
  }
  return rows_++;
}

void Table::resize(std::size_t count) {
  if (count > capacity_) grow(std::max(count, 2 * capacity_));
  if (count < rows_) erase_from(count);
  for (const std::size_t column : rows_columns_) {
    std::uint32_t* first = offsets_in(buffer(column, 1));
    for (std::size_t row = rows_; row < count; ++row) first[row + 1] = first[row];
  }
  rows_ = count;
}

void Table::set_truth(std::size_t row, std::size_t column, bool value) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Boolean);
  word_of(buffer(column, value ? 0 : 1), row) |= bit_of(row);
  word_of(buffer(column, value ? 1 : 0), row) &= ~bit_of(row);
}

void Table::set_code(std::size_t row, std::size_t column, std::uint32_t code) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Code);
  assert(code < shapes_[column].members);
  word_of(buffer(column, 0), row) |= bit_of(row);
  store(buffer(column, 1), shapes_[column].width, row, code);
}

void Table::set_members(std::size_t row, std::size_t column,
                        const std::vector<std::uint32_t>& members) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Set);
  word_of(buffer(column, 0), row) |= bit_of(row);
  for (std::uint32_t member = 0; member < shapes_[column].members; ++member) {
    word_of(buffer(column, 1 + member), row) &= ~bit_of(row);
  }
  for (const std::uint32_t member : members) {
    assert(member < shapes_[column].members);
    word_of(buffer(column, 1 + member), row) |= bit_of(row);
  }
}

void Table::set_number(std::size_t row, std::size_t column, std::int64_t value) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Number);
  word_of(buffer(column, 0), row) |= bit_of(row);
  store(buffer(column, 1), shapes_[column].width, row, static_cast<std::uint64_t>(value));
  assert(number(row, column) == value);
}

void Table::set_reference(std::size_t row, std::size_t column, std::uint32_t target_row) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Reference);
  word_of(buffer(column, 0), row) |= bit_of(row);
  offsets_in(buffer(column, 1))[row] = target_row;
}

void Table::set_rows_end(std::size_t row, std::size_t column, std::uint32_t end) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Rows);
  std::uint32_t* first = offsets_in(buffer(column, 1));
  assert(end >= first[row]);
  first[row + 1] = end;
}

void Table::set_rows_known(std::size_t row, std::size_t column) {
  assert(row < rows_ && shapes_[column].kind == ColumnKind::Rows);
  word_of(buffer(column, 0), row) |= bit_of(row);
}

bool Table::plane(std::size_t row, std::size_t column, std::size_t index) const {
  const auto* words = reinterpret_cast<const std::uint64_t*>(buffer(column, index));
  return (words[row / 64] & bit_of(row)) != 0;
}

std::int64_t Table::number(std::size_t row, std::size_t column) const {
  const std::byte* entries = buffer(column, 1);
  const ColumnShape& shape = shapes_[column];
  if (shape.kind == ColumnKind::Reference) {
    return reinterpret_cast<const std::uint32_t*>(entries)[row];
  }
  const bool code = shape.kind == ColumnKind::Code;
  switch (shape.width) {
    case 1:
      return code ? std::int64_t{reinterpret_cast<const std::uint8_t*>(entries)[row]}
                  : std::int64_t{reinterpret_cast<const std::int8_t*>(entries)[row]};
    case 2:
      return code ? std::int64_t{reinterpret_cast<const std::uint16_t*>(entries)[row]}
                  : std::int64_t{reinterpret_cast<const std::int16_t*>(entries)[row]};
    case 4:
      return code ? std::int64_t{reinterpret_cast<const std::uint32_t*>(entries)[row]}
                  : std::int64_t{reinterpret_cast<const std::int32_t*>(entries)[row]};
    default: return reinterpret_cast<const std::int64_t*>(entries)[row];
  }
}

std::uint32_t Table::rows_begin(std::size_t row, std::size_t column) const {
  assert(shapes_[column].kind == ColumnKind::Rows);
  return reinterpret_cast<const std::uint32_t*>(buffer(column, 1))[row];
}

Results::Results(std::vector<OutputShape> shapes, std::size_t capacity)
    : shapes_(std::move(shapes)), capacity_(whole_blocks(capacity)) {
  const std::size_t plane_lines = capacity_ / block_rows;
  std::size_t lines = 0;
  for (const OutputShape& shape : shapes_) {
    first_line_.push_back(lines);
    const std::size_t planes =
        shape.number ? (shape.range ? 2 : 1) * planes_a_number : 2 * std::size_t{shape.truths};
    lines += plane_lines * planes;
  }
  lines_.resize(lines);
}

std::uint64_t* Results::plane(std::size_t output, std::size_t truth, bool yes) {
  const std::size_t index =
      shapes_[output].number ? truth * planes_a_number : 2 * truth + (yes ? 0 : 1);
  // Without rows there are no lines, and the start is null.
  auto* start = reinterpret_cast<std::uint64_t*>(lines_.data());
  return start + first_line_[output] * block_words + index * (capacity_ / 64);
}

const std::uint64_t* Results::plane(std::size_t output, std::size_t truth, bool yes) const {
  return const_cast<Results*>(this)->plane(output, truth, yes);
}

std::int64_t* Results::numbers(std::size_t output, std::size_t which) {
  return reinterpret_cast<std::int64_t*>(plane(output, which, true) + capacity_ / 64);
}

const std::int64_t* Results::numbers(std::size_t output, std::size_t which) const {
  return const_cast<Results*>(this)->numbers(output, which);
}

}  // namespace nansen::runtime

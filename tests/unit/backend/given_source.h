// Cases whose columns lie as others have them, on any byte, with anything at all where nothing is
// known.
#pragma once

#include <atomic>
#include <cstring>
#include <set>
#include <vector>

#include "compiler/execute/evaluator.h"
#include "compiler/layout/layout.h"

namespace nansen::backend {

/// A table whose columns lie `shift` bytes after the beginning of a line. Those at the positions
/// `elsewhere` can only be fetched. They are booleans, numbers, codes and references.
class GivenSource final : public execute::ColumnSource {
 public:
  GivenSource(const ir::Module& module, const runtime::Table& table, std::size_t shift,
              std::set<std::size_t> elsewhere = {})
      : table_(table), elsewhere_(std::move(elsewhere)) {
    for (const ir::Column& column : module.columns) {
      if (column.domain.index == 0) columns_.push_back(column);
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      for (std::size_t buffer = 0; buffer < 2; ++buffer) {
        std::vector<std::byte>& bytes = bytes_.emplace_back(size(column, buffer) + 256);
        const auto address = reinterpret_cast<std::uintptr_t>(bytes.data());
        starts_.push_back(bytes.data() + (64 - address % 64) + shift);
        std::memcpy(starts_.back(), table.buffer(column, buffer), size(column, buffer));
        if (buffer == 0 || !is_boolean(column)) continue;
        for (std::size_t at = 0; at < size(column, 1); ++at) {
          starts_.back()[at] |= starts_[2 * column][at];
        }
      }
    }
  }

  /// Puts an integer, allowed or not, where that of `row` is.
  void put(std::size_t column, std::size_t row, std::int64_t value) {
    const std::size_t width = bits(column, 1) / 8;
    std::memcpy(starts_[2 * column + 1] + row * width, &value, width);
  }
  void set_known(std::size_t column, std::size_t row, bool known) {
    const auto bit = std::byte{1} << (row % 8);
    std::byte& place = starts_[2 * column][row / 8];
    place = known ? place | bit : place & ~bit;
  }
  bool is_known(std::size_t column, std::size_t row) const {
    return (starts_[2 * column][row / 8] & (std::byte{1} << (row % 8))) != std::byte{};
  }
  /// The most rows that were found where they lie at once.
  std::size_t longest() const { return longest_; }

  std::size_t rows() const override { return table_.rows(); }

  bool fetch(std::size_t column, std::size_t first, std::size_t count,
             std::byte* const* buffers) const override {
    const std::size_t blocks = (count + runtime::block_rows - 1) / runtime::block_rows;
    for (std::size_t buffer = 0; buffer < 2; ++buffer) {
      const bool raw = buffer == 0 ? !is_boolean(column) : has_range(column);
      const std::byte* from = raw ? starts_[2 * column + buffer] : table_.buffer(column, buffer);
      std::memcpy(buffers[buffer], from + first * bits(column, buffer) / 8,
                  blocks * runtime::block_rows * bits(column, buffer) / 8);
    }
    if (!has_range(column)) return true;
    const std::size_t width = bits(column, 1) / 8;
    bool good = true;
    for (std::size_t row = 0; row < count; ++row) {
      if (!is_known(column, first + row)) {
        std::memset(buffers[1] + row * width, 0, width);
      } else {
        good = good && is_allowed(column, first + row);
      }
    }
    return good;
  }

  bool in_place(std::size_t column, std::size_t first, std::size_t count, execute::RangeCheck check,
                const std::byte** buffers) const override {
    if (count % runtime::block_rows != 0 || count > execute::given_rows) return false;
    if (elsewhere_.count(column) != 0 || !(is_boolean(column) || has_range(column))) return false;
    if (check == execute::RangeCheck::BySource && has_range(column)) {
      for (std::size_t row = first; row < first + count; ++row) {
        if (!is_allowed(column, row)) return false;
      }
    }
    for (std::size_t buffer = 0; buffer < 2; ++buffer) {
      buffers[buffer] = starts_[2 * column + buffer] + first * bits(column, buffer) / 8;
    }
    if (count > longest_) longest_ = count;
    return true;
  }

 private:
  bool is_boolean(std::size_t column) const {
    return columns_[column].kind == ir::ColumnKind::Boolean;
  }
  bool is_number(std::size_t column) const {
    return columns_[column].kind == ir::ColumnKind::Number;
  }
  bool has_range(std::size_t column) const {
    return is_number(column) || columns_[column].kind == ir::ColumnKind::Enumeration;
  }
  bool is_allowed(std::size_t column, std::size_t row) const {
    const std::size_t width = bits(column, 1) / 8;
    std::int64_t value = 0;
    std::memcpy(&value, starts_[2 * column + 1] + row * width, width);
    const ir::Column& of = columns_[column];
    if (!is_number(column)) return value < static_cast<std::int64_t>(of.members.size());
    const auto shift = static_cast<unsigned>(64 - 8 * width);
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << shift) >> shift;
    return value >= of.least && value <= of.greatest;
  }
  std::size_t bits(std::size_t column, std::size_t buffer) const {
    const runtime::ColumnShape& shape = table_.shapes()[column];
    if (buffer == 0 || is_boolean(column)) return 1;
    return shape.kind == runtime::ColumnKind::Reference ? 32 : 8U * shape.width;
  }
  std::size_t size(std::size_t column, std::size_t buffer) const {
    return table_.capacity() * bits(column, buffer) / 8;
  }

  const runtime::Table& table_;
  std::set<std::size_t> elsewhere_;
  std::vector<ir::Column> columns_;
  std::vector<std::vector<std::byte>> bytes_;
  std::vector<std::byte*> starts_;
  mutable std::atomic<std::size_t> longest_ = 0;
};

}  // namespace nansen::backend

// The truths of a table's rows, which most of its cells are: read without a branch for each, as
// nothing tells beforehand which of them a cell will hold. Used inside this room.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/batch.h"

namespace nansen::cases {

class TruthColumns {
 public:
  /// Column `column` of the file holds truths. They are stored in column `position` of the table,
  /// or looked at and not stored.
  void add_stored(std::size_t column, std::size_t position) {
    stored_.push_back({column, position, nullptr, nullptr});
  }
  void add_checked(std::size_t column) { checked_.push_back(column); }

  /// Stores what is read in `table` from now on; call again when it has grown.
  void bind(runtime::Table& table) {
    for (Stored& each : stored_) {
      each.yes = reinterpret_cast<std::uint64_t*>(table.buffer(each.position, 0));
      each.no = reinterpret_cast<std::uint64_t*>(table.buffer(each.position, 1));
    }
  }

  /// Reads and stores the truths among `cells`, those of row `row`. False iff a cell is neither
  /// `yes` nor `no` nor empty; the others are stored all the same. Four bytes from the beginning of
  /// each cell on must be readable.
  bool read(std::span<const std::string_view> cells, std::size_t row) const {
    const std::size_t word = row / 64;
    const std::size_t bit = row % 64;
    std::uint64_t good = 1;
    for (const Stored& each : stored_) {
      const Truth truth(cells[each.column]);
      good &= truth.yes | truth.no | truth.empty;
      each.yes[word] |= truth.yes << bit;
      each.no[word] |= truth.no << bit;
    }
    for (const std::size_t column : checked_) {
      const Truth truth(cells[column]);
      good &= truth.yes | truth.no | truth.empty;
    }
    return good != 0;
  }

 private:
  struct Stored {
    std::size_t column = 0;
    std::size_t position = 0;
    std::uint64_t* yes = nullptr;
    std::uint64_t* no = nullptr;
  };

  /// What a cell says: 1 for one of them, or for none.
  struct Truth {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    std::uint64_t empty = 0;

    explicit Truth(std::string_view cell) {
      std::uint32_t text = 0;
      std::memcpy(&text, cell.data(), sizeof(text));
      const std::size_t size = cell.size();
      yes = static_cast<std::uint64_t>(size == 3) &
            static_cast<std::uint64_t>((text & bytes("\xff\xff\xff\0")) == bytes("yes\0"));
      no = static_cast<std::uint64_t>(size == 2) &
           static_cast<std::uint64_t>((text & bytes("\xff\xff\0\0")) == bytes("no\0\0"));
      empty = static_cast<std::uint64_t>(size == 0);
    }
  };
  static std::uint32_t bytes(const char* four) {
    std::uint32_t number = 0;
    std::memcpy(&number, four, sizeof(number));
    return number;
  }

  std::vector<Stored> stored_;
  std::vector<std::size_t> checked_;
};

}  // namespace nansen::cases

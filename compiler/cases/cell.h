// One fact's cells: what they may say, where that is stored, and what is wrong when they say
// something else. Used inside this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// How a cell says that a set of `enumeration` is empty: `none`, or `|` where a member has that
/// name.
std::string_view empty_set_text(const program::Enumeration& enumeration);

/// A whole number as written (`-12`); nothing iff `text` has another shape or does not fit.
std::optional<std::int64_t> parse_whole(std::string_view text);

/// Reads the cells of one fact; any type but Reference and Rows, whose cells name other rows.
class FactCells {
 public:
  FactCells(const program::Program& program, const program::Fact& fact);

  /// Stores what is read in `column` of `table` from now on; call again when the table has grown.
  /// Of a fact that is kept as two bounds `greatest` is the column of the greatest value; of any
  /// other it is `column` itself.
  void bind(runtime::Table& table, std::size_t column, std::size_t greatest);

  /// Reads `cell`, which is not empty, for row `row` and stores it if the column is bound. False
  /// iff it is no value of the fact. A range of days is left unknown where one column is bound.
  /// runtime::readable_past_cell bytes must be readable from any place in the cell on.
  bool read(std::string_view cell, std::size_t row);
  /// True iff such a range has been left unknown.
  bool range_left_out() const { return range_left_out_; }

  /// What is wrong with `cell`, which `read` has refused.
  Diagnostic explain(std::string_view cell, TableLocation location) const;

 private:
  std::optional<std::int64_t> parse_number(std::string_view cell) const;
  bool parse_set(std::string_view cell);
  bool include(std::string_view name);
  bool read_range(std::string_view cell, std::size_t row);
  void store_truth(std::size_t row, bool value);
  void store_code(std::size_t row, std::uint32_t code);
  void store_members(std::size_t row);
  struct Numbers {
    std::uint64_t* known = nullptr;
    std::byte* values = nullptr;
  };
  void store_number(const Numbers& column, std::size_t row, std::int64_t value) const;
  Diagnostic explain_number(std::string_view cell, TableLocation location) const;
  Diagnostic explain_date(std::string_view cell, TableLocation location) const;
  Diagnostic explain_member(std::string_view cell, TableLocation location) const;

  const program::Program* program_;
  const program::Fact* fact_;
  std::int64_t lowest_ = 0;  // of stored numbers
  std::int64_t highest_ = 0;
  std::int64_t scale_ = 1;
  NameIndex members_;
  std::string_view empty_set_;
  std::vector<std::uint64_t> set_;  // the members last read: a bit each

  bool bound_ = false;
  std::uint8_t width_ = 1;
  std::uint64_t* known_ = nullptr;      // of a truth: its yes plane
  std::byte* values_ = nullptr;         // of a truth: its no plane
  std::vector<std::uint64_t*> planes_;  // of a set: a plane a member
  Numbers greatest_;                    // of a fact that is kept as two bounds
  bool range_left_out_ = false;
};

}  // namespace nansen::cases

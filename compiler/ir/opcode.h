// The opcode table as data: what each operation takes, gives and reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/ir/ir.h"

namespace nansen::ir {

/// Where an instruction's operands have their values.
enum class Place : std::uint8_t { Here, There, Above };

/// One row of opcodes.def.
struct OpcodeRow {
  Opcode opcode{};
  std::string_view word;
  bool number = false;        // gives a number rather than a truth
  std::string_view operands;  // the kinds in order: 't' or 'n'
  bool repeats = false;       // the last operand may be repeated
  Place place{};
  std::uint32_t columns = 0;  // bit k: may read a column of ColumnKind k; 0: reads none
  bool uses_truth = false;
  bool uses_number = false;
  bool uses_count = false;
  bool uses_member = false;
  bool uses_other_column = false;
  bool uses_month_end = false;  // the member: 0 down, 1 up
  bool uses_calendar = false;   // the member: which calendar of the module
  bool uses_gap = false;        // the count, and the member: 0 days, 1 months

  bool reads_column() const { return columns != 0; }
  bool reads(ColumnKind kind) const { return (columns >> static_cast<unsigned>(kind) & 1U) != 0; }
  /// The kind of operand `position`: 't' or 'n'; 0 where there cannot be so many.
  char operand(std::size_t position) const;
};

const OpcodeRow& row_of(Opcode opcode);
/// All rows, in the order of the opcodes.
std::span<const OpcodeRow> opcode_rows();

}  // namespace nansen::ir

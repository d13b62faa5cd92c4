// The table of sheet operations as data: what each takes, gives and uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/ir/sheet.h"

namespace nansen::ir {

/// Which fields of SheetOperation an operation uses besides its operands.
enum class SheetPayload : std::uint8_t {
  Nothing,
  UsesNumber,
  UsesIndex,
  UsesRounds,  // until_nothing_is_cut
  UsesMethod   // method and ties
};

/// One row of sheet_opcodes.def.
struct SheetOpcodeRow {
  SheetOpcode opcode{};
  std::string_view word;
  bool truth = false;         // gives a truth rather than a number
  std::string_view operands;  // the kinds in order: 'n', 't' or 's'
  bool repeats = false;       // the last operand may be repeated
  SheetPayload payload{};

  /// The kind of operand `position`: 'n', 't' or 's'; 0 where there cannot be so many.
  char operand(std::size_t position) const;
  /// True iff the operation looks across rows: it takes a set.
  bool across() const { return operands.ends_with('s'); }
};

const SheetOpcodeRow& row_of(SheetOpcode opcode);
/// All rows, in the order of the opcodes.
std::span<const SheetOpcodeRow> sheet_opcode_rows();

}  // namespace nansen::ir

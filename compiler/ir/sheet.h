// Formulas over a table of States, as plain operations: one row a State, one value a row or one for
// the whole sheet.
//
// Numbers are exact rationals. A sheet is lazy: an error (an indicator that is not known, a
// division by zero) arises only where an output needs it, so what a condition leaves aside does no
// harm. Sets are uniform: they follow from truth inputs and from what is known, never from numbers,
// so that all scenarios of one table have the same sets. The sheet names its own inputs and can be
// printed as text and parsed back without the program it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/rational.h"

namespace nansen::ir {

struct SheetOperation;
using SheetValueId = Id<SheetOperation>;

/// What an operation does; sheet_opcodes.def says of each what it takes and what it means.
enum class SheetOpcode : std::uint8_t {
#define NANSEN_SHEET_OPCODE(name, word, result, operands, payload) name,
#include "compiler/ir/sheet_opcodes.def"
#undef NANSEN_SHEET_OPCODE
};

enum class Apportionment : std::uint8_t {
  LargestRemainder,
  Jefferson,
  Webster,
  HuntingtonHill,
  Adams,
  EachToTheNearest  // halves up
};
/// The order in which rows that tie are served. Equal names go by the rows' order; equal weights
/// leave the tie open, which is an error where it matters, as with Refused.
enum class TieOrder : std::uint8_t { Refused, Row, Name, LargerWeight, SmallerWeight };

struct SheetOperation {
  SheetOpcode opcode{};
  std::vector<SheetValueId> operands;
  Rational number;
  std::uint32_t index = 0;  // of an input or a parameter
  bool until_nothing_is_cut = false;
  Apportionment method{};
  TieOrder ties{};
  bool operator==(const SheetOperation&) const = default;
};

/// A number or a truth that is given for each row; `name` for messages and the text.
struct SheetInput {
  bool truth = false;
  std::string name;
  bool operator==(const SheetInput&) const = default;
};

struct SheetParameter {
  std::string name;
  Rational value;
  bool operator==(const SheetParameter&) const = default;
};

/// What is asked. `rows` is the set of rows that it is asked of; a value for the whole sheet is the
/// same at each.
struct SheetOutput {
  std::string name;
  SheetValueId value;
  SheetValueId rows;
  bool operator==(const SheetOutput&) const = default;
};

struct Sheet {
  std::vector<SheetInput> inputs;
  std::vector<SheetParameter> parameters;
  Store<SheetOperation, SheetOperation> operations;  // operands come before
  /// Parallel to `operations`: the formula expression each one was made for.
  std::vector<std::uint32_t> origins;
  std::vector<SheetOutput> outputs;
  bool operator==(const Sheet&) const = default;
};

/// The opcode's word in the text.
std::string_view to_string(SheetOpcode opcode);
std::string_view to_string(Apportionment method);
std::string_view to_string(TieOrder ties);

/// True iff the opcode gives a truth rather than a number.
bool gives_truth(SheetOpcode opcode);
/// True iff the operation has one value a row; false: one for the whole sheet.
std::vector<bool> has_rows(const Sheet& sheet);
/// Of each operation: true iff it is a uniform truth, which may stand as a set: made of Known,
/// Condition and Always by Not, And and Or.
std::vector<bool> is_uniform(const Sheet& sheet);

/// The sheet as text, an operation a line: `%3 = divide %1 %2  ; from 17`.
/// `parse_sheet(print(s))` equals `s` for every sheet that verifies.
std::string print(const Sheet& sheet);

/// Reads what `print` writes. On failure returns false and says why, with the line, in `error`.
bool parse_sheet(std::string_view text, Sheet& sheet, std::string& error);

/// What is wrong with `sheet`, one line a violated invariant, which begins with its name; empty iff
/// well formed.
std::vector<std::string> verify(const Sheet& sheet);

}  // namespace nansen::ir

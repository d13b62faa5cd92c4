// The executable meaning of a sheet: exact rationals, evaluated where they are needed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/truth.h"
#include "compiler/ir/sheet.h"

namespace nansen::interpret {

/// The table that a sheet is asked of. All vectors have one entry a row.
struct SheetTable {
  std::vector<std::string> rows;  // the States' names, for ties and messages
  /// By input of the sheet: numbers, or truths, whichever the input is.
  struct Column {
    std::vector<std::optional<Rational>> numbers;
    std::vector<Truth> truths;
  };
  std::vector<Column> inputs;
  std::vector<Rational> parameters;  // by parameter of the sheet
};

enum class SheetErrorKind : std::uint8_t {
  MissingIndicator,   // row; input
  UndeterminedTruth,  // row; input
  DivisionByZero,     // row, if any
  Negative,           // row; number
  EmptySet,
  NegativeWeight,      // row; number
  NothingToShareBy,    // no weight above zero
  NegativeTotal,       // number
  FloorsAboveTotal,    // number: the sum of the floors
  CeilingsBelowTotal,  // number: the sum of the ceilings
  FloorAboveCeiling,   // row
  Tie,                 // row, other: they tie for a unit, and nothing says who has it
  TooLarge,            // number: a total to divide of more than 10^18 units; elsewhere no number:
                       // what is worked out has more than a million binary digits
};

/// Why an output has no value. `operation` is where it arose.
struct SheetError {
  SheetErrorKind kind{};
  ir::SheetValueId operation;
  std::optional<std::size_t> row;
  std::optional<std::size_t> other;
  std::uint32_t input = 0;
  Rational number;
};

/// Evaluates a sheet over one table, value by value, keeping all that was needed on the way.
class SheetTrace {
 public:
  /// `sheet` and `table`, whose shape must fit the sheet, must outlive the trace.
  SheetTrace(const ir::Sheet& sheet, const SheetTable& table);
  ~SheetTrace();
  SheetTrace(SheetTrace&&) noexcept;

  /// The number at `row` (any row for a value of the whole sheet), or the first error on the way.
  std::variant<Rational, SheetError> number(ir::SheetValueId value, std::size_t row);
  /// The truth at `row`, or the first error on the way.
  std::variant<bool, SheetError> truth(ir::SheetValueId value, std::size_t row);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// One output of a sheet: the rows it was asked of and the value of each; numbers or truths.
struct SheetColumn {
  std::vector<bool> asked;        // by row
  std::vector<Rational> numbers;  // zero where not asked
  std::vector<bool> truths;
};

/// All outputs of the sheet, or the first error.
std::variant<std::vector<SheetColumn>, SheetError> evaluate(const ir::Sheet& sheet,
                                                            const SheetTable& table);

}  // namespace nansen::interpret

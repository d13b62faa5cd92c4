// How a sheet is worked out over a block of eight scenarios: what is known of its numbers before
// any table is, and which loops over the rows compute what. No LLVM here.
//
// Every number is computed as a double with a majorant: the exact number differs from it by at most
// bound * majorant, where the bound is worked out once a table (sheet_bounds.h), and it does not
// exceed its majorant in magnitude. Most numbers are their own majorants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/ir/sheet.h"

namespace nansen::execute {

/// What an exact number and its double have in common, where there is one: a number that is not
/// decided, or that is an error, is NaN.
enum class Sign : std::uint8_t { Any, NotNegative, Positive };

struct SheetValue {
  bool live = false;  // an output needs it
  bool rows = false;  // one value a row
  bool truth = false;
  bool uniform = false;  // a truth that is known before any scenario is
  Sign sign = Sign::Any;
  /// The majorant is the number's magnitude.
  bool relative = true;
  bool may_fail = false;  // it may be NaN
  bool whole = false;     // an exact whole number that is not negative
  /// The first loop in which it may be used; of a value a row, also that in which it is computed.
  std::size_t level = 0;
  /// Where the value lies in memory, as lines by row; its majorant, if it is stored, follows. No
  /// slot where no other loop or function across rows reads it.
  std::int32_t row_slot = -1;
  /// Where the value lies in memory, as one line.
  std::int32_t sheet_slot = -1;

  /// The functions across rows are given the majorants of all numbers that may be negative.
  bool stores_majorant() const { return !truth && (!relative || sign == Sign::Any); }
};

/// A loop over rows, and what comes before and after it.
struct SheetStep {
  std::vector<ir::SheetValueId> before;      // one value a sheet
  std::vector<ir::SheetValueId> rows;        // one value a row
  std::vector<ir::SheetValueId> reductions;  // totals, least and greatest ones
  std::vector<ir::SheetValueId> stored;      // written to their row slots
  std::vector<std::size_t> outputs;          // that are ready here
  std::vector<ir::SheetValueId> across;      // worked out by the runtime after the loop
};

struct SheetPlan {
  std::vector<SheetValue> values;  // parallel to the operations
  std::vector<SheetStep> steps;
  std::vector<std::int32_t> output_slots;  // row slots, or sheet slots where there is one value
  std::size_t row_slots = 0;
  std::size_t sheet_slots = 0;
  /// The place of a uniform truth among those that kernels read; -1 for others.
  std::vector<std::int32_t> masks;
  std::size_t mask_count = 0;

  const SheetValue& of(ir::SheetValueId value) const {
    return values[static_cast<std::size_t>(value.index)];
  }
};

/// Whether an operation is worked out by the runtime, across rows.
bool is_across(ir::SheetOpcode opcode);

/// Whether an Apportion or Entitlement has floors, and ceilings.
bool has_floors(const ir::Sheet& sheet, const ir::SheetOperation& made);
bool has_ceilings(const ir::SheetOperation& made);

/// True iff a Divide multiplies by the reciprocal, which all rows have in common.
bool by_reciprocal(const SheetPlan& plan, const ir::SheetOperation& divide);

/// Plans `sheet`. `not_negative`: no input or parameter is below zero.
SheetPlan plan_sheet(const ir::Sheet& sheet, bool not_negative);

/// The number of doubles in the table of scalars that a kernel reads, and where each lies: the
/// bounds of all values, the counts of all Count operations, 1/scale of inputs and parameters, and
/// of each output its power of ten and the two parts of its bound.
struct SheetScalars {
  explicit SheetScalars(const ir::Sheet& sheet)
      : values(sheet.operations.size()),
        inputs(sheet.inputs.size()),
        parameters(sheet.parameters.size()),
        outputs(sheet.outputs.size()) {}
  static std::size_t bound(ir::SheetValueId value) { return static_cast<std::size_t>(value.index); }
  std::size_t count(ir::SheetValueId value) const { return values + bound(value); }
  std::size_t input(std::size_t index) const { return 2 * values + index; }
  std::size_t parameter(std::size_t index) const { return 2 * values + inputs + index; }
  std::size_t power(std::size_t output) const {
    return 2 * values + inputs + parameters + 3 * output;
  }
  std::size_t output_bound(std::size_t output) const { return power(output) + 1; }
  std::size_t output_rounding(std::size_t output) const { return power(output) + 2; }
  std::size_t size() const { return power(outputs); }

  std::size_t values;
  std::size_t inputs;
  std::size_t parameters;
  std::size_t outputs;
};

/// What a kernel is called with: pointers to memory of the block.
struct SheetFrame {
  const double* const* inputs = nullptr;  // by input: lines by row
  const double* parameters = nullptr;     // a line each
  const double* scalars = nullptr;
  /// By uniform truth that is read: 0xff or 0 by row, first where it holds, then where it does not.
  const std::uint8_t* masks = nullptr;
  const std::uint32_t* list = nullptr;  // the rows that the loop goes over
  std::size_t count = 0;
  std::size_t rows = 0;
  double* row_memory = nullptr;    // slot by slot, lines by row
  double* sheet_memory = nullptr;  // slot by slot, a line each
  /// Bits of the scenarios that are not decided; added to.
  std::uint8_t* undecided = nullptr;
  /// By output: 0xff iff any row is asked.
  const std::uint8_t* asked = nullptr;
};

}  // namespace nansen::execute

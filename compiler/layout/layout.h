// How the columns, numbers and results of a module are stored: what whoever builds a table, the
// interpreter and compiled code must agree on, said once.
#pragma once

#include <vector>

#include "compiler/base/rational.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::layout {

/// How a column is stored: its shape follows from its kind, members and range alone, so that tables
/// can be built and read by whoever has the module.
runtime::ColumnShape shape_of(const ir::Column& column);
/// The shapes of all columns of `domain`, in the order of the module's column store.
std::vector<runtime::ColumnShape> shapes_of(const ir::Module& module, ir::DomainId domain);
/// The position of `column` among the columns of its domain: the table's column number.
std::size_t position_of(const ir::Module& module, ir::ColumnId column);
/// The shapes of the results.
std::vector<runtime::OutputShape> output_shapes(const ir::Module& module);

/// The scale and bounds of a number value: stored integer = value * scale, within [least,
/// greatest]. Exact and static, so no compiled number can overflow.
struct NumberForm {
  Rational least;  // times scale, a whole number
  Rational greatest;
  mpz_class scale = 1;
};
/// Parallel to the module's instructions; default for truths. Aborts where what is used as a day
/// might lie outside the calendar, or a number of days or months might not be whole.
std::vector<NumberForm> number_forms(const ir::Module& module);

/// The bits a two's-complement integer needs to hold every number of `form`, multiplied by
/// `factor`.
std::size_t bits_of(const NumberForm& form, const mpz_class& factor = 1);

/// The widest integers that compiled code computes with, and the widest it gives out.
inline constexpr std::size_t widest_number_bits = 128;
inline constexpr std::size_t widest_output_bits = 64;

/// The values that compiled code cannot hold: numbers, or numbers brought to the common scale of a
/// comparison or a sum, wider than `widest_number_bits`; outputs wider than `widest_output_bits`,
/// or of a scale that is. Such a module can be interpreted but neither compiled nor have its
/// results stored; empty iff it can.
std::vector<ir::ValueId> too_wide(const ir::Module& module);

}  // namespace nansen::layout

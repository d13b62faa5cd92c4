// What the operations on days give where all that they take is known; the interpreter and the
// folding of constants agree on it.
#pragma once

#include <vector>

#include "compiler/base/rational.h"
#include "compiler/ir/ir.h"
#include "runtime/working_days.h"

namespace nansen::layout {

/// The days of `calendar` on which no one works.
runtime::FreeDays free_days(const ir::Calendar& calendar);

/// True iff the opcode takes days: add_days, add_months, next_working_day, days_counted,
/// counted_until.
bool takes_days(ir::Opcode opcode);

/// The result of such an operation over its operands' numbers, which are days and whole numbers as
/// opcodes.def says.
Rational of_days(const ir::Module& module, const ir::Instruction& instruction,
                 const std::vector<Rational>& numbers);

}  // namespace nansen::layout

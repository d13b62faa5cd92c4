// Rules that give values: which of two prevails, and whether every case has one value.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Turns `lex superior`, `lex posterior` and `lex specialis` into exceptions: where two rules of a
/// definition give different values and neither yields to the other by a connective, the lower, the
/// earlier or the more general one gets the exception "where the other holds". The program must be
/// free of errors.
void settle_values(Context& context);

/// Emits for each pair of rules that can hold together and give different values, and for each
/// definition that may leave a case without a value. What cannot be decided within the solver's
/// budget counts as possible: a definition is refused rather than given two values. The program
/// must be free of errors.
void check_values(Context& context);

}  // namespace nansen::check

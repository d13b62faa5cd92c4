// Text that says nothing: heads that can never be met, exceptions that can never matter, heads that
// repeat others, conditions that are always met.
//
// Each finding is proved (logic/ says by what): nothing is reported that could matter in some case,
// and beyond the solver's budget nothing is reported at all. Within a quantifier a rule is judged
// as if its row were any row.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// The program must be free of errors.
void report_dead_text(Context& context);

}  // namespace nansen::check

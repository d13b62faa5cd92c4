// Every quantifier over a link asks about a table of rows of its own, and so does every one in a
// definition that is asked of linked rows: definitions that each ask about two links of the one
// below double the tables at each step.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Emits for a definition that asks about more tables than are accepted. Definitions are in order.
void refuse_many_row_tables(Context& context);

}  // namespace nansen::check

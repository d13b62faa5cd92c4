// Every definition after all that it refers to.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Fills `program.order`, or emits each cycle with all its definitions and leaves it empty.
void order_definitions(Context& context);

}  // namespace nansen::check

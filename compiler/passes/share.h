// What is computed twice is computed once.
#pragma once

#include "compiler/ir/ir.h"

namespace nansen::passes {

/// Of equal instructions over equal operands the first stays, with the origins of all.
ir::Module share(const ir::Module& module);

}  // namespace nansen::passes

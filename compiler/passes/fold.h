// Operations whose result is plain to see are replaced by it.
#pragma once

#include "compiler/ir/ir.h"

namespace nansen::passes {

/// Constants, double negations, nested conjunctions, disjunctions and extremes, repeated and
/// absorbed operands, sums with zero, bounds that agree. Every rewrite holds for unknown values
/// too: what is left undetermined by the old module is left so by the new one, and nothing else is.
/// Operands of operations that do not care for order ascend afterwards.
ir::Module fold(const ir::Module& module);

}  // namespace nansen::passes

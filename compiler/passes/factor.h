// What several alternatives have in common is asked once.
#pragma once

#include "compiler/ir/ir.h"

namespace nansen::passes {

/// Takes out what conjunctions under one disjunction share, and the other way round. In strong
/// Kleene logic "and" is the least and "or" the greatest of its operands, and each distributes over
/// the other, so this holds for unknown values too.
ir::Module factor(const ir::Module& module);

}  // namespace nansen::passes

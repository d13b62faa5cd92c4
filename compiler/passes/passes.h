// IR in, equal IR out: constants folded, doubles shared, the unused dropped.
#pragma once

#include "compiler/ir/ir.h"

namespace nansen::passes {

/// The normal form that native code is made from: outputs keep their values row for row, unknowns
/// included; rule entries are dropped. Verified after every pass (a violation aborts: it is a bug).
ir::Module normalise(const ir::Module& module);

}  // namespace nansen::passes

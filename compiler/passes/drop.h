// What nothing asks for is not computed.
#pragma once

#include "compiler/ir/ir.h"

namespace nansen::passes {

/// Drops the instructions that no output and no rule entry needs. Domains and columns stay, so that
/// one table serves the module before and after.
ir::Module drop_unused(const ir::Module& module);

}  // namespace nansen::passes

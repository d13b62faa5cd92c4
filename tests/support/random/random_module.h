// Random modules of the IR: every operation, several domains, links and references.
#pragma once

#include "compiler/ir/ir.h"
#include "tests/support/random/random.h"

namespace nansen::test {

struct ModuleOptions {
  std::size_t instructions = 60;
  std::size_t outputs = 6;
};

/// A module that verifies, whose numbers compiled code can hold.
ir::Module random_module(Random& random, const ModuleOptions& options);

}  // namespace nansen::test

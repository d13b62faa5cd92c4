// How a definition is built in the open: its base, the further ways in, the exceptions and what
// lifts them. From the program alone; no case is needed.
#pragma once

#include "compiler/program/program.h"
#include "compiler/report/report.h"

namespace nansen::explain {

/// The tree of `definition`: each rule with its address, its heading, the part it plays and its
/// condition in words; what an exception spares is said beside it.
report::Tree exceptions_tree(const program::Program& program, program::DefinitionId definition);

}  // namespace nansen::explain

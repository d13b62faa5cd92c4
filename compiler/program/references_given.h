// Definitions that name a row by rules: which references they can give.
#pragma once

#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// The references that `definition`, which is of type Reference, can give: in the order in which
/// its rules first name them. A value of such a definition is a place in this list.
std::vector<FactId> references_given(const Program& program, DefinitionId definition);

}  // namespace nansen::program

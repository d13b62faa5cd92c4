// The part of `verify` for parameters, formulas and allocations. Used inside this room only.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// What is wrong with the formulas of `program`, one line a violated invariant.
std::vector<std::string> verify_formulas(const Program& program);

}  // namespace nansen::program

// The invariants of readings and of the values that examples give and expect; for verify.cpp alone.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// What is wrong with them; the rest of `program` must be well formed.
std::vector<std::string> verify_values(const Program& program);

}  // namespace nansen::program

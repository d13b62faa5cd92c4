// The part of `verify` for time, rights, norms and bindings. Used inside this room only.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// What is wrong with the calendars, computations, statuses, clocks, rights, norms, limits and
/// bindings of `program`, one line a violated invariant.
std::vector<std::string> verify_time(const Program& program);

}  // namespace nansen::program

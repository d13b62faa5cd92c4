// No rule and no formula rests on itself: what checking finds out, and a program from elsewhere
// must be asked for. A program in which errors were found may have circles and be well formed
// otherwise.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// A complaint, `circle: ...`, iff rules and expressions, or those of formulas, go round in a
/// circle. Ids that name nothing are passed over: others complain of those.
std::vector<std::string> verify_circles(const Program& program);

}  // namespace nansen::program

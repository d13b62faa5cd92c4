// No rule and no formula rests on itself; for verify.cpp alone.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// A complaint if rules and expressions, or those of formulas, go round in a circle. Ids that name
/// nothing are passed over: others complain of those.
std::vector<std::string> verify_circles(const Program& program);

}  // namespace nansen::program

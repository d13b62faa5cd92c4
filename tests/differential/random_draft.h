// Random amendments of random programs, made in their text.
#pragma once

#include <string>

#include "tests/support/random/random.h"

namespace nansen::test {

/// `text`, a program of random_program, with some heads inserted, omitted or reworded, clauses
/// added, taken out or turned round, values, quantities or defaults of readings changed. It may not
/// check: an amendment may take away what another provision speaks of.
std::string random_draft(const std::string& text, Random& random, std::size_t amendments);

}  // namespace nansen::test

// Random provisions, as text: vocabularies, definitions of every type, groups, quantifiers, and
// clauses that add to provisions and take from them, to any depth.
#pragma once

#include <string>

#include "tests/support/random/random.h"

namespace nansen::test {

struct ProgramOptions {
  std::size_t definitions = 10;
  std::size_t clauses = 12;  // additions and exceptions
  int depth = 3;             // of expressions
};

/// One file that checks without errors, but perhaps for conditions that the checker sees can never
/// be met, or never fail. Its vocabulary has one entity, Person, from which everything else is
/// reached.
std::string random_program(Random& random, const ProgramOptions& options);

}  // namespace nansen::test

// A random program from its text to its module, with everything that the oracles need.
#pragma once

#include <string>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "tests/support/random/program_oracle.h"
#include "tests/support/random/random.h"

namespace nansen::test {

/// Every definition over Person is asked; some readings are not the default ones.
struct AskedProgram {
  std::string text;
  std::string errors;  // as the user would see them; empty iff the program checked
  program::Program program;
  Readings readings;
  std::vector<program::DefinitionId> definitions;
  ir::Module module;  // empty where nothing is asked of a Person
};

/// The next program that checks. A draw that the checker refuses because some provision can never
/// matter is passed over; any other error is a failure, and returned.
AskedProgram ask_random_program(Random& random);

/// Where the interpreter differs from the oracle of three truth values over random facts, or, over
/// facts that are all known, from the oracle of two; empty iff it agrees with both.
std::string differs_from_oracles(const AskedProgram& asked, Random& random, std::size_t rows);

/// Where the answers to some facts are taken back when all facts are known; empty iff nowhere.
std::string takes_answers_back(const AskedProgram& asked, Random& random, std::size_t rows);

}  // namespace nansen::test

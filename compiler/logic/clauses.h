// Gates over a SAT solver, each built once. Used inside this room only.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "compiler/logic/logic.h"

namespace CaDiCaL {
class Solver;
}

namespace nansen::logic {

/// Truths as solver variables. Equal gates over equal operands are one variable, so that asking about
/// a slightly changed formula costs only what changed.
class Clauses {
 public:
  Clauses();
  ~Clauses();

  Literal constant(bool value) const { return value ? true_ : -true_; }
  /// A new free truth.
  Literal variable();
  void require(const std::vector<Literal>& clause);

  Literal all(std::vector<Literal> operands);
  Literal any(std::vector<Literal> operands);
  /// At least `count` of the operands.
  Literal at_least(std::size_t count, const std::vector<Literal>& operands);

  Answer together(std::span<const Literal> literals);

 private:
  std::unique_ptr<CaDiCaL::Solver> solver_;
  int variables_ = 0;
  Literal true_;
  std::map<std::vector<int>, Literal> gates_;  // of `all`, by sorted operands
};

}  // namespace nansen::logic

// Gates over a SAT solver, each built once. Used inside this room only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "compiler/logic/logic.h"

namespace CaDiCaL {
class Solver;
}

namespace nansen::logic {

/// Truths as solver variables. Equal gates over equal operands are one variable, so that asking
/// about a slightly changed formula costs only what changed. Once the work is done that may be,
/// gates are meaningless and every question is too hard.
class Clauses {
 public:
  explicit Clauses(std::int64_t most_work);
  ~Clauses();
  Clauses(const Clauses&) = delete;
  Clauses& operator=(const Clauses&) = delete;

  std::int64_t work() const { return work_; }
  bool exhausted() const { return work_ >= most_work_; }
  /// Counts `steps` that were taken to say what a formula is.
  void spend(std::size_t steps) { work_ += static_cast<std::int64_t>(steps); }

  Literal constant(bool value) const { return value ? true_ : -true_; }
  /// A new free truth.
  Literal variable();
  void require(const std::vector<Literal>& clause);

  Literal all(std::vector<Literal> operands);
  Literal any(std::vector<Literal> operands);
  /// At least `count` of the operands. Where that would take a great many clauses, a truth of its
  /// own.
  Literal at_least(std::size_t count, const std::vector<Literal>& operands);

  Answer together(std::span<const Literal> literals);

 private:
  class Watch;
  using Key = std::vector<int>;

  Key narrowed(const Key& key, unsigned level);
  /// All of the literals, one or more.
  Literal gate(const Key& key);
  /// The solver, with all that is required so far.
  CaDiCaL::Solver& solver();

  std::int64_t most_work_;
  std::int64_t work_ = 0;
  std::unique_ptr<Watch> watch_;             // outlives the solver, which reports to it
  std::unique_ptr<CaDiCaL::Solver> solver_;  // made for the first question: many texts ask none
  std::vector<int> untold_;                  // what it does not know yet, each clause ended by 0
  int variables_ = 0;
  Literal true_;
  std::map<Key, Literal> gates_;                            // of `all`, by operands
  std::map<std::pair<std::size_t, Key>, Literal> counted_;  // of `at_least`, too large to build
};

}  // namespace nansen::logic

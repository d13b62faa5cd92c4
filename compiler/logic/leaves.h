// What facts can be, as clauses: the truths at the bottom of every formula. Used inside this room
// only.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/base/rational.h"
#include "compiler/logic/clauses.h"

namespace nansen::logic {

/// Truths about places (a fact of a row, a reading, a value-typed definition), each named by a text
/// that is equal iff the place is.
class Leaves {
 public:
  explicit Leaves(Clauses& clauses) : clauses_(clauses) {}

  /// A truth of its own.
  Literal truth(const std::string& place);
  /// The place holds member `member` of `count`, exactly one of which it holds.
  Literal is_member(const std::string& place, std::size_t member, std::size_t count);
  /// The place holds at least member `member` of `count` ordered ones; `member` 0 always holds.
  Literal at_least(const std::string& place, std::size_t member, std::size_t count);
  /// The number at the place is at most `bound`; `strict`: less than it. `whole` iff it is always a
  /// whole number.
  Literal at_most(const std::string& place, const Rational& bound, bool strict, bool whole);

 private:
  /// A bound in order: `less than 3` comes before `at most 3` before `less than 4`.
  using Bound = std::pair<Rational, int>;

  Clauses& clauses_;
  std::map<std::string, Literal> truths_;
  std::map<std::string, std::map<std::size_t, Literal>> members_;
  std::map<std::string, std::vector<Literal>> thresholds_;
  std::map<std::string, std::map<Bound, Literal>> bounds_;
};

}  // namespace nansen::logic

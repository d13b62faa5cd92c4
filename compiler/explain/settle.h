// What would settle an undetermined case: the smallest sets of facts to find out, fewest first.
#pragma once

#include <string>
#include <vector>

#include "compiler/explain/explain.h"

namespace nansen::explain {

/// One fact to find out and what it would have to be.
struct NeededFact {
  FactUse fact;
  std::string needed;  // `yes`, `at least 18`, `on or after 2020-01-01`, `includes race`
};

using SettlingSet = std::vector<NeededFact>;

/// The ways to one answer. Each set is minimal: with all its facts as needed the answer follows
/// whatever the other unknown facts are, and with any one of them left unknown it does not.
struct Outlook {
  std::string answer;             // `yes`, `no`, or a value of the definition's type
  std::vector<SettlingSet> sets;  // fewest facts first
};

struct SettleOptions {
  std::size_t sets_shown = 5;  // at most so many sets an answer
  std::size_t sets_kept = 64;  // at most so many while searching; beyond it the largest are dropped
};

/// The outlooks of an undetermined answer that can still be reached: yes before no, members in
/// their order, each with at least one set. Every set has been replayed in the interpreter. Empty
/// iff the answer is determined or no set of single facts would settle it.
std::vector<Outlook> settle(const program::Program& program, const Asked& asked,
                            const CaseView& view, const SettleOptions& options = {});

}  // namespace nansen::explain

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
  std::vector<SettlingSet> sets;  // fewest facts first; none only where the search was cut short
  bool all = true;                // there are no other sets
  bool smallest = true;           // no set with fewer facts than one of these is missing
};

/// What a search may cost. A step is one requirement copied or compared, or one instruction
/// replayed: how far a search gets does not depend on the machine.
struct SettleOptions {
  std::size_t sets_kept = 64;       // at most so many while searching; the largest are dropped
  std::size_t steps = 2'000'000;    // of the search, for all answers together
  std::size_t replays = 4'000'000;  // of the sets beyond `sets_sure`
  std::size_t sets_sure = 5;        // so many sets an answer are replayed whatever it costs
};

/// The outlooks of an undetermined answer that can still be reached: yes before no, members in
/// their order. Every set has been replayed in the interpreter. Empty iff the answer is determined
/// or no set of single facts would settle it.
std::vector<Outlook> settle(const program::Program& program, const Asked& asked,
                            const CaseView& view, const SettleOptions& options = {});

}  // namespace nansen::explain

// What sharing.cpp calls in the form for the processor at hand. Used inside this folder only.
#pragma once

#include "runtime/sharing.h"

namespace nansen::runtime {

struct SharingFunctions {
  /// The parts of rows without limits. `memory` has two lines a member.
  void (*shares)(const Division& division, Lanes* memory, RowResults results);
  /// The same rounded: by largest remainders, or each to the nearest. Three lines a member.
  void (*round_shares)(const Division& division, bool to_the_nearest, Lanes* memory,
                       Lanes* results);
  /// Rounds, by largest remainders, parts that lie in `memory`, followed by their errors, a line a
  /// member each; they sum to `total`, a whole number. Three lines a member.
  void (*round_parts)(const Division& division, Lanes* memory, const Lanes& total, Lanes* results);
};

namespace portable {
const SharingFunctions& functions();
}
namespace x86_64_v3 {
const SharingFunctions& functions();
}
namespace x86_64_v4 {
const SharingFunctions& functions();
}

}  // namespace nansen::runtime

// What sharing.cpp calls in the form for the processor at hand. Used inside this folder only.
#pragma once

#include "runtime/sharing.h"

namespace nansen::runtime {

struct SharingFunctions {
  /// The parts of rows without limits.
  void (*shares)(const Division& division, RowResults results);
  /// The same rounded by largest remainders. `memory` has three lines a member.
  void (*largest_remainders)(const Division& division, Lanes* memory, Lanes* results);
  /// Rounds by largest remainders parts that are given, followed by their errors, a line a member
  /// each; they sum to `total`, a whole number. `memory` has three lines a member.
  void (*remainders_of)(const Division& division, const Lanes* parts, const Lanes& total,
                        Lanes* memory, Lanes* results);
  /// The parts of rows without limits, each rounded to the nearest whole number.
  void (*nearest)(const Division& division, Lanes* results);
  /// As runtime::scatter.
  void (*scatter)(const Lanes* lines, std::size_t rows, std::size_t scenarios,
                  std::int64_t* results);
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

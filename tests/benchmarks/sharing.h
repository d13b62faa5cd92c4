// Allocations by the key of September 2015: compiled code against hand-written C++, GMP and NumPy.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct SharingOptions {
  std::size_t rounds = 11;
};

/// Prints the comparison and adds its ratios to `report`. False iff an opponent answers otherwise
/// than compiled code, which is checked for every State of every scenario before anything is timed.
bool compare_sharing(const SharingOptions& options, Report& report);

}  // namespace nansen::benchmarks

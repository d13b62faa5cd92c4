// Histories of a stay: compiled code against hand-written C++ and NumPy.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct TimeOptions {
  std::size_t cached_rows = 16'384;
  std::size_t memory_rows = 1'000'000;
  std::size_t rounds = 11;
};

/// Prints the comparison and adds its ratios to `report`. False iff an opponent answers otherwise
/// than compiled code, which is checked for every history before anything is timed.
bool compare_time(const TimeOptions& options, Report& report);

}  // namespace nansen::benchmarks

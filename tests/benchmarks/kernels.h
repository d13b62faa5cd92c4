// Compiled code against hand-written C++ over the same cases, on one core.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct KernelOptions {
  std::size_t cached_rows = 16'384;
  std::size_t memory_rows = 10'000'000;
  std::size_t rounds = 11;
};

/// Prints the comparison and adds its ratios to `report`. False iff an opponent answers otherwise
/// than compiled code, which is checked for every row before anything is timed.
bool compare_kernels(const KernelOptions& options, Report& report);

}  // namespace nansen::benchmarks

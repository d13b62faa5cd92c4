// Compiled code against hand-written C++ in every layout of the same cases: in cache, in Arrow
// columns, packed, counted by country, on two processors.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct LayoutOptions {
  std::size_t cached_rows = 16'384;
  std::size_t memory_rows = 10'000'000;
  std::size_t rounds = 11;
};

/// Prints the comparison and adds its ratios to `report`. False iff contestants do not agree row
/// for row, which is found out before anything is timed.
bool compare_layouts(const LayoutOptions& options, Report& report);

}  // namespace nansen::benchmarks

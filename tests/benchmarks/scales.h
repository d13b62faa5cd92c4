// How compiled code does with more and more cases, and with more and more definitions at once.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct ScaleOptions {
  std::size_t most_rows = 100'000'000;  // at least 1000; powers of ten up to it are measured
  std::size_t rounds = 11;
};

/// Adds to `report`: against merely summing the columns of as many cases, truths alone and with a
/// day and a number; and one question of many definitions against a question for each.
bool compare_scales(const ScaleOptions& options, Report& report);

}  // namespace nansen::benchmarks

// Compiled code against what one would use instead: NumPy and DuckDB over the same cases.
#pragma once

#include <cstddef>
#include <string>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct RivalOptions {
  std::size_t rows = 10'000'000;          // of NumPy
  std::size_t database_rows = 2'000'000;  // of DuckDB, which takes seconds for them
  std::size_t rounds = 5;
  std::string duckdb;  // where its library would be
};

/// Prints the counts, and adds the ratios to `report`. False iff a rival counts otherwise.
bool compare_rivals(const RivalOptions& options, Report& report);

}  // namespace nansen::benchmarks

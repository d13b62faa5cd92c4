// Reading tables: the reader of cases against a scanner written by hand for one file, and the time
// to the first answer of the command.
#pragma once

#include <cstddef>
#include <string>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct ReadingOptions {
  std::string nansen;  // the command
  std::size_t cases = 100'000;
  std::size_t rounds = 11;
};

/// Adds its ratios to `report`. False iff the scanner reads something else, which is checked for
/// every cell that is stored.
bool compare_reading(const ReadingOptions& options, Report& report);

/// How the time from the start of the process to its first answers, by --timings, compares with
/// what it is to be: cold (nothing that an earlier run made is there to be used again), warm, with
/// the cases kept, and so too after a save that changed a condition.
bool compare_first_answers(const ReadingOptions& options, Report& report);

}  // namespace nansen::benchmarks

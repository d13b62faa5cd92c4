// The speed of holding drafts against the text they amend.
#pragma once

#include <cstddef>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct DraftOptions {
  std::size_t rounds = 5;
  std::size_t rows = 10'000'000;
};

/// Eight drafts of one text held against it, over cases that lie in memory, beside that text alone.
/// False iff something is wrong.
bool compare_drafts(const DraftOptions& options, Report& report);

}  // namespace nansen::benchmarks

// How one State's share and quota came about: line by line, with the address and the words of each,
// and the numbers put in.
#pragma once

#include "compiler/report/report.h"
#include "compiler/sharing/present.h"

namespace nansen::sharing {

struct ExplainOptions {
  Form form = Form::Reading;
  std::optional<int> digits;
  program::AllocationId total_set;
};

/// The report for the State at `row` of the table.
report::Report explain(const Answered& answered, std::size_t row, const ExplainOptions& options);

}  // namespace nansen::sharing

// An explanation as a report: the tree of reasons, what it rests on, what would settle it.
#pragma once

#include <string>
#include <vector>

#include "compiler/explain/explain.h"
#include "compiler/explain/settle.h"
#include "compiler/report/report.h"

namespace nansen::explain {

struct PresentOptions {
  /// Everything, also what the answer does not turn on; otherwise that is folded into one line.
  bool whole = false;
  std::string case_name;  // the case's id
  /// What lists all that the tree leaves out.
  std::string listing = "--format csv or json";
};

/// The report of one explanation; `outlooks` are those of `settle`, or none.
report::Report present(const program::Program& program, const Explanation& explanation,
                       const std::vector<Outlook>& outlooks, const PresentOptions& options);

}  // namespace nansen::explain

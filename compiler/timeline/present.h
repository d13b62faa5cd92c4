// A timeline as a report, and as a picture.
#pragma once

#include <string>

#include "compiler/report/report.h"
#include "compiler/report/spans.h"
#include "compiler/timeline/timeline.h"

namespace nansen::timeline {

struct PresentOptions {
  std::string case_name;
  /// For reading: bars in front of the tables, this wide; ranges as sentences. 0: for other
  /// programs.
  std::size_t width = 100;
};

report::Report present(const program::Program& program, const Timeline& timeline,
                       const PresentOptions& options);

/// Bars a status and a step, the day asked marked; `subtitle` says where the case is from.
report::SpanChart chart_of(const program::Program& program, const Timeline& timeline,
                           const std::string& case_name, const std::string& subtitle);

}  // namespace nansen::timeline

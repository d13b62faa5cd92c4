// The plain words of a cell; used by this room and by pages.
#pragma once

#include <string>

#include "compiler/report/report.h"

namespace nansen::report {

/// Empty for nothing; exact numbers as `0.3` or `1/3`; truths as `yes`, `no`, `undetermined`.
std::string plain_text(const Value& value);

}  // namespace nansen::report

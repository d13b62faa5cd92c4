// Reasons for one of two answers, in short; used inside this room only.
#pragma once

#include "compiler/report/report.h"

namespace nansen::compare {

/// `reasons` without what the answer does not turn on, and in short where `other`, the reasons for
/// the other text's answer, says nothing else: many heads that say the same are one line, a way in
/// that leads nowhere is its name, and what both texts say for the same reasons is said alone.
report::Node folded(const report::Node& reasons, const report::Node& other);

}  // namespace nansen::compare

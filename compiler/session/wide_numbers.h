// Definitions whose numbers no result could hold; for this room only.
#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"

namespace nansen::session {

/// Emits N3020 for each definition of `program`, which must have been checked without errors, that
/// works out or compares numbers wider than the engines hold (layout::too_wide).
void report_wide_numbers(const program::Program& program, Emitter& emitter);

}  // namespace nansen::session

// Calendars, computations, and which computation is in force where.
#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters every calendar; what files see is known.
void declare_calendars(Context& context, const std::vector<ast::File>& files);

/// Enters a computation.
void declare_computation(Context& context, const Written<ast::Computation>& written);

/// Finds what `periods are computed by` names, everywhere; all computations have been entered.
void resolve_computed_by(Context& context);

/// The computation in force in the provision `citation` of `instrument`: that of the nearest
/// provision around it that names one. Null where none does.
const program::Computation* computation_in_force(const Context& context,
                                                 program::InstrumentId instrument,
                                                 const Citation& citation);

}  // namespace nansen::check

// Statuses and clocks: each part of them becomes a definition.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters a clock or a status, with the definitions that a status is always made of.
void declare_clock(Context& context, const Written<ast::Clock>& written);
void declare_status(Context& context, const Written<ast::Status>& written);

/// Gives every status what other provisions add to it, and every clock its statuses; all statuses
/// and clocks have been entered.
void link_statuses(Context& context);

/// Makes every status's steps, ends and successors, and the rules of all of its definitions.
void build_statuses(Context& context);

/// `interim_protection` of `instrument`, or `mimc_2017.interim_protection`. Emits where there is
/// none.
program::StatusId resolve_status(Context& context, FileId file, program::InstrumentId instrument,
                                 const ast::Path& path);
program::ClockId resolve_clock(Context& context, FileId file, program::InstrumentId instrument,
                               const ast::Path& path);

}  // namespace nansen::check

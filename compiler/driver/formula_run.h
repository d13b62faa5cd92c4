// What the commands on formulas share: which formula is meant, what is set of it, and the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/driver/arguments.h"
#include "compiler/driver/command.h"
#include "compiler/sharing/settings.h"
#include "compiler/sharing/table.h"

namespace nansen::driver {

/// A formula, lowered, with the allocation whose total was set.
struct AskedFormula {
  lower::LoweredFormula lowered;
  program::AllocationId total_set;
};

/// Resolves and lowers the formula called `name` (empty: the only one), with the total that
/// `source` sets: all lines, or the result and quotas alone. Nothing after an error, which is
/// emitted.
std::optional<AskedFormula> ask_formula(session::Session& session, const std::string& name,
                                        const Asking& asking, const StateSource& source,
                                        bool lines = true);

/// The files that `source` names. Nothing after an error.
std::optional<sharing::StateFiles> state_files(const StateSource& source, Emitter& emitter);

sharing::EngineChoice engine_choice(const session::Session& session, session::EngineKind engine);

/// The table for `lowered`, its parameters set by `settings` (PARAMETER=NUMBER). Nothing after an
/// error.
std::optional<sharing::StateTable> state_table(session::Session& session,
                                               const lower::LoweredFormula& lowered,
                                               const StateSource& source,
                                               const std::vector<std::string>& settings,
                                               session::EngineKind engine);

/// The files that are read beside provisions.
std::vector<InputFile> inputs_of(const sharing::StateFiles& files);

/// The form that reports of formulas have in `format`.
sharing::Form form_of(OutputFormat format);

/// Writes `report` to `out`, or on standard output.
void deliver_report(Command& command, const report::Report& report, OutputFormat format,
                    Output& output);

}  // namespace nansen::driver

// nansen allocate: a formula over a table of States, with the quotas of its allocations.

#include <array>

#include "compiler/driver/formula_run.h"
#include "compiler/sharing/present.h"

namespace nansen::driver {

namespace {

using session::Timings;

/// The answer as it is printed, or nothing after an error.
std::optional<report::Report> allocate(session::Session& session, const AskedFormula& asked,
                                       const AllocateArguments& arguments) {
  const auto table = state_table(session, asked.lowered, arguments.source,
                                 arguments.source.settings, arguments.engine);
  if (!table) return std::nullopt;
  const Timings::Scope scope(session.timings(), "evaluate");
  const program::Program& program = session.program();
  const auto answer = sharing::answer(program, asked.lowered, *table, session.emitter());
  if (!answer) return std::nullopt;
  const sharing::PresentOptions options{.form = form_of(arguments.format),
                                        .digits = arguments.digits,
                                        .sort = arguments.sort,
                                        .total_set = asked.total_set};
  const std::vector<int> decimals = sharing::decimals_of(program, asked.lowered, *answer, options);
  const auto rounded =
      arguments.engine == session::EngineKind::Native
          ? sharing::natively(asked.lowered, *table, *answer, decimals,
                              engine_choice(session, arguments.engine), session.emitter())
          : sharing::round(*answer, decimals);
  if (!rounded) return std::nullopt;
  return sharing::present({program, asked.lowered, *table, *answer}, *rounded, options);
}

}  // namespace

Status run_allocate(const AllocateArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  Output output(arguments.out);
  const auto run = [&] {
    if (!session.check()) return;
    const auto asked = ask_formula(session, arguments.formula, arguments.asking, arguments.source);
    if (!asked) return;
    if (arguments.print == "sheet") return print_out(ir::print(asked->lowered.sheet));
    const auto files = state_files(arguments.source, session.emitter());
    const std::array<Output*, 1> outputs{&output};
    if (!files || !command.open(outputs, inputs_of(*files))) return;
    if (const auto report = allocate(session, *asked, arguments)) {
      deliver_report(command, *report, arguments.format, output);
    }
  };
  run();
  return command.close();
}

}  // namespace nansen::driver

// nansen explain: why one case has the answer it has, and what would settle an open one; or how one
// State's share came about.

#include "compiler/explain/explain.h"

#include <algorithm>

#include "compiler/cases/reader.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/driver/formula_run.h"
#include "compiler/explain/present.h"
#include "compiler/explain/settle.h"
#include "compiler/session/case_run.h"
#include "compiler/sharing/explain.h"

namespace nansen::driver {

namespace {

Status explain_state(const ExplainArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    const auto asked =
        ask_formula(session, arguments.definition, arguments.asking, arguments.source);
    if (!asked) return;
    const auto table = state_table(session, asked->lowered, arguments.source,
                                   arguments.source.settings, session::EngineKind::Interpreter);
    if (!table) return;
    const std::vector<std::string>& states = table->sheet.rows;
    const auto found = std::find(states.begin(), states.end(), arguments.state);
    if (found == states.end()) {
      session.emitter().emit(Code::UnknownState, CommandLocation{}, arguments.state,
                             did_you_mean(arguments.state, states));
      return;
    }
    const auto answered =
        sharing::answer(session.program(), asked->lowered, *table, session.emitter());
    if (!answered) return;
    const sharing::ExplainOptions options{.form = form_of(arguments.format),
                                          .digits = arguments.digits,
                                          .total_set = asked->total_set};
    print_report(sharing::explain({session.program(), asked->lowered, *table, *answered},
                                  static_cast<std::size_t>(found - states.begin()), options),
                 arguments.format, terminal);
  };
  answer();
  return command.close();
}

}  // namespace

Status run_explain(const ExplainArguments& arguments, const Terminal& terminal) {
  if (!arguments.source.states.empty()) return explain_state(arguments, terminal);
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    session::Question question = question_of(arguments.asking);
    question.definitions = {arguments.definition};
    auto request = session.resolve(question);
    const auto files = table_files(arguments.cases, session.emitter());
    if (!request || !files || !session.require_day(*request)) return;
    const auto explain_case = [&](const session::Lowered& lowered, cases::Reader& reader,
                                  Emitter& emitter) {
      cases::CaseBatch batch;
      if (!cases::read_case(reader, arguments.case_id, *files, batch, emitter)) return;
      if (emitter.has_errors()) return;

      const explain::Asked asked{.definition = lowered.request.definitions.front(),
                                 .readings = lowered.request.readings,
                                 .as_of = lowered.request.as_of};
      const interpret::Trace trace = interpret::trace(lowered.module, batch.batch, 0);
      const explain::CaseView view = view_of(lowered.module, trace, batch);
      const explain::Explanation explanation = explain::explain(session.program(), asked, view);
      const auto outlooks = explanation.undetermined
                                ? explain::settle(session.program(), asked, view)
                                : std::vector<explain::Outlook>{};
      print_report(explain::present(session.program(), explanation, outlooks,
                                    {.whole = arguments.whole, .case_name = arguments.case_id}),
                   arguments.format, terminal);
    };
    session::read_cases(session, std::move(*request), *files, explain_case);
  };
  answer();
  return command.close();
}

}  // namespace nansen::driver

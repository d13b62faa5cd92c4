// nansen explain: why one case has the answer it has, and what would settle an open one.

#include "compiler/explain/explain.h"

#include "compiler/cases/reader.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/explain/present.h"
#include "compiler/explain/settle.h"

namespace nansen::driver {

Status run_explain(const ExplainArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    session::Question question = question_of(arguments.asking);
    question.definitions = {arguments.definition};
    auto request = session.resolve(question);
    const auto files = table_files(arguments.cases, session.emitter());
    if (!request || !files) return;
    const session::Lowered lowered = session.lower(std::move(*request));
    const auto reader =
        cases::Reader::open(session.program(), lowered.module, *files, session.emitter());
    if (!reader) return;
    cases::CaseBatch batch;
    if (!cases::read_case(*reader, arguments.case_id, *files, batch, session.emitter())) return;
    if (session.emitter().has_errors()) return;

    const explain::Asked asked{.definition = lowered.request.definitions.front(),
                               .readings = lowered.request.readings,
                               .as_of = lowered.request.as_of};
    const interpret::Trace trace = interpret::trace(lowered.module, batch.batch, 0);
    const explain::CaseView view{
        .module = lowered.module,
        .trace = trace,
        .batch = batch.batch,
        .row = 0,
        .row_names = [&batch](ir::DomainId domain, std::size_t row) -> std::string {
          const auto& ids = batch.row_ids[static_cast<std::size_t>(domain.index)];
          return ids ? std::string((*ids)[row]) : std::string();
        }};
    const explain::Explanation explanation = explain::explain(session.program(), asked, view);
    const auto outlooks = explanation.undetermined ? explain::settle(session.program(), asked, view)
                                                   : std::vector<explain::Outlook>{};
    print_report(explain::present(session.program(), explanation, outlooks,
                                  {.whole = arguments.whole, .case_name = arguments.case_id}),
                 arguments.format, terminal);
  };
  answer();
  return command.close();
}

}  // namespace nansen::driver

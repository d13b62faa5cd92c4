// nansen rights: the schedule of rights, as declared or for one person; and the comparison of two
// instruments right by right.

#include "compiler/rights/rights.h"

#include <fmt/format.h>

#include "compiler/cases/schema.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/driver/comparison.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/rights/compare.h"
#include "compiler/session/case_run.h"

namespace nansen::driver {

namespace {

using session::Timings;

/// The rights that the named files declare.
std::vector<program::RightId> declared(session::Session& session) {
  const program::Program& program = session.program();
  std::vector<program::RightId> all;
  for (std::size_t index = 0; index < program.rights.size(); ++index) {
    const program::RightId right(index);
    if (session.is_named(program.definitions[program.rights[right].value].span)) {
      all.push_back(right);
    }
  }
  if (all.empty()) session.emitter().emit(Code::NoRights, CommandLocation{}, "");
  return all;
}

/// Keeps the rights of the entity that cases are of.
void keep_one_entity(const program::Program& program, std::vector<program::RightId>& rights) {
  std::vector<program::DefinitionId> definitions;
  for (const program::RightId right : rights) definitions.push_back(program.rights[right].value);
  const auto entity = cases::main_entity(program, definitions);
  std::erase_if(rights, [&](program::RightId right) {
    return program.definitions[program.rights[right].value].entity != entity;
  });
}

/// The request for `definitions`, with the day and readings asked for. Nothing after an error.
std::optional<lower::Request> request_for(session::Session& session, const Asking& asking,
                                          const std::vector<program::DefinitionId>& definitions) {
  session::Question question = question_of(asking);
  question.definitions.clear();
  for (const program::DefinitionId id : definitions) {
    question.definitions.push_back(program::qualified_name(session.program(), id));
  }
  auto request = session.resolve(question);
  if (!request || !session.require_day(*request)) return std::nullopt;
  return request;
}

void show_rights_of(session::Session& session, const RightsArguments& arguments,
                    rights::Asked asked, const Terminal& terminal) {
  const program::Program& program = session.program();
  keep_one_entity(program, asked.rights);
  const auto files = table_files(arguments.cases, session.emitter());
  auto request = request_for(session, arguments.asking, rights::definitions_of(program, asked));
  if (!files || !request) return;
  asked.readings = request->readings;
  asked.as_of = request->as_of;
  std::optional<report::Report> report;
  const auto show = [&](const session::Lowered& lowered, cases::Reader& reader, Emitter& emitter) {
    cases::CaseBatch batch;
    if (!cases::read_case(reader, arguments.case_id, *files, batch, emitter)) return;
    if (emitter.has_errors()) return;
    const interpret::Trace trace = interpret::trace(lowered.module, batch.batch, 0);
    report = rights::present(
        rights::schedule(program, asked),
        rights::owed_to(program, asked, view_of(lowered.module, trace, batch), batch),
        arguments.case_id);
  };
  session::read_cases(session, std::move(*request), *files, show);
  if (report && !session.emitter().has_errors()) {
    print_report(*report, arguments.format, terminal);
  }
}

/// The instrument called `name`; invalid after an error.
program::InstrumentId instrument_called(session::Session& session, const std::string& name) {
  const program::Program& program = session.program();
  std::vector<std::string> names;
  for (std::size_t index = 0; index < program.instruments.size(); ++index) {
    names.push_back(program.instruments[program::InstrumentId(index)].name);
    if (names.back() == name) return program::InstrumentId(index);
  }
  session.emitter().emit(
      Code::NoRights, CommandLocation{},
      fmt::format(" in an instrument called \"{}\"{}", name, did_you_mean(name, names)));
  return {};
}

}  // namespace

Status run_rights(const RightsArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    rights::Asked asked{.rights = declared(session)};
    if (asked.rights.empty()) return;
    if (!arguments.case_id.empty()) return show_rights_of(session, arguments, asked, terminal);
    print_report(rights::present(rights::schedule(session.program(), asked)), arguments.format,
                 terminal);
  };
  answer();
  return command.close();
}

std::optional<ComparisonResult> compare_rights(session::Session& session,
                                               const CompareArguments& arguments,
                                               const Terminal& terminal) {
  const program::Program& program = session.program();
  const std::vector<std::string>& names = arguments.asking.definitions;
  const program::InstrumentId left = instrument_called(session, names[0]);
  const program::InstrumentId right = instrument_called(session, names[1]);
  const auto files = table_files(arguments.cases, session.emitter());
  if (!left.valid() || !right.valid() || !files) return std::nullopt;
  const auto asked = rights::pairs_of(program, left, right);
  if (!asked) {
    session.emitter().emit(Code::NoCommonRights, CommandLocation{}, names[0], names[1]);
    return std::nullopt;
  }
  auto request = request_for(session, arguments.asking, rights::definitions_of(program, *asked));
  if (!request) return std::nullopt;
  request->keep_rules = false;
  std::optional<report::Report> report;
  const auto compare = [&](const session::Lowered& lowered, cases::Reader& reader, Emitter&) {
    const auto engine = session.engine(lowered, arguments.engine);
    if (!engine) return;
    const ir::Module& module = lowered.answered_by(arguments.engine);
    rights::RightsComparison comparison(program, module, *asked);
    runtime::Results results(layout::output_shapes(module), cases::default_batch_rows);
    Progress progress(terminal, "cases", reader.bytes_total());
    cases::CaseBatch batch;
    for (;;) {
      {
        const Timings::Scope scope(session.timings(), "read");
        if (!reader.next(batch)) break;
      }
      {
        const Timings::Scope scope(session.timings(), "evaluate");
        engine->evaluate(batch.batch, results);
      }
      const Timings::Scope scope(session.timings(), "compare");
      comparison.add(batch, results, reader.has_weights());
      progress.advance(reader.bytes_read());
    }
    report = rights::present(program, *asked, comparison.summary());
  };
  session::read_cases(session, std::move(*request), *files, compare);
  if (!report) return std::nullopt;
  return ComparisonResult{.shown = *report, .whole = *report};
}

}  // namespace nansen::driver

// nansen timeline: the statuses of one case, and what comes next.

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cases/schema.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/session/case_run.h"
#include "compiler/timeline/present.h"

namespace nansen::driver {

namespace {

std::string qualified_name(const program::Program& program, const program::Status& status) {
  return program.instruments[status.instrument].name + "." + status.name;
}

/// The statuses called by `words`; nothing after an error.
std::optional<std::vector<program::StatusId>> called(session::Session& session,
                                                     const std::vector<std::string>& words) {
  const program::Program& program = session.program();
  std::vector<program::StatusId> found;
  for (const std::string& word : words) {
    std::vector<std::string> names;
    const std::size_t before = found.size();
    for (std::size_t index = 0; index < program.statuses.size(); ++index) {
      const program::Status& status = program.statuses[program::StatusId(index)];
      names.push_back(qualified_name(program, status));
      if (word == names.back() || word == status.name) found.emplace_back(index);
    }
    if (found.size() > before) continue;
    session.emitter().emit(Code::NoStatuses, CommandLocation{},
                           fmt::format(" called \"{}\"{}", word, did_you_mean(word, names)));
    return std::nullopt;
  }
  return found;
}

/// The statuses that the named files declare, of one entity: that which cases are of.
std::vector<program::StatusId> declared(session::Session& session) {
  const program::Program& program = session.program();
  std::vector<program::StatusId> all;
  std::vector<program::DefinitionId> definitions;
  for (std::size_t index = 0; index < program.statuses.size(); ++index) {
    const program::StatusId status(index);
    if (!session.is_named(program.statuses[status].span)) continue;
    all.push_back(status);
    definitions.push_back(program.statuses[status].held);
  }
  if (all.empty()) {
    session.emitter().emit(Code::NoStatuses, CommandLocation{}, "");
    return all;
  }
  const auto entity = cases::main_entity(program, definitions);
  std::erase_if(all, [&](program::StatusId id) { return program.statuses[id].entity != entity; });
  return all;
}

std::optional<timeline::Asked> asked_of(session::Session& session,
                                        const std::vector<std::string>& words) {
  timeline::Asked asked;
  if (words.empty()) {
    asked.statuses = declared(session);
    if (asked.statuses.empty()) return std::nullopt;
    return asked;
  }
  auto statuses = called(session, words);
  if (!statuses) return std::nullopt;
  asked.statuses = std::move(*statuses);
  return asked;
}

/// The request for all that the timeline is made of. Nothing after an error.
std::optional<lower::Request> request_for(session::Session& session,
                                          const TimelineArguments& arguments,
                                          timeline::Asked& asked) {
  const program::Program& program = session.program();
  session::Question question = question_of(arguments.asking);
  for (const program::DefinitionId id : timeline::definitions_of(program, asked)) {
    question.definitions.push_back(program::qualified_name(program, id));
  }
  auto request = session.resolve(question);
  if (!request) return std::nullopt;
  asked.as_of = request->as_of;
  asked.readings = request->readings;
  // The days of a status are those of every day, so they are read without one where they can be.
  lower::Request lasting = *request;
  lasting.definitions = timeline::lasting_parts(program, asked);
  if (!session.require_day(lasting)) return std::nullopt;
  const bool need_day =
      std::any_of(lasting.definitions.begin(), lasting.definitions.end(),
                  [&](program::DefinitionId id) { return program::needs_day(program, id); });
  if (!need_day) request->as_of.reset();
  return request;
}

}  // namespace

Status run_timeline(const TimelineArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  Output output(arguments.out);
  Output chart(arguments.chart);
  std::vector<Output*> outputs{&output};
  if (!arguments.chart.empty()) outputs.push_back(&chart);
  const auto answer = [&] {
    if (!session.check()) return;
    const program::Program& program = session.program();
    const auto files = table_files(arguments.cases, session.emitter());
    auto asked = asked_of(session, arguments.statuses);
    if (!files || !asked) return;
    auto request = request_for(session, arguments, *asked);
    if (!request || !command.open(outputs, inputs_of(*files))) return;
    std::string text;
    std::string drawing;
    const auto tell = [&](const session::Lowered& lowered, cases::Reader& reader,
                          Emitter& emitter) {
      cases::CaseBatch batch;
      if (!cases::read_case(reader, arguments.case_id, *files, batch, emitter)) return;
      if (emitter.has_errors()) return;
      const interpret::Trace trace = interpret::trace(lowered.module, batch.batch, 0);
      const timeline::Timeline told = timeline::timeline(program, *asked, lowered.request,
                                                         view_of(lowered.module, trace, batch));
      const bool reading = arguments.format == OutputFormat::Table;
      const std::size_t width = arguments.out.empty() ? terminal.width : file_width;
      text = report_text(
          timeline::present(program, told,
                            {.case_name = arguments.case_id, .width = reading ? width : 0}),
          arguments.format, arguments.out, terminal);
      drawing = report::to_svg(
          timeline::chart_of(program, told, arguments.case_id, arguments.cases.cases));
    };
    session::read_cases(session, std::move(*request), *files, tell);
    output.write(text);
    if (!arguments.chart.empty()) {
      chart.write(drawing_text("nansen timeline", drawing, arguments.chart));
    }
  };
  answer();
  command.commit_files_first(outputs);
  return command.close();
}

}  // namespace nansen::driver

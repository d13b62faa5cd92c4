// nansen compare: whom each definition covers, where they differ, why, and a witness for each; or
// the shares and quotas of formulas side by side.

#include "compiler/compare/compare.h"

#include "compiler/cases/reader.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/driver/formula_run.h"
#include "compiler/layout/layout.h"
#include "compiler/session/case_run.h"
#include "compiler/sharing/compare.h"

namespace nansen::driver {

namespace {

using session::Timings;

/// Feeds all cases to `comparison`, answered by the engine made of `module`. What goes wrong is
/// emitted.
void feed(session::Session& session, const ir::Module& module, session::Engine& engine,
          cases::Reader& reader, const Terminal& terminal, compare::Comparison& comparison) {
  runtime::Results results(layout::output_shapes(module), cases::default_batch_rows);
  Progress progress(terminal, "cases", reader.bytes_total());
  cases::CaseBatch batch;
  for (;;) {
    {
      const Timings::Scope scope(session.timings(), "read");
      if (!reader.next(batch)) return;
    }
    {
      const Timings::Scope scope(session.timings(), "evaluate");
      engine.evaluate(batch.batch, results);
    }
    {
      const Timings::Scope scope(session.timings(), "compare");
      compare::BatchLabels labels;
      labels.case_name = [&batch](std::size_t row) { return std::string(batch.ids[row]); };
      if (reader.has_weights()) labels.weights = batch.weights;
      comparison.add(batch.batch, results, labels);
    }
    progress.advance(reader.bytes_read());
  }
}

/// One formula over the table that all of them share.
struct AnsweredFormula {
  AskedFormula asked;
  sharing::StateTable table;
  sharing::Answer answer;
};

/// The settings that `lowered` has parameters for; the others are another formula's.
std::vector<std::string> settings_for(const program::Program& program,
                                      const lower::LoweredFormula& lowered,
                                      const std::vector<std::string>& words,
                                      std::vector<bool>& used) {
  std::vector<std::string> own;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string name = words[at].substr(0, words[at].find('='));
    if (!sharing::has_parameter(program, lowered, name)) continue;
    own.push_back(words[at]);
    used[at] = true;
  }
  return own;
}

void compare_formulas(session::Session& session, const CompareArguments& arguments,
                      const Terminal& terminal) {
  const program::Program& program = session.program();
  const std::vector<std::string>& names = arguments.asking.definitions;
  const std::vector<std::string>& settings = arguments.source.settings;
  std::vector<AnsweredFormula> answered;
  std::vector<bool> used(settings.size());
  for (const std::string& name : names) {
    auto asked = ask_formula(session, name, arguments.asking, arguments.source);
    if (!asked) return;
    const program::EntityId entity =
        program.formulas[sharing::formula_of(program, asked->lowered)].entity;
    if (!answered.empty()) {
      const program::EntityId first =
          program.formulas[sharing::formula_of(program, answered.front().asked.lowered)].entity;
      if (entity != first) {
        session.emitter().emit(Code::DifferentEntities, CommandLocation{}, names.front(),
                               program.entities[first].name, name, program.entities[entity].name);
        return;
      }
    }
    auto table = state_table(session, asked->lowered, arguments.source,
                             settings_for(program, asked->lowered, settings, used),
                             session::EngineKind::Interpreter);
    if (!table) return;
    auto answer = sharing::answer(program, asked->lowered, *table, session.emitter());
    if (!answer) return;
    answered.push_back({std::move(*asked), std::move(*table), std::move(*answer)});
  }
  for (std::size_t at = 0; at < settings.size(); ++at) {
    if (used[at]) continue;
    // No formula has it: the first one says so.
    sharing::read_settings(program, answered.front().asked.lowered, {settings[at]},
                           session.emitter());
    return;
  }
  std::vector<sharing::Compared> compared;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const AnsweredFormula& formula = answered[at];
    compared.push_back({names[at], program, formula.asked.lowered, formula.table, formula.answer});
  }
  const sharing::PresentOptions options{
      .form = form_of(arguments.format), .digits = arguments.digits, .sort = arguments.sort};
  print_report(sharing::compare(compared, options), arguments.format, terminal);
}

}  // namespace

Status run_compare(const CompareArguments& arguments, const Terminal& terminal) {
  Common common = arguments.common;
  std::vector<std::string> names = arguments.asking.definitions;
  if (arguments.rights) {
    for (std::string& name : names) name += ".";  // they are instruments
  }
  common.files = files_for(names, common.files);
  Command command(common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    if (arguments.rights) return compare_rights(session, arguments, terminal);
    if (!arguments.source.states.empty()) return compare_formulas(session, arguments, terminal);
    auto request = session.resolve(question_of(arguments.asking));
    const auto files = table_files(arguments.cases, session.emitter());
    if (!request || !files || !session.require_day(*request)) return;
    const program::Program& program = session.program();
    for (const program::DefinitionId definition : request->definitions) {
      if (program.definitions[definition].type.kind == program::TypeKind::Boolean) continue;
      session.emitter().emit(Code::NotBoolean, CommandLocation{},
                             program::qualified_name(program, definition),
                             program::to_string(program, program.definitions[definition].type));
    }
    if (session.emitter().has_errors()) return;
    const compare::Asked asked{.definitions = request->definitions,
                               .readings = request->readings,
                               .as_of = request->as_of};
    const auto compare_all = [&](const session::Lowered& lowered, cases::Reader& reader,
                                 Emitter& emitter) {
      const auto engine = session.engine(lowered, arguments.engine);
      if (!engine) return;
      compare::Comparison comparison(program, lowered.module, asked);
      feed(session, lowered.answered_by(arguments.engine), *engine, reader, terminal, comparison);
      if (emitter.has_errors() || reader.ended_by_range()) return;
      print_report(compare::present(program, asked, comparison.summary()), arguments.format,
                   terminal);
    };
    session::read_cases(session, std::move(*request), *files, compare_all,
                        compare::with_rule_outputs);
  };
  answer();
  return command.close();
}

}  // namespace nansen::driver

// nansen compare: whom each definition covers, where they differ, why, and a witness for each.

#include "compiler/compare/compare.h"

#include "compiler/cases/reader.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/layout/layout.h"

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

}  // namespace

Status run_compare(const CompareArguments& arguments, const Terminal& terminal) {
  Common common = arguments.common;
  common.files = files_for(arguments.asking.definitions, common.files);
  Command command(common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.check()) return;
    auto request = session.resolve(question_of(arguments.asking));
    const auto files = table_files(arguments.cases, session.emitter());
    if (!request || !files) return;
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
    const session::Lowered lowered = session.lower(std::move(*request), compare::with_rule_outputs);
    const auto engine = session.engine(lowered, arguments.engine);
    if (!engine) return;
    const auto reader = cases::Reader::open(program, lowered.module, *files, session.emitter());
    if (!reader) return;
    compare::Comparison comparison(program, lowered.module, asked);
    feed(session, lowered.answered_by(arguments.engine), *engine, *reader, terminal, comparison);
    if (session.emitter().has_errors()) return;
    print_report(compare::present(program, asked, comparison.summary()), arguments.format,
                 terminal);
  };
  answer();
  return command.close();
}

}  // namespace nansen::driver

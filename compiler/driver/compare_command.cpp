// nansen compare: whom each definition covers, where they differ, why, and a witness for each; or
// the shares and quotas of formulas side by side.

#include "compiler/compare/compare.h"

#include <algorithm>

#include "compiler/cases/reader.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/driver/compare_receipt.h"
#include "compiler/driver/compared_texts.h"
#include "compiler/driver/comparison.h"
#include "compiler/layout/layout.h"
#include "compiler/session/case_run.h"

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

/// What files are read for: the names that may be texts, and the instruments of all others.
bool may_be_text(const std::string& name) {
  return is_path(name) || name.find('.') == std::string::npos;
}

template <typename All>
bool any_called(const All& all, const std::string& name) {
  return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
}

/// Says why `names`, of which the first is an instrument, cannot be compared: one of the others was
/// meant to be a draft, or none was given.
void tell_missing_draft(session::Session& session, const std::vector<std::string>& names) {
  const program::Program& program = session.program();
  for (auto name = names.begin() + 1; name != names.end(); ++name) {
    if (any_called(program.instruments, *name) || program::find_definition(program, *name))
      continue;
    session.drafts_called(*name);
    return;
  }
  session.emitter().emit(Code::DraftHasNoPart, CommandLocation{}, names.front());
}

/// True iff `name` can mean nothing but an instrument.
bool is_instrument_alone(const session::Session& session, const std::string& name) {
  const program::Program& program = session.program();
  return any_called(program.instruments, name) && !program::find_definition(program, name) &&
         !any_called(program.formulas, name) && !any_called(program.allocations, name);
}

}  // namespace

Common common_of(const CompareArguments& arguments) {
  Common common = arguments.common;
  std::vector<std::string> names;
  for (const std::string& name : arguments.asking.definitions) {
    if (may_be_text(name)) common.texts.push_back(name);
    if (is_path(name)) continue;                            // it says where it stands
    names.push_back(arguments.rights ? name + "." : name);  // they are instruments, or drafts
  }
  common.files = files_for(names, common.files);
  return common;
}

std::optional<ComparisonResult> compare_definitions(session::Session& session,
                                                    const CompareArguments& arguments,
                                                    const Terminal& terminal) {
  auto request = session.resolve(question_of(arguments.asking));
  const auto files = table_files(arguments.cases, session.emitter());
  if (!request || !files || !session.require_day(*request)) return std::nullopt;
  const program::Program& program = session.program();
  for (const program::DefinitionId definition : request->definitions) {
    if (program.definitions[definition].type.kind == program::TypeKind::Boolean) continue;
    session.emitter().emit(Code::NotBoolean, CommandLocation{},
                           program::qualified_name(program, definition),
                           program::to_string(program, program.definitions[definition].type));
  }
  if (session.emitter().has_errors()) return std::nullopt;
  const compare::Asked asked{
      .definitions = request->definitions, .readings = request->readings, .as_of = request->as_of};
  std::optional<ComparisonResult> result;
  const auto compare_all = [&](const session::Lowered& lowered, cases::Reader& reader,
                               Emitter& emitter) {
    const auto engine = session.engine(lowered, arguments.engine);
    if (!engine) return;
    compare::Comparison comparison(program, lowered.module, asked);
    feed(session, lowered.answered_by(arguments.engine), *engine, reader, terminal, comparison);
    if (emitter.has_errors() || reader.ended_by_range()) return;
    const report::Report report = compare::present(program, asked, comparison.summary());
    result.emplace(ComparisonResult{.shown = report, .whole = report});
  };
  session::read_cases(session, std::move(*request), *files, compare_all,
                      compare::with_rule_outputs);
  return result;
}

std::optional<ComparisonResult> compare_names(session::Session& session,
                                              const CompareArguments& arguments,
                                              const Terminal& terminal) {
  const std::vector<std::string>& names = arguments.asking.definitions;
  const bool states = !arguments.source.states.empty();
  const bool drafts = std::any_of(names.begin(), names.end(),
                                  [&](const std::string& name) { return is_draft(session, name); });
  if (drafts) {
    return states ? compare_formula_in_drafts(session, arguments)
                  : compare_drafts(session, arguments, terminal);
  }
  if (!session.check()) return std::nullopt;
  if (arguments.rights && names.size() > 2) {
    session.emitter().emit(Code::DraftHasNoPart, CommandLocation{}, names.front()).help =
        "--rights compares two instruments, or an instrument and drafts that amend it";
    return std::nullopt;
  }
  if (arguments.rights) return compare_rights(session, arguments, terminal);
  if (is_instrument_alone(session, names.front())) {
    tell_missing_draft(session, names);
    return std::nullopt;
  }
  if (states) return compare_formulas(session, arguments);
  return compare_definitions(session, arguments, terminal);
}

Status run_compare(const CompareArguments& arguments, const Terminal& terminal) {
  const Common common = common_of(arguments);
  Command command(common, terminal);
  session::Session& session = command.session();
  Output page(arguments.report);
  Output receipt(arguments.receipt);
  std::vector<Output*> outputs;
  for (Output* output : {&page, &receipt}) {
    if (!output->path().empty()) outputs.push_back(output);
  }
  const auto answer = [&] {
    if (!session.load()) return;
    if (!command.open(outputs, inputs_of(arguments))) return;
    const auto result = compare_names(session, arguments, terminal);
    if (!result || session.emitter().has_errors()) return;
    if (!page.path().empty() && !write_page(session, arguments, *result, page)) return;
    if (!receipt.path().empty() && !write_receipt(session, arguments, *result, receipt)) return;
    print_report(result->shown, arguments.format, terminal);
  };
  answer();
  command.commit(outputs);
  return command.close();
}

}  // namespace nansen::driver

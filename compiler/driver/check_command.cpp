// nansen check: parse, check, and print an artefact where one is asked for.

#include <fmt/format.h>

#include "compiler/ast/print.h"
#include "compiler/backend/evaluator.h"
#include "compiler/driver/command.h"
#include "compiler/plan/plan.h"

namespace nansen::driver {

namespace {

std::string print_syntax(const session::Session& session) {
  std::string text;
  // Amended text is printed as amended; any other as it was written, with its drafts.
  const bool amended = !session.drafts().empty();
  for (const ast::File& file : amended ? session.files() : session.loaded().files) {
    if (session.is_named({file.file, 0, 0})) text += ast::print(file);
  }
  return text;
}

/// The sheets of the formulas of the named files, each after its name.
std::string print_sheets(session::Session& session, const CheckArguments& arguments) {
  std::string text;
  for (const program::FormulaId id : session.named_formulas()) {
    const program::Formula& formula = session.program().formulas[id];
    const std::string name =
        session.program().instruments[formula.instrument].name + "." + formula.name;
    const auto request = session.resolve_formula(name, question_of(arguments.asking));
    if (!request) return {};
    text += fmt::format("{}; {}\n{}", text.empty() ? "" : "\n", name,
                        ir::print(session.lower(*request).sheet));
  }
  if (text.empty()) session.emitter().emit(Code::NoFormula, CommandLocation{});
  return text;
}

/// The artefact called `stage`, made from a checked session; empty after an error.
std::string print_stage(session::Session& session, const CheckArguments& arguments) {
  if (arguments.print == "program") return program::print(session.program());
  if (arguments.print == "sheet") return print_sheets(session, arguments);
  auto request = session.resolve(question_of(arguments.asking));
  if (!request) return {};
  const session::Lowered lowered = session.lower(std::move(*request));
  if (arguments.print == "ir") return ir::print(lowered.module);
  if (arguments.print == "normal") return ir::print(lowered.normal);
  if (arguments.print == "plan") return plan::print(plan::plan(lowered.normal), lowered.normal);
  std::string error;
  const auto evaluator =
      backend::compile(lowered.normal, {.keep_text = true, .library = back_end_library()}, error);
  if (!evaluator) {
    session.emitter().emit(Code::BackEndMissing, CommandLocation{}, error);
    return {};
  }
  return evaluator->llvm_text();
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

/// What the worlds of the named files' drafts add to a summary.
struct Worlds {
  std::size_t drafts = 0;
  std::size_t examples = 0;
};

/// Checks the texts that drafts of the named files make, and those that examples are of. What is
/// new there is emitted once.
Worlds check_worlds(session::Session& session) {
  Worlds worlds;
  for (const ast::Draft* draft : consolidate::drafts_of(session.loaded().files)) {
    if (session.is_named(draft->span)) ++worlds.drafts;
  }
  std::vector<Diagnostic> found;
  for (const std::vector<std::string>& drafts : session.worlds()) {
    session::Session world(session, drafts);
    world.check();
    worlds.examples += world.program().examples.size();
    for (const Diagnostic& diagnostic : world.emitter().diagnostics()) {
      if (!session::is_told(diagnostic, found)) found.push_back(diagnostic);
    }
  }
  for (const Diagnostic& diagnostic : found) session.emitter().emit(diagnostic);
  return worlds;
}

std::string summary(const session::Session& session, const Worlds& worlds) {
  const program::Program& program = session.program();
  const std::size_t named = session.loaded().named;
  const std::size_t formulas = session.named_formulas().size();
  std::string text = fmt::format("{} checked: {}, ", counted(named, "file"),
                                 counted(session.named_definitions().size(), "definition"));
  if (formulas > 0) text += counted(formulas, "formula") + ", ";
  if (worlds.drafts > 0) text += counted(worlds.drafts, "draft") + ", ";
  return text + counted(program.examples.size() + worlds.examples, "example") + "\n";
}

}  // namespace

Status run_check(const CheckArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  bool good = session.check();
  Worlds worlds;
  if (session.loaded().is_whole() && arguments.common.drafts.empty() && arguments.print.empty()) {
    worlds = check_worlds(session);
    good = !session.emitter().has_errors();
  }
  if (arguments.print == "ast") {
    print_out(print_syntax(session));
  } else if (good && !arguments.print.empty()) {
    print_out(print_stage(session, arguments));
  } else if (good) {
    print_out(summary(session, worlds));
  }
  return command.close();
}

}  // namespace nansen::driver

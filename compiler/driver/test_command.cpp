// nansen test: runs the examples on both engines, each in the text that it is of, and lists the
// heads they do not exercise.

#include <set>

#include "compiler/driver/command.h"
#include "compiler/exercise/exercise.h"
#include "compiler/explain/words.h"
#include "compiler/passes/passes.h"

namespace nansen::driver {

namespace {

/// Runs the examples of one text after another, and gathers what is to be said of them.
class Examples {
 public:
  explicit Examples(Emitter& emitter) : emitter_(emitter) {}

  /// The examples of the checked text of `session`. Of amended text, only what the drafts changed
  /// of that of `base` need be exercised: all else is what the examples of that text are for.
  void run(const session::Session& session, const session::Session* base) {
    const program::Program& program = session.program();
    const auto native = [this, &session](const ir::Module& module, const runtime::Batch& batch,
                                         runtime::Results& results) {
      std::string error;
      const auto engine = session::make_native(
          passes::normalise(module),
          {.library = session.options().back_end, .kept = session.options().kept}, error);
      if (engine == nullptr) {
        emitter_.emit(Code::BackEndMissing, CommandLocation{}, error);
        return;
      }
      engine->evaluate(batch, results);
    };
    exercise::Options options{.second_engine = native, .definitions = session.named_definitions()};
    if (base != nullptr) {
      options.rules = [&program, before = rules_of(base->program())](program::RuleId id) {
        return !before.contains(words_of(program, id));
      };
    }
    const exercise::Outcome outcome = exercise::run(program, options);
    good_ = good_ && outcome.failures.empty();
    report::Report part = exercise::present(program, outcome, session.drafts());
    for (report::Part& each : part.parts) report_.parts.push_back(std::move(each));
    report_.sections = true;
  }

  bool good() const { return good_; }
  const report::Report& report() const { return report_; }

 private:
  /// A rule as its text says it, where it stands.
  static std::string words_of(const program::Program& program, program::RuleId id) {
    return to_full_string(program.rules[id].citation) + ": " +
           explain::condition_words(program, id);
  }

  static std::set<std::string> rules_of(const program::Program& program) {
    std::set<std::string> rules;
    for (std::size_t index = 0; index < program.rules.size(); ++index) {
      const program::RuleId id(index);
      if (program.rules[id].condition.valid()) rules.insert(words_of(program, id));
    }
    return rules;
  }

  Emitter& emitter_;
  report::Report report_;
  bool good_ = true;
};

}  // namespace

Status run_test(const TestArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.check()) return command.close();
  Examples examples(session.emitter());
  if (!session.drafts().empty()) {
    session::Session base(session, {});
    base.check();
    examples.run(session, &base);
  } else {
    const std::vector<std::vector<std::string>> worlds = session.worlds();
    // A file of nothing but drafts has no text of its own.
    if (worlds.empty() || !session.named_definitions().empty() ||
        !session.program().examples.empty()) {
      examples.run(session, nullptr);
    }
    std::vector<Diagnostic> found;
    for (const std::vector<std::string>& drafts : worlds) {
      session::Session world(session, drafts);
      if (world.check()) examples.run(world, &session);
      for (const Diagnostic& diagnostic : world.emitter().diagnostics()) {
        if (!session::is_told(diagnostic, found)) found.push_back(diagnostic);
      }
    }
    for (const Diagnostic& diagnostic : found) session.emitter().emit(diagnostic);
  }
  print_report(examples.report(), arguments.format, terminal);
  const Status status = command.close();
  return examples.good() ? status : Status::WrongInput;
}

}  // namespace nansen::driver

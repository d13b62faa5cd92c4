// nansen test: runs the examples on both engines and lists the heads they do not exercise.

#include "compiler/driver/command.h"
#include "compiler/exercise/exercise.h"
#include "compiler/passes/passes.h"

namespace nansen::driver {

Status run_test(const TestArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.check()) return command.close();
  const auto native = [&session](const ir::Module& module, const runtime::Batch& batch,
                                 runtime::Results& results) {
    std::string error;
    const auto engine = session::make_native(passes::normalise(module), back_end_library(), error);
    if (engine == nullptr) {
      session.emitter().emit(Code::BackEndMissing, CommandLocation{}, error);
      return;
    }
    engine->evaluate(batch, results);
  };
  const exercise::Outcome outcome = exercise::run(
      session.program(), {.second_engine = native, .definitions = session.named_definitions()});
  print_report(exercise::present(session.program(), outcome), arguments.format, terminal);
  const Status status = command.close();
  return outcome.failures.empty() ? status : Status::WrongInput;
}

}  // namespace nansen::driver

// nansen: one command, a file a subcommand.

#include <cstdlib>
#include <variant>

#include "compiler/cases/parquet.h"
#include "compiler/driver/arguments.h"
#include "compiler/driver/command.h"
#include "compiler/driver/terminal.h"
#include "compiler/session/engine.h"

namespace {

using namespace nansen::driver;

struct Dispatch {
  const Terminal& terminal;

  Status operator()(const Notice& notice) const { return run_notice(notice, terminal); }
  Status operator()(const Misuse& misuse) const {
    print_error(misuse.text);
    return Status::Misused;
  }
  Status operator()(const CheckArguments& arguments) const {
    return run_check(arguments, terminal);
  }
  Status operator()(const RunArguments& arguments) const { return run_run(arguments, terminal); }
  Status operator()(const ExplainArguments& arguments) const {
    return run_explain(arguments, terminal);
  }
  Status operator()(const CompareArguments& arguments) const {
    return run_compare(arguments, terminal);
  }
  Status operator()(const WatchArguments& arguments) const {
    return run_watch(arguments, terminal);
  }
  Status operator()(const RepeatArguments& arguments) const {
    return run_repeat(arguments, terminal);
  }
  Status operator()(const ExceptionsArguments& arguments) const {
    return run_exceptions(arguments, terminal);
  }
  Status operator()(const TestArguments& arguments) const { return run_test(arguments, terminal); }
  Status operator()(const FormatArguments& arguments) const {
    return run_format(arguments, terminal);
  }
  Status operator()(const SampleArguments& arguments) const {
    return run_sample(arguments, terminal);
  }
  Status operator()(const FactsArguments& arguments) const {
    return run_facts(arguments, terminal);
  }
  Status operator()(const VaryArguments& arguments) const { return run_vary(arguments, terminal); }
  Status operator()(const TimelineArguments& arguments) const {
    return run_timeline(arguments, terminal);
  }
  Status operator()(const RightsArguments& arguments) const {
    return run_rights(arguments, terminal);
  }
  Status operator()(const BreachesArguments& arguments) const {
    return run_breaches(arguments, terminal);
  }
  Status operator()(const ConsolidateArguments& arguments) const {
    return run_consolidate(arguments, terminal);
  }
  Status operator()(const DiffArguments& arguments) const { return run_diff(arguments, terminal); }
  Status operator()(const BuildArguments& arguments) const {
    return run_build(arguments, terminal);
  }
  Status operator()(const AllocateArguments& arguments) const {
    return run_allocate(arguments, terminal);
  }
};

}  // namespace

int main(int count, char** words) {
  guard_streams();
  const Terminal terminal = Terminal::detect();
  const Arguments arguments = parse_arguments(count, words);
  nansen::session::leave_work_unfinished();
  if (const char* library = std::getenv("NANSEN_DUCKDB")) nansen::cases::choose_duckdb(library);
  const int status = static_cast<int>(std::visit(Dispatch{terminal}, arguments));
  // All output has been written. What a compiler still does on another thread must not meet the end
  // of the libraries that it runs in.
  if (nansen::session::is_work_left()) std::_Exit(status);
  return status;
}

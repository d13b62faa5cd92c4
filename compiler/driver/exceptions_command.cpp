// nansen exceptions: the tree of base, additions, exceptions and what lifts them.

#include "compiler/explain/exceptions.h"

#include "compiler/driver/command.h"

namespace nansen::driver {

Status run_exceptions(const ExceptionsArguments& arguments, const Terminal& terminal) {
  Common common = arguments.common;
  common.files = files_for({arguments.definition}, common.files);
  Command command(common, terminal);
  session::Session& session = command.session();
  if (session.check()) {
    if (const auto request = session.resolve({.definitions = {arguments.definition}})) {
      report::Report report;
      report.parts.emplace_back(
          explain::exceptions_tree(session.program(), request->definitions.front()));
      print_report(report, arguments.format, terminal);
    }
  }
  return command.close();
}

}  // namespace nansen::driver

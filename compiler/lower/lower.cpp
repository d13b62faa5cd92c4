#include "compiler/lower/lower.h"

#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

Lowering::Lowering(const program::Program& program, const Request& request)
    : program_(program),
      request_(request),
      builder_(program, program.definitions[request.definitions.front()].entity),
      variables_(program) {}

ir::Module Lowering::run() {
  for (const program::DefinitionId asked : request_.definitions) add_output(asked);
  if (request_.keep_rules) add_rule_entries();
  return builder_.take();
}

ir::Module lower(const program::Program& program, const Request& request) {
  if (request.definitions.empty()) bug("nothing is asked");
  ir::Module module = Lowering(program, request).run();
  const std::vector<std::string> problems = ir::verify(module);
  if (!problems.empty()) bug("lowering made a module that does not verify: " + problems.front());
  return module;
}

}  // namespace nansen::lower

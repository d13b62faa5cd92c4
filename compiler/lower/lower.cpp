#include "compiler/lower/lower.h"

#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

namespace {

ir::Module verified(ir::Module module) {
  const std::vector<std::string> problems = ir::verify(module);
  if (!problems.empty()) bug("lowering made a module that does not verify: " + problems.front());
  return module;
}

}  // namespace

Lowering::Lowering(const program::Program& program, const Request& request,
                   program::EntityId entity)
    : program_(program), request_(request), builder_(program, entity), variables_(program) {}

ir::Module Lowering::run() {
  for (const program::DefinitionId asked : request_.definitions) add_output(asked);
  if (request_.keep_rules) add_rule_entries();
  return builder_.take();
}

ir::Module Lowering::run(const ExpressionRequest& request) {
  builder_.make_without_rules();
  const Context context{Builder::root(), Builder::root(), true, {}, {}};
  for (const program::FactId fact : request.columns) {
    if (!request.ranged.contains(fact)) {
      builder_.column(Builder::root(), fact);
      continue;
    }
    builder_.column(Builder::root(), fact, ir::Bound::Least);
    builder_.column(Builder::root(), fact, ir::Bound::Greatest);
  }
  for (const auto& [name, id] : request.expressions) {
    const bool truth = program_.expressions[id].type.kind == program::TypeKind::Boolean;
    ir::Output output;
    output.kind = truth ? ir::OutputKind::Truth : ir::OutputKind::Number;
    output.name = name;
    output.values = {truth ? this->truth(id, context) : agreed(number(id, context))};
    builder_.module().outputs.push_back(std::move(output));
  }
  return builder_.take();
}

ir::Module lower(const program::Program& program, const Request& request) {
  if (request.definitions.empty()) bug("nothing is asked");
  const program::EntityId entity = program.definitions[request.definitions.front()].entity;
  return verified(Lowering(program, request, entity).run());
}

ir::Module lower_expressions(const program::Program& program, const ExpressionRequest& request) {
  Request context;
  context.readings = request.readings;
  context.as_of = request.as_of;
  context.ranged = request.ranged;
  return verified(Lowering(program, context, request.entity).run(request));
}

}  // namespace nansen::lower

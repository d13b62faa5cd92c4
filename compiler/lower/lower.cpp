#include "compiler/lower/lower.h"

#include <algorithm>

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
  if (request_.all_facts) {
    std::vector<program::EntityId> way;
    std::set<program::EntityId> referenced;
    const program::EntityId asked = program_.definitions[request_.definitions.front()].entity;
    add_all_facts(Builder::root(), asked, way, referenced);
  }
  for (const program::DefinitionId asked : request_.definitions) add_output(asked);
  if (request_.keep_rules) add_rule_entries();
  return builder_.take();
}

/// Columns for all facts of the rows of `domain` and of those that hang on them. `way` holds the
/// entities of the rows that lead there.
void Lowering::add_all_facts(ir::DomainId domain, program::EntityId entity,
                             std::vector<program::EntityId>& way,
                             std::set<program::EntityId>& referenced) {
  way.push_back(entity);
  for (const program::FactId fact : program_.entities[entity].facts) {
    const program::Type& type = program_.facts[fact].type;
    const bool link = type.kind == program::TypeKind::Rows;
    if (link && std::find(way.begin(), way.end(), type.entity) != way.end()) continue;
    add_columns(domain, fact);
    if (!link && type.kind != program::TypeKind::Reference) continue;
    const ir::DomainId target = builder_.target(builder_.column(domain, fact));
    if (link) {
      add_all_facts(target, type.entity, way, referenced);
    } else if (referenced.insert(type.entity).second) {
      std::vector<program::EntityId> own;  // a table beside the cases: its links are its own
      add_all_facts(target, type.entity, own, referenced);
    }
  }
  way.pop_back();
}

/// The column of `fact`, or the two of its bounds.
void Lowering::add_columns(ir::DomainId domain, program::FactId fact) {
  if (!request_.ranged.contains(fact)) {
    builder_.column(domain, fact);
    return;
  }
  builder_.column(domain, fact, ir::Bound::Least);
  builder_.column(domain, fact, ir::Bound::Greatest);
}

ir::Module Lowering::run(const ExpressionRequest& request) {
  builder_.make_without_rules();
  const Context context{Builder::root(), Builder::root(), true, {}, {}};
  for (const program::FactId fact : request.columns) add_columns(Builder::root(), fact);
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

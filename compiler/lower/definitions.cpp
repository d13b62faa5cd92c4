// A definition becomes values once a domain; an asked one becomes an output of the root domain.
#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"
#include "compiler/program/in_force.h"

namespace nansen::lower {

using program::TypeKind;

const std::vector<ir::ValueId>& Lowering::definition(program::DefinitionId id,
                                                     ir::DomainId domain) {
  const auto found = definitions_.find({id, domain});
  if (found != definitions_.end()) return found->second;
  const program::Definition& definition = program_.definitions[id];
  const Context context{domain, domain, true, {}, {}};
  std::vector<ir::ValueId> values;
  switch (definition.type.kind) {
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Period: values.push_back(value_number(id, context)); break;
    case TypeKind::Boolean: values.push_back(holds(definition.root, context)); break;
    case TypeKind::Enumeration: values = value_truths(id, context); break;
    case TypeKind::Set:
    case TypeKind::Reference:
    case TypeKind::Rows:
    case TypeKind::Invalid: bug("a definition of a type that has no values");
  }
  return definitions_.emplace(std::pair(id, domain), std::move(values)).first->second;
}

/// Makes `output` that of a definition whose instrument does not bind: no, or for each member of an
/// enumeration that it is not the value. A number that no one has is such an enumeration too:
/// "unknown" would say that a fact is missing.
void Lowering::make_not_applicable(program::DefinitionId id, ir::Output& output) {
  const ForRule for_rule(builder_, program_.definitions[id].root);
  if (output.kind != ir::OutputKind::Truth) {
    output.kind = ir::OutputKind::Enumeration;
    if (output.members.empty()) output.members.emplace_back("value");
  }
  const std::size_t truths = std::max<std::size_t>(output.members.size(), 1);
  output.values.assign(truths, builder_.constant(Builder::root(), Truth::No));
}

void Lowering::add_output(program::DefinitionId id) {
  const program::Type& type = program_.definitions[id].type;
  ir::Output output;
  output.name = program::qualified_name(program_, id);
  switch (type.kind) {
    case TypeKind::Boolean: output.kind = ir::OutputKind::Truth; break;
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Period: output.kind = ir::OutputKind::Number; break;
    case TypeKind::Date: output.kind = ir::OutputKind::Date; break;
    case TypeKind::Enumeration:
      output.kind =
          is_ordered(type) ? ir::OutputKind::OrderedEnumeration : ir::OutputKind::Enumeration;
      for (const program::Member& member : program_.enumerations[type.enumeration].members) {
        output.members.push_back(member.name);
      }
      break;
    default: bug("a definition is asked whose values no result can hold");
  }
  if (in_force(program_.instruments[program_.definitions[id].instrument], request_.as_of)) {
    output.values = definition(id, Builder::root());
  } else {
    make_not_applicable(id, output);
  }
  builder_.module().outputs.push_back(std::move(output));
}

}  // namespace nansen::lower

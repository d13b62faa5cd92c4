// A definition becomes values once a domain; an asked one becomes an output of the root domain.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

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

/// False iff the definition is asked as of a day on which its instrument does not bind: before it
/// came into force (before its adoption, where it names no day of entry into force), or from its
/// repeal on.
bool Lowering::in_force(program::DefinitionId id) const {
  if (!request_.as_of) return true;
  const program::Instrument& instrument = program_.instruments[program_.definitions[id].instrument];
  const std::optional<std::int32_t> first =
      instrument.in_force ? instrument.in_force : instrument.adopted;
  if (first && *request_.as_of < *first) return false;
  return !instrument.repealed || *request_.as_of < *instrument.repealed;
}

/// The values of a definition that applies to no one.
std::vector<ir::ValueId> Lowering::not_applicable(program::DefinitionId id) {
  const program::Type& type = program_.definitions[id].type;
  const ForRule for_rule(builder_, program_.definitions[id].root);
  const ir::DomainId root = Builder::root();
  switch (type.kind) {
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Period: return {builder_.unknown_number(root)};
    case TypeKind::Enumeration: {
      const std::size_t truths = member_count(type) - (is_ordered(type) ? 1 : 0);
      return std::vector(truths, builder_.constant(root, Truth::No));
    }
    default: return {builder_.constant(root, Truth::No)};
  }
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
  output.values = in_force(id) ? definition(id, Builder::root()) : not_applicable(id);
  builder_.module().outputs.push_back(std::move(output));
}

}  // namespace nansen::lower

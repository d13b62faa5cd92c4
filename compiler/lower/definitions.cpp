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
    case TypeKind::Period: {
      const Bounds bounds = value_number(id, context);
      values = {bounds.least, bounds.greatest};
      break;
    }
    case TypeKind::Boolean: values.push_back(holds(definition.root, context)); break;
    case TypeKind::Enumeration: values = value_truths(id, context); break;
    case TypeKind::Reference: values = reference_truths(id, context); break;
    case TypeKind::Set:
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

/// A date that is not known to the day is given out as a range, another number not at all.
void Lowering::set_number(ir::Output& output, const std::vector<ir::ValueId>& values) {
  const Bounds bounds{values[0], values[1]};
  if (output.kind == ir::OutputKind::Date && !bounds.exact()) {
    output.kind = ir::OutputKind::DateRange;
    output.values = values;
  } else {
    output.values = {agreed(bounds)};
  }
}

/// Whom the instrument does not bind, the definition applies to as little as one that is not in
/// force. Each truth of the output is its own AND that the instrument binds; of an ordered
/// enumeration the truths are "is k" before, since all that is owed to no one is at least the
/// least.
void Lowering::leave_unbound_out(program::DefinitionId id, ir::Output& output) {
  const program::Definition& asked = program_.definitions[id];
  for (const program::Binding& binding : program_.bindings) {
    if (binding.instrument != asked.instrument || binding.entity != asked.entity) continue;
    const ForRule for_rule(builder_, asked.root);
    const ir::ValueId binds = definition(binding.binds, Builder::root()).front();
    switch (output.kind) {
      case ir::OutputKind::Truth:
      case ir::OutputKind::Enumeration: break;
      case ir::OutputKind::OrderedEnumeration: {
        output.kind = ir::OutputKind::Enumeration;
        const std::vector<ir::ValueId> reached = std::move(output.values);
        output.values.clear();
        for (std::size_t member = 0; member <= reached.size(); ++member) {
          std::vector<ir::ValueId> parts;
          if (member > 0) parts.push_back(reached[member - 1]);
          if (member < reached.size()) parts.push_back(builder_.negate(reached[member]));
          output.values.push_back(builder_.all(Builder::root(), std::move(parts)));
        }
        break;
      }
      case ir::OutputKind::Number:
      case ir::OutputKind::Date:
      case ir::OutputKind::DateRange: bug("a number is asked only of whom an instrument binds");
    }
    for (ir::ValueId& value : output.values) {
      if (value != binds) value = builder_.apply(ir::Opcode::And, {value, binds});
    }
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
    case TypeKind::Reference:
      output.kind = ir::OutputKind::Enumeration;
      for (const program::FactId reference : program::reference_choices(program_, id)) {
        output.members.push_back(program_.facts[reference].name);
        // Whoever shows the answer reads there which row it is.
        builder_.column(Builder::root(), reference);
      }
      break;
    default: bug("a definition is asked whose values no result can hold");
  }
  if (!in_force(program_.instruments[program_.definitions[id].instrument], request_.as_of)) {
    make_not_applicable(id, output);
  } else {
    const std::vector<ir::ValueId>& values = definition(id, Builder::root());
    const ForRule for_rule(builder_, program_.definitions[id].root);
    if (output.kind == ir::OutputKind::Number || output.kind == ir::OutputKind::Date) {
      set_number(output, values);
    } else {
      output.values = values;
    }
    if (request_.bound_only) leave_unbound_out(id, output);
  }
  builder_.module().outputs.push_back(std::move(output));
}

}  // namespace nansen::lower

// `for every`, `for some`, `at least N of` over linked rows and over the members of a set.
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::Quantity;

/// The context of a quantifier's body: of the rows in reach, only those that the linked rows belong
/// to stay so. None does where a reference leads to the link: many rows refer to one.
Context Lowering::inside(const program::Expression& expression, ir::DomainId linked,
                         const Context& context) {
  Context inside{context.own, linked, context.own_in_reach, {}, context.members};
  const program::Subject& subject = expression.subject;
  if (!subject.references.empty()) {
    inside.own_in_reach = false;
  } else if (subject.variable.valid()) {
    ir::DomainId above = context.rows.at(subject.variable);
    while (above != context.own && above.valid()) {
      for (const auto& [variable, domain] : context.rows) {
        if (domain == above) inside.rows.emplace(variable, domain);
      }
      above = builder_.domain(above).parent;
    }
  }
  inside.rows[expression.variable] = linked;
  return inside;
}

/// The body is made for the linked rows; then each row counts its own.
ir::ValueId Lowering::over_rows(const program::Expression& expression, const Context& context) {
  const Place place = place_of(expression.subject, context);
  const ir::ColumnId link = builder_.column(place.domain, expression.fact);
  const ir::ValueId body =
      truth(expression.operands[0], inside(expression, builder_.target(link), context));

  ir::Instruction instruction;
  instruction.domain = place.domain;
  instruction.column = link;
  instruction.operands = {body};
  switch (expression.quantity) {
    case Quantity::All: instruction.opcode = ir::Opcode::Every; break;
    case Quantity::Any:
    case Quantity::None: instruction.opcode = ir::Opcode::Some; break;
    case Quantity::AtLeast:
      if (expression.count <= 0) return builder_.constant(context.here, Truth::Yes);
      instruction.opcode = ir::Opcode::AtLeastRows;
      instruction.count = expression.count;
      break;
  }
  ir::ValueId value = builder_.emit(std::move(instruction));
  if (expression.quantity == Quantity::None) value = builder_.negate(value);
  return bring(place, value, context);
}

/// The context without the members that the body does not speak of: then quantifiers inside one
/// another make it once for what it speaks of, not once for every choice of all their members.
Context Lowering::spoken_of(program::ExpressionId body, Context context) {
  const program::SpokenVariables::Set& spoken = variables_.of(body);
  std::erase_if(context.members, [&](const auto& bound) { return !spoken.contains(bound.first); });
  return context;
}

/// The body is made once for each member that the set may include.
ir::ValueId Lowering::over_set(const program::Expression& expression, const Context& context) {
  const program::ExpressionId set = expression.operands[0];
  std::vector<ir::ValueId> parts;
  for (std::size_t member = 0; member < member_count(program_.expressions[set].type); ++member) {
    Context with_member = context;
    with_member.members[expression.variable] = member;
    const ir::ValueId included = set_includes(set, member, context);
    const ir::ValueId body =
        truth(expression.operands[1], spoken_of(expression.operands[1], std::move(with_member)));
    if (expression.quantity == Quantity::All) {
      parts.push_back(builder_.apply(ir::Opcode::Or, {builder_.negate(included), body}));
    } else {
      parts.push_back(builder_.apply(ir::Opcode::And, {included, body}));
    }
  }
  switch (expression.quantity) {
    case Quantity::All: return builder_.all(context.here, std::move(parts));
    case Quantity::Any: return builder_.any(context.here, std::move(parts));
    case Quantity::None: return builder_.negate(builder_.any(context.here, std::move(parts)));
    case Quantity::AtLeast:
      return builder_.at_least(context.here, expression.count, std::move(parts));
  }
  bug("a quantifier of no quantity");
}

}  // namespace nansen::lower

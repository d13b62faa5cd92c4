// Facts and definitions of the row itself, of a row further up, and of rows that references lead
// to.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

Lowering::Place Lowering::place_of(const program::Subject& subject, const Context& context) {
  Place place;
  const auto variable = context.rows.find(subject.variable);
  if (subject.variable.valid() ? variable == context.rows.end() : !context.own_in_reach) {
    bug("a quantifier's body speaks of a row that its own row does not belong to");
  }
  place.domain = subject.variable.valid() ? variable->second : context.own;
  for (const program::FactId reference : subject.references) {
    place.references.push_back(builder_.column(place.domain, reference));
    place.domain = builder_.target(place.references.back());
  }
  return place;
}

/// `value`, which stands in `place`, as seen from the context: back through the references, then
/// down to the rows the context is at.
ir::ValueId Lowering::bring(const Place& place, ir::ValueId value, const Context& context) {
  for (auto reference = place.references.rbegin(); reference != place.references.rend();
       ++reference) {
    value = builder_.through(*reference, value);
  }
  return builder_.descend(value, context.here);
}

ir::ValueId Lowering::fact(const program::Expression& expression, ir::Opcode opcode,
                           std::size_t member, const Context& context) {
  const Place place = place_of(expression.subject, context);
  const ir::ColumnId column = builder_.column(place.domain, expression.fact);
  return bring(place, builder_.read(opcode, column, member), context);
}

ir::ValueId Lowering::definition_value(const program::Expression& expression, std::size_t position,
                                       const Context& context) {
  const Place place = place_of(expression.subject, context);
  return bring(place, definition(expression.definition, place.domain).at(position), context);
}

}  // namespace nansen::lower

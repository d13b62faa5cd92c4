// A quantifier over a set is gone through member by member, and what stands inside several of them
// once for every choice of the members that it speaks of. What it does not speak of costs nothing:
// it is worked out once.
#include "compiler/check/expansion.h"

#include "compiler/program/spoken_variables.h"

namespace nansen::check {
namespace {

using program::ExpressionId;
using program::ExpressionKind;
using program::TypeKind;

/// How many operations all quantifiers over sets of a program may come to.
constexpr std::size_t most = 200'000;

/// How often an expression that speaks of `variables` is worked out, no further than just above
/// `most`.
std::size_t times(const program::Program& program, const program::SpokenVariables::Set& variables) {
  std::size_t choices = 1;
  for (const program::VariableId variable : variables) {
    const program::Type& type = program.variables[variable].type;
    if (type.kind != TypeKind::Enumeration) continue;
    choices *= program.enumerations[type.enumeration].members.size();
    if (choices > most) return most + 1;
  }
  return choices;
}

}  // namespace

void refuse_large_expansions(Context& context) {
  const program::Program& program = context.program;
  program::SpokenVariables spoken(program);
  std::size_t operations = 0;
  ExpressionId beyond;
  for (std::size_t index = 0; index < program.expressions.size(); ++index) {
    const ExpressionId id(index);
    const program::Expression& expression = program.expressions[id];
    const std::size_t choices = times(program, spoken.of(id));
    if (choices > 1) {
      operations += choices * (1 + expression.operands.size() + expression.heads.size());
    }
    if (operations <= most) continue;
    // A quantifier comes after what stands inside it; an exception to what does, after the
    // quantifier.
    if (!beyond.valid() || expression.kind == ExpressionKind::OverSet) beyond = id;
    if (expression.kind == ExpressionKind::OverSet) break;
  }
  if (!beyond.valid()) return;
  context.report(Code::QuantifiersTooLarge, program.expressions[beyond].span, most);
}

}  // namespace nansen::check

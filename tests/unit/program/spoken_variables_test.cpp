// Which quantifiers' variables a text speaks of.
#include "compiler/program/spoken_variables.h"

#include <gtest/gtest.h>

namespace nansen::program {
namespace {

TEST(SpokenVariables, AQuantifierSpeaksOfWhatItsBodyDoesButNotOfItsOwn) {
  Program program;
  const VariableId outer = program.variables.add({});
  const VariableId inner = program.variables.add({});
  const auto value_of = [&](VariableId variable) {
    Expression value;
    value.kind = ExpressionKind::VariableValue;
    value.variable = variable;
    return program.expressions.add(value);
  };
  Expression same;
  same.kind = ExpressionKind::Compare;
  same.operands = {value_of(outer), value_of(inner)};
  const ExpressionId body = program.expressions.add(same);
  Rule head;
  head.condition = body;
  Expression group;
  group.kind = ExpressionKind::Group;
  group.heads = {program.rules.add(head)};
  const ExpressionId heads = program.expressions.add(group);
  Expression set;
  set.kind = ExpressionKind::FactValue;
  Expression quantifier;
  quantifier.kind = ExpressionKind::OverSet;
  quantifier.variable = inner;
  quantifier.operands = {program.expressions.add(set), heads};
  const ExpressionId whole = program.expressions.add(quantifier);

  SpokenVariables spoken(program);
  EXPECT_EQ(spoken.of(heads), (SpokenVariables::Set{outer, inner}));
  EXPECT_EQ(spoken.of(whole), SpokenVariables::Set{outer});
  EXPECT_TRUE(spoken.of(ExpressionId()).empty());
}

}  // namespace
}  // namespace nansen::program

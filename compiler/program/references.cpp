// Definitions that name a row by rules.
#include <algorithm>

#include "compiler/program/program.h"

namespace nansen::program {

std::vector<FactId> reference_choices(const Program& program, DefinitionId definition) {
  std::vector<FactId> facts;
  if (program.definitions[definition].type.kind != TypeKind::Reference) return facts;
  const auto add = [&](RuleId rule) {
    const ExpressionId value = program.rules[rule].value;
    if (!value.valid() || program.expressions[value].kind != ExpressionKind::FactValue) return;
    const FactId fact = program.expressions[value].fact;
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
  };
  const RuleId root = program.definitions[definition].root;
  add(root);
  for (const RuleId rule : program.rules[root].values) add(rule);
  return facts;
}

}  // namespace nansen::program

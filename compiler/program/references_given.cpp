#include "compiler/program/references_given.h"

#include <algorithm>

namespace nansen::program {

std::vector<FactId> references_given(const Program& program, DefinitionId definition) {
  std::vector<FactId> given;
  const auto look_at = [&](RuleId rule) {
    const ExpressionId value = program.rules[rule].value;
    if (!value.valid()) return;
    const FactId fact = program.expressions[value].fact;
    if (fact.valid() && std::find(given.begin(), given.end(), fact) == given.end()) {
      given.push_back(fact);
    }
  };
  const RuleId root = program.definitions[definition].root;
  look_at(root);
  for (const RuleId rule : program.rules[root].values) look_at(rule);
  return given;
}

}  // namespace nansen::program

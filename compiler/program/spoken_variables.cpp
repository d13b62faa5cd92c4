#include "compiler/program/spoken_variables.h"

#include <utility>

namespace nansen::program {

const SpokenVariables::Set& SpokenVariables::of(ExpressionId id) {
  if (!id.valid() || program_.variables.empty()) return none_;
  if (const auto found = expressions_.find(id); found != expressions_.end()) return found->second;
  const Expression& expression = program_.expressions[id];
  Set variables;
  const auto include = [&](const Set& spoken) { variables.insert(spoken.begin(), spoken.end()); };
  for (const ExpressionId operand : expression.operands) include(of(operand));
  const bool binds =
      expression.kind == ExpressionKind::OverRows || expression.kind == ExpressionKind::OverSet;
  if (binds) {
    variables.erase(expression.variable);
  } else if (expression.variable.valid()) {
    variables.insert(expression.variable);
  }
  if (expression.subject.variable.valid()) variables.insert(expression.subject.variable);
  for (const RuleId head : expression.heads) include(of(head));
  if (expression.rule.valid()) include(of(expression.rule));
  return expressions_.emplace(id, std::move(variables)).first->second;
}

const SpokenVariables::Set& SpokenVariables::of(RuleId id) {
  if (program_.variables.empty()) return none_;
  if (const auto found = rules_.find(id); found != rules_.end()) return found->second;
  const Rule& rule = program_.rules[id];
  Set variables = of(rule.condition);
  const auto include = [&](const Set& spoken) { variables.insert(spoken.begin(), spoken.end()); };
  include(of(rule.value));
  for (const auto* further : {&rule.additions, &rule.exceptions, &rule.values}) {
    for (const RuleId other : *further) include(of(other));
  }
  return rules_.emplace(id, std::move(variables)).first->second;
}

}  // namespace nansen::program

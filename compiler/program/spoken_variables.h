// Which quantifiers' variables a text speaks of.
#pragma once

#include <set>
#include <unordered_map>

#include "compiler/program/program.h"

namespace nansen::program {

/// The variables that expressions and rules speak of without binding them themselves. Each is
/// looked at once. `program` must outlive this and keep what has been asked about as it is; its
/// rules must not rest on themselves.
class SpokenVariables {
 public:
  using Set = std::set<VariableId>;

  explicit SpokenVariables(const Program& program) : program_(program) {}

  /// None for the invalid id.
  const Set& of(ExpressionId expression);
  /// Of the rule with all that adds to it and excepts from it, and with its values.
  const Set& of(RuleId rule);

 private:
  const Program& program_;
  const Set none_;
  std::unordered_map<ExpressionId, Set> expressions_;
  std::unordered_map<RuleId, Set> rules_;
};

}  // namespace nansen::program

// What a rule rests on: its condition and value, what else lets it hold and what defeats it, and so
// the rules that these speak of. Whoever follows that must come to an end. Definitions do not count
// here: `order` says of those that there is no circle, and after an error there may be one.
#include "compiler/program/verify_circles.h"

#include <cstddef>

namespace nansen::program {
namespace {

/// Rules, then expressions, then the expressions of formulas, as numbered nodes.
class Rests {
 public:
  explicit Rests(const Program& program)
      : program_(program),
        expressions_(program.rules.size()),
        formulas_(expressions_ + program.expressions.size()),
        count_(formulas_ + program.formula_expressions.size()) {}

  /// True iff, taking away again and again what nothing rests on, something is left.
  bool has_circle() const {
    std::vector<std::size_t> used(count_, 0);
    for (std::size_t node = 0; node < count_; ++node) {
      for_each_below(node, [&](std::size_t below) { ++used[below]; });
    }
    std::vector<std::size_t> free;
    for (std::size_t node = 0; node < count_; ++node) {
      if (used[node] == 0) free.push_back(node);
    }
    std::size_t gone = 0;
    while (!free.empty()) {
      const std::size_t node = free.back();
      free.pop_back();
      ++gone;
      for_each_below(node, [&](std::size_t below) {
        if (--used[below] == 0) free.push_back(below);
      });
    }
    return gone < count_;
  }

 private:
  template <typename Visit>
  void for_each_below(std::size_t node, Visit visit) const {
    const auto one = [&](const auto& store, auto id, std::size_t first) {
      if (store.contains(id)) visit(first + static_cast<std::size_t>(id.index));
    };
    const auto rules = [&](const std::vector<RuleId>& ids) {
      for (const RuleId id : ids) one(program_.rules, id, 0);
    };
    if (node < expressions_) {
      const Rule& rule = program_.rules[RuleId(node)];
      one(program_.expressions, rule.condition, expressions_);
      one(program_.expressions, rule.value, expressions_);
      rules(rule.additions);
      rules(rule.exceptions);
      rules(rule.values);
    } else if (node < formulas_) {
      const Expression& expression = program_.expressions[ExpressionId(node - expressions_)];
      for (const ExpressionId id : expression.operands) one(program_.expressions, id, expressions_);
      rules(expression.heads);
      one(program_.rules, expression.rule, 0);
    } else {
      const FormulaExpressionId id(node - formulas_);
      for (const FormulaExpressionId operand : program_.formula_expressions[id].operands) {
        one(program_.formula_expressions, operand, formulas_);
      }
    }
  }

  const Program& program_;
  std::size_t expressions_;
  std::size_t formulas_;
  std::size_t count_;
};

}  // namespace

std::vector<std::string> verify_circles(const Program& program) {
  if (!Rests(program).has_circle()) return {};
  return {"circle: a rule or a formula rests on itself"};
}

}  // namespace nansen::program

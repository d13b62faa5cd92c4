// Whether what a definition gives depends on the day as of which it is asked.
#include <utility>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {
namespace {

/// Looks at everything that a definition rests on, each once.
class Search {
 public:
  explicit Search(const Program& program)
      : program_(program),
        definitions_(program.definitions.size(), false),
        rules_(program.rules.size(), false),
        expressions_(program.expressions.size(), false) {}

  /// In what `from` rests on: a definition or an expression.
  template <typename IdType>
  bool finds_day(IdType from) {
    reach(from);
    while (!open_rules_.empty() || !open_expressions_.empty()) {
      if (open_expressions_.empty()) {
        const RuleId rule = open_rules_.back();
        open_rules_.pop_back();
        follow(program_.rules[rule]);
        continue;
      }
      const ExpressionId expression = open_expressions_.back();
      open_expressions_.pop_back();
      if (reads_day(program_.expressions[expression].kind)) return true;
      follow(program_.expressions[expression]);
    }
    return false;
  }

 private:
  static bool reads_day(ExpressionKind kind) {
    return kind == ExpressionKind::DayAsked || kind == ExpressionKind::TimeIn ||
           kind == ExpressionKind::TimeReaches;
  }

  template <typename IdType>
  static bool is_new(std::vector<bool>& seen, IdType id) {
    if (!id.valid() || seen[static_cast<std::size_t>(id.index)]) return false;
    seen[static_cast<std::size_t>(id.index)] = true;
    return true;
  }
  void reach(DefinitionId id) {
    if (is_new(definitions_, id)) reach(program_.definitions[id].root);
  }
  void reach(RuleId id) {
    if (is_new(rules_, id)) open_rules_.push_back(id);
  }
  void reach(ExpressionId id) {
    if (is_new(expressions_, id)) open_expressions_.push_back(id);
  }

  void follow(const Rule& rule) {
    reach(rule.condition);
    reach(rule.value);
    for (const auto* further : {&rule.additions, &rule.exceptions, &rule.values}) {
      for (const RuleId other : *further) reach(other);
    }
  }
  void follow(const Expression& expression) {
    reach(expression.definition);
    reach(expression.rule);
    for (const RuleId head : expression.heads) reach(head);
    for (const ExpressionId operand : expression.operands) reach(operand);
  }

  const Program& program_;
  std::vector<bool> definitions_;
  std::vector<bool> rules_;
  std::vector<bool> expressions_;
  std::vector<RuleId> open_rules_;
  std::vector<ExpressionId> open_expressions_;
};

}  // namespace

bool needs_day(const Program& program, DefinitionId definition) {
  return Search(program).finds_day(definition);
}

bool needs_day(const Program& program, ExpressionId expression) {
  return Search(program).finds_day(expression);
}

}  // namespace nansen::program

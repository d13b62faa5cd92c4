#include "compiler/logic/logic.h"

#include <algorithm>

#include "compiler/logic/state.h"

namespace nansen::logic {

namespace {

using program::Definition;

// What it costs to look, in the steps that Clauses counts.
constexpr std::size_t rule_steps = 20;
constexpr std::size_t expression_steps = 5;

}  // namespace

Literal Logic::State::includes(ExpressionId set, std::size_t member) {
  const Expression& expression = program.expressions[set];
  std::map<VariableId, std::size_t> inner;
  const std::string place =
      expression.kind == ExpressionKind::FactValue ? place_of_fact(expression) : words(set, inner);
  return leaves.truth(place + "#" + std::to_string(member));
}

std::size_t Logic::State::members_of(ExpressionId set) const {
  return program.enumerations[program.expressions[set].type.enumeration].members.size();
}

Literal Logic::State::includes_value(ExpressionId id) {
  const ExpressionId set = program.expressions[id].operands[0];
  const ExpressionId value = program.expressions[id].operands[1];
  std::vector<Literal> parts;
  for (std::size_t k = 0; k < members_of(set); ++k) {
    parts.push_back(clauses.all({is_member(value, k), includes(set, k)}));
  }
  return clauses.any(std::move(parts));
}

Literal Logic::State::is_empty(ExpressionId set) {
  std::vector<Literal> parts;
  for (std::size_t k = 0; k < members_of(set); ++k) parts.push_back(-includes(set, k));
  return clauses.all(std::move(parts));
}

Literal Logic::State::over_set(ExpressionId id) {
  const Expression& expression = program.expressions[id];
  const ExpressionId set = expression.operands[0];
  std::vector<Literal> held;
  std::vector<Literal> kept;  // for every: not in the set, or held
  for (std::size_t k = 0; k < members_of(set); ++k) {
    members[expression.variable] = k;
    const Literal body = within(expression.operands[1]);
    held.push_back(clauses.all({includes(set, k), body}));
    kept.push_back(clauses.any({-includes(set, k), body}));
  }
  members.erase(expression.variable);
  return quantified(expression, held, std::move(kept));
}

Literal Logic::State::within(ExpressionId body) {
  auto& made = assumed.valid() ? assumed_bodies : bodies;
  auto key = std::pair(body, spoken_members(body));
  if (const auto found = made.find(key); found != made.end()) return found->second;
  if (clauses.exhausted()) return clauses.constant(true);
  const Literal result = condition(body);
  made.emplace(std::move(key), result);
  return result;
}

Literal Logic::State::quantified(const Expression& expression, std::vector<Literal> held,
                                 std::vector<Literal> kept) {
  switch (expression.quantity) {
    case Quantity::All: return clauses.all(std::move(kept));
    case Quantity::Any: return clauses.any(std::move(held));
    case Quantity::None: return -clauses.any(std::move(held));
    case Quantity::AtLeast:
      return clauses.at_least(static_cast<std::size_t>(expression.count), held);
  }
  return clauses.constant(false);
}

Literal Logic::State::condition(ExpressionId id) {
  const Expression& expression = program.expressions[id];
  clauses.spend(expression_steps * (1 + expression.heads.size()));
  if (clauses.exhausted()) return clauses.constant(true);
  std::vector<Literal> parts;
  switch (expression.kind) {
    case ExpressionKind::TruthConstant:
      return expression.truth == Truth::Undetermined
                 ? opaque(id)
                 : clauses.constant(expression.truth == Truth::Yes);
    case ExpressionKind::FactValue: return leaves.truth(place_of_fact(expression));
    case ExpressionKind::DefinitionValue: {
      const bool own_row =
          !expression.subject.variable.valid() && expression.subject.references.empty();
      return own_row ? holds(program.definitions[expression.definition].root)
                     : leaves.truth(place_of_definition(expression));
    }
    case ExpressionKind::ReadingIs: {
      const std::size_t count = program.readings[expression.reading].choices.size();
      return leaves.is_member("r" + std::to_string(expression.reading.index), expression.member,
                              count);
    }
    case ExpressionKind::RuleHolds: return holds(expression.rule);
    case ExpressionKind::Not: return -condition(expression.operands[0]);
    case ExpressionKind::And:
    case ExpressionKind::Or:
      for (const ExpressionId operand : expression.operands) parts.push_back(condition(operand));
      return expression.kind == ExpressionKind::And ? clauses.all(std::move(parts))
                                                    : clauses.any(std::move(parts));
    case ExpressionKind::Unless:
      return clauses.all({condition(expression.operands[0]), -condition(expression.operands[1])});
    case ExpressionKind::Group:
      for (const RuleId head : expression.heads) parts.push_back(holds(head));
      return quantified(expression, parts, parts);
    case ExpressionKind::Compare: return compare(id);
    case ExpressionKind::IsEmpty: return is_empty(expression.operands[0]);
    case ExpressionKind::Includes: return includes_value(id);
    case ExpressionKind::OverSet: return over_set(id);
    default: return opaque(id);
  }
}

Literal Logic::State::own(RuleId id) {
  if (id == assumed) return clauses.constant(assumption);
  const Rule& rule = program.rules[id];
  if (rule.role == RuleRole::Otherwise) {
    std::vector<Literal> others;
    const Definition& definition = program.definitions[rule.definition];
    for (const RuleId other : program.rules[definition.root].values) {
      if (other != id) others.push_back(holds(other));
    }
    return -clauses.any(std::move(others));
  }
  return rule.condition.valid() ? condition(rule.condition) : clauses.constant(true);
}

Literal Logic::State::holds(RuleId id) {
  auto& made = rests_on_assumed(id) ? assumed_rules : rules;
  auto key = std::pair(id, spoken_members(id));
  if (const auto found = made.find(key); found != made.end()) return found->second;
  clauses.spend(rule_steps);
  if (clauses.exhausted()) return clauses.constant(true);
  const Rule& rule = program.rules[id];
  std::vector<Literal> defeats;  // of every way in
  std::vector<std::pair<RuleId, Literal>> sparing;
  for (const RuleId exception : rule.exceptions) {
    const Literal fires = holds(exception);
    if (program.rules[exception].spares.empty()) {
      defeats.push_back(fires);
    } else {
      sparing.emplace_back(exception, fires);
    }
  }
  const Literal defeated = clauses.any(std::move(defeats));
  std::vector<Literal> ways;
  const auto add_way = [&](RuleId way, Literal truth) {
    std::vector<Literal> parts{truth, -defeated};
    for (const auto& [exception, fires] : sparing) {
      const std::vector<RuleId>& spared = program.rules[exception].spares;
      clauses.spend(spared.size());
      if (std::find(spared.begin(), spared.end(), way) == spared.end()) parts.push_back(-fires);
    }
    ways.push_back(clauses.all(std::move(parts)));
  };
  add_way(id, own(id));
  for (const RuleId addition : rule.additions) add_way(addition, holds(addition));
  const Literal result = clauses.any(std::move(ways));
  made.emplace(std::move(key), result);
  return result;
}

void Logic::State::assume(RuleId rule, bool value) {
  assumed = rule;
  assumption = value;
  assumed_rules.clear();
  assumed_bodies.clear();
  above_assumed.clear();
  for (RuleId at = rule; at.valid(); at = program.rules[at].parent) above_assumed.insert(at);
}

bool Logic::State::rests_on_assumed(RuleId id) {
  if (!assumed.valid()) return false;
  const program::DefinitionId definition = program.rules[assumed].definition;
  if (program.rules[id].definition != definition) return false;
  return above_assumed.contains(id) || crosses(definition);
}

bool Logic::State::crosses(program::DefinitionId id) {
  const auto [found, fresh] = crossing.try_emplace(id, false);
  if (fresh) found->second = rule_crosses(program.definitions[id].root);
  return found->second;
}

bool Logic::State::rule_crosses(RuleId id) {
  const Rule& rule = program.rules[id];
  const auto crosses_below = [&](RuleId below) { return rule_crosses(below); };
  return rule.role == RuleRole::Otherwise ||
         (rule.condition.valid() && expression_crosses(rule.condition, rule.definition)) ||
         std::any_of(rule.additions.begin(), rule.additions.end(), crosses_below) ||
         std::any_of(rule.exceptions.begin(), rule.exceptions.end(), crosses_below) ||
         std::any_of(rule.values.begin(), rule.values.end(), crosses_below);
}

bool Logic::State::expression_crosses(ExpressionId id, program::DefinitionId definition) {
  const Expression& expression = program.expressions[id];
  return (expression.rule.valid() && program.rules[expression.rule].definition == definition) ||
         std::any_of(
             expression.operands.begin(), expression.operands.end(),
             [&](ExpressionId operand) { return expression_crosses(operand, definition); }) ||
         std::any_of(expression.heads.begin(), expression.heads.end(),
                     [&](RuleId head) { return rule_crosses(head); });
}

Logic::Logic(const Program& program, std::int64_t work)
    : state_(std::make_unique<State>(program, work)) {}
Logic::~Logic() = default;

Literal Logic::condition(ExpressionId expression) { return state_->condition(expression); }
Literal Logic::own(RuleId rule) { return state_->own(rule); }
Literal Logic::holds(RuleId rule) { return state_->holds(rule); }

Literal Logic::holds_if(RuleId rule, RuleId assumed, bool value) {
  state_->assume(assumed, value);
  const Literal result = state_->holds(rule);
  state_->assumed = {};
  return result;
}

std::int64_t Logic::work() const { return state_->clauses.work(); }
bool Logic::exhausted() const { return state_->clauses.exhausted(); }

Literal Logic::any(std::vector<Literal> literals) {
  return state_->clauses.any(std::move(literals));
}

Answer Logic::together(std::span<const Literal> literals) {
  return state_->clauses.together(literals);
}

Answer Logic::differ(Literal left, Literal right) {
  if (state_->clauses.exhausted()) return Answer::TooHard;
  if (left == right) return Answer::Cannot;
  const Answer one = together({left, -right});
  if (one == Answer::Can) return one;
  const Answer other = together({-left, right});
  if (other == Answer::Can) return other;
  return one == Answer::Cannot && other == Answer::Cannot ? Answer::Cannot : Answer::TooHard;
}

}  // namespace nansen::logic

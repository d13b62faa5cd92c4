// Places of facts and definitions, and the words of expressions that are truths of their own.
#include "compiler/logic/state.h"

namespace nansen::logic {

namespace {

constexpr std::size_t words_steps = 40;  // what it costs to look, in the steps that Clauses counts

}  // namespace

std::string Logic::State::place_of(const Subject& subject) const {
  std::string text;
  if (subject.variable.valid()) text += "v" + std::to_string(subject.variable.index);
  for (const program::FactId reference : subject.references) {
    text += ".f" + std::to_string(reference.index);
  }
  return text;
}

std::string Logic::State::place_of_fact(const Expression& expression) {
  const std::string place =
      place_of(expression.subject) + ".f" + std::to_string(expression.fact.index);
  bound_range(expression.fact, place);
  return place;
}

std::string Logic::State::place_of_definition(const Expression& expression) const {
  return place_of(expression.subject) + ".d" + std::to_string(expression.definition.index);
}

std::string Logic::State::words(ExpressionId id, std::map<VariableId, std::size_t>& inner) {
  const Expression& expression = program.expressions[id];
  std::string text = "(" + std::to_string(static_cast<int>(expression.kind));
  clauses.spend(words_steps);
  const auto variable = [&](VariableId named) {
    if (const auto found = inner.find(named); found != inner.end()) {
      return "i" + std::to_string(found->second);
    }
    if (const auto found = members.find(named); found != members.end()) {
      return "m" + std::to_string(found->second);
    }
    return "v" + std::to_string(named.index);
  };
  if (expression.kind == ExpressionKind::Invalid) text += "#" + std::to_string(id.index);
  if (expression.subject.variable.valid()) text += " " + variable(expression.subject.variable);
  for (const program::FactId reference : expression.subject.references) {
    text += ".f" + std::to_string(reference.index);
  }
  if (expression.fact.valid()) text += " f" + std::to_string(expression.fact.index);
  if (expression.definition.valid()) text += " d" + std::to_string(expression.definition.index);
  if (expression.reading.valid()) text += " r" + std::to_string(expression.reading.index);
  if (expression.rule.valid()) text += " R" + std::to_string(expression.rule.index);
  text += " " + std::to_string(static_cast<int>(expression.quantity)) + "," +
          std::to_string(expression.count) + "," +
          std::to_string(static_cast<int>(expression.compare)) + "," +
          std::to_string(expression.member) + "," +
          std::to_string(static_cast<int>(expression.truth)) + "," + expression.number.get_str();
  // Six months are other words than six days.
  if (expression.type.in_months) text += " m";
  if (expression.month_end == program::MonthEnd::RoundingUp) text += " u";
  if (expression.calendar.valid()) text += " c" + std::to_string(expression.calendar.index);
  if (expression.clock.valid()) text += " k" + std::to_string(expression.clock.index);
  const bool binds =
      expression.kind == ExpressionKind::OverRows || expression.kind == ExpressionKind::OverSet;
  if (binds) {
    inner.emplace(expression.variable, inner.size());
  } else if (expression.variable.valid()) {
    text += " " + variable(expression.variable);
  }
  for (const ExpressionId operand : expression.operands) text += words(operand, inner);
  for (const RuleId head : expression.heads) text += rule_words(head, inner);
  return text + ")";
}

std::string Logic::State::rule_words(RuleId id, std::map<VariableId, std::size_t>& inner) {
  const Rule& rule = program.rules[id];
  if (id == assumed) return assumption ? "[yes]" : "[no]";
  std::string text = "[";
  if (rule.condition.valid()) text += words(rule.condition, inner);
  for (const RuleId addition : rule.additions) text += "+" + rule_words(addition, inner);
  for (const RuleId exception : rule.exceptions) text += "-" + rule_words(exception, inner);
  return text + "]";
}

Literal Logic::State::opaque(ExpressionId id) {
  std::map<VariableId, std::size_t> inner;
  return leaves.truth(words(id, inner));
}

void Logic::State::bound_range(program::FactId id, const std::string& place) {
  const program::Fact& fact = program.facts[id];
  const bool number = fact.type.kind == TypeKind::Integer || fact.type.kind == TypeKind::Decimal ||
                      fact.type.kind == TypeKind::Date || fact.type.kind == TypeKind::Period;
  if (number) {
    bound(place, fact.range.least, fact.range.greatest, fact.type.kind != TypeKind::Decimal);
  }
}

void Logic::State::bound(const std::string& place, const Rational& least, const Rational& greatest,
                         bool whole) {
  if (!ranged.emplace(place, true).second) return;
  clauses.require({leaves.at_most(place, greatest, false, whole)});
  clauses.require({-leaves.at_most(place, least, true, whole)});
}

}  // namespace nansen::logic

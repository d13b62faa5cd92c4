#include "compiler/logic/logic.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "compiler/logic/clauses.h"
#include "compiler/logic/leaves.h"
#include "compiler/program/spoken_variables.h"

namespace nansen::logic {

namespace {

using program::CompareOperator;
using program::Definition;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Program;
using program::Quantity;
using program::Rule;
using program::RuleId;
using program::RuleRole;
using program::Subject;
using program::Type;
using program::TypeKind;
using program::VariableId;

/// A number as one place plus a constant, times a factor: factor * place + constant. No place: a
/// constant.
struct Linear {
  Rational factor = 0;
  std::string place = {};
  bool whole = false;
  Rational constant = 0;
};

/// Where the quantifiers over sets around a text stand.
using Members = std::map<VariableId, std::size_t>;

// What it costs to look, in the steps that Clauses counts.
constexpr std::size_t rule_steps = 20;
constexpr std::size_t expression_steps = 5;
constexpr std::size_t words_steps = 40;

}  // namespace

struct Logic::State {
  State(const Program& program_, std::int64_t work)
      : program(program_), clauses(work), leaves(clauses), spoken(program_) {}

  // ---- places ----------------------------------------------------------------------------------

  std::string place_of(const Subject& subject) const {
    std::string text;
    if (subject.variable.valid()) text += "v" + std::to_string(subject.variable.index);
    for (const program::FactId reference : subject.references) {
      text += ".f" + std::to_string(reference.index);
    }
    return text;
  }
  std::string place_of_fact(const Expression& expression) {
    const std::string place =
        place_of(expression.subject) + ".f" + std::to_string(expression.fact.index);
    bound_range(expression.fact, place);
    return place;
  }
  std::string place_of_definition(const Expression& expression) const {
    return place_of(expression.subject) + ".d" + std::to_string(expression.definition.index);
  }

  /// The words of an expression, equal iff the expressions are alike; variables of quantifiers
  /// inside it are named by their depth, so that the same words with other variables are the same.
  std::string words(ExpressionId id, std::map<VariableId, std::size_t>& inner) {
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
  std::string rule_words(RuleId id, std::map<VariableId, std::size_t>& inner) {
    const Rule& rule = program.rules[id];
    if (id == assumed) return assumption ? "[yes]" : "[no]";
    std::string text = "[";
    if (rule.condition.valid()) text += words(rule.condition, inner);
    for (const RuleId addition : rule.additions) text += "+" + rule_words(addition, inner);
    for (const RuleId exception : rule.exceptions) text += "-" + rule_words(exception, inner);
    return text + "]";
  }
  Literal opaque(ExpressionId id) {
    std::map<VariableId, std::size_t> inner;
    return leaves.truth(words(id, inner));
  }

  /// A number stays within its fact's range.
  void bound_range(program::FactId id, const std::string& place) {
    const program::Fact& fact = program.facts[id];
    const bool number = fact.type.kind == TypeKind::Integer ||
                        fact.type.kind == TypeKind::Decimal || fact.type.kind == TypeKind::Date ||
                        fact.type.kind == TypeKind::Period;
    if (!number || !ranged.emplace(place, true).second) return;
    const bool whole = fact.type.kind != TypeKind::Decimal;
    clauses.require({leaves.at_most(place, fact.range.greatest, false, whole)});
    clauses.require({-leaves.at_most(place, fact.range.least, true, whole)});
  }

  // ---- values ----------------------------------------------------------------------------------

  /// The place of an enumeration's value: a fact's or a definition's.
  std::optional<std::string> value_place(const Expression& expression) {
    if (expression.kind == ExpressionKind::FactValue) return place_of_fact(expression);
    if (expression.kind == ExpressionKind::DefinitionValue) return place_of_definition(expression);
    return std::nullopt;
  }

  Literal is_member(ExpressionId id, std::size_t member) {
    const Expression& expression = program.expressions[id];
    if (expression.kind == ExpressionKind::MemberConstant) {
      return clauses.constant(expression.member == member);
    }
    if (expression.kind == ExpressionKind::VariableValue) {
      const auto bound = members.find(expression.variable);
      if (bound != members.end()) return clauses.constant(bound->second == member);
    }
    const program::Enumeration& enumeration = program.enumerations[expression.type.enumeration];
    const std::size_t count = enumeration.members.size();
    const auto found = value_place(expression);
    std::map<VariableId, std::size_t> inner;
    const std::string place = found ? *found : words(id, inner);
    if (!enumeration.ordered) return leaves.is_member(place, member, count);
    return clauses.all(
        {leaves.at_least(place, member, count), -leaves.at_least(place, member + 1, count)});
  }

  Literal at_least_member(ExpressionId id, std::size_t member) {
    const Expression& expression = program.expressions[id];
    if (expression.kind == ExpressionKind::MemberConstant) {
      return clauses.constant(expression.member >= member);
    }
    const std::size_t count = program.enumerations[expression.type.enumeration].members.size();
    const auto found = value_place(expression);
    std::map<VariableId, std::size_t> inner;
    return leaves.at_least(found ? *found : words(id, inner), member, count);
  }

  std::optional<Linear> linear(ExpressionId id) {
    const Expression& expression = program.expressions[id];
    switch (expression.kind) {
      case ExpressionKind::NumberConstant: return Linear{.constant = expression.number};
      case ExpressionKind::FactValue:
        return Linear{.factor = 1,
                      .place = place_of_fact(expression),
                      .whole = expression.type.kind != TypeKind::Decimal};
      case ExpressionKind::DefinitionValue:
        return Linear{.factor = 1,
                      .place = place_of_definition(expression),
                      .whole = expression.type.kind != TypeKind::Decimal};
      case ExpressionKind::Add:
      case ExpressionKind::Subtract: {
        auto left = linear(expression.operands[0]);
        auto right = linear(expression.operands[1]);
        if (!left || !right) return std::nullopt;
        if (expression.kind == ExpressionKind::Subtract) {
          right->factor = -right->factor;
          right->constant = -right->constant;
        }
        return add(*left, *right);
      }
      case ExpressionKind::Scale: {
        auto operand = linear(expression.operands[0]);
        if (!operand) return std::nullopt;
        operand->factor *= expression.number;
        operand->constant *= expression.number;
        return operand;
      }
      default: return std::nullopt;
    }
  }
  static std::optional<Linear> add(const Linear& left, const Linear& right) {
    Linear sum = left.place.empty() ? right : left;
    const Linear& other = left.place.empty() ? left : right;
    if (!other.place.empty() && other.place != sum.place) return std::nullopt;
    sum.factor = left.factor + right.factor;
    sum.constant = left.constant + right.constant;
    return sum;
  }

  // ---- comparisons -----------------------------------------------------------------------------

  Literal compare(ExpressionId id) {
    const Expression& expression = program.expressions[id];
    const ExpressionId left = expression.operands[0];
    const ExpressionId right = expression.operands[1];
    const Type& type = program.expressions[left].type;
    switch (type.kind) {
      case TypeKind::Enumeration: return compare_members(expression.compare, left, right);
      case TypeKind::Integer:
      case TypeKind::Decimal:
      case TypeKind::Date:
      case TypeKind::Period: return compare_numbers(id, expression.compare, left, right);
      case TypeKind::Boolean: {
        const Literal first = condition(left);
        const Literal second = condition(right);
        return clauses.any({clauses.all({first, second}), clauses.all({-first, -second})});
      }
      default: return opaque(id);
    }
  }

  Literal compare_members(CompareOperator op, ExpressionId left, ExpressionId right) {
    const Type& type = program.expressions[left].type;
    const std::size_t count = program.enumerations[type.enumeration].members.size();
    std::vector<Literal> parts;
    switch (op) {
      case CompareOperator::Same:
        // With a constant on one side only one member needs to be spoken of.
        for (const auto& [constant, other] : {std::pair{left, right}, std::pair{right, left}}) {
          const Expression& expression = program.expressions[constant];
          if (expression.kind == ExpressionKind::MemberConstant) {
            return is_member(other, expression.member);
          }
        }
        for (std::size_t k = 0; k < count; ++k) {
          parts.push_back(clauses.all({is_member(left, k), is_member(right, k)}));
        }
        return clauses.any(std::move(parts));
      case CompareOperator::AtLeast:
        for (std::size_t k = 1; k < count; ++k) {
          parts.push_back(clauses.any({-at_least_member(right, k), at_least_member(left, k)}));
        }
        return clauses.all(std::move(parts));
      case CompareOperator::AtMost: return compare_members(CompareOperator::AtLeast, right, left);
      case CompareOperator::MoreThan:
        return -compare_members(CompareOperator::AtLeast, right, left);
      case CompareOperator::LessThan:
        return -compare_members(CompareOperator::AtLeast, left, right);
    }
    return clauses.constant(false);
  }

  Literal compare_numbers(ExpressionId id, CompareOperator op, ExpressionId left,
                          ExpressionId right) {
    const auto first = linear(left);
    auto second = linear(right);
    if (!first || !second) return opaque(id);
    second->factor = -second->factor;
    second->constant = -second->constant;
    const auto difference = add(*first, *second);  // left - right, compared with zero
    if (!difference) return opaque(id);
    if (difference->place.empty() || difference->factor == 0) {
      const int sign = sgn(difference->constant);
      switch (op) {
        case CompareOperator::Same: return clauses.constant(sign == 0);
        case CompareOperator::AtLeast: return clauses.constant(sign >= 0);
        case CompareOperator::AtMost: return clauses.constant(sign <= 0);
        case CompareOperator::MoreThan: return clauses.constant(sign > 0);
        case CompareOperator::LessThan: return clauses.constant(sign < 0);
      }
    }
    const Rational bound = -difference->constant / difference->factor;
    const bool falling = difference->factor < 0;
    const auto at_most = [&](bool strict) {
      return leaves.at_most(difference->place, bound, strict, difference->whole);
    };
    // factor * x + constant < 0 is x < bound for a positive factor and x > bound for a negative
    // one.
    switch (op) {
      case CompareOperator::Same: return clauses.all({at_most(false), -at_most(true)});
      case CompareOperator::AtLeast: return falling ? at_most(false) : -at_most(true);
      case CompareOperator::AtMost: return falling ? -at_most(true) : at_most(false);
      case CompareOperator::MoreThan: return falling ? at_most(true) : -at_most(false);
      case CompareOperator::LessThan: return falling ? -at_most(false) : at_most(true);
    }
    return opaque(id);
  }

  // ---- sets ------------------------------------------------------------------------------------

  Literal includes(ExpressionId set, std::size_t member) {
    const Expression& expression = program.expressions[set];
    std::map<VariableId, std::size_t> inner;
    const std::string place = expression.kind == ExpressionKind::FactValue
                                  ? place_of_fact(expression)
                                  : words(set, inner);
    return leaves.truth(place + "#" + std::to_string(member));
  }
  std::size_t members_of(ExpressionId set) const {
    return program.enumerations[program.expressions[set].type.enumeration].members.size();
  }
  Literal includes_value(ExpressionId id) {
    const ExpressionId set = program.expressions[id].operands[0];
    const ExpressionId value = program.expressions[id].operands[1];
    std::vector<Literal> parts;
    for (std::size_t k = 0; k < members_of(set); ++k) {
      parts.push_back(clauses.all({is_member(value, k), includes(set, k)}));
    }
    return clauses.any(std::move(parts));
  }
  Literal is_empty(ExpressionId set) {
    std::vector<Literal> parts;
    for (std::size_t k = 0; k < members_of(set); ++k) parts.push_back(-includes(set, k));
    return clauses.all(std::move(parts));
  }
  Literal over_set(ExpressionId id) {
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
  /// The body of a quantifier for the members at hand; made once for those that it speaks of.
  Literal within(ExpressionId body) {
    auto& made = assumed.valid() ? assumed_bodies : bodies;
    auto key = std::pair(body, spoken_members(body));
    if (const auto found = made.find(key); found != made.end()) return found->second;
    if (clauses.exhausted()) return clauses.constant(true);
    const Literal result = condition(body);
    made.emplace(std::move(key), result);
    return result;
  }
  Literal quantified(const Expression& expression, std::vector<Literal> held,
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

  // ---- conditions and rules --------------------------------------------------------------------

  Literal condition(ExpressionId id) {
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

  Literal own(RuleId id) {
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

  Literal holds(RuleId id) {
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

  /// Of the members that quantifiers around it stand at, those that the text speaks of.
  template <typename Text>
  Members spoken_members(Text text) {
    Members some;
    if (members.empty()) return some;
    for (const VariableId variable : spoken.of(text)) {
      if (const auto found = members.find(variable); found != members.end()) some.insert(*found);
    }
    return some;
  }

  // ---- assumptions -----------------------------------------------------------------------------

  void assume(RuleId rule, bool value) {
    assumed = rule;
    assumption = value;
    assumed_rules.clear();
    assumed_bodies.clear();
    above_assumed.clear();
    for (RuleId at = rule; at.valid(); at = program.rules[at].parent) above_assumed.insert(at);
  }

  /// False only if it does not. Rules of other definitions that are reached from this one do not: a
  /// definition does not rest on itself.
  bool rests_on_assumed(RuleId id) {
    if (!assumed.valid()) return false;
    const program::DefinitionId definition = program.rules[assumed].definition;
    if (program.rules[id].definition != definition) return false;
    return above_assumed.contains(id) || crosses(definition);
  }

  /// True iff rules of the definition ask of one another whether they hold.
  bool crosses(program::DefinitionId id) {
    const auto [found, fresh] = crossing.try_emplace(id, false);
    if (fresh) found->second = rule_crosses(program.definitions[id].root);
    return found->second;
  }
  bool rule_crosses(RuleId id) {
    const Rule& rule = program.rules[id];
    const auto crosses_below = [&](RuleId below) { return rule_crosses(below); };
    return rule.role == RuleRole::Otherwise ||
           (rule.condition.valid() && expression_crosses(rule.condition, rule.definition)) ||
           std::any_of(rule.additions.begin(), rule.additions.end(), crosses_below) ||
           std::any_of(rule.exceptions.begin(), rule.exceptions.end(), crosses_below) ||
           std::any_of(rule.values.begin(), rule.values.end(), crosses_below);
  }
  bool expression_crosses(ExpressionId id, program::DefinitionId definition) {
    const Expression& expression = program.expressions[id];
    return (expression.rule.valid() && program.rules[expression.rule].definition == definition) ||
           std::any_of(
               expression.operands.begin(), expression.operands.end(),
               [&](ExpressionId operand) { return expression_crosses(operand, definition); }) ||
           std::any_of(expression.heads.begin(), expression.heads.end(),
                       [&](RuleId head) { return rule_crosses(head); });
  }

  const Program& program;
  Clauses clauses;
  Leaves leaves;
  std::map<std::string, bool> ranged;
  Members members;  // of quantifiers over sets being expanded
  program::SpokenVariables spoken;
  // What has been made, by the members that it speaks of.
  std::map<std::pair<RuleId, Members>, Literal> rules;
  std::map<std::pair<ExpressionId, Members>, Literal> bodies;
  RuleId assumed;
  bool assumption = false;
  // The same of what may rest on the rule that is assumed, and of what is made meanwhile.
  std::map<std::pair<RuleId, Members>, Literal> assumed_rules;
  std::map<std::pair<ExpressionId, Members>, Literal> assumed_bodies;
  std::set<RuleId> above_assumed;
  std::map<program::DefinitionId, bool> crossing;
};

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

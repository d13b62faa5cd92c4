#include "compiler/explain/evaluation.h"

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/program/in_force.h"

namespace nansen::explain {
namespace {

using program::CompareOperator;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::RuleId;
using program::TypeKind;

// Ordered values are known by what they are at least: left is at least right iff left reaches every
// level that right reaches.
Truth at_least(const std::vector<Truth>& left, const std::vector<Truth>& right) {
  Truth result = Truth::Yes;
  for (std::size_t level = 0; level < left.size(); ++level) {
    result = result & ((!right[level]) | left[level]);
  }
  return result;
}

bool are_settled(const std::vector<Truth>& members) {
  return std::none_of(members.begin(), members.end(),
                      [](Truth truth) { return truth == Truth::Undetermined; });
}

Truth same_member(const std::vector<Truth>& left, const std::vector<Truth>& right) {
  Truth result = Truth::No;
  for (std::size_t member = 0; member < left.size(); ++member) {
    result = result | (left[member] & right[member]);
  }
  return result;
}

}  // namespace

Truth quantified(Quantity quantity, std::int64_t count, const std::vector<Truth>& truths) {
  std::int64_t certain = 0;
  std::int64_t possible = 0;
  for (const Truth truth : truths) {
    certain += truth == Truth::Yes ? 1 : 0;
    possible += truth != Truth::No ? 1 : 0;
  }
  const auto total = static_cast<std::int64_t>(truths.size());
  const auto reached = [&](std::int64_t wanted) {
    return certain >= wanted ? Truth::Yes : possible >= wanted ? Truth::Undetermined : Truth::No;
  };
  switch (quantity) {
    case Quantity::All: return reached(total);
    case Quantity::Any: return reached(1);
    case Quantity::None: return !reached(1);
    case Quantity::AtLeast: return reached(count);
  }
  return Truth::Undetermined;
}

bool is_settled(const program::Type& type, const Known& known) {
  switch (type.kind) {
    case TypeKind::Boolean: return known.truth != Truth::Undetermined;
    case TypeKind::Enumeration:
    case TypeKind::Set: return are_settled(known.members);
    case TypeKind::Reference:
      return known.members.empty() ? known.named_row.has_value() : are_settled(known.members);
    default: return known.number.exact().has_value();
  }
}

// ---- rules -------------------------------------------------------------------------------------

std::vector<RuleId> Evaluation::ways(RuleId rule) const {
  std::vector<RuleId> ways = {rule};
  const auto& additions = program_.rules[rule].additions;
  ways.insert(ways.end(), additions.begin(), additions.end());
  return ways;
}

bool Evaluation::spares(RuleId exception, RuleId way) const {
  const auto& spared = program_.rules[exception].spares;
  return std::find(spared.begin(), spared.end(), way) != spared.end();
}

bool Evaluation::gives_values(RuleId root) const {
  const program::Rule& entry = program_.rules[root];
  return entry.value.valid() || !entry.values.empty();
}

Truth Evaluation::own(RuleId rule, const Scope& scope) const {
  const program::Rule& entry = program_.rules[rule];
  if (entry.role == program::RuleRole::Otherwise) {
    Truth others = Truth::No;
    for (const RuleId other : program_.rules[entry.parent].values) {
      if (other != rule) others = others | holds(other, scope);
    }
    return !others;
  }
  return entry.condition.valid() ? truth(entry.condition, scope) : Truth::Yes;
}

Truth Evaluation::met(RuleId rule, RuleId way, const Scope& scope) const {
  return way == rule ? own(rule, scope) : holds(way, scope);
}

Truth Evaluation::defeated(RuleId rule, RuleId way, const Scope& scope) const {
  Truth defeated = Truth::No;
  for (const RuleId exception : program_.rules[rule].exceptions) {
    if (!spares(exception, way)) defeated = defeated | holds(exception, scope);
  }
  return defeated;
}

Truth Evaluation::stands(RuleId rule, RuleId way, const Scope& scope) const {
  return met(rule, way, scope) & !defeated(rule, way, scope);
}

Truth Evaluation::holds(RuleId rule, const Scope& scope) const {
  if (!program::in_force(program_, rule, as_of_)) return Truth::No;
  Truth result = Truth::No;
  for (const RuleId way : ways(rule)) result = result | stands(rule, way, scope);
  return result;
}

// ---- definitions -------------------------------------------------------------------------------

const Known& Evaluation::definition(program::DefinitionId definition, Place place) const {
  const auto key = std::make_pair(definition, place);
  const auto found = definitions_.find(key);
  if (found != definitions_.end()) return found->second;
  return definitions_.emplace(key, worked_out(definition, place)).first->second;
}

Known Evaluation::worked_out(program::DefinitionId definition, Place place) const {
  const program::Definition& entry = program_.definitions[definition];
  Known known = unknown_of(program_, definition);
  if (!place.known()) return known;
  const Scope scope{place, {}};
  if (gives_values(entry.root)) {
    known = chosen(entry.root, scope);
  } else {
    known.truth = holds(entry.root, scope);
  }
  known.settled = is_settled(entry.type, known);
  return known;
}

bool Evaluation::is_left_over(RuleId root, RuleId rule) const {
  const program::Rule& entry = program_.rules[rule];
  return entry.role == program::RuleRole::Otherwise && entry.exceptions.empty() &&
         program_.rules[root].exceptions.empty();
}

std::vector<Candidate> Evaluation::candidates(RuleId root, const Scope& scope) const {
  const program::Rule& entry = program_.rules[root];
  const std::vector<program::FactId> choices = reference_choices(program_, entry.definition);
  const auto given = [&](ExpressionId id) {
    Known known = value(id, scope);
    for (const program::FactId fact : choices) {
      known.members.push_back(truth_of(program_.expressions[id].fact == fact));
    }
    return known;
  };
  std::vector<Candidate> candidates;
  if (entry.value.valid()) {
    candidates.push_back({root, holds(root, scope), given(entry.value)});
  }
  for (const RuleId rule : entry.values) {
    const Truth applies = holds(rule, scope) & !defeated(root, rule, scope);
    candidates.push_back({rule, applies, given(program_.rules[rule].value)});
  }
  if (program_.definitions[entry.definition].settlement == program::Settlement::TheFirst) {
    Truth earlier = Truth::No;
    for (Candidate& candidate : candidates) {
      const Truth applies = candidate.applies;
      candidate.applies = applies & !earlier;
      earlier = earlier | applies;
    }
  }
  return candidates;
}

// The value that the rules of a value-typed definition give. Where the order between rules lets
// several hold, they give the same value, or the definition takes the most favourable.
Known Evaluation::chosen(RuleId root, const Scope& scope) const {
  const program::Rule& entry = program_.rules[root];
  const program::Type& type = program_.definitions[entry.definition].type;
  const std::vector<Candidate> candidates = this->candidates(root, scope);
  Known known = unknown_of(program_, entry.definition);
  known.truth = Truth::No;
  std::fill(known.members.begin(), known.members.end(), Truth::No);
  for (const Candidate& candidate : candidates) {
    known.truth = known.truth | (candidate.applies & candidate.gives.truth);
    for (std::size_t member = 0; member < known.members.size(); ++member) {
      known.members[member] =
          known.members[member] | (candidate.applies & candidate.gives.members[member]);
    }
    // No two facts name a row at once, so that the one whose rule holds does.
    if (type.kind == TypeKind::Reference && candidate.applies == Truth::Yes) {
      known.reference = candidate.gives.reference;
      known.named_row = candidate.gives.named_row;
    }
  }
  if (type.kind == TypeKind::Enumeration && program_.enumerations[type.enumeration].ordered) {
    known.members[0] = Truth::Yes;
  }
  known.number = chosen_number(root, candidates);
  return known;
}

// ---- expressions -------------------------------------------------------------------------------

std::size_t Evaluation::choice(program::ReadingId reading) const {
  const auto chosen = readings_.find(reading);
  return chosen != readings_.end() ? chosen->second : program_.readings[reading].default_choice;
}

Place Evaluation::place(const program::Subject& subject, const Scope& scope) const {
  Place place = scope.own;
  if (subject.variable.valid()) {
    const auto bound = scope.variables.find(subject.variable);
    if (bound == scope.variables.end()) bug("a quantifier's variable stands for nothing");
    place = std::get<Place>(bound->second);
  }
  for (const program::FactId reference : subject.references) {
    place = facts_.fact(place, reference).reference;
  }
  return place;
}

Truth Evaluation::truth(ExpressionId id, const Scope& scope) const {
  const Expression& expression = program_.expressions[id];
  const auto operand = [&](std::size_t at) { return truth(expression.operands[at], scope); };
  switch (expression.kind) {
    case ExpressionKind::TruthConstant: return expression.truth;
    case ExpressionKind::FactValue:
      return facts_.fact(place(expression.subject, scope), expression.fact).truth;
    case ExpressionKind::DefinitionValue:
      return definition(expression.definition, place(expression.subject, scope)).truth;
    case ExpressionKind::ReadingIs:
      return truth_of(choice(expression.reading) == expression.member);
    case ExpressionKind::RuleHolds: return holds(expression.rule, scope);
    case ExpressionKind::Not: return !operand(0);
    case ExpressionKind::And: {
      Truth result = Truth::Yes;
      for (const ExpressionId each : expression.operands) result = result & truth(each, scope);
      return result;
    }
    case ExpressionKind::Or: {
      Truth result = Truth::No;
      for (const ExpressionId each : expression.operands) result = result | truth(each, scope);
      return result;
    }
    case ExpressionKind::Unless: return operand(0) & !operand(1);
    case ExpressionKind::Group: return group(expression, scope);
    case ExpressionKind::Compare: return compare(expression, scope);
    case ExpressionKind::IsEmpty: {
      Truth any = Truth::No;
      for (const Truth member : value(expression.operands[0], scope).members) any = any | member;
      return !any;
    }
    case ExpressionKind::Includes:
      return same_member(value(expression.operands[0], scope).members,
                         value(expression.operands[1], scope).members);
    case ExpressionKind::TimeReaches: return time_reaches(expression, scope);
    case ExpressionKind::OverRows:
    case ExpressionKind::OverSet: return over(expression, scope);
    default: bug("an expression that is no truth stands where one is needed");
  }
}

Truth Evaluation::group(const Expression& expression, const Scope& scope) const {
  std::vector<Truth> heads;
  for (const RuleId head : expression.heads) heads.push_back(holds(head, scope));
  return quantified(expression.quantity, expression.count, heads);
}

Truth Evaluation::compare(const Expression& expression, const Scope& scope) const {
  const program::Type& type = program_.expressions[expression.operands[0]].type;
  const Known left = value(expression.operands[0], scope);
  const Known right = value(expression.operands[1], scope);
  switch (type.kind) {
    case TypeKind::Boolean: return (left.truth & right.truth) | ((!left.truth) & (!right.truth));
    case TypeKind::Reference:
      if (!left.named_row || !right.named_row) return Truth::Undetermined;
      return truth_of(*left.named_row == *right.named_row);
    case TypeKind::Set: {
      Truth result = Truth::Yes;
      for (std::size_t member = 0; member < left.members.size(); ++member) {
        const Truth both = left.members[member] & right.members[member];
        const Truth neither = (!left.members[member]) & (!right.members[member]);
        result = result & (both | neither);
      }
      return result;
    }
    case TypeKind::Enumeration: {
      if (left.members.size() == 1 && (!left.settled || !right.settled)) return Truth::Undetermined;
      if (!program_.enumerations[type.enumeration].ordered) {
        return same_member(left.members, right.members);
      }
      const Truth reaches = at_least(left.members, right.members);
      const Truth reached = at_least(right.members, left.members);
      switch (expression.compare) {
        case CompareOperator::Same: return reaches & reached;
        case CompareOperator::AtLeast: return reaches;
        case CompareOperator::AtMost: return reached;
        case CompareOperator::MoreThan: return !reached;
        case CompareOperator::LessThan: return !reaches;
      }
      return Truth::Undetermined;
    }
    default: return compared(left.number, right.number, expression.compare);
  }
}

Truth Evaluation::over(const Expression& expression, const Scope& scope) const {
  Scope inner = scope;
  std::vector<Truth> truths;
  if (expression.kind == ExpressionKind::OverSet) {
    const Known set = value(expression.operands[0], scope);
    for (std::size_t member = 0; member < set.members.size(); ++member) {
      inner.variables[expression.variable] = member;
      const Truth body = truth(expression.operands[1], inner);
      truths.push_back(expression.quantity == Quantity::All ? (!set.members[member]) | body
                                                            : set.members[member] & body);
    }
    return quantified(expression.quantity, expression.count, truths);
  }
  const LinkedRows linked = facts_.linked(place(expression.subject, scope), expression.fact);
  for (const Place& row : linked.rows) {
    inner.variables[expression.variable] = row;
    truths.push_back(truth(expression.operands[0], inner));
  }
  const Truth listed = quantified(expression.quantity, expression.count, truths);
  if (linked.complete) return listed;
  // Rows that are not listed could only make "every" and "none" fail, "some" and "at least" hold.
  const bool can_only_fail =
      expression.quantity == Quantity::All || expression.quantity == Quantity::None;
  return can_only_fail ? listed & Truth::Undetermined : listed | Truth::Undetermined;
}

Known Evaluation::value(ExpressionId id, const Scope& scope) const {
  const Expression& expression = program_.expressions[id];
  Known known = unknown_of(program_, expression.type);
  const auto member_is = [&](std::size_t chosen) {
    const bool ordered = program_.enumerations[expression.type.enumeration].ordered;
    for (std::size_t member = 0; member < known.members.size(); ++member) {
      known.members[member] = truth_of(ordered ? chosen >= member : chosen == member);
    }
  };
  switch (expression.kind) {
    case ExpressionKind::MemberConstant: member_is(expression.member); break;
    case ExpressionKind::VariableValue: {
      const auto& bound = scope.variables.at(expression.variable);
      if (const Place* row = std::get_if<Place>(&bound)) {
        known.reference = *row;
      } else {
        member_is(std::get<std::size_t>(bound));
      }
      break;
    }
    case ExpressionKind::FactValue:
      return facts_.fact(place(expression.subject, scope), expression.fact);
    case ExpressionKind::DefinitionValue:
      return definition(expression.definition, place(expression.subject, scope));
    case ExpressionKind::NumberConstant:
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Scale:
    case ExpressionKind::DayAsked:
    case ExpressionKind::AddPeriod:
    case ExpressionKind::NextWorkingDay:
    case ExpressionKind::Earliest:
    case ExpressionKind::Latest:
    case ExpressionKind::TimeIn: known.number = number(expression, scope); break;
    default: known.truth = truth(id, scope); break;
  }
  known.settled = is_settled(expression.type, known);
  return known;
}

}  // namespace nansen::explain

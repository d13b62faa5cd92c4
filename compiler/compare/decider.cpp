#include "compiler/compare/decider.h"

#include <algorithm>
#include <bit>

namespace nansen::compare {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::RuleId;

void Decider::assign(RuleId rule, std::uint64_t cases, Deciders& deciders) {
  for (; cases != 0; cases &= cases - 1) {
    deciders[static_cast<std::size_t>(std::countr_zero(cases))] = rule;
  }
}

void Decider::decide(program::DefinitionId definition, Truth truth, std::uint64_t cases,
                     Deciders& deciders) const {
  rule(program_.definitions[definition].root, truth, cases, deciders);
}

bool Decider::has(RuleId rule) const {
  return truths_[static_cast<std::size_t>(rule.index)].has_value();
}

TruthWord Decider::of(RuleId rule) const {
  return truths_[static_cast<std::size_t>(rule.index)].value_or(TruthWord{});
}

std::vector<RuleId> Decider::ways(RuleId rule) const {
  std::vector<RuleId> ways = {rule};
  const auto& additions = program_.rules[rule].additions;
  ways.insert(ways.end(), additions.begin(), additions.end());
  return ways;
}

// Whether an exception to `rule` that does not spare `way` applies.
TruthWord Decider::defeated(RuleId rule, RuleId way) const {
  TruthWord any{0, ~std::uint64_t{0}};
  for (const RuleId exception : program_.rules[rule].exceptions) {
    const auto& spares = program_.rules[exception].spares;
    if (std::find(spares.begin(), spares.end(), way) != spares.end()) continue;
    const TruthWord applies = of(exception);
    any.yes |= applies.yes;
    any.no &= applies.no;
  }
  return any;
}

// The truth of an expression, where rules alone tell it.
std::optional<TruthWord> Decider::of_expression(ExpressionId id) const {
  const Expression& expression = program_.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::Not: {
      const auto operand = of_expression(expression.operands[0]);
      if (!operand) return std::nullopt;
      return TruthWord{operand->no, operand->yes};
    }
    case ExpressionKind::RuleHolds:
      if (!has(expression.rule)) return std::nullopt;
      return of(expression.rule);
    case ExpressionKind::DefinitionValue: {
      const RuleId root = program_.definitions[expression.definition].root;
      const bool same_row = expression.subject == program::Subject{};
      if (!same_row || !program_.rules[root].condition.valid() || !has(root)) return std::nullopt;
      return of(root);
    }
    case ExpressionKind::Group: {
      if (expression.quantity == Quantity::AtLeast) return std::nullopt;
      TruthWord all{~std::uint64_t{0}, 0};
      TruthWord any{0, ~std::uint64_t{0}};
      for (const RuleId head : expression.heads) {
        if (!has(head)) return std::nullopt;
        const TruthWord holds = of(head);
        all = {all.yes & holds.yes, all.no | holds.no};
        any = {any.yes | holds.yes, any.no & holds.no};
      }
      if (expression.quantity == Quantity::All) return all;
      if (expression.quantity == Quantity::Any) return any;
      return TruthWord{any.no, any.yes};
    }
    default: return std::nullopt;
  }
}

Decider::Met Decider::met(RuleId rule, RuleId way) const {
  if (way != rule) return {of(way).yes, of(way).no, of(way).open()};
  const program::Rule& entry = program_.rules[rule];
  if (entry.condition.valid()) {
    if (const auto own = of_expression(entry.condition)) return {own->yes, own->no, own->open()};
  }
  // What the rule is, when no addition and no exception accounts for it.
  const TruthWord holds = of(rule);
  const TruthWord defeat = defeated(rule, rule);
  std::uint64_t added = 0;
  std::uint64_t maybe_added = 0;
  for (const RuleId addition : entry.additions) {
    added |= of(addition).yes;
    maybe_added |= ~of(addition).no;
  }
  return {holds.yes & ~added, holds.no & defeat.no, holds.open() & defeat.no & ~maybe_added};
}

void Decider::rule(RuleId id, Truth truth, std::uint64_t cases, Deciders& deciders) const {
  if (cases == 0) return;
  const program::Rule& entry = program_.rules[id];
  if (entry.additions.empty() && entry.exceptions.empty()) {
    way(id, id, truth, cases, deciders);
    return;
  }
  const std::vector<RuleId> all_ways = ways(id);
  const auto take = [&cases](std::uint64_t taken) {
    taken &= cases;
    cases &= ~taken;
    return taken;
  };
  switch (truth) {
    case Truth::Yes:
      for (const RuleId each : all_ways) {
        way(id, each, truth, take(met(id, each).yes & defeated(id, each).no), deciders);
      }
      break;
    case Truth::No:
      for (const RuleId exception : entry.exceptions) {
        const auto& spares = program_.rules[exception].spares;
        std::uint64_t touched = 0;
        for (const RuleId each : all_ways) {
          if (std::find(spares.begin(), spares.end(), each) != spares.end()) continue;
          touched |= ~met(id, each).no;
        }
        rule(exception, Truth::Yes, take(of(exception).yes & touched), deciders);
      }
      for (const RuleId each : all_ways) {
        way(id, each, truth, take(met(id, each).no), deciders);
      }
      break;
    case Truth::Undetermined:
      for (const RuleId each : all_ways) {
        const Met own = met(id, each);
        const TruthWord defeat = defeated(id, each);
        way(id, each, truth, take(own.open & ~defeat.yes), deciders);
        for (const RuleId exception : entry.exceptions) {
          const auto& spares = program_.rules[exception].spares;
          if (std::find(spares.begin(), spares.end(), each) != spares.end()) continue;
          rule(exception, truth, take(of(exception).open() & ~defeat.yes & ~own.no), deciders);
        }
      }
      break;
  }
  // What is left turns on the rule's own words.
  way(id, id, truth, cases, deciders);
}

void Decider::way(RuleId id, RuleId way, Truth truth, std::uint64_t cases,
                  Deciders& deciders) const {
  if (cases == 0) return;
  if (way != id) {
    rule(way, truth, cases, deciders);
  } else if (program_.rules[id].condition.valid()) {
    condition(program_.rules[id].condition, id, truth, cases, deciders);
  } else {
    assign(id, cases, deciders);
  }
}

void Decider::condition(ExpressionId id, RuleId from, Truth truth, std::uint64_t cases,
                        Deciders& deciders) const {
  if (cases == 0) return;
  const Expression& expression = program_.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::Not:
      condition(expression.operands[0], from, !truth, cases, deciders);
      return;
    case ExpressionKind::RuleHolds:
      if (!has(expression.rule)) break;
      rule(expression.rule, truth, cases, deciders);
      return;
    case ExpressionKind::DefinitionValue: {
      if (!of_expression(id)) break;
      rule(program_.definitions[expression.definition].root, truth, cases, deciders);
      return;
    }
    case ExpressionKind::Group: {
      const Truth wanted = expression.quantity == Quantity::None ? !truth : truth;
      // Where it takes every head together, the group decides as a whole.
      const bool all = expression.quantity == Quantity::All;
      if (wanted != Truth::Undetermined && (wanted == Truth::Yes) == all) break;
      for (const RuleId head : expression.heads) {
        if (!has(head)) continue;
        const std::uint64_t here = cases & of(head).where(wanted);
        rule(head, wanted, here, deciders);
        cases &= ~here;
      }
      break;
    }
    default: break;
  }
  assign(from, cases, deciders);
}

}  // namespace nansen::compare

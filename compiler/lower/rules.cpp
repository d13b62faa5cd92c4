// Where a rule holds: the formula at the top of program.h, operation by operation.
#include <algorithm>

#include "compiler/lower/lowering.h"
#include "compiler/program/in_force.h"

namespace nansen::lower {

ir::ValueId Lowering::holds(program::RuleId rule, const Context& context) {
  const auto found = rules_.find({rule, context});
  if (found != rules_.end()) return found->second;
  const ForRule for_rule(builder_, rule);
  const ir::ValueId value = make_holds(rule, context);
  rules_.emplace(std::pair(rule, context), value);
  return value;
}

// holds(r) = OR over g in {r} and the additions of r of (own(g) AND NOT (exceptions sparing not g))
// A rule of another instrument than the definition's, such as a protocol, holds only while that one
// is in force.
ir::ValueId Lowering::make_holds(program::RuleId id, const Context& context) {
  if (!program::in_force(program_, id, request_.as_of)) {
    return builder_.constant(context.here, Truth::No);
  }
  const program::Rule& rule = program_.rules[id];
  std::vector<ir::ValueId> ways{undefeated(own_condition(id, context), id, id, context)};
  for (const program::RuleId addition : rule.additions) {
    ways.push_back(undefeated(holds(addition, context), addition, id, context));
  }
  return builder_.any(context.here, std::move(ways));
}

/// The rule's own condition. A root that only gives values has none: it stands wherever nothing
/// defeats the definition as a whole. `Otherwise` stands where no other rule gives a value.
ir::ValueId Lowering::own_condition(program::RuleId id, const Context& context) {
  const program::Rule& rule = program_.rules[id];
  if (rule.role == program::RuleRole::Otherwise) {
    std::vector<ir::ValueId> others;
    for (const program::RuleId other : program_.rules[rule.parent].values) {
      if (other != id) others.push_back(holds(other, context));
    }
    return builder_.negate(builder_.any(context.here, std::move(others)));
  }
  if (!rule.condition.valid()) return builder_.constant(context.here, Truth::Yes);
  return truth(rule.condition, context);
}

/// `own AND NOT OR of the exceptions of target that do not spare way`.
ir::ValueId Lowering::undefeated(ir::ValueId own, program::RuleId way, program::RuleId target,
                                 const Context& context) {
  std::vector<ir::ValueId> defeats;
  for (const program::RuleId exception : program_.rules[target].exceptions) {
    const std::vector<program::RuleId>& spares = program_.rules[exception].spares;
    if (std::find(spares.begin(), spares.end(), way) != spares.end()) continue;
    defeats.push_back(holds(exception, context));
  }
  if (defeats.empty()) return own;
  return builder_.apply(ir::Opcode::And,
                        {own, builder_.negate(builder_.any(context.here, std::move(defeats)))});
}

/// The truth of another rule over the same row. Where that rule does not speak of the quantifiers
/// around this one, it is made for the definition's own rows, as it would be anywhere else. Behind
/// a reference it cannot speak of them, and is made where it stands.
ir::ValueId Lowering::rule_holds(const program::Expression& expression, const Context& context) {
  const bool own_in_reach = context.own_in_reach;
  Context narrow{context.own, own_in_reach ? context.own : context.here, own_in_reach, {}, {}};
  for (const program::VariableId variable : variables_.of(expression.rule)) {
    const auto rows = context.rows.find(variable);
    if (rows != context.rows.end()) {
      narrow.rows.insert(*rows);
      narrow.here = context.here;
      narrow.own_in_reach = context.own_in_reach;
    }
    const auto member = context.members.find(variable);
    if (member != context.members.end()) narrow.members.insert(*member);
  }
  return builder_.descend(holds(expression.rule, narrow), context.here);
}

/// One entry for each rule and domain that the rule was made for. A rule inside a quantifier over a
/// set's members has no one truth a row, and no entry.
void Lowering::add_rule_entries() {
  std::map<std::pair<program::RuleId, ir::DomainId>, ir::ValueId> entries;
  for (const auto& [key, value] : rules_) {
    const auto& [rule, context] = key;
    if (context.members.empty()) entries.try_emplace({rule, context.here}, value);
  }
  std::vector<std::pair<std::uint32_t, ir::ValueId>> sorted;
  for (const auto& [key, value] : entries) {
    sorted.emplace_back(static_cast<std::uint32_t>(key.first.index), value);
  }
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [rule, value] : sorted) {
    const Citation& citation = program_.rules[program::RuleId(rule)].citation;
    builder_.module().rules.add({rule, to_full_string(citation), value});
  }
}

}  // namespace nansen::lower

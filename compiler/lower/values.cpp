// Definitions that give a value. Each rule gives its value where it holds and where nothing defeats
// the definition as a whole. The checker has seen to it that no two rules give different values,
// unless the most favourable of them applies: then the greatest value wins, which "at least k" says
// of itself; or the first that holds, which then keeps those after it from giving theirs.
#include "compiler/lower/lowering.h"

namespace nansen::lower {

std::vector<Lowering::Candidate> Lowering::candidates(program::DefinitionId id,
                                                      const Context& context) {
  const program::RuleId root = program_.definitions[id].root;
  std::vector<Candidate> result;
  if (program_.rules[root].value.valid()) result.push_back({root, holds(root, context)});
  for (const program::RuleId rule : program_.rules[root].values) {
    const ir::ValueId given = holds(rule, context);
    const ForRule for_rule(builder_, rule);
    result.push_back({rule, undefeated(given, rule, root, context)});
  }
  holds(root, context);
  if (program_.definitions[id].settlement == program::Settlement::TheFirst) {
    keep_first(result, context);
  }
  return result;
}

// a, b, c becomes a, b AND NOT a, c AND NOT (a OR b); `otherwise` holds where no other does anyway.
void Lowering::keep_first(std::vector<Candidate>& candidates, const Context& context) {
  std::vector<ir::ValueId> earlier;
  for (Candidate& candidate : candidates) {
    if (program_.rules[candidate.rule].role == program::RuleRole::Otherwise) continue;
    const ForRule for_rule(builder_, candidate.rule);
    const ir::ValueId holds = candidate.holds;
    if (!earlier.empty()) {
      const ir::ValueId others = builder_.any(context.here, earlier);
      candidate.holds = builder_.apply(ir::Opcode::And, {holds, builder_.negate(others)});
    }
    earlier.push_back(holds);
  }
}

// is k = OR over rules of (the rule holds AND its value is k), and likewise "is at least k"
std::vector<ir::ValueId> Lowering::value_truths(program::DefinitionId id, const Context& context) {
  const program::Definition& definition = program_.definitions[id];
  const bool ordered = is_ordered(definition.type);
  const std::vector<Candidate> rules = candidates(id, context);
  std::vector<ir::ValueId> values;
  for (std::size_t member = ordered ? 1 : 0; member < member_count(definition.type); ++member) {
    std::vector<ir::ValueId> ways;
    for (const Candidate& rule : rules) {
      const ForRule for_rule(builder_, rule.rule);
      const program::ExpressionId value = program_.rules[rule.rule].value;
      const ir::ValueId gives =
          ordered ? member_at_least(value, member, context) : member_is(value, member, context);
      ways.push_back(builder_.apply(ir::Opcode::And, {rule.holds, gives}));
    }
    const ForRule for_rule(builder_, definition.root);
    values.push_back(builder_.any(context.here, std::move(ways)));
  }
  return values;
}

// Of a reference: is k = OR over the rules whose value is k of (the rule holds)
std::vector<ir::ValueId> Lowering::reference_truths(program::DefinitionId id,
                                                    const Context& context) {
  const std::vector<Candidate> rules = candidates(id, context);
  std::vector<ir::ValueId> values;
  for (const program::FactId reference : program::reference_choices(program_, id)) {
    std::vector<ir::ValueId> ways;
    for (const Candidate& rule : rules) {
      const program::ExpressionId value = program_.rules[rule.rule].value;
      if (program_.expressions[value].fact == reference) ways.push_back(rule.holds);
    }
    const ForRule for_rule(builder_, program_.definitions[id].root);
    values.push_back(builder_.any(context.here, std::move(ways)));
  }
  return values;
}

/// `value` where `holds` does, `otherwise` where it does not. Where that is undetermined, a day
/// lies between the two.
Bounds Lowering::choose(const program::Type& type, ir::ValueId holds, const Bounds& value,
                        const Bounds& otherwise) {
  ir::Opcode of_least = ir::Opcode::Select;
  ir::Opcode of_greatest = ir::Opcode::Select;
  if (type.kind == program::TypeKind::Date) {
    const ir::Instruction& condition = builder_.module().instructions[holds];
    const bool constant = condition.opcode == ir::Opcode::ConstantTruth;
    if (constant && condition.truth == Truth::Yes) return value;
    if (constant && condition.truth == Truth::No) return otherwise;
    if (value.exact() && otherwise.exact() && value.least == otherwise.least) return value;
    of_least = ir::Opcode::SelectLeast;
    of_greatest = ir::Opcode::SelectGreatest;
  }
  const ir::ValueId least = builder_.apply(of_least, {holds, value.least, otherwise.least});
  return {least, builder_.apply(of_greatest, {holds, value.greatest, otherwise.greatest})};
}

// choose(holds 1, value 1, choose(holds 2, value 2, ... unknown)), in the order of the rules
Bounds Lowering::value_number(program::DefinitionId id, const Context& context) {
  const program::Definition& definition = program_.definitions[id];
  const std::vector<Candidate> rules = candidates(id, context);
  const ForRule for_root(builder_, definition.root);
  const program::Rule& root = program_.rules[definition.root];
  if (rules.size() == 1 && root.value.valid() && root.exceptions.empty()) {
    return number(root.value, context);
  }
  Bounds result = Bounds::of(builder_.unknown_number(context.here));
  for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) {
    const ForRule for_rule(builder_, rule->rule);
    const program::Rule& given = program_.rules[rule->rule];
    const Bounds value = number(given.value, context);
    // Nothing is left when `otherwise` is asked, unless the definition as a whole is defeated.
    const bool last = given.role == program::RuleRole::Otherwise && given.exceptions.empty() &&
                      root.exceptions.empty();
    result = last ? value : choose(definition.type, rule->holds, value, result);
  }
  return result;
}

}  // namespace nansen::lower

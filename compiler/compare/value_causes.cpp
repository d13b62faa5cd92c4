// The causes of values: of a definition that gives a member, a number or a day.
#include <algorithm>

#include "compiler/compare/cause_maker.h"

namespace nansen::compare {

using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Rule;
using program::RuleId;
using program::RuleRole;

std::optional<std::uint32_t> CauseMaker::definition(DefinitionId left, DefinitionId right) {
  const auto found = definitions_.find({left, right});
  if (found != definitions_.end()) return found->second;
  const std::optional<std::uint32_t> made = make_definition(left, right);
  definitions_.emplace(std::pair(left, right), made);
  return made;
}

std::optional<std::uint32_t> CauseMaker::make_definition(DefinitionId left_id,
                                                         DefinitionId right_id) {
  const RulePair root{before().definitions[left_id].root, after().definitions[right_id].root};
  const Given* left = module_.definition(0, left_id);
  const Given* right = module_.definition(world_, right_id);
  if (left == nullptr || right == nullptr) {
    Provisions all = reached(root);
    if (all.empty()) return std::nullopt;
    return add(truth_node({}, std::move(all)));
  }
  if (left->kind == right->kind && left->values == right->values) return std::nullopt;
  const bool is_number = left->members.empty();
  if (is_number != right->members.empty() || left->members != right->members ||
      (!is_number && left->kind != right->kind)) {
    return add(truth_node({}, own(root, {})));
  }
  const bool otherwise = alignment_.settled_otherwise(root.before, root.after);
  const std::vector<Candidate> rules = otherwise ? std::vector<Candidate>() : candidates(root);
  if (is_number) return number(*left, *right, rules, root);
  CauseNode node;
  node.causes = otherwise ? own(root, {}) : or_elsewhere(reached(root), root);
  for (std::size_t place = 0; place < left->values.size(); ++place) {
    const ValuePair truth{left->values[place], right->values[place]};
    if (truth.same()) continue;
    node.truths.push_back(signals(truth));
    if (!otherwise) link_differing(node, member(truth, rules, root, place));
  }
  return add(std::move(node));
}

// ---- rules that give values ---------------------------------------------------------------------

std::vector<CauseMaker::Candidate> CauseMaker::candidates(const RulePair& root) {
  const Rule& left = before().rules[root.before];
  const Rule& right = after().rules[root.after];
  std::vector<Candidate> result;
  if (left.value.valid() || right.value.valid()) {
    const ValuePair holds = values(root);
    const ir::ValueId never = module_.constant(Truth::No);
    result.push_back(
        {root,
         {left.value.valid() ? holds.before : never, right.value.valid() ? holds.after : never},
         {},
         {}});
  }
  for (const RulePair& rule : paired(left.values, right.values)) {
    result.push_back({rule, undefeated(values(rule), root, rule), {}, {}});
  }
  const bool first =
      after().definitions[right.definition].settlement == program::Settlement::TheFirst;
  std::vector<RulePair> earlier;
  std::vector<ir::ValueId> earlier_before;
  std::vector<ir::ValueId> earlier_after;
  const auto is_otherwise = [this](const RulePair& rule) {
    const Rule& entry =
        rule.after.valid() ? after().rules[rule.after] : before().rules[rule.before];
    return entry.role == RuleRole::Otherwise;
  };
  for (Candidate& each : result) {
    each.truth = each.plain;
    if (!first || is_otherwise(each.rule)) continue;
    const auto not_earlier = [this](ir::ValueId plain, const std::vector<ir::ValueId>& others) {
      const bool known = plain.valid() && std::all_of(others.begin(), others.end(),
                                                      [](ir::ValueId id) { return id.valid(); });
      if (!known) return ir::ValueId();
      if (others.empty()) return plain;
      return module_.all({plain, module_.negate(module_.any(others))});
    };
    each.truth = {not_earlier(each.plain.before, earlier_before),
                  not_earlier(each.plain.after, earlier_after)};
    each.earlier = earlier;
    earlier.push_back(each.rule);
    earlier_before.push_back(each.plain.before);
    earlier_after.push_back(each.plain.after);
  }
  return result;
}

/// Where a rule gives its value, but for those before it: it holds, and nothing defeats the
/// definition as a whole.
std::optional<std::uint32_t> CauseMaker::plain(const RulePair& rule_pair, const RulePair& root) {
  if (rule_pair == root) return rule(root);
  const auto found = plains_.find(rule_pair);
  if (found != plains_.end()) return found->second;
  const ValuePair holds = values(rule_pair);
  const ValuePair truth = undefeated(holds, root, rule_pair);
  std::optional<std::uint32_t> made;
  if (!rule_pair.before.valid() || !rule_pair.after.valid()) {
    if (!truth.same()) made = add(truth_node(truth, alone(rule_pair)));
  } else if (truth.known() && truth.before == holds.before && truth.after == holds.after) {
    made = rule(rule_pair);
  } else if (!truth.same()) {
    CauseNode node =
        truth_node(truth, or_elsewhere(joined(reached(rule_pair), reached(root)), rule_pair));
    link(node, rule(rule_pair));
    link_exceptions(node, root, rule_pair);
    made = add(std::move(node));
  }
  plains_.emplace(rule_pair, made);
  return made;
}

std::optional<std::uint32_t> CauseMaker::candidate(const Candidate& candidate,
                                                   const RulePair& root) {
  if (candidate.truth.same()) return std::nullopt;
  if (candidate.earlier.empty()) return plain(candidate.rule, root);
  if (!candidate.rule.before.valid() || !candidate.rule.after.valid()) {
    return add(truth_node(candidate.truth, alone(candidate.rule)));
  }
  CauseNode node = truth_node(candidate.truth, or_elsewhere(reached(root), root));
  link(node, plain(candidate.rule, root));
  for (const RulePair& earlier : candidate.earlier) link(node, plain(earlier, root), true);
  return add(std::move(node));
}

// ---- members of enumerations --------------------------------------------------------------------

/// Whether the rule gives what the truth at `place` among those of the definition is about;
/// undetermined where that depends on the case.
Truth CauseMaker::gives(Side side, RuleId id, std::size_t place) const {
  if (!id.valid()) return Truth::No;
  const program::Program& program = alignment_.program(side);
  const Rule& rule = program.rules[id];
  if (!rule.value.valid()) return Truth::No;
  const Expression& value = program.expressions[rule.value];
  if (value.type.kind == program::TypeKind::Reference) {
    const auto choices = program::reference_choices(program, rule.definition);
    return truth_of(place < choices.size() && choices[place] == value.fact);
  }
  if (value.kind != ExpressionKind::MemberConstant) return Truth::Undetermined;
  const bool ordered = program.enumerations[value.type.enumeration].ordered;
  return truth_of(ordered ? value.member >= place + 1 : value.member == place);
}

// is k = OR over rules of (the rule gives its value AND that is k)
std::uint32_t CauseMaker::member(const ValuePair& truth, const std::vector<Candidate>& candidates,
                                 const RulePair& root, std::size_t place) {
  CauseNode node = truth_node(truth, or_elsewhere(reached(root), root));
  for (const Candidate& each : candidates) link_candidate(node, each, root, place);
  return add(std::move(node));
}

void CauseMaker::link_candidate(CauseNode& node, const Candidate& each, const RulePair& root,
                                std::size_t place) {
  const Truth was = gives(Side::Before, each.rule.before, place);
  const Truth is = gives(Side::After, each.rule.after, place);
  if (was == Truth::No && is == Truth::No) return;
  const bool paired = each.rule.before.valid() && each.rule.after.valid();
  if (!paired || (was == Truth::Yes && is == Truth::Yes)) {
    link(node, candidate(each, root));
    return;
  }
  const ExpressionPair value{before().rules[each.rule.before].value,
                             after().rules[each.rule.after].value};
  if (was != Truth::Undetermined && is != Truth::Undetermined) {
    // The rule now gives another value.
    const ir::ValueId never = module_.constant(Truth::No);
    const ValuePair truth{was == Truth::Yes ? each.truth.before : never,
                          is == Truth::Yes ? each.truth.after : never};
    if (truth.same()) return;
    const Provisions causes = own(each.rule, value);
    CauseNode both = truth_node(truth, causes);
    link(both, candidate(each, root));
    link(both, add(truth_node({module_.constant(was), module_.constant(is)}, causes)));
    link(node, add(std::move(both)));
    return;
  }
  link_differing(node, candidate(each, root));
  const bool same = value.before.valid() && value.after.valid() &&
                    alignment_.own_words(Side::Before, value.before) ==
                        alignment_.own_words(Side::After, value.after);
  const auto differing =
      same ? part(value, each.rule) : std::optional(add(truth_node({}, own(each.rule, value))));
  if (!differing) return;
  link_differing(node, differing);
  if (each.truth.known()) node.links.back().where = signals(each.truth);
}

// ---- numbers and days ---------------------------------------------------------------------------

// The value of the first rule that holds; where whether it holds is open, it is that or another.
std::uint32_t CauseMaker::number(const Given& left, const Given& right,
                                 const std::vector<Candidate>& candidates, const RulePair& root) {
  CauseNode node;
  node.causes = candidates.empty() ? own(root, {}) : or_elsewhere(reached(root), root);
  for (std::size_t bound = 0; bound < std::max(left.values.size(), right.values.size()); ++bound) {
    const ValuePair pair{left.values[std::min(bound, left.values.size() - 1)],
                         right.values[std::min(bound, right.values.size() - 1)]};
    if (!pair.same()) node.numbers.push_back(numbers(pair));
  }
  for (const Candidate& each : candidates) {
    const bool paired = each.rule.before.valid() && each.rule.after.valid();
    const bool otherwise = paired && after().rules[each.rule.after].role == RuleRole::Otherwise;
    // That no other rule holds is said by the others.
    if (!otherwise) link_differing(node, candidate(each, root));
    if (!paired) continue;
    const ExpressionPair value{before().rules[each.rule.before].value,
                               after().rules[each.rule.after].value};
    CauseNode::Link made;
    if (value.before.valid() && value.after.valid()) {
      made.node = number_value(value, each.rule).value_or(CauseNode::none);
    } else {
      made.node = add(truth_node({}, own(each.rule, value)));
    }
    if (each.truth.known() && !otherwise) {
      made.where = signals(each.truth);
      made.settles = made.where;
    }
    node.links.push_back(made);
  }
  return add(std::move(node));
}

std::optional<std::uint32_t> CauseMaker::number_value(const ExpressionPair& pair,
                                                      const RulePair& of) {
  const ValuePair value{module_.expression(0, pair.before), module_.expression(world_, pair.after)};
  const bool same = alignment_.own_words(Side::Before, pair.before) ==
                    alignment_.own_words(Side::After, pair.after);
  // Two days of which only bounds are known may be unknown alike, and others.
  if (value.same() && (same && reached(pair).empty())) return std::nullopt;
  CauseNode node;
  if (!same) {
    node.causes = own(of, pair);
    return add(std::move(node));
  }
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  if (left.kind == ExpressionKind::DefinitionValue && left.subject == program::Subject{}) {
    return definition(left.definition, right.definition);
  }
  if (reached(pair).empty()) return std::nullopt;
  node.causes = reached(pair);
  link_parts(node, pair, of);
  return add(std::move(node));
}

}  // namespace nansen::compare

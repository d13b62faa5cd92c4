// The causes of a rule: its ways in, its own words, what defeats it.
#include "compiler/compare/causes.h"

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/compare/cause_maker.h"
#include "compiler/program/in_force.h"

namespace nansen::compare {

using program::DefinitionId;
using program::ExpressionId;
using program::Rule;
using program::RuleId;
using program::RuleRole;

CauseNet make_causes(WatchedModule& module, Alignment& alignment, std::size_t world,
                     std::size_t subject) {
  return CauseMaker(module, alignment, world).make(subject);
}

CauseNet CauseMaker::make(std::size_t subject) {
  const Given* left = module_.asked(0, subject);
  const Given* right = module_.asked(world_, subject);
  if (left == nullptr || right == nullptr) return {};
  if (left->kind == right->kind && left->values == right->values) return {};
  net_.root = asked(subject, *left, *right);
  return std::move(net_);
}

// ---- values and nodes ---------------------------------------------------------------------------

ValuePair CauseMaker::values(const RulePair& pair, Truth absent) {
  return {pair.before.valid() ? module_.rule(0, pair.before) : module_.constant(absent),
          pair.after.valid() ? module_.rule(world_, pair.after) : module_.constant(absent)};
}

SignalPair CauseMaker::signals(const ValuePair& pair) {
  return {module_.watch(pair.before), module_.watch(pair.after)};
}

NumberPair CauseMaker::numbers(const ValuePair& pair) {
  return {module_.watch(module_.equal(pair.before, pair.after)),
          module_.watch(module_.equal(pair.before, pair.before)),
          module_.watch(module_.equal(pair.after, pair.after))};
}

std::uint32_t CauseMaker::add(CauseNode node) {
  if (node.causes.empty()) bug("a difference without causes");
  net_.nodes.push_back(std::move(node));
  return static_cast<std::uint32_t>(net_.nodes.size() - 1);
}

CauseNode CauseMaker::truth_node(const ValuePair& truth, Provisions causes) {
  CauseNode node;
  if (truth.known()) node.truths.push_back(signals(truth));
  node.causes = std::move(causes);
  return node;
}

void CauseMaker::link(CauseNode& node, std::optional<std::uint32_t> part, bool denied) const {
  if (!part) return;
  const auto is_truth = [](const CauseNode& each) {
    return each.truths.size() == 1 && each.numbers.empty();
  };
  CauseNode::Link made;
  made.node = *part;
  made.denied = denied;
  if (is_truth(node) && is_truth(net_.nodes[*part])) {
    made.relation = CauseNode::Relation::Crossing;
  }
  node.links.push_back(made);
}

void CauseMaker::link_differing(CauseNode& node, std::optional<std::uint32_t> part) {
  if (!part) return;
  CauseNode::Link made;
  made.node = *part;
  node.links.push_back(made);
}

// ---- provisions ---------------------------------------------------------------------------------

Provisions CauseMaker::reached(const RulePair& pair) {
  Provisions all;
  if (pair.before.valid()) all = alignment_.reached(Side::Before, pair.before);
  if (pair.after.valid()) all = joined(all, alignment_.reached(Side::After, pair.after));
  return all;
}

Provisions CauseMaker::reached(const ExpressionPair& pair) {
  return joined(alignment_.reached(Side::Before, pair.before),
                alignment_.reached(Side::After, pair.after));
}

Provisions CauseMaker::or_elsewhere(Provisions causes, const RulePair& pair) {
  if (causes.empty()) causes = {alignment_.elsewhere(pair.before, pair.after)};
  return causes;
}

Provisions CauseMaker::own(const RulePair& pair, const ExpressionPair& words) {
  const Provisions brought = joined(alignment_.brought(Side::Before, words.before),
                                    alignment_.brought(Side::After, words.after));
  // What a construct says of itself is not written: what it speaks of, and spoke of, is.
  const Rule& rule = pair.after.valid() ? after().rules[pair.after] : before().rules[pair.before];
  if (rule.cause == program::RuleCause::Implied && !brought.empty()) {
    return joined(brought, joined(alignment_.reached(Side::Before, words.before),
                                  alignment_.reached(Side::After, words.after)));
  }
  Provisions causes = brought;
  if (pair.before.valid()) {
    if (const auto own = alignment_.altered(Side::Before, pair.before)) {
      causes = joined(causes, {*own});
    }
  }
  if (pair.after.valid()) {
    if (const auto own = alignment_.altered(Side::After, pair.after)) {
      causes = joined(causes, {*own});
    }
  }
  return or_elsewhere(std::move(causes), pair);
}

Provisions CauseMaker::alone(const RulePair& pair) {
  const Side side = pair.before.valid() ? Side::Before : Side::After;
  const RuleId rule = pair.before.valid() ? pair.before : pair.after;
  Provisions causes = alignment_.brought(side, rule);
  if (const auto own = alignment_.altered(side, rule)) causes = joined(causes, {*own});
  return or_elsewhere(causes.empty() ? reached(pair) : std::move(causes), pair);
}

std::vector<RulePair> CauseMaker::paired(const std::vector<RuleId>& left,
                                         const std::vector<RuleId>& right) const {
  const auto other = [this](Side side, RuleId rule, const std::vector<RuleId>& among) {
    const RuleId partner = alignment_.partner(side, rule);
    return std::find(among.begin(), among.end(), partner) == among.end() ? RuleId() : partner;
  };
  std::vector<RulePair> pairs;
  for (const RuleId rule : right) pairs.push_back({other(Side::After, rule, left), rule});
  // What was omitted comes after the one that it stood after.
  auto place = pairs.begin();
  for (const RuleId rule : left) {
    const RuleId partner = other(Side::Before, rule, right);
    if (partner.valid()) {
      place = std::find(pairs.begin(), pairs.end(), RulePair{rule, partner}) + 1;
    } else {
      place = pairs.insert(place, {rule, {}}) + 1;
    }
  }
  return pairs;
}

// ---- what is asked ------------------------------------------------------------------------------

RulePair CauseMaker::binding(const RulePair& roots) const {
  const auto root_of = [](const World& world, RuleId root) {
    const program::Program& program = *world.program;
    if (!world.request.bound_only) return RuleId();
    const program::Definition& asked = program.definitions[program.rules[root].definition];
    for (const program::Binding& each : program.bindings) {
      if (each.instrument == asked.instrument && each.entity == asked.entity) {
        return program.definitions[each.binds].root;
      }
    }
    return RuleId();
  };
  return {root_of(alignment_.world(Side::Before), roots.before),
          root_of(alignment_.world(Side::After), roots.after)};
}

std::uint32_t CauseMaker::asked(std::size_t subject, const Given& left, const Given& right) {
  const DefinitionId before_id = alignment_.world(Side::Before).subjects[subject];
  const DefinitionId after_id = alignment_.world(Side::After).subjects[subject];
  const RulePair roots{before().definitions[before_id].root, after().definitions[after_id].root};
  const auto binds_on_day = [this](Side side, DefinitionId id) {
    const program::Program& program = alignment_.program(side);
    return program::in_force(program.instruments[program.definitions[id].instrument],
                             alignment_.world(side).request.as_of);
  };
  if (binds_on_day(Side::Before, before_id) != binds_on_day(Side::After, after_id)) {
    CauseNode node;
    node.causes = {alignment_.elsewhere(roots.before, roots.after)};
    return add(std::move(node));
  }
  const bool truth = left.kind == ir::OutputKind::Truth;
  const RulePair bound = binding(roots);
  const std::optional<std::uint32_t> answer = truth ? rule(roots) : definition(before_id, after_id);
  if (!bound.before.valid() && !bound.after.valid() && answer) return *answer;
  // What is asked is that AND that the instrument binds.
  CauseNode node;
  if (truth) node.truths.push_back(signals({left.values[0], right.values[0]}));
  node.causes = or_elsewhere(joined(reached(roots), reached(bound)), roots);
  link(node, answer);
  if (bound.before.valid() || bound.after.valid()) link(node, rule(bound, Truth::Yes));
  return add(std::move(node));
}

// ---- rules --------------------------------------------------------------------------------------

std::optional<std::uint32_t> CauseMaker::rule(const RulePair& pair, Truth absent) {
  const auto found = rules_.find(pair);
  if (found != rules_.end()) return found->second;
  const ValuePair truth = values(pair, absent);
  std::optional<std::uint32_t> made;
  if (truth.same()) {
    made = std::nullopt;
  } else if (!pair.before.valid() || !pair.after.valid()) {
    made = add(truth_node(truth, alone(pair)));
  } else if (!truth.known()) {
    const Provisions all = reached(pair);
    if (!all.empty()) made = add(truth_node(truth, all));
  } else {
    made = make_rule(pair, truth);
  }
  rules_.emplace(pair, made);
  return made;
}

// holds(r) = OR over the ways in of (own words AND NOT an exception that does not spare the way)
std::optional<std::uint32_t> CauseMaker::make_rule(const RulePair& pair, const ValuePair& truth) {
  const Rule& left = before().rules[pair.before];
  const Rule& right = after().rules[pair.after];
  const bool bare = left.exceptions.empty() && right.exceptions.empty() && left.additions.empty() &&
                    right.additions.empty();
  if (bare) {
    if (left.role == RuleRole::Otherwise) return own_words(pair, truth);
    const ValuePair own = own_truth(pair);
    // Else one of them is no law on the day asked.
    if (own.before == truth.before && own.after == truth.after) return own_words(pair, truth);
    return add(truth_node(truth, or_elsewhere(reached(pair), pair)));
  }
  CauseNode node = truth_node(truth, or_elsewhere(reached(pair), pair));
  link(node, way(pair, pair));
  for (const RulePair& addition : paired(left.additions, right.additions)) {
    link(node, way(pair, addition));
  }
  return add(std::move(node));
}

std::optional<std::uint32_t> CauseMaker::way(const RulePair& of, const RulePair& way) {
  const bool itself = of == way;
  const ValuePair own = itself ? own_truth(way) : values(way);
  const ValuePair truth = undefeated(own, of, way);
  if (truth.same()) return std::nullopt;
  if (!way.before.valid() || !way.after.valid()) return add(truth_node(truth, alone(way)));
  const std::optional<std::uint32_t> part =
      itself ? (own.same() ? std::nullopt : own_words(way, own)) : rule(way);
  if (truth.known() && own.before == truth.before && own.after == truth.after) return part;
  CauseNode node = truth_node(truth, or_elsewhere(joined(reached(of), reached(way)), of));
  link(node, part);
  link_exceptions(node, of, way);
  return add(std::move(node));
}

std::vector<RuleId> CauseMaker::other_values(Side side, RuleId otherwise) const {
  const program::Program& program = alignment_.program(side);
  std::vector<RuleId> others;
  for (const RuleId each : program.rules[program.rules[otherwise].parent].values) {
    if (each != otherwise) others.push_back(each);
  }
  return others;
}

ValuePair CauseMaker::own_truth(const RulePair& pair) {
  const auto own = [this](Side side, RuleId id, std::size_t world) {
    const Rule& rule = alignment_.program(side).rules[id];
    if (rule.role == RuleRole::Otherwise) {
      std::vector<ir::ValueId> others;
      for (const RuleId each : other_values(side, id)) {
        others.push_back(module_.rule(world, each));
        if (!others.back().valid()) return ir::ValueId();
      }
      return module_.negate(module_.any(others));
    }
    return rule.condition.valid() ? module_.expression(world, rule.condition)
                                  : module_.constant(Truth::Yes);
  };
  return {own(Side::Before, pair.before, 0), own(Side::After, pair.after, world_)};
}

std::optional<std::uint32_t> CauseMaker::own_words(const RulePair& pair, const ValuePair& truth) {
  const Rule& left = before().rules[pair.before];
  const Rule& right = after().rules[pair.after];
  if (left.role == RuleRole::Otherwise && right.role == RuleRole::Otherwise) {
    CauseNode node = truth_node(
        truth, or_elsewhere(joined(reached(pair), reached({left.parent, right.parent})), pair));
    for (const RulePair& each :
         paired(other_values(Side::Before, pair.before), other_values(Side::After, pair.after))) {
      link(node, rule(each), true);
    }
    return add(std::move(node));
  }
  const ExpressionPair words{left.condition, right.condition};
  if (words.before.valid() && words.after.valid()) return condition(words, pair);
  if (!words.before.valid() && !words.after.valid()) return std::nullopt;
  return add(truth_node(truth, own(pair, words)));
}

// ---- exceptions ---------------------------------------------------------------------------------

namespace {

bool defeats(const program::Program& program, RuleId exception, RuleId way) {
  const std::vector<RuleId>& spares = program.rules[exception].spares;
  return std::find(spares.begin(), spares.end(), way) == spares.end();
}

}  // namespace

ValuePair CauseMaker::undefeated(const ValuePair& truth, const RulePair& of, const RulePair& way) {
  const auto one = [this](Side side, std::size_t world, ir::ValueId own, RuleId target,
                          RuleId way_in) {
    if (!way_in.valid() || !own.valid()) return own;
    const program::Program& program = alignment_.program(side);
    std::vector<ir::ValueId> defeating;
    for (const RuleId exception : program.rules[target].exceptions) {
      if (!defeats(program, exception, way_in)) continue;
      defeating.push_back(module_.rule(world, exception));
      if (!defeating.back().valid()) return ir::ValueId();
    }
    if (defeating.empty()) return own;
    return module_.all({own, module_.negate(module_.any(defeating))});
  };
  return {one(Side::Before, 0, truth.before, of.before, way.before),
          one(Side::After, world_, truth.after, of.after, way.after)};
}

void CauseMaker::link_exceptions(CauseNode& node, const RulePair& of, const RulePair& way) {
  for (const RulePair& each :
       paired(before().rules[of.before].exceptions, after().rules[of.after].exceptions)) {
    const bool was = each.before.valid() && defeats(before(), each.before, way.before);
    const bool is = each.after.valid() && defeats(after(), each.after, way.after);
    if (was == each.before.valid() && is == each.after.valid()) {
      link(node, rule(each), true);
    } else if (was != is) {
      // The way is spared by one text only.
      const ValuePair all = values(each);
      const ValuePair truth{was ? all.before : module_.constant(Truth::No),
                            is ? all.after : module_.constant(Truth::No)};
      if (!truth.same()) link(node, add(truth_node(truth, own(each, {}))), true);
    }
  }
}

}  // namespace nansen::compare

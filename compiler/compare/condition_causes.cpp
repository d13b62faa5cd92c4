// The causes of a condition, part by part.
#include <algorithm>

#include "compiler/compare/cause_maker.h"

namespace nansen::compare {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;

namespace {

bool is_own_row(const Expression& expression) {
  return expression.kind == ExpressionKind::DefinitionValue &&
         expression.subject == program::Subject{};
}

}  // namespace

std::optional<std::uint32_t> CauseMaker::condition(const ExpressionPair& pair, const RulePair& of) {
  const ValuePair truth = values(pair);
  if (truth.same()) return std::nullopt;
  if (alignment_.own_words(Side::Before, pair.before) ==
      alignment_.own_words(Side::After, pair.after)) {
    return same_words(pair, truth, of);
  }
  return other_words(pair, truth, of);
}

std::optional<std::uint32_t> CauseMaker::same_words(const ExpressionPair& pair,
                                                    const ValuePair& truth, const RulePair& of) {
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  if (left.kind == ExpressionKind::RuleHolds) return rule({left.rule, right.rule});
  if (is_own_row(left) && is_own_row(right)) {
    return rule(
        {before().definitions[left.definition].root, after().definitions[right.definition].root});
  }
  CauseNode node = truth_node(truth, or_elsewhere(reached(pair), of));
  const auto operand = [&](std::size_t at) {
    return condition({left.operands[at], right.operands[at]}, of);
  };
  switch (left.kind) {
    case ExpressionKind::Not: link(node, operand(0), true); break;
    case ExpressionKind::And:
    case ExpressionKind::Or:
      for (std::size_t at = 0; at < left.operands.size(); ++at) link(node, operand(at));
      break;
    case ExpressionKind::Unless:
      link(node, operand(0));
      link(node, operand(1), true);
      break;
    case ExpressionKind::Group: link_group(node, pair); break;
    case ExpressionKind::OverRows:
    case ExpressionKind::OverSet: break;
    default: link_parts(node, pair, of); break;
  }
  return add(std::move(node));
}

void CauseMaker::link_group(CauseNode& node, const ExpressionPair& pair) {
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  const Truth absent = left.quantity == Quantity::All ? Truth::Yes : Truth::No;
  for (const RulePair& head : paired(left.heads, right.heads)) {
    link(node, rule(head, absent), left.quantity == Quantity::None);
  }
}

void CauseMaker::link_parts(CauseNode& node, const ExpressionPair& pair, const RulePair& of) {
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  for (std::size_t at = 0; at < left.operands.size(); ++at) {
    link_differing(node, part({left.operands[at], right.operands[at]}, of));
  }
}

std::optional<std::uint32_t> CauseMaker::part(const ExpressionPair& pair, const RulePair& of) {
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  switch (left.type.kind) {
    case program::TypeKind::Boolean: return condition(pair, of);
    case program::TypeKind::Integer:
    case program::TypeKind::Decimal:
    case program::TypeKind::Date:
    case program::TypeKind::Period: return number_value(pair, of);
    default: break;
  }
  if (is_own_row(left) && is_own_row(right)) return definition(left.definition, right.definition);
  Provisions all = reached(pair);
  if (all.empty()) return std::nullopt;
  return add(truth_node({}, std::move(all)));
}

// ---- where the words themselves differ ----------------------------------------------------------

std::uint32_t CauseMaker::other_words(const ExpressionPair& pair, const ValuePair& truth,
                                      const RulePair& of) {
  const Expression& left = before().expressions[pair.before];
  const Expression& right = after().expressions[pair.after];
  CauseNode node = truth_node(truth, own(of, pair));
  const auto is_list = [](const Expression& expression) {
    return expression.kind == ExpressionKind::And || expression.kind == ExpressionKind::Or;
  };
  const auto has_operand = [&](Side side, const Expression& list, const std::string& words) {
    return std::any_of(list.operands.begin(), list.operands.end(), [&](ExpressionId each) {
      return alignment_.own_words(side, each) == words;
    });
  };
  if (is_list(left) && left.kind == right.kind) {
    return pieces(left.kind, left.operands, right.operands, std::move(node), of);
  }
  // a → a or b, and back
  const std::string left_words = alignment_.own_words(Side::Before, pair.before);
  const std::string right_words = alignment_.own_words(Side::After, pair.after);
  if (is_list(right) && has_operand(Side::After, right, left_words)) {
    return pieces(right.kind, {pair.before}, right.operands, std::move(node), of);
  }
  if (is_list(left) && has_operand(Side::Before, left, right_words)) {
    return pieces(left.kind, left.operands, {pair.after}, std::move(node), of);
  }
  const bool denied = left.kind == ExpressionKind::Not && right.kind == ExpressionKind::Not;
  if (denied) link(node, condition({left.operands[0], right.operands[0]}, of), true);
  return add(std::move(node));
}

std::uint32_t CauseMaker::pieces(ExpressionKind kind, std::vector<ExpressionId> left,
                                 std::vector<ExpressionId> right, CauseNode node,
                                 const RulePair& of) {
  std::vector<ExpressionId> omitted;
  for (const ExpressionId each : left) {
    const auto same = std::find_if(right.begin(), right.end(), [&](ExpressionId other) {
      return alignment_.own_words(Side::Before, each) == alignment_.own_words(Side::After, other);
    });
    if (same == right.end()) {
      omitted.push_back(each);
      continue;
    }
    link(node, condition({each, *same}, of));
    right.erase(same);
  }
  if (omitted.size() == 1 && right.size() == 1) {
    link(node, condition({omitted[0], right[0]}, of));
  } else if (!omitted.empty() || !right.empty()) {
    const ValuePair rest = joined_truth(kind, omitted, right);
    if (!rest.same()) link(node, add(truth_node(rest, node.causes)));
  }
  return add(std::move(node));
}

ValuePair CauseMaker::joined_truth(ExpressionKind kind, const std::vector<ExpressionId>& left,
                                   const std::vector<ExpressionId>& right) {
  const auto one = [&](std::size_t world, const std::vector<ExpressionId>& parts) {
    std::vector<ir::ValueId> truths;
    for (const ExpressionId each : parts) {
      truths.push_back(module_.expression(world, each));
      if (!truths.back().valid()) return ir::ValueId();
    }
    return kind == ExpressionKind::And ? module_.all(truths) : module_.any(truths);
  };
  return {one(0, left), one(world_, right)};
}

}  // namespace nansen::compare

// The making of a net of causes; used by its .cpp files only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "compiler/base/truth.h"
#include "compiler/compare/causes.h"

namespace nansen::compare {

/// A truth in both texts, as values of the module; the invalid id: not a truth of whole cases.
struct ValuePair {
  ir::ValueId before;
  ir::ValueId after;
  bool known() const { return before.valid() && after.valid(); }
  bool same() const { return known() && before == after; }
};

/// A rule in both texts; invalid: it is in the other one only.
struct RulePair {
  program::RuleId before;
  program::RuleId after;
  auto operator<=>(const RulePair&) const = default;
};

struct ExpressionPair {
  program::ExpressionId before;
  program::ExpressionId after;
};

class CauseMaker {
 public:
  CauseMaker(WatchedModule& module, Alignment& alignment, std::size_t world)
      : module_(module), alignment_(alignment), world_(world) {}

  CauseNet make(std::size_t subject);

 private:
  const program::Program& before() const { return alignment_.program(Side::Before); }
  const program::Program& after() const { return alignment_.program(Side::After); }

  // Values of both texts.
  ValuePair values(const ExpressionPair& pair) const {
    return {module_.expression(0, pair.before), module_.expression(world_, pair.after)};
  }
  /// An absent rule counts as `absent`.
  ValuePair values(const RulePair& pair, Truth absent = Truth::No);
  SignalPair signals(const ValuePair& pair);
  NumberPair numbers(const ValuePair& pair);

  // Nodes.
  std::uint32_t add(CauseNode node);
  /// A node of a truth; of none where that is not one of whole cases.
  CauseNode truth_node(const ValuePair& truth, Provisions causes);
  /// Links `node`, a connective's, to `part`, if there is one: where that crossed the mark, as far
  /// as both have a truth.
  void link(CauseNode& node, std::optional<std::uint32_t> part, bool denied = false) const;
  /// The same, wherever `part` differs.
  static void link_differing(CauseNode& node, std::optional<std::uint32_t> part);

  // Causes.
  Provisions reached(const RulePair& pair);
  Provisions reached(const ExpressionPair& pair);
  /// `causes`, or that what `pair` says has changed for no words.
  Provisions or_elsewhere(Provisions causes, const RulePair& pair);
  /// The provision that is altered where the words of `pair` themselves are, with what they bring.
  Provisions own(const RulePair& pair, const ExpressionPair& words);
  /// The causes of a rule that is in one text only.
  Provisions alone(const RulePair& pair);
  /// The members of two lists, paired where the texts pair them, in the order of both.
  std::vector<RulePair> paired(const std::vector<program::RuleId>& left,
                               const std::vector<program::RuleId>& right) const;

  // causes.cpp: rules and what is asked.
  std::uint32_t asked(std::size_t subject, const Given& left, const Given& right);
  /// Whether the instrument binds the row, where only such rows are asked of; invalid ids: always.
  RulePair binding(const RulePair& roots) const;
  std::optional<std::uint32_t> rule(const RulePair& pair, Truth absent = Truth::No);
  std::optional<std::uint32_t> make_rule(const RulePair& pair, const ValuePair& truth);
  std::optional<std::uint32_t> way(const RulePair& of, const RulePair& way);
  ValuePair own_truth(const RulePair& pair);
  std::optional<std::uint32_t> own_words(const RulePair& pair, const ValuePair& truth);
  /// The rules whose values come before that of `otherwise`.
  std::vector<program::RuleId> other_values(Side side, program::RuleId otherwise) const;
  ValuePair undefeated(const ValuePair& truth, const RulePair& of, const RulePair& way);
  void link_exceptions(CauseNode& node, const RulePair& of, const RulePair& way);

  // condition_causes.cpp
  std::optional<std::uint32_t> condition(const ExpressionPair& pair, const RulePair& of);
  std::optional<std::uint32_t> same_words(const ExpressionPair& pair, const ValuePair& truth,
                                          const RulePair& of);
  std::uint32_t other_words(const ExpressionPair& pair, const ValuePair& truth, const RulePair& of);
  std::uint32_t pieces(program::ExpressionKind kind, std::vector<program::ExpressionId> left,
                       std::vector<program::ExpressionId> right, CauseNode node,
                       const RulePair& of);
  ValuePair joined_truth(program::ExpressionKind kind,
                         const std::vector<program::ExpressionId>& left,
                         const std::vector<program::ExpressionId>& right);
  void link_group(CauseNode& node, const ExpressionPair& pair);
  void link_parts(CauseNode& node, const ExpressionPair& pair, const RulePair& of);
  std::optional<std::uint32_t> part(const ExpressionPair& pair, const RulePair& of);

  // value_causes.cpp
  /// A rule that gives a value.
  struct Candidate {
    RulePair rule;
    ValuePair plain;                // where it gives its value, but for rules before it
    ValuePair truth;                // where it gives its value
    std::vector<RulePair> earlier;  // of which the first would count
  };
  std::optional<std::uint32_t> definition(program::DefinitionId left, program::DefinitionId right);
  std::optional<std::uint32_t> make_definition(program::DefinitionId left,
                                               program::DefinitionId right);
  std::vector<Candidate> candidates(const RulePair& root);
  std::optional<std::uint32_t> plain(const RulePair& rule, const RulePair& root);
  std::optional<std::uint32_t> candidate(const Candidate& candidate, const RulePair& root);
  Truth gives(Side side, program::RuleId rule, std::size_t place) const;
  std::uint32_t member(const ValuePair& truth, const std::vector<Candidate>& candidates,
                       const RulePair& root, std::size_t place);
  void link_candidate(CauseNode& node, const Candidate& candidate, const RulePair& root,
                      std::size_t place);
  std::uint32_t number(const Given& left, const Given& right,
                       const std::vector<Candidate>& candidates, const RulePair& root);
  std::optional<std::uint32_t> number_value(const ExpressionPair& pair, const RulePair& of);

  WatchedModule& module_;
  Alignment& alignment_;
  std::size_t world_;
  CauseNet net_;
  std::map<RulePair, std::optional<std::uint32_t>> rules_;
  std::map<RulePair, std::optional<std::uint32_t>> plains_;
  std::map<std::pair<program::DefinitionId, program::DefinitionId>, std::optional<std::uint32_t>>
      definitions_;
};

}  // namespace nansen::compare

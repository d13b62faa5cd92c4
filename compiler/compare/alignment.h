// Two texts of the law held against each other, rule by rule: which rule of one is which of the
// other, and which provisions the texts themselves differ in. Used inside this room only.
//
// Definitions are paired by their names; below them siblings of one role by their address (that
// which a renumbering gave them), and those left over by their words. A rule is altered iff it
// stands in one text only, or its own words differ: what its condition says without the words of
// its heads, with references by name and readings as they are chosen. What only follows from
// another provision's words does not alter it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/compare/amendment_search.h"
#include "compiler/compare/drafts.h"

namespace nansen::compare {

/// Which of the two texts.
enum class Side : std::uint8_t { Before = 0, After = 1 };
inline constexpr std::array<Side, 2> both_sides = {Side::Before, Side::After};

/// Numbers of altered provisions, ascending.
using Provisions = std::vector<std::uint32_t>;
Provisions joined(const Provisions& left, const Provisions& right);

/// The definition that `name` is a part of: `interim_protection` of `interim_protection.last_day`.
std::string whole_of(const std::string& name);

/// The address of a change, `art. 125(3), serious_harm (e)`, as rules are cited: `art. 125(3)(e)`.
std::string as_cited(std::string address);

/// What an expression or a rule says itself, in words that do not depend on ids.
class OwnWords {
 public:
  /// `renumbered` gives the addresses of a text that are others in the words.
  OwnWords(const program::Program& program, const lower::Request& request,
           const std::map<std::string, std::string>& renumbered)
      : program_(program), request_(request), renumbered_(renumbered) {}

  /// Empty for the invalid id.
  const std::string& of(program::ExpressionId expression);
  std::string of(program::RuleId rule);
  /// The rule's address, as the other text has it.
  std::string address(program::RuleId rule) const;

 private:
  std::string make(const program::Expression& expression);
  std::string subject(const program::Subject& subject) const;

  const program::Program& program_;
  const lower::Request& request_;
  const std::map<std::string, std::string>& renumbered_;
  std::unordered_map<program::ExpressionId, std::string> made_;
};

class Alignment {
 public:
  /// `before` and `after` must outlive this.
  Alignment(const World& before, const World& after);

  const program::Program& program(Side side) const { return *worlds_[index(side)]->program; }
  const World& world(Side side) const { return *worlds_[index(side)]; }

  /// The rule of the other text, or the invalid id.
  program::RuleId partner(Side side, program::RuleId rule) const {
    return partners_[index(side)][static_cast<std::size_t>(rule.index)];
  }
  program::DefinitionId partner(Side side, program::DefinitionId definition) const;
  const std::string& own_words(Side side, program::ExpressionId expression) {
    return words_[index(side)].of(expression);
  }

  /// A provision that the texts differ in: of what is altered under it, the outermost rule.
  struct Provision {
    ChangedProvision shown;
    program::RuleId before;  // invalid: inserted
    program::RuleId after;   // invalid: omitted
    bool elsewhere = false;  // see `elsewhere`
  };
  const std::vector<Provision>& provisions() const { return provisions_; }
  /// The provision by which `rule` is altered: its own, or that which it was inserted or omitted
  /// with.
  std::optional<std::uint32_t> altered(Side side, program::RuleId rule) const;
  /// The provisions that what is given depends on.
  const Provisions& reached(Side side, program::RuleId rule);
  Provisions reached(Side side, program::ExpressionId expression);
  /// True iff what the rule gives depends on one, in either text.
  bool depends(Side side, program::RuleId rule);
  /// True iff another of several values counts, or the first of another order.
  bool settled_otherwise(program::RuleId before, program::RuleId after) const;
  /// The definitions that stand in this text only and that the words speak of, or that such
  /// definitions do: what else it takes for the words to say what they say.
  Provisions brought(Side side, program::ExpressionId expression);
  Provisions brought(Side side, program::RuleId rule);

  /// A provision whose words are the same and whose answers are not, for a reason that no words
  /// give: such as days of entry into force. Made when it is first asked for.
  std::uint32_t elsewhere(program::RuleId before, program::RuleId after);

  /// What is altered and what the words of `provision`, an altered one, depend on in either text.
  Provisions rests_on(std::uint32_t provision);
  /// True iff nobody wrote the rule: it follows from a construct, such as a status's clauses.
  bool is_implied(std::uint32_t provision) const;

  /// Definitions that stand in one text only.
  std::vector<std::string> only(Side side) const;

 private:
  static std::size_t index(Side side) { return static_cast<std::size_t>(side); }
  void find_renumbered();
  void pair_definitions();
  void pair(program::RuleId before, program::RuleId after);
  // Of siblings, those that the other text does not have.
  struct Unpaired {
    std::vector<program::RuleId> before;
    std::vector<program::RuleId> after;
    bool any_paired = false;
  };
  Unpaired pair_all(const std::vector<program::RuleId>& before,
                    const std::vector<program::RuleId>& after);
  void add_unpaired(const Unpaired& rules);
  std::vector<program::RuleId> heads(Side side, program::RuleId rule) const;
  void collect_heads(Side side, program::ExpressionId expression,
                     std::vector<program::RuleId>& heads) const;
  void stands_alone(Side side, program::RuleId rule, std::uint32_t provision);
  bool differ(program::RuleId before, program::RuleId after);
  std::set<program::RuleId> spared(Side side, program::RuleId exception) const;
  std::uint32_t add(program::RuleId before, program::RuleId after, const std::string& key);
  void sort_provisions();
  // altered_words.cpp
  void describe(Provision& provision);
  Amendments amendments(const Provision& provision) const;
  std::string words_of(Side side, program::RuleId rule) const;
  std::string readings_of(Side side, program::RuleId rule) const;
  void add_writing(program::ExpressionId expression, Amendments& found) const;
  Provisions reached_by_all(Side side, const std::vector<program::RuleId>& rules);

  std::array<const World*, 2> worlds_;
  AmendmentSearch amendment_search_;
  std::map<std::string, std::string> renumbered_;   // full addresses, old to new
  std::map<std::string, std::string> as_they_are_;  // none
  std::array<OwnWords, 2> words_;
  std::array<std::vector<program::RuleId>, 2> partners_;
  std::map<std::string, program::DefinitionId> named_[2];
  std::array<std::vector<std::optional<std::uint32_t>>, 2> altered_;
  std::vector<Provision> provisions_;
  std::map<std::string, std::uint32_t> by_key_;
  std::array<std::unordered_map<program::RuleId, Provisions>, 2> reached_;
  std::array<std::unordered_map<program::ExpressionId, Provisions>, 2> reached_expressions_;
};

}  // namespace nansen::compare

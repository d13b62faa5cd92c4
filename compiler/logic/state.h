// How a program becomes clauses: what is made so far, and one method a construct. The methods are
// defined in words.cpp (places and words), values.cpp (values and comparisons) and logic.cpp (the
// rest). Used inside this room only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/logic/clauses.h"
#include "compiler/logic/leaves.h"
#include "compiler/logic/logic.h"
#include "compiler/program/spoken_variables.h"

namespace nansen::logic {

using program::CompareOperator;
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

struct Logic::State {
  State(const Program& program_, std::int64_t work)
      : program(program_), clauses(work), leaves(clauses), spoken(program_) {}

  // ---- places ----------------------------------------------------------------------------------
  std::string place_of(const Subject& subject) const;
  std::string place_of_fact(const Expression& expression);
  std::string place_of_definition(const Expression& expression) const;
  /// The words of an expression, equal iff the expressions are alike; variables of quantifiers
  /// inside it are named by their depth, so that the same words with other variables are the same.
  std::string words(ExpressionId id, std::map<VariableId, std::size_t>& inner);
  std::string rule_words(RuleId id, std::map<VariableId, std::size_t>& inner);
  Literal opaque(ExpressionId id);
  /// A number stays within its fact's range.
  void bound_range(program::FactId id, const std::string& place);
  void bound(const std::string& place, const Rational& least, const Rational& greatest, bool whole);

  // ---- values ----------------------------------------------------------------------------------
  /// The place of an enumeration's value: a fact's or a definition's.
  std::optional<std::string> value_place(const Expression& expression);
  Literal is_member(ExpressionId id, std::size_t member);
  Literal at_least_member(ExpressionId id, std::size_t member);
  std::optional<Linear> linear(ExpressionId id);
  /// A number that is known by its words only; days are days of the calendar.
  std::string place_of_words(ExpressionId id);
  static std::optional<Linear> add(const Linear& left, const Linear& right);

  // ---- comparisons -----------------------------------------------------------------------------
  Literal compare(ExpressionId id);
  Literal compare_members(CompareOperator op, ExpressionId left, ExpressionId right);
  std::optional<Rational> latest_with_period(const Expression& sum, const Rational& day) const;
  /// The date is `day` or a day before it.
  Literal day_at_most(ExpressionId id, const Rational& day);
  static CompareOperator turned(CompareOperator op);
  Literal compare_with_day(CompareOperator op, ExpressionId left, const Rational& day);
  Literal compare_dates(ExpressionId id, CompareOperator op, ExpressionId left, ExpressionId right);
  Literal compare_numbers(ExpressionId id, CompareOperator op, ExpressionId left,
                          ExpressionId right);

  // ---- sets ------------------------------------------------------------------------------------
  Literal includes(ExpressionId set, std::size_t member);
  std::size_t members_of(ExpressionId set) const;
  Literal includes_value(ExpressionId id);
  Literal is_empty(ExpressionId set);
  Literal over_set(ExpressionId id);
  /// The body of a quantifier for the members at hand; made once for those that it speaks of.
  Literal within(ExpressionId body);
  Literal quantified(const Expression& expression, std::vector<Literal> held,
                     std::vector<Literal> kept);

  // ---- conditions and rules --------------------------------------------------------------------
  Literal condition(ExpressionId id);
  Literal own(RuleId id);
  Literal holds(RuleId id);
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
  void assume(RuleId rule, bool value);
  /// False only if it does not. Rules of other definitions that are reached from this one do not: a
  /// definition does not rest on itself.
  bool rests_on_assumed(RuleId id);
  /// True iff rules of the definition ask of one another whether they hold.
  bool crosses(program::DefinitionId id);
  bool rule_crosses(RuleId id);
  bool expression_crosses(ExpressionId id, program::DefinitionId definition);

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

}  // namespace nansen::logic

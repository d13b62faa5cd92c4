// The search behind `settle`: from an answer down to the unknown facts that could bring it about;
// used inside this room only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/explain/evaluation.h"
#include "compiler/explain/requirement.h"

namespace nansen::explain {

/// A sum of unknown numbers, each times a factor, and what is known of it.
struct LinearForm {
  std::map<FactPlace, Rational> unknown;
  Rational known;
};

/// Ways for a number to be a given sum. A number that some rule gives has one for each rule.
struct NumberCase {
  Ways ways;
  LinearForm form;
  /// False: no sum, but a day that is worked out otherwise from the unknown numbers; `form` then
  /// says only which they are.
  bool linear = true;
};

/// On which side of a bound a day is to lie, or on the bound.
enum class Side : std::uint8_t { AtMost, AtLeast };

/// Ways for a reference to be reached: then it names `row`, or it is itself not known.
struct NamedRow {
  Ways ways;
  FactPlace reference;
  std::optional<std::size_t> row;
};

class SettleSearch {
 public:
  /// `limit` must outlive the search.
  SettleSearch(const program::Program& program, const Evaluation& evaluation, WaysLimit& limit)
      : program_(program), evaluation_(evaluation), facts_(evaluation.facts()), limit_(limit) {}

  /// Ways to make a boolean definition what is wanted; or a member of an enumerated one: "is k", of
  /// an ordered one "is at least k".
  Ways definition(program::DefinitionId definition, Place place, Truth wanted);
  Ways definition_member(program::DefinitionId definition, Place place, std::size_t member,
                         Truth wanted);
  /// Ways for a number definition to be known.
  std::vector<NumberCase> definition_number(program::DefinitionId definition, Place place);
  /// Ways in which all numbers of `form` become known, whatever they are.
  Ways any_number(const LinearForm& form) const;
  /// Any value that a number fact that is stored may have, for all that is known of it.
  Requirement any_value(const FactPlace& place) const;
  /// True iff ways for a number to be known were passed over.
  bool passed_over_numbers() const { return passed_over_numbers_; }

 private:
  /// Ways for `subject` to be known, with the row it then is.
  std::vector<std::pair<Ways, Place>> places(const program::Subject& subject,
                                             const Scope& scope) const;

  Ways truth(program::ExpressionId id, const Scope& scope, Truth wanted);
  Ways undetermined_truth(program::ExpressionId id, const Scope& scope, Truth wanted);
  Ways holds(program::RuleId rule, const Scope& scope, Truth wanted);
  Ways own(program::RuleId rule, const Scope& scope, Truth wanted);
  Ways undefeated(program::RuleId rule, program::RuleId way, const Ways& met, const Scope& scope,
                  Truth wanted);
  Ways applies(program::RuleId root, program::RuleId rule, const Scope& scope, Truth wanted);
  /// Ways for all, any, none or `count` of `total` parts to hold, or (wanting no) not to.
  Ways quantified(program::Quantity quantity, std::int64_t count, std::size_t total, Truth wanted,
                  const std::function<Ways(std::size_t at, Truth part)>& part_is);
  Ways member(program::ExpressionId id, const Scope& scope, std::size_t member, Truth wanted);
  Ways compare(const program::Expression& expression, const Scope& scope, Truth wanted);
  Ways compare_members(const program::Expression& expression, const Scope& scope, Truth wanted);
  Ways compare_numbers(const program::Expression& expression, const Scope& scope, Truth wanted);
  Ways same_row(const program::Expression& expression, const Scope& scope, Truth wanted);
  std::vector<NamedRow> named_rows(program::ExpressionId id, const Scope& scope);
  std::size_t rows_referred_to(const FactPlace& reference) const;
  Ways same_truth(const program::Expression& expression, const Scope& scope, Truth wanted);
  Ways solve(const LinearForm& difference, program::CompareOperator compare, Truth wanted) const;
  std::vector<NumberCase> number(program::ExpressionId id, const Scope& scope);
  std::vector<NumberCase> fewest(std::vector<NumberCase> cases);
  // settle_days.cpp: days, and the time counted toward clocks.
  Ways day(program::ExpressionId id, const Scope& scope, Side side, std::int64_t bound);
  Ways day_fact(const FactPlace& fact, Side side, std::int64_t bound) const;
  Ways period_added(const program::Expression& expression, const Scope& scope, Side side,
                    std::int64_t bound);
  Ways definition_day(program::DefinitionId definition, Place place, Side side, std::int64_t bound);
  Ways not_after(program::ExpressionId left, program::ExpressionId right, std::int64_t days,
                 const Scope& scope);
  Ways compare_days(const program::Expression& expression, const Scope& scope, Truth wanted);
  /// Whether enough days are held, where these are the shortest and the longest stretches.
  using Reaches = std::function<Truth(const std::vector<Bounds>&, const std::vector<Bounds>&)>;
  Ways time_reached(const program::Expression& expression, std::size_t from, const Scope& scope,
                    Truth wanted, const Reaches& reaches);
  bool is_plain_day(program::ExpressionId id, const Scope& scope) const;
  Ways compare_time(const program::Expression& expression, const Scope& scope, Truth wanted);
  std::vector<NumberCase> known_day(program::ExpressionId id, const Scope& scope);
  Rational worked_out_day(const program::Expression& expression,
                          const std::vector<Rational>& operands) const;
  Ways passed_over() const;

  Ways over_rows(const program::Expression& expression, const Scope& scope, Truth wanted);
  Ways over_set(const program::Expression& expression, const Scope& scope, Truth wanted);

  bool is_ordered(const program::Type& type) const;
  std::size_t member_count(const program::Type& type) const;
  Ways boolean_fact(Place place, program::FactId fact, Truth wanted) const;
  Ways member_fact(Place place, program::FactId fact, std::size_t member, Truth wanted) const;
  Ways empty_fact(Place place, program::FactId fact, Truth wanted) const;
  Ways need(FactPlace place, Requirement requirement) const;
  /// The stored range of a number fact's column; nothing where the module has no use for it.
  const ir::Column* stored(const FactPlace& place) const;

  const program::Program& program_;
  const Evaluation& evaluation_;
  const CaseFacts& facts_;
  WaysLimit& limit_;
  bool passed_over_numbers_ = false;
  std::map<std::tuple<program::DefinitionId, Place, std::size_t, Truth>, Ways> members_;
  std::map<std::tuple<program::DefinitionId, Place, Truth>, Ways> definitions_;
  std::map<std::tuple<program::DefinitionId, Place, Side, std::int64_t>, Ways> days_;
};

}  // namespace nansen::explain

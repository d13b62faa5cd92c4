// What a program says of one case, rule by rule and expression by expression, by the formula at the
// head of program.h; used inside this room only. It is independent of the IR, so that agreement
// with the interpreter's trace is a check of both.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/explain/case_facts.h"

namespace nansen::explain {

/// Whose row expressions speak of, and what the quantifiers' variables stand for: a row, or the
/// position of a member.
struct Scope {
  Place own;
  std::map<program::VariableId, std::variant<Place, std::size_t>> variables;
};

/// A rule that gives a value, whether it does so, and the value.
struct Candidate {
  program::RuleId rule;
  Truth applies{};
  Known gives;
};

class Evaluation {
 public:
  Evaluation(const program::Program& program,
             const std::map<program::ReadingId, std::size_t>& readings,
             std::optional<std::int32_t> as_of, const CaseFacts& facts)
      : program_(program), readings_(readings), as_of_(as_of), facts_(facts) {}

  Truth truth(program::ExpressionId expression, const Scope& scope) const;
  Known value(program::ExpressionId expression, const Scope& scope) const;
  /// A definition's truth or value for the row at `place`; unknown where the place is.
  const Known& definition(program::DefinitionId definition, Place place) const;

  /// Whether the rule holds, its ways in and exceptions considered; `own` without them.
  Truth holds(program::RuleId rule, const Scope& scope) const;
  Truth own(program::RuleId rule, const Scope& scope) const;
  /// The rule itself and the additions to it.
  std::vector<program::RuleId> ways(program::RuleId rule) const;
  /// Whether `way`, one of the ways of `rule`, is met; and whether it stands against the
  /// exceptions.
  Truth met(program::RuleId rule, program::RuleId way, const Scope& scope) const;
  Truth stands(program::RuleId rule, program::RuleId way, const Scope& scope) const;
  /// Whether an exception to `rule` that does not spare `way` applies.
  Truth defeated(program::RuleId rule, program::RuleId way, const Scope& scope) const;
  bool spares(program::RuleId exception, program::RuleId way) const;

  /// The days counted toward the clock of a TimeIn or TimeReaches.
  Bounds time_counted(const program::Expression& expression, const Scope& scope) const;

  /// Whether days held that are known to the day make what a TimeReaches asks; its period is taken
  /// as it is.
  bool reaches(const program::Expression& expression, const std::vector<Bounds>& days,
               const Rational& period) const;
  /// The same of days held of which only the shortest and the longest stretches are known.
  Truth reaches(const program::Expression& expression, const std::vector<Bounds>& shortest,
                const std::vector<Bounds>& longest, const Bounds& period) const;
  /// How many of such days count.
  std::int64_t counted(const program::Expression& expression,
                       const std::vector<Bounds>& days) const;
  /// The first day after the last one of them that counts.
  std::int32_t counted_until(const std::vector<Bounds>& days) const;
  /// What an AddPeriod makes of a day and a period, and a NextWorkingDay of a day.
  std::int32_t later(const program::Expression& expression, std::int64_t day,
                     std::int64_t period) const;
  std::int32_t next_working_day(const program::Expression& expression, std::int64_t day) const;

  /// Whose row `subject` speaks of.
  Place place(const program::Subject& subject, const Scope& scope) const;
  std::size_t choice(program::ReadingId reading) const;
  const CaseFacts& facts() const { return facts_; }
  std::optional<std::int32_t> as_of() const { return as_of_; }

  /// True iff the root's definition has rules that give values rather than a condition.
  bool gives_values(program::RuleId root) const;
  /// True iff `rule` gives the value of `root` where no rule before it does, without more.
  bool is_left_over(program::RuleId root, program::RuleId rule) const;
  /// The rules of such a definition that give a value, in order.
  std::vector<Candidate> candidates(program::RuleId root, const Scope& scope) const;

 private:
  // evaluation_numbers.cpp: numbers and days, of which perhaps but bounds are known.
  Bounds number(const program::Expression& expression, const Scope& scope) const;
  Truth time_reaches(const program::Expression& expression, const Scope& scope) const;
  std::optional<std::vector<Bounds>> days_of_stretches(const program::Expression& expression,
                                                       std::size_t from, const Scope& scope) const;
  Bounds chosen_number(program::RuleId root, const std::vector<Candidate>& candidates) const;

  Truth group(const program::Expression& expression, const Scope& scope) const;
  Truth compare(const program::Expression& expression, const Scope& scope) const;
  Truth over(const program::Expression& expression, const Scope& scope) const;
  Known worked_out(program::DefinitionId definition, Place place) const;
  Known chosen(program::RuleId root, const Scope& scope) const;

  const program::Program& program_;
  const std::map<program::ReadingId, std::size_t>& readings_;
  std::optional<std::int32_t> as_of_;
  const CaseFacts& facts_;
  mutable std::map<std::pair<program::DefinitionId, Place>, Known> definitions_;
};

/// Of `truths`: do all, any, none or at least `count` hold?
Truth quantified(program::Quantity quantity, std::int64_t count, const std::vector<Truth>& truths);

/// How two numbers compare, as far as their bounds tell.
Truth compared(const Bounds& left, const Bounds& right, program::CompareOperator compare);

/// Whether all there is to know of a value of `type` is known.
bool is_settled(const program::Type& type, const Known& known);

}  // namespace nansen::explain

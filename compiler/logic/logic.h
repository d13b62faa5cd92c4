// Which truths of a program can hold together.
//
// The conditions of rules are translated into propositional clauses, and a SAT solver (CaDiCaL,
// which no other room sees) is asked. The two-valued reading of a program is enough: what is yes in
// strong Kleene logic is yes for every way of finding out what is unknown.
//
// Facts are tied to what they can be: one member of an enumeration at a time, the thresholds of an
// ordered one in their order, the constants one number or date is compared with in theirs and
// within the fact's range. A date with a fixed period added is a day of the calendar, or never;
// with another one, or moved to a working day, it is a date of its own. Quantifiers over rows,
// comparisons of several facts, time in a clock, and what is asked of another row are taken as
// truths of their own, the same wherever the same words stand. So "cannot" is certain, and "can" is
// only as far as this sees.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::logic {

/// A truth known to one `Logic`; `-literal` is its opposite.
struct Literal {
  int value = 0;
  Literal operator-() const { return {-value}; }
  bool operator==(const Literal&) const = default;
};

enum class Answer : std::uint8_t {
  Can,      // some case satisfies all
  Cannot,   // no case does
  TooHard,  // not decided within the budget of conflicts or of work
};

/// Questions to one program, which must have been checked and must outlive this. Expressions with
/// errors in them are truths of their own.
class Logic {
 public:
  /// How many conflicts the solver may meet in one question.
  static constexpr int conflicts = 2000;
  /// The work that building the formulas of one `Logic` and answering all questions to it may take:
  /// in steps, counted and not timed, so that the answers are the same on every machine. A second
  /// or two.
  static constexpr std::int64_t usual_work = 40'000'000;

  /// Once `work` steps are taken, every question is too hard.
  explicit Logic(const program::Program& program, std::int64_t work = usual_work);
  ~Logic();
  Logic(const Logic&) = delete;
  Logic& operator=(const Logic&) = delete;

  /// A boolean expression, asked of one row.
  Literal condition(program::ExpressionId expression);
  /// A rule's own condition, without its further ways in and its exceptions. Of `otherwise`: that
  /// no other value rule of its definition holds.
  Literal own(program::RuleId rule);
  /// A rule with its further ways in and its exceptions (program.h states the formula).
  Literal holds(program::RuleId rule);
  /// `holds(rule)` if the own condition of `assumed`, a rule of the same definition, were `value`.
  Literal holds_if(program::RuleId rule, program::RuleId assumed, bool value);

  /// At least one of the literals.
  Literal any(std::vector<Literal> literals);

  /// Can all of these be true at once?
  Answer together(std::span<const Literal> literals);
  Answer together(std::initializer_list<Literal> literals) {
    return together(std::span<const Literal>(literals.begin(), literals.size()));
  }
  /// Can the two ever differ?
  Answer differ(Literal left, Literal right);

  /// The steps taken so far.
  std::int64_t work() const;
  /// True iff every further question is too hard.
  bool exhausted() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nansen::logic

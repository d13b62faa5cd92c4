// Instruments, expressions, rules and definitions: what a provision says, typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/truth.h"
#include "compiler/program/vocabulary.h"
#include "compiler/provenance/citation.h"

namespace nansen::program {

// ---- instruments
// ---------------------------------------------------------------------------------

struct Instrument {
  std::string name;
  std::string title;                    // the full title
  std::string cited_as;                 // how citations name it
  std::optional<std::int32_t> adopted;  // days since 1970-01-01
  std::optional<std::int32_t> in_force;
  std::optional<std::int32_t> repealed;  // the first day it no longer binds
  std::optional<std::int64_t> rank;      // 1 is the highest, for lex superior
  InstrumentId replaces;                 // an earlier version of the same law; invalid: none
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  Span span;
};

struct ReadingChoice {
  std::string name;
  std::string description;
};
struct Reading {
  std::string name;
  std::string question;
  InstrumentId instrument;
  Citation citation;
  std::vector<ReadingChoice> choices;
  std::size_t default_choice = 0;
  Span span;
};

// ---- expressions
// ---------------------------------------------------------------------------------

/// Whose row an expression speaks of: the definition's own row, or a quantifier's variable; then
/// through references, in order.
struct Subject {
  VariableId variable;  // invalid: the row the definition is asked of
  std::vector<FactId> references;
  bool operator==(const Subject&) const = default;
};

/// A quantifier's variable: a row of a link, or a member of a set's enumeration.
struct Variable {
  std::string name;
  Type type;      // Reference to the linked entity, or Enumeration
  Subject owner;  // of a row: whose link it stands in
  Span span;
};

enum class Quantity : std::uint8_t { All, Any, None, AtLeast };
/// What happens where the month that months lead to has no such day: the last day of that month,
/// or the first of the next.
enum class MonthEnd : std::uint8_t { RoundingDown, RoundingUp };
enum class CompareOperator : std::uint8_t { Same, AtLeast, AtMost, MoreThan, LessThan };

enum class ExpressionKind : std::uint8_t {
  Invalid,  // after an error
  // constants
  TruthConstant,   // truth
  NumberConstant,  // number: Integer, Decimal, Date (days) or Period
  MemberConstant,  // member of type.enumeration
  // what is known of a row
  FactValue,        // subject, fact (never a Rows fact)
  DefinitionValue,  // subject, definition
  VariableValue,    // variable of an enumeration
  ReadingIs,        // reading, member (the choice)
  RuleHolds,        // rule: the truth of another rule over the same row
  // logic
  Not,     // operands[0]
  And,     // operands
  Or,      // operands
  Unless,  // operands[0] and not operands[1]
  Group,   // quantity, count, heads
  // comparison
  Compare,   // compare, operands[0], operands[1]
  IsEmpty,   // operands[0]: a set
  Includes,  // operands[0]: a set, operands[1]: a member
  // arithmetic
  Add,       // operands[0] + operands[1]
  Subtract,  // operands[0] - operands[1]
  Scale,     // number * operands[0]
  // days. A day that does not come is `never`, the last day of the calendar: whatever is added to
  // it or taken from it, it stays never; and what would lie behind it is never too. What would lie
  // before the first day of the calendar is that day.
  DayAsked,        // the day as of which it is asked; unknown where there is none
  AddPeriod,       // operands[0] a date, operands[1] a period (also a negative one); month_end
  NextWorkingDay,  // operands[0], or the first day after it that is none of calendar's free days
  Earliest,        // of operands: dates
  Latest,          // of operands: dates
  // Days counted toward a clock before the day asked. The days of a status are those from its
  // first to its last one; a day held in two counts once.
  TimeIn,       // clock; operands: first and last day of each status, in turn
  TimeReaches,  // clock, month_end; operands[0] a period, then as TimeIn: whether the days counted
                // make that period, counted back from the end of the last of them
  // quantifiers
  OverRows,  // quantity, count, variable, subject, fact (a Rows fact), operands[0]
  OverSet,   // quantity, count, variable, operands[0]: a set, operands[1]: the body
};

struct Expression {
  ExpressionKind kind = ExpressionKind::Invalid;
  Type type;
  Span span;
  std::vector<ExpressionId> operands;
  std::vector<RuleId> heads;
  Subject subject;
  FactId fact;
  DefinitionId definition;
  VariableId variable;
  ReadingId reading;
  RuleId rule;
  Quantity quantity{};
  std::int64_t count = 0;
  CompareOperator compare{};
  std::size_t member = 0;
  Truth truth = Truth::Undetermined;
  Rational number;
  MonthEnd month_end{};
  CalendarId calendar;
  ClockId clock;
};

// ---- rules
// ---------------------------------------------------------------------------------------

enum class RuleRole : std::uint8_t {
  Base,       // the root of a definition
  Head,       // a head of a group
  Addition,   // a further way in: also applies where
  Exception,  // does not apply where; unless; or what a connective amounts to
  Value,      // one rule of a value-typed definition: where condition, value
  Otherwise,  // the value where no other rule holds
};

/// Why a rule stands where it does, beyond its own words. Settlement: an exception that a declared
/// settlement (lex superior, posterior or specialis) amounts to. Implied: what a
/// construct says of itself (of a status its steps, of a right that it is not owed).
enum class RuleCause : std::uint8_t {
  Written,
  Unless,
  SubjectTo,
  Notwithstanding,
  Settlement,
  Implied
};

struct Rule {
  RuleRole role{};
  RuleCause cause = RuleCause::Written;
  Citation citation;
  Span span;
  DefinitionId definition;  // the definition it belongs to in the end
  RuleId parent;           // the rule it is a head of, adds to or excepts from; invalid at the root
  ExpressionId condition;  // boolean; invalid for Otherwise and for a root that only has values
  ExpressionId value;      // of Value, Otherwise, and a value-typed root with a single expression
  std::vector<RuleId> additions;
  std::vector<RuleId> exceptions;
  std::vector<RuleId> values;  // of a root: its Value rules as written, Otherwise last
  std::vector<RuleId> spares;  // of an exception: ways in that it does not defeat
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

enum class Settlement : std::uint8_t {
  None,
  MostFavourable,
  LexSuperior,
  LexPosterior,
  LexSpecialis,
  TheFirst  // of the rules as written, "otherwise" last
};

/// What a definition is, beyond its value. What a status, a right, a norm or a binding is made of
/// are definitions too, called after it: `interim_protection.last_day`.
enum class DefinitionRole : std::uint8_t {
  Defined,     // define
  Status,      // whether it is held on the day asked
  StatusPart,  // a day or a condition of a status
  Right,       // what is owed, a member of an enumeration; the first where nothing is
  RightPart,   // whether it is owed at all
  Norm,        // whether an act is prohibited or permitted, or a duty owed
  NormPart,    // whether a duty is fulfilled, whether it is breached
  Binding      // whom an instrument binds on the day asked; and from and until when
};

/// A definition of type Reference gives one of the references of its row: each of its values is a
/// FactValue of that row.
struct Definition {
  std::string name;
  DefinitionRole role{};
  InstrumentId instrument;
  EntityId entity;
  Type type;
  RuleId root;
  Settlement settlement = Settlement::None;
  Citation citation;
  Span span;
};

}  // namespace nansen::program

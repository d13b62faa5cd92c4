// Names, addresses and expressions as written: the smaller half of the tree (ast.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/boxed.h"
#include "compiler/base/rational.h"
#include "compiler/source/source.h"

namespace nansen::ast {

struct Name {
  std::string text;
  Span span;
};

/// `refugee`, `convention_1951.refugee`, `country.protects`.
struct Path {
  std::vector<Name> parts;
  Span span;
};

/// A quoted string, unescaped.
struct Text {
  std::string text;
  Span span;
};

/// A Gregorian day exactly as written; whether it exists is for the checker.
struct DateLiteral {
  std::int32_t year = 0;
  std::int32_t month = 0;
  std::int32_t day = 0;
};

enum class PeriodUnit : std::uint8_t { Days, Weeks, Months, Years };
enum class AnnotationKind : std::uint8_t { Source, Note, Unverified };

struct Annotation {
  AnnotationKind kind{};
  Text text;
  Span span;
};

/// `persons per million inhabitants`, each word with its place; `magnitudes[i]` is what stands
/// between `per` and the i-th divisor (1, 100, 1000 or 1000000).
struct Unit {
  Name numerator;
  std::vector<Name> divisors;
  std::vector<std::int64_t> magnitudes;
  Span span;
};

// ---- addresses ---------------------------------------------------------------------------------

/// `article 1`, `section F`; `level` is the keyword.
struct DivisionStep {
  std::string level;
  Name label;
};

/// `article 1 section F (b) of convention_1951`. `divisions` is empty for a bare `(1)`.
struct Address {
  std::vector<DivisionStep> divisions;
  std::vector<Name> heads;
  std::optional<Name> instrument;
  Span span;
};

/// What a clause points at: a definition by name, or a provision by address.
using Target = std::variant<Path, Address>;

enum class ConnectiveKind : std::uint8_t { SubjectTo, Notwithstanding, WithoutPrejudiceTo };

/// `subject to X and Y,` in front of a definition, rule or clause.
struct Connective {
  ConnectiveKind kind{};
  std::vector<Target> targets;
  Span span;
};

// ---- expressions -------------------------------------------------------------------------------

struct Expression;
using ExpressionPtr = Boxed<Expression>;

struct BooleanLiteral {
  bool value = false;
};
/// `30%` has value 3/10 and `percent` set; `200 persons` has a unit.
struct NumberLiteral {
  Rational value;
  bool percent = false;
  bool decimal_point = false;
  std::optional<Unit> unit;
};
struct PeriodLiteral {
  std::int64_t count = 0;
  PeriodUnit unit{};
};

/// A head of a group: `(fear) well_founded_fear note "..."`. Unlabelled heads have no label.
struct Head {
  std::optional<Name> label;
  ExpressionPtr expression;
  std::vector<Annotation> annotations;
  Span span;
};

enum class Quantity : std::uint8_t { All, Any, None, AtLeast };

struct Group {
  Quantity quantity{};
  std::int64_t count = 0;  // of AtLeast
  std::vector<Head> heads;
};

struct Not {
  ExpressionPtr operand;
};
/// `a and b and c`, at least two operands.
struct And {
  std::vector<ExpressionPtr> operands;
};
/// `a or b or c`, at least two operands.
struct Or {
  std::vector<ExpressionPtr> operands;
};
/// `value unless exception`; the exception may itself be an `Unless`.
struct Unless {
  ExpressionPtr value;
  ExpressionPtr exception;
};

enum class Comparator : std::uint8_t {
  Is,
  IsNot,
  AtLeast,
  AtMost,
  MoreThan,
  LessThan,
  Before,
  After,
  OnOrBefore,
  OnOrAfter
};

struct Comparison {
  Comparator comparator{};
  ExpressionPtr left;
  ExpressionPtr right;
};
/// `x is one of { a, b }`; `negated` for `is not one of`.
struct OneOf {
  ExpressionPtr value;
  std::vector<ExpressionPtr> choices;
  bool negated = false;
};
/// `x is empty`; `negated` for `is not empty`.
struct IsEmpty {
  ExpressionPtr set;
  bool negated = false;
};
/// `grounds includes race`.
struct Includes {
  ExpressionPtr set;
  ExpressionPtr member;
};

enum class ArithmeticOperator : std::uint8_t { Add, Subtract, Multiply, Divide };

/// What happens where the month that months lead to has no such day.
enum class MonthEnd : std::uint8_t { RoundingDown, RoundingUp };

/// `left + right`; `rounding` as in `departed_on + 1 month rounding down`.
struct Arithmetic {
  ArithmeticOperator op{};
  ExpressionPtr left;
  ExpressionPtr right;
  std::optional<MonthEnd> rounding;
};
/// `end of 2 months after lodged_on`: the last day of a period, by the computation in force where
/// it stands.
struct EndOfPeriod {
  ExpressionPtr period;
  ExpressionPtr event;
};
/// `decided_on is no later than 6 weeks after lodged_on`; `late` for `is later than`.
struct Timely {
  ExpressionPtr day;
  ExpressionPtr period;
  ExpressionPtr event;
  bool late = false;
};
/// `the day asked`.
struct DayAsked {};
/// `never`: a day that does not come.
struct Never {};
/// `time in regularisation`.
struct TimeIn {
  Path clock;
};
struct Negation {
  ExpressionPtr operand;
};
/// `30% of x`: `portion` is 3/10.
struct Portion {
  Rational portion;
  ExpressionPtr whole;
};
/// `for every v in collection: body`; quantity All is "every", Any is "some", AtLeast has a count.
struct Quantifier {
  Quantity quantity{};
  std::int64_t count = 0;
  Name variable;
  Path collection;
  ExpressionPtr body;
};
/// What is made of many numbers.
enum class Combination : std::uint8_t {
  Share,
  InverseShare,
  Total,
  Mean,
  Median,
  Least,
  Greatest,
  Rank,
  Count
};

/// A look across States: `share of population among members`, `count of members`. Without `among`
/// the formula's own set is meant. `operand` is null iff the combination is Count; `among` is then
/// there.
struct Across {
  Combination combination{};
  ExpressionPtr operand;
  std::optional<Path> among;
};
/// Several numbers of one State: `least of { a, b }`; never Share, InverseShare, Rank or Count.
struct Listed {
  Combination combination{};
  std::vector<ExpressionPtr> operands;
};
/// The rows of another entity that refer to the State: `total of persons over Transfer by
/// destination where completed`, `count of Transfer by destination`. `operand` is null iff the
/// combination is Count; `condition` may be null.
struct Over {
  Combination combination{};
  ExpressionPtr operand;
  Name entity;
  Path by;
  ExpressionPtr condition;
};
/// `value where condition, otherwise other`: the first that holds, in the order of the text.
struct Choice {
  ExpressionPtr value;
  ExpressionPtr condition;
  ExpressionPtr other;
};
/// `( expression )`: kept so that the formatter can print what was written.
struct Parenthesis {
  ExpressionPtr inner;
};
/// Stands where the parser could not read an expression; the error has been given.
struct Missing {};

struct Expression {
  std::variant<Missing, BooleanLiteral, NumberLiteral, DateLiteral, PeriodLiteral, Path, Group, Not,
               And, Or, Unless, Comparison, OneOf, IsEmpty, Includes, Arithmetic, Negation, Portion,
               Quantifier, Across, Listed, Over, Choice, Parenthesis, EndOfPeriod, Timely, DayAsked,
               Never, TimeIn>
      node;
  Span span;
};

}  // namespace nansen::ast

// The typed program: names are ids, every expression has a type, every rule carries its citation.
//
// What a definition means is here in one formula. A rule r holds where
//
//     ways(r)  = {r} and the additions of r;  own(r) = condition(r), own(a) = holds(a) for an
//     addition holds(r) = OR over g in ways(r) of ( own(g) AND NOT OR over e in exceptions(r) that
//     do not
//                                           spare g of holds(e) )
//
// in strong Kleene logic. A boolean definition is yes where its root rule holds. So an exception
// defeats every way in, unless it spares it; an exception to the exception lifts it; to any depth.
// `subject to`, `notwithstanding` and `without prejudice to` are turned into exceptions and spares
// by the checker (docs/language/connectives.md states how).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/rational.h"
#include "compiler/base/truth.h"
#include "compiler/provenance/citation.h"
#include "compiler/source/source.h"

namespace nansen::program {

struct Parameter;
struct StateSet;
struct FormulaExpression;
struct FormulaLine;
struct Formula;
struct Allocation;
using ParameterId = Id<Parameter>;
using StateSetId = Id<StateSet>;
using FormulaExpressionId = Id<FormulaExpression>;
using FormulaLineId = Id<FormulaLine>;
using FormulaId = Id<Formula>;
using AllocationId = Id<Allocation>;

struct Enumeration;
struct Entity;
struct Fact;
struct Instrument;
struct Reading;
struct Definition;
struct Rule;
struct Variable;
struct Expression;
struct Example;
using EnumerationId = Id<Enumeration>;
using EntityId = Id<Entity>;
using FactId = Id<Fact>;
using InstrumentId = Id<Instrument>;
using ReadingId = Id<Reading>;
using DefinitionId = Id<Definition>;
using RuleId = Id<Rule>;
using VariableId = Id<Variable>;
using ExpressionId = Id<Expression>;
using ExampleId = Id<Example>;

// ---- types -------------------------------------------------------------------------------------

enum class TypeKind : std::uint8_t {
  Invalid,  // after an error; converts to anything silently
  Boolean,
  Integer,
  Decimal,      // exact rational
  Date,         // days since 1970-01-01
  Period,       // days, or months (a year is 12 months); the two do not mix
  Enumeration,  // one member; ordered where the enumeration is
  Set,          // of members of an enumeration
  Reference,    // to one row of another entity
  Rows,         // linked rows of another entity (facts only)
};

/// A product of powers: `persons per million inhabitants` is persons^1 "million inhabitants"^-1.
/// Dimensionless iff empty.
struct Unit {
  std::map<std::string, int> powers;
  bool operator==(const Unit&) const = default;
};

struct Type {
  TypeKind kind = TypeKind::Invalid;
  EnumerationId enumeration;  // of Enumeration and Set
  EntityId entity;            // of Reference and Rows
  Unit unit;                  // of Integer and Decimal
  bool in_months = false;     // of Period
  bool operator==(const Type&) const = default;
};

// ---- vocabularies ------------------------------------------------------------------------------

struct Member {
  std::string name;
  std::string description;
};

struct Enumeration {
  std::string name;
  std::string title;
  std::string vocabulary;
  bool ordered = false;
  std::vector<Member> members;  // ascending where ordered; at most 1,000
  Span span;
};

/// What is stored of a numeric fact. A value in a table of cases must lie in [least, greatest] and
/// be a multiple of 1/scale; so every stored value is the 64-bit integer value * scale.
struct NumericRange {
  Rational least;
  Rational greatest;
  std::int64_t scale = 1;
};
/// The ranges where a fact declares none: integers within 9e15; decimals within 9e12 to six places.
inline constexpr std::int64_t default_integer_limit = 9'000'000'000'000'000;
inline constexpr std::int64_t default_decimal_limit = 9'000'000'000'000;
inline constexpr std::int64_t decimal_scale = 1'000'000;
/// Dates run from 0001-01-01 to 9999-12-31; periods within 1,000,000 of their unit.
inline constexpr std::int64_t period_limit = 1'000'000;

struct Fact {
  std::string name;
  EntityId entity;
  Type type;
  bool judgement = false;
  bool in_years = false;  // of Period: tables count years, the stored value is months
  NumericRange range;     // of Integer, Decimal, Date (days) and Period (days or months)
  std::string question;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  Span span;
};

struct Entity {
  std::string name;
  std::string title;
  std::string vocabulary;
  std::vector<FactId> facts;  // as declared
  Span span;
};

// ---- instruments -------------------------------------------------------------------------------

struct Instrument {
  std::string name;
  std::string title;                    // the full title
  std::string cited_as;                 // how citations name it
  std::optional<std::int32_t> adopted;  // days since 1970-01-01
  std::optional<std::int32_t> in_force;
  std::optional<std::int32_t> repealed;  // the first day it no longer binds
  std::optional<std::int64_t> rank;      // 1 is the highest, for lex superior
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

// ---- expressions -------------------------------------------------------------------------------

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
};

// ---- rules -------------------------------------------------------------------------------------

enum class RuleRole : std::uint8_t {
  Base,       // the root of a definition
  Head,       // a head of a group
  Addition,   // a further way in: also applies where
  Exception,  // does not apply where; unless; or what a connective amounts to
  Value,      // one rule of a value-typed definition: where condition, value
  Otherwise,  // the value where no other rule holds
};

/// Why a rule stands where it does, beyond its own words. Settlement: an exception that a declared
/// settlement (lex superior, posterior or specialis) amounts to.
enum class RuleCause : std::uint8_t { Written, Unless, SubjectTo, Notwithstanding, Settlement };

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
  LexSpecialis
};

struct Definition {
  std::string name;
  InstrumentId instrument;
  EntityId entity;
  Type type;
  RuleId root;
  Settlement settlement = Settlement::None;
  Citation citation;
  Span span;
};

/// `instrument.name`, the name by which the command line and tables know a definition.
std::string qualified_name(const struct Program& program, DefinitionId definition);

// ---- examples ----------------------------------------------------------------------------------

struct CaseRow;
struct UnknownValue {};
/// One given value: truth, number (in the fact's unit; dates in days, periods in days or months),
/// member index, members of a set, a referenced row, or linked rows (complete).
struct CaseValue {
  std::variant<UnknownValue, Truth, Rational, std::size_t, std::vector<std::size_t>,
               std::vector<CaseRow>>
      value;
  /// Of a reference given by its id only.
  std::string id;
};
struct CaseRow {
  std::map<FactId, CaseValue> facts;  // not listed: unknown
};

struct Expectation {
  DefinitionId definition;
  /// Undetermined, or a value of the definition's type.
  std::variant<UnknownValue, Truth, Rational, std::size_t> value;
  Span span;
};

struct Example {
  std::string name;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  EntityId entity;
  CaseRow row;
  std::optional<std::int32_t> as_of;
  std::map<ReadingId, std::size_t> readings;
  std::vector<Expectation> expectations;
  Span span;
};

// ---- formulas over States -----------------------------------------------------------------------
//
// A formula gives every State of a set a number for each of its lines. Its expressions are exact
// and total: an indicator that is not known counts as its missing rule says, or is an error when it
// is needed. Boolean conditions and facts come from the three-valued language above; they must be
// known of every State that the formula asks them of.

/// A number that the provision lets the reader set: `parameter price = 20000 EUR per persons`.
struct Parameter {
  std::string name;
  InstrumentId instrument;
  Citation citation;
  Span span;
  Type type;  // Integer or Decimal
  Rational value;
  std::optional<Rational> least;
  std::optional<Rational> greatest;
  std::string description;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

/// Whom a formula looks across: the rows of `entity` for which `condition` is yes; invalid: all.
struct StateSet {
  std::string name;  // as written; empty for all
  EntityId entity;
  ExpressionId condition;
  Span span;
};

enum class MissingRule : std::uint8_t { Error, Zero, ExcludeState, MeanOfReported };
enum class ZeroRule : std::uint8_t { Error, ExcludeState, Value };

enum class FormulaKind : std::uint8_t {
  Invalid,          // after an error
  Constant,         // number
  ParameterValue,   // parameter
  Indicator,        // base: a number of the State; missing
  Condition,        // base: a boolean of the State
  LineValue,        // line: another line of any formula over the same entity
  FormulaValue,     // formula: its result; zero for States outside its set
  AllocationValue,  // allocation: the whole number it gives the State; zero outside its set
  // one State
  Add,       // operands[0] + operands[1]
  Subtract,  // operands[0] - operands[1]
  Multiply,  // operands[0] * operands[1]
  Divide,    // operands[0] / operands[1]
  Portion,   // number * operands[0], written "30% of"
  Total,     // of operands, which are listed
  Mean,      // of operands; with missing MeanOfReported, of those that are known
  Median,    // of operands
  Least,     // of operands
  Greatest,  // of operands
  Not,       // operands[0]
  And,       // operands
  Or,        // operands
  Compare,   // compare, operands[0], operands[1]: numbers
  Choice,    // operands[0] (a truth) ? operands[1] : operands[2]
  // across the States of `set`
  ShareAcross,         // operands[0]; zero for a State outside the set
  InverseShareAcross,  // operands[0]; zero rule; with Value what stands for zero is operands[1]
  TotalAcross,         // operands[0], as are the next four
  MeanAcross,
  MedianAcross,
  LeastAcross,
  GreatestAcross,
  RankAcross,   // operands[0]: 1 is the greatest; equals share the better rank; 0 outside the set
  CountAcross,  // how many States are in the set
  // the rows of `rows_entity` whose reference `by` is the State and of which `condition` is yes
  Grouped,  // combination, base (a number of the row; invalid for Count), condition, missing
  // what a ceiling cuts off, given to the States of `set` that are below theirs
  Redistributed,  // operands: value, ceiling, weight; until_nothing_is_cut
};

/// What is made of the rows of a group.
enum class Combination : std::uint8_t { Total, Mean, Median, Least, Greatest, Count };

struct FormulaExpression {
  FormulaKind kind = FormulaKind::Invalid;
  Type type;  // Boolean, Integer or Decimal
  Span span;
  std::vector<FormulaExpressionId> operands;
  Rational number;
  ParameterId parameter;
  FormulaLineId line;
  FormulaId formula;
  AllocationId allocation;
  ExpressionId base;       // over the State's row; of Grouped over the group's row
  ExpressionId condition;  // of Grouped; invalid: all rows
  EntityId rows_entity;
  FactId by;  // of Grouped: the Reference fact of rows_entity
  Combination combination{};
  StateSetId set;
  MissingRule missing{};
  ZeroRule zero{};
  CompareOperator compare{};
  bool until_nothing_is_cut = false;
};

/// `population_effect = share of population`. `value` has its ceiling and floor in it.
struct FormulaLine {
  std::string name;
  FormulaId formula;
  Citation citation;
  Span span;
  FormulaExpressionId value;
  FormulaExpressionId uncapped;  // the value before its ceiling and floor; as `value` where none
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

struct Formula {
  std::string name;
  InstrumentId instrument;
  EntityId entity;
  StateSetId set;
  Citation citation;
  Span span;
  std::vector<FormulaLineId> lines;  // as written
  FormulaLineId result;              // the line with the formula's name
  /// Indicators (of kind Indicator or Grouped) of which a State that reports none is left out of
  /// every set of the formula.
  std::vector<FormulaExpressionId> excluded_where_missing;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

enum class RoundingMethod : std::uint8_t {
  LargestRemainder,
  Jefferson,
  Webster,
  HuntingtonHill,
  Adams,
  EachToTheNearest
};
/// How a tie that matters is settled: the State that stands first in the order has the advantage.
enum class TieRule : std::uint8_t { Refused, OrderOfTheTable, Name, LargerShare, SmallerShare };

/// A total divided in whole units among the States of the formula's set, without `exempt`.
struct Allocation {
  std::string name;
  InstrumentId instrument;
  FormulaId formula;
  Citation citation;
  Span span;
  FormulaExpressionId total;  // no State's own: the same for all
  RoundingMethod method{};
  TieRule ties{};
  FormulaExpressionId floor;    // invalid: none
  FormulaExpressionId ceiling;  // invalid: none
  StateSetId exempt;            // invalid: none
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

// ---- the whole ---------------------------------------------------------------------------------

struct Program {
  Store<Enumeration, Enumeration> enumerations;
  Store<Entity, Entity> entities;
  Store<Fact, Fact> facts;
  Store<Instrument, Instrument> instruments;
  Store<Reading, Reading> readings;
  Store<Definition, Definition> definitions;
  Store<Rule, Rule> rules;
  Store<Variable, Variable> variables;
  Store<Expression, Expression> expressions;
  Store<Example, Example> examples;
  Store<Parameter, Parameter> parameters;
  Store<StateSet, StateSet> state_sets;
  Store<FormulaExpression, FormulaExpression> formula_expressions;
  Store<FormulaLine, FormulaLine> formula_lines;
  Store<Formula, Formula> formulas;
  Store<Allocation, Allocation> allocations;
  /// Every definition after all it refers to; there are no cycles.
  std::vector<DefinitionId> order;
  /// Every line after all lines it refers to; there are no cycles.
  std::vector<FormulaLineId> line_order;
};

/// The definition called `instrument.name`, or just `name` where only one instrument has it.
std::optional<DefinitionId> find_definition(const Program& program, std::string_view name);

/// `boolean`, `integer in persons`, `set of Ground`: as a drafter would write the type.
std::string to_string(const Program& program, const Type& type);

/// The whole program as stable text, for `--print program` and the goldens.
std::string print(const Program& program);

/// What is wrong with `program`, one line a violated invariant; empty iff it is well formed. The
/// checker's result always is, also after errors (Invalid expressions are allowed then).
std::vector<std::string> verify(const Program& program);

}  // namespace nansen::program

// Formulas over States, their parameters, and the allocations that divide by them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/program/rule.h"

namespace nansen::program {

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

}  // namespace nansen::program

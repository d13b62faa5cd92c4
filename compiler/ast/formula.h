// Formulas over States as written, with the parameters they read and the allocations that divide
// by them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/expression.h"

namespace nansen::ast {

/// What an indicator that was not reported counts as.
enum class MissingRule : std::uint8_t { Error, Zero, ExcludeState, MeanOfReported };

/// `where missing: zero`.
struct WhereMissing {
  MissingRule rule{};
  Span span;
};
/// `where zero: exclude the State`, or `where zero: 1`: what a zero under an inverse share counts
/// as.
struct WhereZero {
  ExpressionPtr value;  // null: the State is left out
  Span span;
};
/// `what is cut off redistributed once by base_share`, or `... until nothing is cut`.
struct Redistribution {
  bool until_nothing_is_cut = false;
  ExpressionPtr by;  // null: in proportion to the line itself
  Span span;
};

/// `population_effect = share of population, at most 30%, where missing: zero`.
struct FormulaLine {
  Name name;
  ExpressionPtr value;
  ExpressionPtr at_most;   // or null
  ExpressionPtr at_least;  // or null
  std::optional<Redistribution> redistribution;
  std::optional<WhereMissing> where_missing;
  std::optional<WhereZero> where_zero;
  std::vector<Annotation> annotations;
  Span span;
};

/// `formula NAME of ENTITY among SET { ... }`; without a set every State is meant.
struct Formula {
  Name name;
  Name entity;
  std::optional<Path> among;
  std::vector<WhereMissing> where_missing;  // for all lines that say nothing else; one is allowed
  std::vector<FormulaLine> lines;
  std::vector<Annotation> annotations;
  Span span;
};

/// `parameter unemployment_weight = 10% from 0% to 100% "..."`; numbers keep their sign.
struct Parameter {
  Name name;
  NumberLiteral value;
  std::optional<NumberLiteral> least;
  std::optional<NumberLiteral> greatest;
  std::optional<Text> description;
  std::vector<Annotation> annotations;
  Span span;
};

enum class RoundingMethod : std::uint8_t {
  LargestRemainder,  // Hamilton
  Jefferson,         // D'Hondt
  Webster,           // Sainte-Lague
  HuntingtonHill,
  Adams,
  EachToTheNearest  // need not sum to the total
};
/// Refused: a tie that matters is an error.
enum class TieRule : std::uint8_t { Refused, OrderOfTheTable, Name, LargerShare, SmallerShare };

/// `allocate TOTAL by FORMULA, rounding by METHOD, ties by RULE as NAME`.
struct Allocation {
  ExpressionPtr total;
  Path formula;
  RoundingMethod method{};
  std::string method_name;  // as written, such as "Hamilton"; empty for EachToTheNearest
  Span method_span;         // of `rounding by ...`
  TieRule ties{};
  std::optional<Span> ties_span;  // of `ties by ...`, absent where nothing is said
  ExpressionPtr at_least;         // a floor for each State, or null
  ExpressionPtr at_most;          // a ceiling for each State, or null
  std::optional<Path> exempting;
  Name name;
  std::vector<Annotation> annotations;
  Span span;
};

}  // namespace nansen::ast

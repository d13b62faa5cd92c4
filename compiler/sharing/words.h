// Formula expressions and their values in a drafter's words.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "compiler/base/rational.h"
#include "compiler/program/program.h"

namespace nansen::sharing {

/// What stands for an expression instead of its words, or nothing.
using Substitute = std::function<std::optional<std::string>(program::FormulaExpressionId)>;

/// The expression as a drafter would write it on one line: `30% of (population_effect +
/// gdp_effect)`, with what `substitute` gives in the places of its parts. Sets are named where they
/// are not `own_set`, that of the formula.
std::string words(const program::Program& program, program::FormulaExpressionId expression,
                  program::StateSetId own_set, const Substitute& substitute = {});

/// The unit of numbers of `type`: `persons per million inhabitants`; empty where they have none.
std::string unit_words(const program::Program& program, const program::Type& type);
/// True iff numbers of `type` have no unit and may be broken.
bool is_share(const program::Type& type);

/// How numbers are shown: as parts of a hundred, as whole ones, in a unit.
struct Shown {
  bool hundredths = false;
  bool whole = false;
  std::string unit = {};
};
Shown shown(const program::Program& program, const program::Type& type);
/// Of an expression: what has no unit is shown in hundredths unless it is an indicator that goes
/// beyond 1, such as a rate of unemployment that is written as 7.4, or made of one alone.
Shown shown(const program::Program& program, program::FormulaExpressionId expression);

/// A number, rounded: `18.42%`, `8,506,889 inhabitants`. Whole numbers have no decimals.
std::string number_words(const Shown& shown, const Rational& number, int digits);
/// The same, without the unit.
std::string figure(const Shown& shown, const Rational& number, int digits);
/// As it is written in a provision, exact: `30%`, `20000 EUR per persons`.
std::string exact_words(const program::Program& program, const program::Type& type,
                        const Rational& number);

/// Exact where that is short, else rounded to four decimals.
std::string short_words(const program::Program& program, program::FormulaExpressionId expression,
                        const Rational& number);

/// What a look across States or a list makes: `share`, `inverse share`, `total`, `mean`; empty for
/// others.
std::string_view combination_word(program::FormulaKind kind);
std::string_view combination_word(program::Combination combination);

}  // namespace nansen::sharing

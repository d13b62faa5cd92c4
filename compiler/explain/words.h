// Expressions and values of a program in a drafter's words: the language's own.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::explain {

/// The expression as a drafter would write it on one line: `persecution_grounds is not empty`,
/// `all of { (fear) well_founded_fear, (outside) outside_country_of_origin }`.
std::string words(const program::Program& program, program::ExpressionId expression);

/// A number of `type` in words: `3 years`, `2026-07-01`, `5 persons`. Periods in months that are
/// whole years are given in years.
std::string number_words(const program::Type& type, const Rational& number);

/// `race, religion`, or `none of them` for the empty set.
std::string set_words(const program::Enumeration& enumeration,
                      const std::vector<std::size_t>& members);

}  // namespace nansen::explain

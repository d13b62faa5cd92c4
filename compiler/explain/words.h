// Expressions and values of a program in a drafter's words: the language's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::explain {

/// The expression as a drafter would write it on one line: `persecution_grounds is not empty`,
/// `all of { (fear) well_founded_fear (outside) outside_country_of_origin }`. A definition of the
/// instrument in which the rule `of` stands is named without its instrument.
std::string words(const program::Program& program, program::ExpressionId expression,
                  program::RuleId of);

/// A definition as a drafter would name it: `the last day of temporary_protection`.
std::string words(const program::Program& program, program::DefinitionId definition,
                  program::RuleId of);

/// What a compound condition demands of its parts: `all of these`, `any of these`, `for every
/// country in nationalities`; empty for an expression that is read as one sentence. `of` is as
/// above.
std::string demand_words(const program::Program& program, program::ExpressionId expression,
                         program::RuleId of);

/// The rule's condition in words: what it demands of its parts, or the sentence.
std::string condition_words(const program::Program& program, program::RuleId rule);

/// A number of `type` in words: `3 years`, `2026-07-01`, `5 persons`. Periods in months that are
/// whole years are given in years.
std::string number_words(const program::Type& type, const Rational& number);

/// A number of `type` of which bounds are known, each perhaps: `between 2022-02-24 and 2022-03-31`,
/// `on or after 2022-02-24`, `at most 3 years`; as `number_words` where they are the same;
/// `unknown` where there are none.
std::string bounds_words(const program::Type& type, const std::optional<Rational>& least,
                         const std::optional<Rational>& greatest);

/// What `definition` gives with the number `member` among its values: a member of its enumeration,
/// or the fact by which it names a row.
std::string member_name(const program::Program& program, program::DefinitionId definition,
                        std::size_t member);

/// `race, religion`, or `none of them` for the empty set.
std::string set_words(const program::Enumeration& enumeration,
                      const std::vector<std::size_t>& members);

/// The label a rule has of its own, `b` of `art. 1F(b)`; empty where it shares its parent's
/// address.
std::string own_label(const program::Program& program, program::RuleId rule);

}  // namespace nansen::explain

// How the parts of a tree are spelt in the language, each on one line: what the tree's printer and
// the formatter both write. Spelt text parses to the same part.
#pragma once

#include <string>
#include <string_view>

#include "compiler/ast/ast.h"

namespace nansen::ast {

std::string_view keyword(AnnotationKind kind);
std::string_view keyword(ConnectiveKind kind);
std::string_view keyword(Comparator comparator);
std::string_view keyword(ArithmeticOperator op);
std::string_view keyword(DateClauseKind kind);
std::string_view keyword(SettlementKind kind);
/// `share of`, `count of`.
std::string_view keyword(Combination combination);
std::string_view keyword(MissingRule rule);
/// What stands behind `ties by`; `Refused` is not spelt.
std::string_view keyword(TieRule rule);

/// The text between quotation marks, escaped.
std::string quoted(std::string_view text);
/// A name behind `words`, and its title.
std::string titled(std::string_view words, const Name& name, const std::optional<Text>& title);

std::string spell(const Path& path);
std::string spell(const Address& address);
std::string spell(const Unit& unit);
std::string spell(const Type& type);
std::string spell(const Annotation& annotation);
std::string spell(const Target& target);
std::string spell(const Connective& connective);
std::string spell(const std::vector<DivisionStep>& steps);
std::string spell(const DateLiteral& date);
std::string spell(const BooleanLiteral& literal);
std::string spell(const NumberLiteral& literal);
std::string spell(const PeriodLiteral& literal);
std::string spell(const Uses& uses);

/// `rounding down`.
std::string_view keyword(MonthEnd rule);
/// `define`, `right`, `prohibit`.
std::string_view keyword(DefinitionMark mark);
/// What a step of a status begins with: `lasts until`, `may be extended`.
std::string_view keyword(StepKind kind);

std::string spell(const DayAsked& node);
std::string spell(const Never& node);
std::string spell(const TimeIn& node);
std::string spell(const DateRange& range);
std::string spell(const Holiday& holiday);
std::string spell(const YearlyHoliday& holiday);
std::string spell(const EventDayClause& clause);
std::string spell(const MonthEndClause& clause);
std::string spell(const NextWorkingDayClause& clause);
std::string spell(const ComputedBy& clause);
std::string spell(const ReplacesClause& clause);
/// What a step says in front of its period: `is extended 2 times by up to`.
std::string spell_opening(const StepClause& step);
/// `in each year of moved_on`, `at once from arrived_on until left_on`; empty iff over all rows.
std::string spell_window(const Limit& limit);
/// `by origin, destination`; empty iff the rows are not grouped.
std::string spell_groups(const Limit& limit);

/// `all of`, `at least 2 of`.
std::string spell_group(Quantity quantity, std::int64_t count);

/// `for every n in nationalities:`
std::string spell_head(const Quantifier& quantifier);

/// The whole expression on one line.
std::string spell(const Expression& expression);
/// `(fear) well_founded_fear note "..."`.
std::string spell(const Head& head);

/// `where missing: zero`.
std::string spell(const WhereMissing& rule);
std::string spell(const WhereZero& rule);
std::string spell(const Redistribution& rule);
/// `parameter price = 20000 EUR "..."`, without its annotations.
std::string spell(const Parameter& parameter);
/// `rounding by Webster`, `rounding each to the nearest`.
std::string spell_rounding(const Allocation& allocation);
/// `formula key of State among members`, without its block.
std::string spell_header(const Formula& formula);

std::string spell(const GivenValue& value);
std::string spell(const GivenRow& row);
std::string spell(const Given& given);
std::string spell(const Expectation& expectation);
std::string spell(const ReadingSelection& selection);
std::string spell(const AsOf& as_of);
std::string spell(const AsAmendedBy& amended);

/// `article 125 paragraph 3 serious_harm (b)`.
std::string spell(const Place& place);
/// `after (e)`.
std::string spell(const Position& position);
/// `renumber (c) as (d)`.
std::string spell(const Renumbering& change);

}  // namespace nansen::ast

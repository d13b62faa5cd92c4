// Types as written become types of the program: units, ranges, periods; and the words for them.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace nansen::check {

/// A fact's or definition's type. `Invalid` after an error.
program::Type resolve_type(Context& context, FileId file, const ast::Type& type);

/// The stored range of a fact of `type`; emits where it is empty or does not fit.
program::NumericRange resolve_range(Context& context, const ast::Type& written,
                                    const program::Type& type);

/// The unit as a product of powers; unknown words are reported and left out.
program::Unit resolve_unit(Context& context, FileId file, const ast::Unit& unit);

program::Unit multiply(const program::Unit& left, const program::Unit& right);

/// The words of a unit in a message: `persons per million inhabitants`, or `no unit`.
std::string unit_text(const program::Program& program, const program::Unit& unit);

/// The day number of a date; emits where there is no such day.
std::optional<std::int32_t> resolve_date(Context& context, const ast::DateLiteral& date, Span span);

/// Days, or months (a year is 12), and whether they are months.
program::Type period_type(ast::PeriodUnit unit);
Rational period_number(std::int64_t count, ast::PeriodUnit unit);

bool is_number(const program::Type& type);

/// True iff a value of `actual` may stand where `wanted` is: the same type, or a whole number for a
/// decimal. Invalid fits everywhere.
bool fits(const program::Type& actual, const program::Type& wanted);

/// The visible entity or enumeration called `name`; emits where there is none, or more than one.
program::EntityId resolve_entity(Context& context, FileId file, const ast::Name& name);
program::EnumerationId resolve_enumeration(Context& context, FileId file, const ast::Name& name);

}  // namespace nansen::check

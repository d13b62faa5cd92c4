// The facts of an example's case.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/context.h"

namespace nansen::check {

/// The given row as facts of `entity`. What is wrong is reported and left unknown.
program::CaseRow check_row(Context& context, FileId file, program::EntityId entity,
                           const ast::GivenRow& written);

/// What a value of `type` is, in a message: `yes or no`, `one of Ground`.
std::string value_words(const program::Program& program, const program::Type& type);

/// The days that a range names; emits where there is no such day, or none between them.
std::optional<program::DayRange> check_days(Context& context, const ast::DateRange& written,
                                            Span span);

/// True iff the unit of `literal`, if it has one, is that of `type`; emits otherwise. In a case a
/// bare number is in the fact's own unit, as it is in a table.
bool check_unit(Context& context, FileId file, const ast::NumberLiteral& literal,
                const program::Type& type, Span span);

}  // namespace nansen::check

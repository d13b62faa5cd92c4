// Expressions and values of a typed program as text; used inside this room.
#pragma once

#include <string>
#include <string_view>

#include "compiler/program/program.h"

namespace nansen::program {

/// The expression on one line, fully parenthesised; heads appear as `r<number>`.
std::string to_text(const Program& program, ExpressionId expression);

/// The expression of a formula on one line, fully parenthesised; `{0.3 of ...}` is a portion.
std::string to_text(const Program& program, FormulaExpressionId expression);

/// Parameters, formulas and allocations, as `print` shows them.
std::string print_formulas(const Program& program);

/// A number of `type`: dates as days of the calendar, periods with their unit.
std::string number_text(const Type& type, const Rational& number);

/// `text` in double quotes, with `\` before each inner quote and backslash.
std::string quoted(std::string_view text);

}  // namespace nansen::program

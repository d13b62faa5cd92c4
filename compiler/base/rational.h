// Exact numbers. 30 % is three tenths, here and in every engine.
#pragma once

#include <gmpxx.h>

#include <string>
#include <string_view>

namespace nansen {

/// An exact rational number, always in lowest terms.
using Rational = mpq_class;

/// Reads an unsigned decimal numeral such as `12` or `0.125` (no sign, no exponent).
/// The caller guarantees the shape; the grammar and the table reader both do.
Rational rational_from_decimal(std::string_view numeral);

/// Writes `3/10` as `0.3` where the decimal expansion ends, and as `1/3` where it does not.
std::string to_string(const Rational& number);

}  // namespace nansen

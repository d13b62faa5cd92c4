// Exact numbers as people read them: rounded once, with a fixed number of decimals.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/rational.h"

namespace nansen::report {

/// `number` times 10^digits as a whole number, halves away from zero. digits >= 0.
mpz_class rounded_units(const Rational& number, int digits);

/// `0.184200`: rounded to `digits` decimals, halves away from zero.
std::string fixed(const Rational& number, int digits);
/// The same with commas between thousands: `80,767,463`.
std::string grouped(const Rational& number, int digits);
/// A share in hundredths: `18.42%` for 0.1842.
std::string percent(const Rational& share, int digits);
/// As `grouped`, with a plus sign where it is not below zero.
std::string signed_grouped(const Rational& number, int digits);

/// `1 State`, `28 States`: the number with commas, then the word or the word and an s.
std::string counted(const mpz_class& count, std::string_view word);

}  // namespace nansen::report

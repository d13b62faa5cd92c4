// Numbers with a bound on their error, for what is worked out one scenario at a time. Used inside
// this folder only.
//
// A result of +, -, *, / or a square root in double precision differs from the exact one by at most
// 2^-53 of itself, unless it underflows, when it differs by less than 2^-1074. Each rule below adds
// to that what the operands' errors make of themselves. The bounds too are worked out in double
// precision, in a few steps that each lose at most 2^-53; growing the outcome by 2^-48 covers them.
#pragma once

#include <cmath>

namespace nansen::runtime {

struct Bounded {
  double value = 0;
  double error = 0;  // the exact number lies within value - error and value + error
};

inline constexpr double rounding = 0x1p-53;
inline constexpr double growth = 1 + 0x1p-48;
// Covers what underflows; nothing that matters is so small.
inline constexpr double underflow = 0x1p-990;

inline bool is_zero(Bounded a) { return a.value == 0 && a.error == 0; }

/// True only if the exact number is not negative, or is positive. False for what is not a number.
inline bool surely_not_negative(Bounded a) { return a.value >= a.error; }
inline bool surely_positive(Bounded a) { return a.value > a.error; }

inline Bounded negated(Bounded a) { return {-a.value, a.error}; }

// A sum that underflows is exact, and one without a remainder too, so that zeros stay exact.
inline Bounded operator+(Bounded a, Bounded b) {
  const double value = a.value + b.value;
  return {value, (a.error + b.error + rounding * std::fabs(value)) * growth};
}
inline Bounded operator-(Bounded a, Bounded b) { return a + negated(b); }

// x y - a b = a (y - b) + b (x - a) + (x - a)(y - b).
inline Bounded operator*(Bounded a, Bounded b) {
  if (is_zero(a) || is_zero(b)) return {0 * a.value * b.value, 0};
  const double value = a.value * b.value;
  const double error = std::fabs(a.value) * b.error + std::fabs(b.value) * a.error +
                       a.error * b.error + rounding * std::fabs(value);
  return {value, error * growth + underflow};
}

// x / y - a / b = ((x - a) - (a / b)(y - b)) / y, and |y| is at least |b| less its error.
inline Bounded operator/(Bounded a, Bounded b) {
  const double least = std::fabs(b.value) - b.error;
  if (!(least > 0)) return {std::nan(""), 0};
  if (is_zero(a)) return {0 * b.value, 0};
  const double value = a.value / b.value;
  const double error = (a.error + std::fabs(value) * b.error) / least + rounding * std::fabs(value);
  return {value, error * growth + underflow};
}

}  // namespace nansen::runtime

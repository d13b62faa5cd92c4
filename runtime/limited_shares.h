// Shares that have floors and ceilings, and divisor methods, one scenario at a time. Used inside
// this folder only.
#pragma once

#include <cstddef>

#include "runtime/bounded.h"
#include "runtime/sharing.h"

namespace nansen::runtime {

/// A division in one scenario, by position in the members. All limits and the total are whole.
struct LimitedShares {
  std::size_t count = 0;
  double total = 0;
  const Bounded* weights = nullptr;  // each certainly zero or certainly positive
  const double* floors = nullptr;
  const double* ceilings = nullptr;  // at least the floor, which it is where the weight is zero
};

/// The factor, about, with which factor * weight within the limits sums to the total. The total
/// must lie between the sums of the floors and of the ceilings.
double factor_about(const LimitedShares& shares);

/// The parts that sum to the total. False iff they are not decided.
bool limited_parts(const LimitedShares& shares, Bounded* parts);

/// Whole numbers by a divisor method. False iff they are not decided.
bool by_divisors(const LimitedShares& shares, RoundingMethod method, double* quotas);

}  // namespace nansen::runtime

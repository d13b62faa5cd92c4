// Shares without limits, and their rounding, eight scenarios at once. Included by one file for each
// kind of processor, in a namespace of its own: see sharing_processors.h.
//
// The bounds. Let u = 2^-53, w and m a row's weight and majorant, x its exact weight, k the bound;
// W, M and X their sums over n rows. Then |x - w| <= k m, and |X - W| <= K M with K = k + n u,
// since n - 1 additions of numbers that total M at most lose (n - 1) u M. It is required that K <=
// 2^-30 and W >= 2^-20 M, so that |X - W| <= 2^-10 W and X is positive. With the total T, a whole
// number:
//
//   |T x/X - T w/W| <= T (|x - w| + (w/W) |X - W|) / X
//                   <= T (k m + (m/W) K M) / (W (1 - 2^-10))
//                   <= T m M/W^2 (k + K) (1 + 2^-9)          as M/W >= 1
//
// and the two roundings in w * (T/W) add 2 u T w/W. So the part q = w * (T/W) lies within
// e = m * G of the exact one, where G = T/W * M/W * (k + K + 3 u) (1 + 2^-7), which also covers the
// few roundings in working G and e out.
//
// q has the whole part f for certain iff q - f - e >= 0 and q - f + e < 1: q - f is exact, and each
// of the two comparisons is as exact numbers would have it, because rounding keeps order and 0 and
// 1 are doubles.
#pragma once

#include "runtime/lanes.h"

namespace nansen::runtime::NANSEN_PROCESSOR {
namespace {

constexpr double unit = 0x1p-53;

struct Parts {
  Eight* numbers;  // by position in the members
  Eight* errors;
  Eight total;  // whole; not a number where nothing can be decided
};

/// All but `kept` become what is not a number.
inline Eight keep(Mask kept, Eight value) { return choose(kept, value, splat(__builtin_nan(""))); }

/// The total rounded down, where that is certain and it can be divided.
inline Eight whole_total(const BoundedRows& total) {
  const Eight value = load(total.values[0]);
  const Eight error = load(total.majorants[0]) * splat(total.bound * (1 + 0x1p-48));
  const Mask sane = both(at_most(splat(0), value), at_most(value, splat(largest_divided)));
  const Eight whole = whole_part(choose(sane, value, splat(0)));
  const Eight rest = value - whole;
  const Mask certain = both(at_most(splat(0), rest - error), less(rest + error, splat(1)));
  return keep(both(sane, certain), whole);
}

inline Parts parts_of(const Division& division, Lanes* memory) {
  const RowList members = division.members;
  const Lanes* weights = division.weights.values;
  const Lanes* majorants = division.weights.majorants;
  const double bound = division.weights.bound;
  Parts parts{&place(memory[0]), &place(memory[members.count]), whole_total(division.total)};

  // Several sums at once, so that one addition need not wait for the other.
  Eight sums[4] = {splat(0), splat(0), splat(0), splat(0)};
  for (std::size_t at = 0; at < members.count; ++at) {
    sums[at % 4] += load(weights[members.rows[at]]);
  }
  const Eight sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  Eight most = sum;
  if (majorants != weights) {
    for (Eight& each : sums) each = splat(0);
    for (std::size_t at = 0; at < members.count; ++at) {
      sums[at % 4] += load(majorants[members.rows[at]]);
    }
    most = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
  Mask sound = both(less(splat(0), sum), at_most(most * splat(0x1p-20), sum));
  if (!division.weights_not_negative) {
    const Eight factor = splat(bound * (1 + 0x1p-48));
    for (std::size_t at = 0; at < members.count; ++at) {
      const std::uint32_t row = members.rows[at];
      sound = both(sound, at_most(load(majorants[row]) * factor, load(weights[row])));
    }
  }
  const double sum_bound = bound + static_cast<double>(members.count) * unit;
  parts.total = keep(sound, parts.total);
  if (members.count == 1) {
    // All of it, exactly.
    parts.numbers[0] = parts.total;
    parts.errors[0] = splat(0);
    return parts;
  }
  const Eight factor = parts.total / sum;
  const Eight error = factor * (most / sum) * splat((bound + sum_bound + 3 * unit) * (1 + 0x1p-7));
  for (std::size_t at = 0; at < members.count; ++at) {
    const std::uint32_t row = members.rows[at];
    parts.numbers[at] = load(weights[row]) * factor;
    parts.errors[at] = load(majorants[row]) * error;
  }
  return parts;
}

/// Zero for the rows outside, where the answer is decided.
inline void fill_others(RowList others, Mask decided, Lanes* results) {
  const Eight value = keep(decided, splat(0));
  for (std::size_t at = 0; at < others.count; ++at) place(results[others.rows[at]]) = value;
}

inline Mask is_number(Eight value) { return equal(value, value); }

void shares(const Division& division, Lanes* memory, RowResults results) {
  const Parts parts = parts_of(division, memory);
  Mask decided = is_number(parts.total);
  for (std::size_t at = 0; at < division.members.count; ++at) {
    const std::uint32_t row = division.members.rows[at];
    const Eight number = parts.numbers[at];
    place(results.values[row]) = number;
    place(results.majorants[row]) = larger(parts.errors[at] * splat(1 / result_bound), number);
    decided = both(decided, is_number(number));
  }
  fill_others(division.others, decided, results.values);
  fill_others(division.others, decided, results.majorants);
}

/// A threshold that `wanted` of the remainders exceed, all of which lie between 0 and 1; any number
/// where it is not found. Between two thresholds of which one is exceeded too often and the other
/// too rarely the next is where it would have to be if remainders lay evenly; each third one is
/// halfway.
inline Eight threshold(const Eight* remainders, std::size_t count, Eight wanted) {
  const double all_of_them = static_cast<double>(count);
  Eight low = splat(-1);  // exceeded by too many, `low_count`
  Eight high = splat(1);  // exceeded by too few
  Eight low_count = splat(all_of_them);
  Eight high_count = splat(0);
  Eight guess = splat(1) - (wanted + splat(0.5)) / splat(all_of_them + 1);
  guess = choose(less(splat(0), wanted), guess, high);
  for (int round = 0; round < 60; ++round) {
    Eight counts[4] = {splat(0), splat(0), splat(0), splat(0)};
    for (std::size_t at = 0; at < count; ++at) {
      counts[at % 4] = add_where(counts[at % 4], less(guess, remainders[at]), splat(1));
    }
    const Eight exceeded = (counts[0] + counts[1]) + (counts[2] + counts[3]);
    const Mask found = equal(exceeded, wanted);
    if (all(found)) break;
    const Mask too_many = less(wanted, exceeded);
    low = choose(too_many, guess, low);
    low_count = choose(too_many, exceeded, low_count);
    const Mask too_few = less(exceeded, wanted);
    high = choose(too_few, guess, high);
    high_count = choose(too_few, exceeded, high_count);
    const Eight span = high - low;
    const Eight next = round % 3 == 2 ? low + span * splat(0.5)
                                      : high - span * ((wanted - high_count + splat(0.5)) /
                                                       (low_count - high_count + splat(1)));
    guess = choose(found, guess, next);
  }
  return guess;
}

/// Gives every row its part rounded down, and one more to those with the greatest remainders. Which
/// these are is certain iff the least remainder among them, less its error, exceeds the greatest
/// other one with its error.
void largest_remainders(const Division& division, Eight* parts, const Eight* errors, Eight total,
                        Eight* remainders, Lanes* results) {
  const RowList members = division.members;
  Eight wholes[2] = {splat(0), splat(0)};
  Eight least = splat(0);
  Eight greatest = splat(0);
  for (std::size_t at = 0; at < members.count; ++at) {
    const Eight whole = whole_part(parts[at]);
    const Eight rest = parts[at] - whole;
    remainders[at] = rest;
    wholes[at % 2] += whole;
    least = smaller(rest - errors[at], least);
    greatest = larger(rest + errors[at], greatest);
    parts[at] = whole;
  }
  // What is not a number is lost in smaller and larger, but not in the sum.
  const Eight left = total - (wholes[0] + wholes[1]);
  const Mask sound = both(
      both(at_most(splat(0), least), less(greatest, splat(1))),
      both(at_most(splat(0), left), less(left, splat(static_cast<double>(members.count) + 0.5))));
  const Eight wanted = choose(sound, left, splat(0));
  const Eight border = threshold(remainders, members.count, wanted);

  Eight least_served = splat(2);
  Eight greatest_other = splat(-1);
  Eight counts[2] = {splat(0), splat(0)};
  for (std::size_t at = 0; at < members.count; ++at) {
    const Mask served = less(border, remainders[at]);
    least_served = smaller(choose(served, remainders[at] - errors[at], splat(2)), least_served);
    greatest_other = larger(choose(served, splat(-1), remainders[at] + errors[at]), greatest_other);
    counts[at % 2] = add_where(counts[at % 2], served, splat(1));
    place(results[members.rows[at]]) = add_where(parts[at], served, splat(1));
  }
  const Mask decided =
      both(both(sound, equal(counts[0] + counts[1], wanted)), less(greatest_other, least_served));
  fill_others(division.others, decided, results);
  if (all(decided)) return;
  for (std::size_t at = 0; at < members.count; ++at) {
    Lanes& result = results[members.rows[at]];
    place(result) = keep(decided, load(result));
  }
}

/// A part and a half, rounded down. The addition loses at most 2^-53 of the sum.
void nearest(const Division& division, const Eight* parts, const Eight* errors, Eight total,
             Lanes* results) {
  Mask decided = is_number(total);
  for (std::size_t at = 0; at < division.members.count; ++at) {
    const Eight sum = parts[at] + splat(0.5);
    const Eight whole = whole_part(sum);
    const Eight rest = sum - whole;
    const Eight error = errors[at] + sum * splat(2 * unit);
    const Mask certain = both(at_most(splat(0), rest - error), less(rest + error, splat(1)));
    place(results[division.members.rows[at]]) = keep(certain, whole);
    decided = both(decided, certain);
  }
  fill_others(division.others, decided, results);
  for (std::size_t at = 0; at < division.members.count; ++at) {
    Lanes& result = results[division.members.rows[at]];
    place(result) = keep(decided, load(result));
  }
}

void round_shares(const Division& division, bool to_the_nearest, Lanes* memory, Lanes* results) {
  const Parts parts = parts_of(division, memory);
  if (to_the_nearest) {
    nearest(division, parts.numbers, parts.errors, parts.total, results);
  } else {
    largest_remainders(division, parts.numbers, parts.errors, parts.total,
                       &place(memory[2 * division.members.count]), results);
  }
}

void round_parts(const Division& division, Lanes* memory, const Lanes& total, Lanes* results) {
  largest_remainders(division, &place(memory[0]), &place(memory[division.members.count]),
                     load(total), &place(memory[2 * division.members.count]), results);
}

}  // namespace

const SharingFunctions& functions() {
  static constexpr SharingFunctions all_of_them{shares, round_shares, round_parts};
  return all_of_them;
}

}  // namespace nansen::runtime::NANSEN_PROCESSOR

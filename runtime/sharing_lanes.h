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
#include "runtime/sharing_processors.h"

namespace nansen::runtime::NANSEN_PROCESSOR {

inline constexpr double unit = 0x1p-53;

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

/// The sum of all rows, and what the parts follow from: a part is its weight times `factor`, its
/// error its majorant times `error`.
struct Factors {
  Eight total;  // whole; not a number where nothing can be decided
  Eight factor;
  Eight error;
};

inline Factors factors_of(const Division& division) {
  const RowList members = division.members;
  const Lanes* weights = division.weights.values;
  const Lanes* majorants = division.weights.majorants;
  const double bound = division.weights.bound;
  // Two sums at once, so that one addition need not wait for the other.
  Eight sums[2] = {splat(0), splat(0)};
  Eight majorant_sums[2] = {splat(0), splat(0)};
  Mask sound = at_most(splat(0), splat(0));
  const Eight least = splat(division.weights_not_negative ? 0 : bound * (1 + 0x1p-48));
  const auto add = [&](std::size_t at, Eight& sum, Eight& majorant_sum) {
    const std::uint32_t row = members.rows[at];
    const Eight weight = load(weights[row]);
    const Eight majorant = load(majorants[row]);
    sum += weight;
    majorant_sum += majorant;
    // No weight is below zero for certain; a weight known not to be is compared with zero.
    sound = both(sound, at_most(majorant * least, weight));
  };
  std::size_t at = 0;
  for (; at + 1 < members.count; at += 2) {
    add(at, sums[0], majorant_sums[0]);
    add(at + 1, sums[1], majorant_sums[1]);
  }
  if (at < members.count) add(at, sums[0], majorant_sums[0]);
  const Eight sum = sums[0] + sums[1];
  const Eight most = majorant_sums[0] + majorant_sums[1];
  sound = both(sound, both(less(splat(0), sum), at_most(most * splat(0x1p-20), sum)));

  Factors factors;
  factors.total = keep(sound, whole_total(division.total));
  factors.factor = factors.total / sum;
  const double sum_bound = bound + static_cast<double>(members.count) * unit;
  factors.error =
      factors.factor * (most / sum) * splat((bound + sum_bound + 3 * unit) * (1 + 0x1p-7));
  return factors;
}

struct Part {
  Eight number;
  Eight error;
};

inline Part part_of(const Division& division, const Factors& factors, std::uint32_t row) {
  // A single row has all of it, exactly.
  if (division.members.count == 1) return {factors.total, splat(0)};
  return {load(division.weights.values[row]) * factors.factor,
          load(division.weights.majorants[row]) * factors.error};
}

/// Zero for the rows outside, where the answer is decided.
inline void fill_others(RowList others, Mask decided, Lanes* results) {
  const Eight value = keep(decided, splat(0));
  for (std::size_t at = 0; at < others.count; ++at) place(results[others.rows[at]]) = value;
}

inline Mask is_number(Eight value) { return equal(value, value); }

inline void shares(const Division& division, RowResults results) {
  const Factors factors = factors_of(division);
  for (std::size_t at = 0; at < division.members.count; ++at) {
    const std::uint32_t row = division.members.rows[at];
    const Part part = part_of(division, factors, row);
    place(results.values[row]) = part.number;
    place(results.majorants[row]) = larger(part.error * splat(1 / result_bound), part.number);
  }
  fill_others(division.others, is_number(factors.total), results.values);
  fill_others(division.others, is_number(factors.total), results.majorants);
}

struct Threshold {
  Eight border;
  Mask found;
};

/// A border that `wanted` of the remainders exceed, all of which lie between 0 and 1, and where it
/// was found. Between two thresholds of which one is exceeded too often and the other too rarely
/// the next is where it would have to be if remainders lay evenly; each third one is halfway.
inline Threshold threshold(const EightInMemory* remainders, std::size_t count, Eight wanted) {
  const auto all_of_them = static_cast<double>(count);
  Eight low = splat(-1);  // exceeded by too many, `low_count`
  Eight high = splat(1);  // exceeded by too few
  Eight low_count = splat(all_of_them);
  Eight high_count = splat(0);
  Eight guess = splat(1) - (wanted + splat(0.5)) * splat(1 / (all_of_them + 1));
  guess = choose(less(splat(0), wanted), guess, high);
  Mask found = less(splat(0), splat(0));
  for (int round = 0; round < 60; ++round) {
    const Eight exceeded = count_above(remainders, count, guess);
    found = equal(exceeded, wanted);
    if (all(found)) break;
    const Mask too_many = less(wanted, exceeded);
    low = choose(too_many, guess, low);
    low_count = choose(too_many, exceeded, low_count);
    const Mask too_few = less(exceeded, wanted);
    high = choose(too_few, guess, high);
    high_count = choose(too_few, exceeded, high_count);
    const Eight span = high - low;
    const Eight steps = wanted - high_count + splat(0.5);
    const Eight next =
        round % 3 == 2
            ? low + span * splat(0.5)
            : high - span * (steps * about_reciprocal(low_count - high_count + splat(1)));
    guess = choose(found, guess, next);
  }
  return {guess, found};
}

/// Remainders, gathered one by one, and what is certain of them.
class Remainders {
 public:
  /// `memory` has three lines a row.
  Remainders(EightInMemory* memory, std::size_t count)
      : count_(count), wholes_(memory), rests_(memory + count), errors_(memory + 2 * count) {}

  void add(std::size_t at, Part part) {
    const Eight whole = whole_part(part.number);
    const Eight rest = part.number - whole;
    wholes_[at] = whole;
    rests_[at] = rest;
    errors_[at] = part.error;
    sum_ += whole;
    least_ = smaller(rest - part.error, least_);
    greatest_ = larger(rest + part.error, greatest_);
  }

  /// Gives every row its whole part, and one more to those with the greatest remainders. Which
  /// these are is certain iff the least remainder among them, less its error, exceeds the greatest
  /// other one with its error. Says where the answer is decided.
  Mask give(Eight total, RowList members, Lanes* results) const {
    // What is not a number is lost in smaller and larger, but not in the sum.
    const Eight left = total - sum_;
    const Mask sound =
        both(both(at_most(splat(0), least_), less(greatest_, splat(1))),
             both(at_most(splat(0), left), less(left, splat(static_cast<double>(count_) + 0.5))));
    const Eight wanted = choose(sound, left, splat(0));
    const Threshold found = threshold(rests_, count_, wanted);
    Eight least_served = splat(2);
    Eight greatest_other = splat(-1);
    for (std::size_t at = 0; at < count_; ++at) {
      const Eight rest = rests_[at];
      const Mask served = less(found.border, rest);
      least_served = choose(served, smaller(rest - errors_[at], least_served), least_served);
      greatest_other = choose(served, greatest_other, larger(rest + errors_[at], greatest_other));
      place(results[members.rows[at]]) = add_where(wholes_[at], served, splat(1));
    }
    const Mask decided = both(both(sound, found.found), less(greatest_other, least_served));
    if (all(decided)) return decided;
    for (std::size_t at = 0; at < count_; ++at) {
      Lanes& result = results[members.rows[at]];
      place(result) = keep(decided, load(result));
    }
    return decided;
  }

 private:
  std::size_t count_;
  EightInMemory* wholes_;
  EightInMemory* rests_;
  EightInMemory* errors_;
  Eight sum_ = splat(0);
  // Remainders lie between zero and one.
  Eight least_ = splat(0);
  Eight greatest_ = splat(0);
};

inline void largest_remainders(const Division& division, Lanes* memory, Lanes* results) {
  const RowList members = division.members;
  const Factors factors = factors_of(division);
  Remainders remainders(places(memory), members.count);
  for (std::size_t at = 0; at < members.count; ++at) {
    remainders.add(at, part_of(division, factors, members.rows[at]));
  }
  const Mask decided = remainders.give(factors.total, members, results);
  fill_others(division.others, decided, results);
}

inline void remainders_of(const Division& division, const Lanes* parts, const Lanes& total,
                          Lanes* memory, Lanes* results) {
  const RowList members = division.members;
  Remainders remainders(places(memory), members.count);
  for (std::size_t at = 0; at < members.count; ++at) {
    remainders.add(at, {load(parts[at]), load(parts[members.count + at])});
  }
  const Mask decided = remainders.give(load(total), members, results);
  fill_others(division.others, decided, results);
}

/// A part and a half, rounded down. The addition loses at most 2^-53 of the sum.
inline void nearest(const Division& division, Lanes* results) {
  const RowList members = division.members;
  const Factors factors = factors_of(division);
  Mask decided = is_number(factors.total);
  for (std::size_t at = 0; at < members.count; ++at) {
    const Part part = part_of(division, factors, members.rows[at]);
    const Eight sum = part.number + splat(0.5);
    const Eight whole = whole_part(sum);
    const Eight rest = sum - whole;
    const Eight error = part.error + sum * splat(2 * unit);
    decided = both(decided, both(at_most(splat(0), rest - error), less(rest + error, splat(1))));
    place(results[members.rows[at]]) = whole;
  }
  fill_others(division.others, decided, results);
  if (all(decided)) return;
  for (std::size_t at = 0; at < members.count; ++at) {
    Lanes& result = results[members.rows[at]];
    place(result) = keep(decided, load(result));
  }
}

inline void scatter(const Lanes* lines, std::size_t rows, std::size_t scenarios,
                    std::int64_t* results) {
  const auto* numbers = reinterpret_cast<const IntegersInMemory*>(lines);
  std::size_t row = 0;
  for (; row + 8 <= rows && scenarios == 8; row += 8) transpose(numbers + row, results + row, rows);
  for (std::size_t lane = 0; lane < scenarios; ++lane) {
    for (std::size_t rest = row; rest < rows; ++rest) {
      results[lane * rows + rest] = numbers[rest][lane];
    }
  }
}

inline constexpr SharingFunctions all_functions{shares, largest_remainders, remainders_of, nearest,
                                                scatter};

}  // namespace nansen::runtime::NANSEN_PROCESSOR

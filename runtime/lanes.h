// Arithmetic on eight scenarios at once, in whatever vectors the processor that the file is
// compiled for has. Used inside this folder only, by files that are compiled for one processor
// each, in the namespace NANSEN_PROCESSOR, which each of them defines; nothing of the standard
// library is used.
#pragma once

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include <immintrin.h>
#endif

#include "runtime/sharing.h"

namespace nansen::runtime::NANSEN_PROCESSOR {

using Eight = double __attribute__((vector_size(64)));
using EightIntegers = std::int64_t __attribute__((vector_size(64)));

inline Eight splat(double value) {
  return Eight{value, value, value, value, value, value, value, value};
}

// Lines of memory, as vectors.
using EightInMemory = double __attribute__((vector_size(64), may_alias));
using IntegersInMemory = std::int64_t __attribute__((vector_size(64), may_alias));
inline Eight load(const Lanes& lanes) { return reinterpret_cast<const EightInMemory&>(lanes); }
inline EightInMemory* places(Lanes* lanes) { return reinterpret_cast<EightInMemory*>(lanes); }
inline EightInMemory& place(Lanes& lanes) { return reinterpret_cast<EightInMemory&>(lanes); }

// A comparison with what is not a number does not hold, and the smaller and the larger of two are
// the second where one of them is not a number.
#if defined(__AVX512F__) && defined(__AVX512DQ__)

using Mask = __mmask8;
inline Mask less(Eight a, Eight b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
inline Mask at_most(Eight a, Eight b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
inline Mask equal(Eight a, Eight b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
inline Mask both(Mask a, Mask b) { return static_cast<Mask>(a & b); }
inline Mask but_not(Mask a, Mask b) { return static_cast<Mask>(a & ~b); }
inline bool all(Mask mask) { return mask == 0xff; }
inline Eight choose(Mask mask, Eight a, Eight b) { return _mm512_mask_blend_pd(mask, b, a); }
inline Eight add_where(Eight sum, Mask mask, Eight more) {
  return _mm512_mask_add_pd(sum, mask, sum, more);
}
inline Eight smaller(Eight a, Eight b) { return _mm512_min_pd(a, b); }
inline Eight larger(Eight a, Eight b) { return _mm512_max_pd(a, b); }
/// Of a number that is not negative and below 2^51.
inline Eight whole_part(Eight a) {
  return _mm512_roundscale_pd(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}
/// Good to some four digits.
inline Eight about_reciprocal(Eight a) { return _mm512_rcp14_pd(a); }

#else

using Mask = decltype(Eight{} < Eight{});
inline Mask less(Eight a, Eight b) { return a < b; }
inline Mask at_most(Eight a, Eight b) { return a <= b; }
inline Mask equal(Eight a, Eight b) { return a == b; }
inline Mask both(Mask a, Mask b) { return a & b; }
inline Mask but_not(Mask a, Mask b) { return a & ~b; }
inline bool all(Mask mask) {
  auto every = mask[0];
  for (int lane = 0; lane < 8; ++lane) every &= mask[lane];
  return every != 0;
}
inline Eight choose(Mask mask, Eight a, Eight b) { return mask ? a : b; }
inline Eight add_where(Eight sum, Mask mask, Eight more) { return sum + (mask ? more : splat(0)); }
inline Eight smaller(Eight a, Eight b) { return a < b ? a : b; }
inline Eight larger(Eight a, Eight b) { return a > b ? a : b; }
inline Eight whole_part(Eight a) {
  // Above 2^52 doubles are whole, so that the sum is a rounded to a whole number.
  const Eight rounded = (a + splat(0x1p52)) - splat(0x1p52);
  return rounded - (rounded > a ? splat(1) : splat(0));
}
inline Eight about_reciprocal(Eight a) { return 1 / a; }

#endif

/// How many of the numbers are above a border.
inline Eight count_above(const EightInMemory* numbers, std::size_t count, Eight border) {
  // Four counts at once, so that one addition need not wait for the other.
  Eight counts[4] = {splat(0), splat(0), splat(0), splat(0)};
  const auto add = [&](std::size_t at, Eight& sum) {
    sum = add_where(sum, less(border, numbers[at]), splat(1));
  };
  std::size_t at = 0;
  for (; at + 3 < count; at += 4) {
    add(at, counts[0]);
    add(at + 1, counts[1]);
    add(at + 2, counts[2]);
    add(at + 3, counts[3]);
  }
  for (; at < count; ++at) add(at, counts[0]);
  return (counts[0] + counts[1]) + (counts[2] + counts[3]);
}

/// Eight lines of eight numbers, to the starts of eight rows that lie `distance` numbers apart.
inline void transpose(const IntegersInMemory* lines, std::int64_t* results, std::size_t distance) {
  EightIntegers pairs[8];
  for (int at = 0; at < 8; at += 2) {
    const EightIntegers a = lines[at];
    const EightIntegers b = lines[at + 1];
    pairs[at] = __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14);
    pairs[at + 1] = __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
  }
  EightIntegers fours[8];
  for (int at = 0; at < 8; at += 4) {
    for (int odd = 0; odd < 2; ++odd) {
      const EightIntegers a = pairs[at + odd];
      const EightIntegers b = pairs[at + 2 + odd];
      fours[at + odd] = __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
      fours[at + 2 + odd] = __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int at = 0; at < 4; ++at) {
    const EightIntegers a = fours[at];
    const EightIntegers b = fours[at + 4];
    const EightIntegers low = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11);
    const EightIntegers high = __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
    __builtin_memcpy(results + static_cast<std::size_t>(at) * distance, &low, sizeof low);
    __builtin_memcpy(results + static_cast<std::size_t>(at + 4) * distance, &high, sizeof high);
  }
}

}  // namespace nansen::runtime::NANSEN_PROCESSOR

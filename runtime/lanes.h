// Arithmetic on eight scenarios at once, in whatever vectors the processor that the file is
// compiled for has. Used inside this folder only, by files that are compiled for one processor
// each; so all is in an unnamed namespace, and nothing of the standard library is used.
#pragma once

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include <immintrin.h>
#endif

#include "runtime/sharing.h"

namespace nansen::runtime {
namespace {

using Eight = double __attribute__((vector_size(64)));

inline Eight splat(double value) {
  return Eight{value, value, value, value, value, value, value, value};
}
inline const Eight& load(const Lanes& lanes) { return reinterpret_cast<const Eight&>(lanes); }
inline Eight& place(Lanes& lanes) { return reinterpret_cast<Eight&>(lanes); }

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

#endif

}  // namespace
}  // namespace nansen::runtime

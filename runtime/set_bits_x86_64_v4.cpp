// This file alone is compiled for x86-64-v4 with VPOPCNTDQ; set_bits.cpp calls it where the
// processor is one. Nothing of the standard library is used, as in some_rows_x86_64_v3.cpp.
#if defined(__x86_64__)

#include <immintrin.h>

#include "runtime/set_bits_lanes.h"

namespace nansen::runtime {

std::int64_t count_words_x86_64_v4(const std::uint64_t* plane, std::size_t words) {
  __m512i sums = _mm512_setzero_si512();
  std::size_t word = 0;
  for (; word + 8 <= words; word += 8) {
    sums = _mm512_add_epi64(sums, _mm512_popcnt_epi64(_mm512_loadu_si512(plane + word)));
  }
  std::int64_t sum = _mm512_reduce_add_epi64(sums);
  for (; word < words; ++word) sum += __builtin_popcountll(plane[word]);
  return sum;
}

}  // namespace nansen::runtime

#endif

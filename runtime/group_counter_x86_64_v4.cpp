// This file alone is compiled for x86-64-v4 with VBMI2; group_counter.cpp calls it where the
// processor is one. Nothing of the standard library is used, as in some_rows_x86_64_v3.cpp.
#if defined(__x86_64__)

#include <immintrin.h>

#include "runtime/group_counter_lanes.h"

namespace nansen::runtime {

void gather_rows_x86_64_v4(const std::uint64_t* const* planes, std::size_t count,
                           const std::uint64_t* wanted, const std::uint8_t* codes,
                           GroupedRows& found) {
  std::size_t next = 0;
  for (std::size_t word = 0; word < group_rows / 64; ++word) {
    std::uint64_t any = 0;
    __m512i of_planes = _mm512_setzero_si512();
    for (std::size_t plane = 0; plane < count; ++plane) {
      const std::uint64_t bits = planes[plane][word];
      any |= bits;
      const __m512i mark = _mm512_set1_epi8(static_cast<char>(1U << plane));
      of_planes = _mm512_mask_add_epi8(of_planes, bits, of_planes, mark);
    }
    any &= wanted[word];
    const __m512i here = _mm512_loadu_si512(codes + 64 * word);
    _mm512_storeu_si512(found.codes + next, _mm512_maskz_compress_epi8(any, here));
    _mm512_storeu_si512(found.planes + next, _mm512_maskz_compress_epi8(any, of_planes));
    next += static_cast<std::size_t>(__builtin_popcountll(any));
  }
  found.count = next;
}

}  // namespace nansen::runtime

#endif

// Three-valued truths as two planes of bits, 512 rows a step: what those opponents are made of who
// know that the work is a matter of bits.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

namespace nansen::benchmarks {

/// A bit a row, of so many rows.
using Word [[gnu::vector_size(64)]] = std::uint64_t;
inline constexpr std::size_t block = 512;

/// A plane of what is yes and one of what is no; what is not determined is in neither.
struct Truth {
  Word yes;
  Word no;
};
[[gnu::always_inline]] inline Truth operator&(Truth a, Truth b) {
  return {a.yes & b.yes, a.no | b.no};
}
[[gnu::always_inline]] inline Truth operator|(Truth a, Truth b) {
  return {a.yes | b.yes, a.no & b.no};
}
[[gnu::always_inline]] inline Truth operator~(Truth a) { return {a.no, a.yes}; }

#if defined(__AVX512BW__)
/// A bit a number of the register: is it at least `least`?
[[gnu::always_inline]] inline std::uint64_t lanes_at_least(__m512i numbers, std::int32_t least) {
  return _mm512_cmpge_epi32_mask(numbers, _mm512_set1_epi32(least));
}
[[gnu::always_inline]] inline std::uint64_t lanes_at_least(__m512i numbers, std::uint16_t least) {
  return _mm512_cmpge_epu16_mask(numbers, _mm512_set1_epi16(static_cast<short>(least)));
}
[[gnu::always_inline]] inline std::uint64_t lanes_at_least(__m512i numbers, std::int8_t least) {
  return _mm512_cmpge_epi8_mask(numbers, _mm512_set1_epi8(static_cast<char>(least)));
}
[[gnu::always_inline]] inline std::uint64_t lanes_at_least(__m512i numbers, std::uint8_t least) {
  return _mm512_cmpge_epu8_mask(numbers, _mm512_set1_epi8(static_cast<char>(least)));
}
#endif

/// A bit a row of a block: is its number at least `least`?
template <typename Number>
[[gnu::always_inline]] inline Word at_least(const Number* numbers, Number least) {
  Word mask;
  for (std::size_t word = 0; word < block / 64; ++word) {
    const Number* here = numbers + 64 * word;
    std::uint64_t bits = 0;
#if defined(__AVX512BW__)
    constexpr std::size_t at_once = 64 / sizeof(Number);
    for (std::size_t row = 0; row < 64; row += at_once) {
      bits |= lanes_at_least(_mm512_loadu_si512(here + row), least) << row;
    }
#else
    for (std::size_t row = 0; row < 64; ++row) bits |= std::uint64_t{here[row] >= least} << row;
#endif
    mask[word] = bits;
  }
  return mask;
}

}  // namespace nansen::benchmarks

// Operations on numbers. Included by one file for each kind of processor, in a namespace of its
// own, NANSEN_PROCESSOR; nothing of the standard library is used, whose inline functions would else
// be compiled for a processor that is not there.
#pragma once

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

#include "compiler/blockwise/plane_functions.h"

namespace nansen::blockwise::NANSEN_PROCESSOR {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

template <int width>
struct Integers;
template <>
struct Integers<1> {
  using Signed = std::int8_t;
  using Unsigned = std::uint8_t;
};
template <>
struct Integers<2> {
  using Signed = std::int16_t;
  using Unsigned = std::uint16_t;
};
template <>
struct Integers<4> {
  using Signed = std::int32_t;
  using Unsigned = std::uint32_t;
};
template <>
struct Integers<8> {
  using Signed = std::int64_t;
  using Unsigned = std::uint64_t;
};
template <>
struct Integers<16> {
  using Signed = Wide;
  using Unsigned = UnsignedWide;
};

template <typename T>
const T* numbers(const Call& call, std::byte* const* memory, std::size_t operand) {
  return reinterpret_cast<const T*>(memory[call.operands[operand]]);
}
template <typename T>
T* result_numbers(const Call& call, std::byte* const* memory) {
  return reinterpret_cast<T*>(memory[call.result]);
}
/// `call.number`, cut to the width of T.
template <typename T>
T number_of(const Call& call) {
  return static_cast<T>((static_cast<UnsignedWide>(call.number.high) << 64) | call.number.low);
}

// ---- 64 truths as a word, and as bytes of 0 or 1 ----

inline Word packed(const std::uint8_t* truths) {
#if defined(__AVX512BW__)
  return _mm512_test_epi8_mask(_mm512_loadu_si512(truths), _mm512_loadu_si512(truths));
#else
  Word word = 0;
  for (unsigned byte = 0; byte < 8; ++byte) {
    Word eight = 0;
    __builtin_memcpy(&eight, truths + std::size_t{8} * byte, 8);
    word |= (eight * 0x0102040810204080) >> 56 << (8 * byte);
  }
  return word;
#endif
}

inline void unpack(Word word, std::uint8_t* truths) {
  for (unsigned byte = 0; byte < 8; ++byte) {
    // Each byte keeps one bit, which becomes its highest by addition.
    const Word bits = (word >> (8 * byte) & 0xff) * 0x0101010101010101 & 0x8040201008040201;
    const Word eight = (bits + 0x7f7f7f7f7f7f7f7f) >> 7 & 0x0101010101010101;
    __builtin_memcpy(truths + std::size_t{8} * byte, &eight, 8);
  }
}

// ---- comparisons ----

struct IsLess {
  template <typename T>
  static bool of(T a, T b) {
    return a < b;
  }
};
struct IsAtMost {
  template <typename T>
  static bool of(T a, T b) {
    return a <= b;
  }
};
struct IsAtLeast {
  template <typename T>
  static bool of(T a, T b) {
    return a >= b;
  }
};
struct IsEqual {
  template <typename T>
  static bool of(T a, T b) {
    return a == b;
  }
};

#if defined(__AVX512BW__)

template <typename Relation>
inline constexpr int predicate = _MM_CMPINT_EQ;
template <>
inline constexpr int predicate<IsLess> = _MM_CMPINT_LT;
template <>
inline constexpr int predicate<IsAtMost> = _MM_CMPINT_LE;
template <>
inline constexpr int predicate<IsAtLeast> = _MM_CMPINT_NLT;

template <typename T, typename Relation>
Word compared_lanes(__m512i a, __m512i b) {
  constexpr int found = predicate<Relation>;
  constexpr bool is_signed = static_cast<T>(-1) < static_cast<T>(0);
  if constexpr (sizeof(T) == 1 && is_signed) return _mm512_cmp_epi8_mask(a, b, found);
  if constexpr (sizeof(T) == 1 && !is_signed) return _mm512_cmp_epu8_mask(a, b, found);
  if constexpr (sizeof(T) == 2 && is_signed) return _mm512_cmp_epi16_mask(a, b, found);
  if constexpr (sizeof(T) == 2 && !is_signed) return _mm512_cmp_epu16_mask(a, b, found);
  if constexpr (sizeof(T) == 4) return _mm512_cmp_epi32_mask(a, b, found);
  if constexpr (sizeof(T) == 8) return _mm512_cmp_epi64_mask(a, b, found);
}

template <typename T>
__m512i all_lanes(T number) {
  if constexpr (sizeof(T) == 1) return _mm512_set1_epi8(static_cast<char>(number));
  if constexpr (sizeof(T) == 2) return _mm512_set1_epi16(static_cast<short>(number));
  if constexpr (sizeof(T) == 4) return _mm512_set1_epi32(static_cast<int>(number));
  if constexpr (sizeof(T) == 8) return _mm512_set1_epi64(static_cast<long long>(number));
}

#endif

/// The comparison of 64 numbers from `a` on with those from `b` on, or with `same`.
template <typename T, typename Relation, bool with_same>
Word compared(const T* a, const T* b, T same) {
#if defined(__AVX512BW__)
  if constexpr (sizeof(T) < 16) {
    constexpr unsigned lanes = 64 / sizeof(T);
    Word word = 0;
    for (unsigned first = 0; first < 64; first += lanes) {
      const __m512i right = with_same ? all_lanes(same) : _mm512_loadu_si512(b + first);
      word |= compared_lanes<T, Relation>(_mm512_loadu_si512(a + first), right) << first;
    }
    return word;
  }
#endif
  std::uint8_t truths[64];
  for (unsigned row = 0; row < 64; ++row) {
    truths[row] = Relation::of(a[row], with_same ? same : b[row]) ? 1 : 0;
  }
  return packed(truths);
}

template <typename T, typename Relation>
void compare(const Call& call, std::byte* const* memory, std::size_t rows) {
  const T* const a = numbers<T>(call, memory, 0);
  const T* const b = numbers<T>(call, memory, 1);
  Word* __restrict const result = result_plane(call, memory);
  for (std::size_t word = 0; word < rows / 64; ++word) {
    result[word] = compared<T, Relation, false>(a + word * 64, b + word * 64, T{});
  }
}

template <typename T, typename Relation>
void compare_with_same(const Call& call, std::byte* const* memory, std::size_t rows) {
  const T* const a = numbers<T>(call, memory, 0);
  const T same = number_of<T>(call);
  Word* __restrict const result = result_plane(call, memory);
  for (std::size_t word = 0; word < rows / 64; ++word) {
    result[word] = compared<T, Relation, true>(a + word * 64, nullptr, same);
  }
}

// ---- arithmetic ----

template <typename T>
void fill(const Call& call, std::byte* const* memory, std::size_t rows) {
  const T same = number_of<T>(call);
  T* __restrict const result = result_numbers<T>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) result[row] = same;
}

template <typename From, typename To>
void resize(const Call& call, std::byte* const* memory, std::size_t rows) {
  const From* const a = numbers<From>(call, memory, 0);
  To* __restrict const result = result_numbers<To>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) result[row] = static_cast<To>(a[row]);
}

/// `To` is unsigned, so that what does not fit is cut off.
template <typename From, typename To>
void multiply(const Call& call, std::byte* const* memory, std::size_t rows) {
  const From* const a = numbers<From>(call, memory, 0);
  const To factor = number_of<To>(call);
  To* __restrict const result = result_numbers<To>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) {
    // Products of less than an int are worked out as unsigned ints.
    result[row] = static_cast<To>(static_cast<To>(a[row]) * (0U + factor));
  }
}

struct SumOf {
  template <typename T>
  static T of(T a, T b) {
    return static_cast<T>(a + b);
  }
};
struct DifferenceOf {
  template <typename T>
  static T of(T a, T b) {
    return static_cast<T>(a - b);
  }
};
struct LeastOf {
  template <typename T>
  static T of(T a, T b) {
    return a < b ? a : b;
  }
};
struct GreatestOf {
  template <typename T>
  static T of(T a, T b) {
    return a < b ? b : a;
  }
};

template <typename T, typename Each>
void combine(const Call& call, std::byte* const* memory, std::size_t rows) {
  const T* const a = numbers<T>(call, memory, 0);
  const T* const b = numbers<T>(call, memory, 1);
  T* __restrict const result = result_numbers<T>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) result[row] = Each::of(a[row], b[row]);
}

template <typename T>
void add_same(const Call& call, std::byte* const* memory, std::size_t rows) {
  const T* const a = numbers<T>(call, memory, 0);
  const T same = number_of<T>(call);
  T* __restrict const result = result_numbers<T>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) result[row] = SumOf::of(a[row], same);
}

// ---- choices ----

/// 64 numbers: from `a` on where a bit is set, from `b` on or `same` elsewhere.
template <typename T, bool with_same>
void choose(Word word, const T* a, const T* b, T same, T* __restrict result) {
#if defined(__AVX512BW__)
  if constexpr (sizeof(T) < 16) {
    constexpr unsigned lanes = 64 / sizeof(T);
    for (unsigned first = 0; first < 64; first += lanes) {
      const __m512i yes = _mm512_loadu_si512(a + first);
      const __m512i no = with_same ? all_lanes(same) : _mm512_loadu_si512(b + first);
      const Word bits = word >> first;
      __m512i chosen;
      if constexpr (sizeof(T) == 1) chosen = _mm512_mask_blend_epi8(bits, no, yes);
      if constexpr (sizeof(T) == 2) {
        chosen = _mm512_mask_blend_epi16(static_cast<__mmask32>(bits), no, yes);
      }
      if constexpr (sizeof(T) == 4) {
        chosen = _mm512_mask_blend_epi32(static_cast<__mmask16>(bits), no, yes);
      }
      if constexpr (sizeof(T) == 8) {
        chosen = _mm512_mask_blend_epi64(static_cast<__mmask8>(bits), no, yes);
      }
      _mm512_storeu_si512(result + first, chosen);
    }
    return;
  }
#endif
  std::uint8_t truths[64];
  unpack(word, truths);
  for (unsigned row = 0; row < 64; ++row) {
    const T other = with_same ? same : b[row];
    result[row] = truths[row] != 0 ? a[row] : other;
  }
}

template <typename T>
void select(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Word* const chosen = plane(call, memory, 0);
  const T* const a = numbers<T>(call, memory, 1);
  const T* const b = numbers<T>(call, memory, 2);
  T* __restrict const result = result_numbers<T>(call, memory);
  for (std::size_t word = 0; word < rows / 64; ++word) {
    const std::size_t row = word * 64;
    choose<T, false>(chosen[word], a + row, b + row, T{}, result + row);
  }
}

template <typename T>
void keep(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Word* const kept = plane(call, memory, 0);
  const T* const a = numbers<T>(call, memory, 1);
  const T same = number_of<T>(call);
  T* __restrict const result = result_numbers<T>(call, memory);
  for (std::size_t word = 0; word < rows / 64; ++word) {
    choose<T, true>(kept[word], a + word * 64, nullptr, same, result + word * 64);
  }
}

}  // namespace nansen::blockwise::NANSEN_PROCESSOR

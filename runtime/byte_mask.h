// Looks at 64 bytes at once: which of them are a certain one.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#else
#include <cstring>
#endif

namespace nansen::runtime {

/// Bytes that are looked at together.
inline constexpr std::size_t byte_stride = 64;

/// The `byte_stride` bytes from `bytes` on. Masks have a bit for each, the first the lowest.
class ByteStride {
 public:
#if defined(__SSE2__)
  explicit ByteStride(const char* bytes) {
    for (std::size_t part = 0; part < parts; ++part) {
      some_[part] =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part * sizeof(__m128i)));
    }
  }
  /// Those that are one of `wanted`.
  template <typename... Byte>
  std::uint64_t mask_of(Byte... wanted) const {
    std::uint64_t found = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      __m128i equal = _mm_setzero_si128();
      ((equal = _mm_or_si128(equal, _mm_cmpeq_epi8(some_[part], _mm_set1_epi8(wanted)))), ...);
      const auto mask = static_cast<std::uint16_t>(_mm_movemask_epi8(equal));
      found |= std::uint64_t{mask} << (part * sizeof(__m128i));
    }
    return found;
  }

 private:
  static constexpr std::size_t parts = byte_stride / sizeof(__m128i);
  __m128i some_[parts];
#else
  explicit ByteStride(const char* bytes) { std::memcpy(some_, bytes, byte_stride); }
  template <typename... Byte>
  std::uint64_t mask_of(Byte... wanted) const {
    std::uint64_t found = 0;
    for (std::size_t index = 0; index < byte_stride; ++index) {
      const bool equal = ((some_[index] == wanted) || ...);
      found |= std::uint64_t{equal} << index;
    }
    return found;
  }

 private:
  char some_[byte_stride];
#endif
};

}  // namespace nansen::runtime

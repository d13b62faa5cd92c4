// The loops of lanes.h, written plainly for the compiler to make vectors of; included by a file a
// processor, each of which has them in an anonymous namespace.
#pragma once

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "compiler/arrow/lanes.h"

#ifdef __SSSE3__
#include <immintrin.h>
#endif

namespace nansen::arrow {
namespace {

constexpr std::size_t word_rows = 64;

template <typename T>
T load(const void* address) {
  T value;
  std::memcpy(&value, address, sizeof(T));
  return value;
}

// A word whose first bit is bit `Shifted` of a byte takes nine bytes: the word at that byte, and
// the one at the byte after it for the bits that the first lacks.
template <bool Shifted>
std::uint64_t word_at(const std::uint8_t* bytes, std::size_t index, unsigned shift) {
  const auto low = load<std::uint64_t>(bytes + 8 * index);
  if constexpr (!Shifted) return low;
  const auto high = load<std::uint64_t>(bytes + 8 * index + 1);
  return (low >> shift) | (high << (8 - shift));
}

template <bool Shifted>
void shifted_bits(const std::uint8_t* __restrict bytes, unsigned shift, std::size_t words,
                  std::uint64_t* __restrict result) {
  for (std::size_t word = 0; word < words; ++word)
    result[word] = word_at<Shifted>(bytes, word, shift);
}

void bits(const std::uint8_t* source, std::size_t first, std::size_t words, std::uint64_t* result) {
  const auto shift = static_cast<unsigned>(first % 8);
  if (shift == 0) {
    shifted_bits<false>(source + first / 8, shift, words, result);
  } else {
    shifted_bits<true>(source + first / 8, shift, words, result);
  }
}

template <bool Shifted, bool AllKnown>
void shifted_truths(const std::uint8_t* __restrict values, const std::uint8_t* __restrict valid,
                    unsigned shift, std::size_t words, std::uint64_t* __restrict yes,
                    std::uint64_t* __restrict no) {
  for (std::size_t word = 0; word < words; ++word) {
    const std::uint64_t value = word_at<Shifted>(values, word, shift);
    if constexpr (AllKnown) {
      yes[word] = value;
      no[word] = ~value;
    } else {
      const std::uint64_t known = word_at<Shifted>(valid, word, shift);
      yes[word] = value & known;
      no[word] = ~value & known;
    }
  }
}

void truths(const std::uint8_t* values, const std::uint8_t* valid, std::size_t first,
            std::size_t words, std::uint64_t* yes, std::uint64_t* no) {
  const auto shift = static_cast<unsigned>(first % 8);
  const std::size_t byte = first / 8;
  if (valid == nullptr) {
    const auto loop = shift == 0 ? shifted_truths<false, true> : shifted_truths<true, true>;
    loop(values + byte, nullptr, shift, words, yes, no);
  } else {
    const auto loop = shift == 0 ? shifted_truths<false, false> : shifted_truths<true, false>;
    loop(values + byte, valid + byte, shift, words, yes, no);
  }
}

/// 0xff for each bit that is set.
void spread(std::uint64_t word, std::uint8_t* __restrict mask) {
  for (std::size_t bit = 0; bit < word_rows; ++bit) {
    mask[bit] = static_cast<std::uint8_t>(-static_cast<int>((word >> bit) & 1));
  }
}

// Calls `all(first, count)` for rows that are all known, and `some(first, count, mask)` where some
// are: masks have a byte a row.
template <typename All, typename Some>
void by_words(const std::uint64_t* known, std::size_t count, const All& all, const Some& some) {
  if (known == nullptr) {
    all(0, count);
    return;
  }
  for (std::size_t first = 0; first < count; first += word_rows) {
    const std::size_t rows = std::min(word_rows, count - first);
    const std::uint64_t word = known[first / word_rows];
    if (word == ~std::uint64_t{0} && rows == word_rows) {
      all(first, word_rows);
      continue;
    }
    alignas(64) std::uint8_t mask[word_rows];
    spread(word, mask);
    some(first, rows, mask);
  }
}

template <typename From, typename To>
bool numbers(const std::byte* source, const std::uint64_t* known, std::size_t count,
             const Limits& limits, std::byte* result) {
  using Bits = std::make_unsigned_t<From>;
  using Stored = std::make_unsigned_t<To>;
  const auto least = static_cast<From>(limits.least);
  const auto greatest = static_cast<From>(limits.greatest);
  const auto factor = static_cast<Stored>(limits.factor);
  auto* stored = reinterpret_cast<Stored*>(result);
  Bits wrong = 0;
  const auto all = [&](std::size_t first, std::size_t rows) {
    const std::byte* __restrict from = source + first * sizeof(From);
    Stored* __restrict to = stored + first;
    Bits bad = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      const From value = load<From>(from + row * sizeof(From));
      bad = static_cast<Bits>(
          bad | (static_cast<Bits>(value < least) | static_cast<Bits>(value > greatest)));
      to[row] = static_cast<Stored>(static_cast<Stored>(value) * factor);
    }
    wrong = static_cast<Bits>(wrong | bad);
  };
  const auto some = [&](std::size_t first, std::size_t rows, const std::uint8_t* mask) {
    const std::byte* __restrict from = source + first * sizeof(From);
    Stored* __restrict to = stored + first;
    Bits bad = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      const From value = load<From>(from + row * sizeof(From));
      const bool there = mask[row] != 0;
      bad = static_cast<Bits>(
          bad | (static_cast<Bits>(there) &
                 (static_cast<Bits>(value < least) | static_cast<Bits>(value > greatest))));
      const auto product = static_cast<Stored>(static_cast<Stored>(value) * factor);
      to[row] = there ? product : Stored{0};
    }
    wrong = static_cast<Bits>(wrong | bad);
  };
  by_words(known, count, all, some);
  return wrong == 0;
}

constexpr std::size_t shuffled_bytes = 16;

#ifdef __SSSE3__
// A map of a few bytes is looked up in by one instruction for sixteen rows, once their indices are
// bytes themselves.
template <typename From>
bool small_lookups(const std::byte* source, const std::uint64_t* known, std::size_t count,
                   const std::byte* map, std::size_t size, std::byte* result) {
  const Limits limits{0, static_cast<std::int64_t>(size) - 1, 1};
  const bool good = numbers<From, std::int8_t>(source, known, count, limits, result);
  alignas(shuffled_bytes) std::byte entries[shuffled_bytes] = {};
  std::memcpy(entries, map, size);
  const __m128i table = _mm_load_si128(reinterpret_cast<const __m128i*>(entries));
  std::size_t row = 0;
  for (; row + shuffled_bytes <= count; row += shuffled_bytes) {
    auto* place = reinterpret_cast<__m128i*>(result + row);
    _mm_storeu_si128(place, _mm_shuffle_epi8(table, _mm_loadu_si128(place)));
  }
  for (; row < count; ++row) {
    result[row] = entries[static_cast<std::size_t>(result[row]) % shuffled_bytes];
  }
  // What is not known had become index 0.
  by_words(
      known, count, [](std::size_t, std::size_t) {},
      [&](std::size_t first, std::size_t rows, const std::uint8_t* mask) {
        for (std::size_t at = 0; at < rows; ++at) {
          result[first + at] &= static_cast<std::byte>(mask[at]);
        }
      });
  return good;
}
#endif

template <typename From>
bool within(const std::byte* source, std::size_t count, const Limits& limits) {
  using Bits = std::make_unsigned_t<From>;
  const auto least = static_cast<From>(limits.least);
  const auto greatest = static_cast<From>(limits.greatest);
  Bits bad = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const From value = load<From>(source + row * sizeof(From));
    bad = static_cast<Bits>(
        bad | (static_cast<Bits>(value < least) | static_cast<Bits>(value > greatest)));
  }
  return bad == 0;
}

template <typename From, typename To>
bool lookups(const std::byte* source, const std::uint64_t* known, std::size_t count,
             const std::byte* map, std::size_t size, std::byte* result) {
#ifdef __SSSE3__
  if constexpr (sizeof(To) == 1) {
    if (size <= shuffled_bytes) {
      return small_lookups<From>(source, known, count, map, size, result);
    }
  }
#endif
  const auto* entries = reinterpret_cast<const To*>(map);
  auto* stored = reinterpret_cast<To*>(result);
  bool good = true;
  const auto look = [&](std::size_t row) {
    // An index below zero lies beyond the map as an unsigned one.
    const auto index = static_cast<std::uint64_t>(load<From>(source + row * sizeof(From)));
    const bool inside = index < size;
    good &= inside;
    return entries[inside ? index : 0];
  };
  const auto all = [&](std::size_t first, std::size_t rows) {
    for (std::size_t row = first; row < first + rows; ++row) stored[row] = look(row);
  };
  const auto some = [&](std::size_t first, std::size_t rows, const std::uint8_t* mask) {
    for (std::size_t row = 0; row < rows; ++row) {
      stored[first + row] = mask[row] != 0 ? look(first + row) : To{0};
    }
  };
  by_words(known, count, all, some);
  return good;
}

template <typename From>
constexpr std::array<Lanes::Numbers, 4> numbers_from() {
  return {numbers<From, std::int8_t>, numbers<From, std::int16_t>, numbers<From, std::int32_t>,
          numbers<From, std::int64_t>};
}

template <typename From>
constexpr std::array<Lanes::Lookups, 3> lookups_from() {
  return {lookups<From, std::uint8_t>, lookups<From, std::uint16_t>, lookups<From, std::uint32_t>};
}

const Lanes& lanes_here() {
  static const Lanes lanes{
      bits,
      truths,
      {numbers_from<std::int8_t>(), numbers_from<std::uint8_t>(), numbers_from<std::int16_t>(),
       numbers_from<std::uint16_t>(), numbers_from<std::int32_t>(), numbers_from<std::uint32_t>(),
       numbers_from<std::int64_t>(), numbers_from<std::uint64_t>()},
      {within<std::int8_t>, within<std::uint8_t>, within<std::int16_t>, within<std::uint16_t>,
       within<std::int32_t>, within<std::uint32_t>, within<std::int64_t>, within<std::uint64_t>},
      {lookups_from<std::int8_t>(), lookups_from<std::uint8_t>(), lookups_from<std::int16_t>(),
       lookups_from<std::uint16_t>(), lookups_from<std::int32_t>(), lookups_from<std::uint32_t>(),
       lookups_from<std::int64_t>(), lookups_from<std::uint64_t>()}};
  return lanes;
}

}  // namespace
}  // namespace nansen::arrow

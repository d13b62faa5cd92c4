// The loops over columns whose every byte is read: bits brought to a block's words, integers to
// their column's width, in the form for the processor at hand. Used inside this room only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace nansen::arrow {

/// The integers that arrays hold, by the position of their loops below.
enum class Whole : std::uint8_t { Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64 };
inline constexpr std::size_t whole_kinds = 8;

/// What is allowed, in the type of the array; as its bits where that is unsigned.
struct Limits {
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  std::int64_t factor = 1;  // what is stored is so many times what is read
};

struct Lanes {
  /// Words of bits from bit `first` of `bits` on; no byte is read in which none of them lies.
  void (*bits)(const std::uint8_t* bits, std::size_t first, std::size_t words,
               std::uint64_t* result);
  /// Truths as planes; `valid` may be null: all are known.
  void (*truths)(const std::uint8_t* values, const std::uint8_t* valid, std::size_t first,
                 std::size_t words, std::uint64_t* yes, std::uint64_t* no);
  /// `count` integers, by what they are and by the width of the result (1, 2, 4, 8 bytes: 0 to 3),
  /// at any address. `known` may be null: all are. What is not known becomes 0. False iff one that
  /// is known is not allowed.
  using Numbers = bool (*)(const std::byte* source, const std::uint64_t* known, std::size_t count,
                           const Limits& limits, std::byte* result);
  std::array<std::array<Numbers, 4>, whole_kinds> numbers;
  /// Whether `count` integers, known or not, are all allowed, by what they are.
  using Within = bool (*)(const std::byte* source, std::size_t count, const Limits& limits);
  std::array<Within, whole_kinds> within;
  /// What `map`, of `size` entries of the result's width, has at each index. False iff an index
  /// that is known lies beyond it.
  using Lookups = bool (*)(const std::byte* source, const std::uint64_t* known, std::size_t count,
                           const std::byte* map, std::size_t size, std::byte* result);
  std::array<std::array<Lookups, 3>, whole_kinds> lookups;
};

/// For the processor at hand.
const Lanes& lanes();

namespace portable {
const Lanes& lanes();
}
namespace x86_64_v3 {
const Lanes& lanes();
}
namespace x86_64_v4 {
const Lanes& lanes();
}

}  // namespace nansen::arrow

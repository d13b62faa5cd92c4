// "For some linked row" on planes, a word of rows at a time, written over two operations on bits
// that some processors have as one instruction. Used inside this folder only.
//
// Three planes tell the links: `last` has a bit a linked row, set at the last row of its parent;
// `any` has a bit a parent, set iff it has rows; so the set bits of the two stand for each other,
// in order. Within the rows of one parent
//
//   (truth & ~last) + ~last
//
// carries from any row that holds through all rows after it, up to the last: one addition answers
// for every parent of a word. Gathering the answers at the bits of `last` and spreading them to the
// bits of `any` puts them in the parents' order.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/crossing.h"

namespace nansen::runtime {

/// Of x86-64-v3 processors only.
void some_row_x86_64_v3(Planes operand, const Link& link, OutputPlanes result);
/// Of any processor.
void some_row_portable(Planes operand, const Link& link, OutputPlanes result);

namespace {

constexpr std::size_t words_of(std::size_t rows) { return (rows + 63) / 64; }

/// Bits appended and taken in order.
class BitQueue {
 public:
  explicit BitQueue(std::size_t bits) : words_(bits / 64 + 2) {}

  /// Appends the lowest `count` <= 64 bits of `bits`; those above must be zero.
  void append(std::uint64_t bits, std::size_t count) {
    const std::size_t shift = end_ % 64;
    words_[end_ / 64] |= bits << shift;
    // Shifting twice, because a shift by 64 is not one.
    words_[end_ / 64 + 1] |= bits >> 1 >> (63 - shift);
    end_ += count;
  }

  /// The next 64 bits, of which `count` are then taken.
  std::uint64_t take(std::size_t count) {
    const std::size_t shift = begin_ % 64;
    const std::uint64_t bits = words_[begin_ / 64] >> shift | words_[begin_ / 64 + 1]
                                                                  << 1 << (63 - shift);
    begin_ += count;
    return bits;
  }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// A parent a bit: has it rows?
inline std::uint64_t any_of_word(const std::uint32_t* first, std::size_t count) {
  static constexpr auto bits = [] {
    std::array<std::uint32_t, 32> table{};
    for (std::size_t row = 0; row < 32; ++row) table[row] = std::uint32_t{1} << row;
    return table;
  }();
  if (count < 64) {
    std::uint64_t any = 0;
    for (std::size_t row = 0; row < count; ++row) {
      any |= std::uint64_t{first[row + 1] != first[row]} << row;
    }
    return any;
  }
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  for (std::size_t row = 0; row < 32; ++row) {
    low |= first[row + 1] != first[row] ? bits[row] : 0;
    high |= first[row + 33] != first[row + 32] ? bits[row] : 0;
  }
  return std::uint64_t{high} << 32 | low;
}

/// The plane of last rows, from the offsets of the parents that have any.
inline std::vector<std::uint64_t> last_rows(const Link& link) {
  std::vector<std::uint64_t> last(words_of(link.rows));
  const std::uint32_t* end = link.first + 1;
  const std::uint32_t* stop = link.first + link.parents + 1;
  // A parent without rows sets the bit of the parent before again; before the first row there is
  // none.
  while (end < stop && *end == 0) ++end;
  for (std::size_t word = 0; word < last.size(); ++word) {
    const std::size_t limit = 64 * (word + 1);
    std::uint64_t bits = 0;
    for (; end < stop && *end <= limit; ++end) bits |= std::uint64_t{1} << ((*end - 1) % 64);
    last[word] = bits;
  }
  return last;
}

/// Which last rows have a truth that holds among the rows of their parent; `carry` goes from word
/// to word.
inline std::uint64_t some_in_word(std::uint64_t truth, std::uint64_t last, bool& carry) {
  const std::uint64_t inner = ~last;
  std::uint64_t sum = 0;
  const bool first_carry = __builtin_add_overflow(truth & inner, inner, &sum);
  const bool second_carry = __builtin_add_overflow(sum, std::uint64_t{carry}, &sum);
  carry = first_carry || second_carry;
  return (sum | truth) & last;
}

/// at_least_rows with a count of one. `Bits::gather(x, mask)` packs the bits of x at the mask's set
/// bits together, `Bits::spread(x, mask)` is its inverse.
template <typename Bits>
void some_row_with(Planes operand, const Link& link, OutputPlanes result) {
  const std::vector<std::uint64_t> last = last_rows(link);
  BitQueue certain(link.parents);
  BitQueue possible(link.parents);
  bool certain_carry = false;
  bool possible_carry = false;
  for (std::size_t word = 0; word < last.size(); ++word) {
    const auto parents = static_cast<std::size_t>(std::popcount(last[word]));
    const Bits bits(last[word]);
    certain.append(bits.gather(some_in_word(operand.yes[word], last[word], certain_carry)),
                   parents);
    possible.append(bits.gather(some_in_word(~operand.no[word], last[word], possible_carry)),
                    parents);
  }
  for (std::size_t word = 0; word < words_of(link.parents); ++word) {
    const std::size_t here = std::min<std::size_t>(64, link.parents - 64 * word);
    const std::uint64_t any = any_of_word(link.first + 64 * word, here);
    const auto parents = static_cast<std::size_t>(std::popcount(any));
    const Bits bits(any);
    result.yes[word] = bits.spread(certain.take(parents));
    result.no[word] = ~bits.spread(possible.take(parents)) & link.known[word];
  }
}

}  // namespace
}  // namespace nansen::runtime

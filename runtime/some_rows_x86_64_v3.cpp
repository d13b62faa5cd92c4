// This file alone is compiled for x86-64-v3; crossing.cpp calls it where the processor is one.
//
// The rows of 64 parents are dealt into slots: 2 a parent where no parent has more rows, else 4. A
// mask of the slots that have a row says where the next bits of a plane go, one instruction deals
// them, and another gathers one answer a parent. So nothing depends on how many rows each has,
// except where one has more than four: these words are done parent by parent.
//
// Nothing of the standard library is used: its templates would be compiled for this processor too,
// and the linker might take them for everyone.
#if defined(__x86_64__)

#include <immintrin.h>

#include "runtime/some_rows.h"

namespace nansen::runtime {
namespace {

constexpr std::size_t vectors = 8;  // of 8 parents
constexpr std::uint32_t most_slots = 4;

constexpr std::size_t lesser(std::size_t a, std::size_t b) { return a < b ? a : b; }

/// How many rows each of 64 parents has.
struct Lengths {
  explicit Lengths(const std::uint32_t* first) {
    for (std::size_t vector = 0; vector < vectors; ++vector) {
      const auto load = [&](std::size_t from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(first + from));
      };
      lengths[vector] = _mm256_sub_epi32(load(8 * vector + 1), load(8 * vector));
    }
  }

  std::uint32_t longest() const {
    __m256i most = lengths[0];
    for (std::size_t vector = 1; vector < vectors; ++vector) {
      most = _mm256_max_epu32(most, lengths[vector]);
    }
    alignas(32) std::uint32_t each[8];
    _mm256_store_si256(reinterpret_cast<__m256i*>(each), most);
    std::uint32_t result = 0;
    for (const std::uint32_t length : each) result = length > result ? length : result;
    return result;
  }

  /// A bit a parent: has it more than `rows` <= most_slots rows?
  std::uint64_t more_than(int rows) const {
    std::uint64_t mask = 0;
    for (std::size_t vector = 0; vector < vectors; ++vector) {
      const __m256i more = _mm256_cmpgt_epi32(lengths[vector], _mm256_set1_epi32(rows));
      const auto bits = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(more)));
      mask |= std::uint64_t{bits} << (8 * vector);
    }
    return mask;
  }

  __m256i lengths[vectors];
};

/// 64 bits of a plane of `words` words, from row `first` on; those past its end are of no use.
std::uint64_t bits_from(const std::uint64_t* plane, std::size_t words, std::size_t first) {
  const std::size_t word = lesser(first / 64, words - 1);
  const std::size_t next = lesser(word + 1, words - 1);
  const std::size_t shift = first % 64;
  return plane[word] >> shift | plane[next] << 1 << (63 - shift);
}

struct Answers {
  std::uint64_t certain = 0;
  std::uint64_t possible = 0;
};

/// The answers of 64 parents that have at most `slots` rows each.
template <unsigned slots>
Answers answers(Planes operand, std::size_t words, const std::uint32_t* first,
                std::size_t first_row, const Lengths& lengths) {
  // The first slot of every parent: 0x5555... of two, 0x1111... of four.
  constexpr std::uint64_t first_slots = ~std::uint64_t{0} / ((std::uint64_t{1} << slots) - 1);
  constexpr unsigned parents = 64 / slots;
  std::uint64_t reach[slots];
  for (unsigned slot = 0; slot < slots; ++slot) {
    reach[slot] = lengths.more_than(static_cast<int>(slot));
  }
  const auto gathered = [](std::uint64_t dealt) {
    for (unsigned distance = 1; distance < slots; distance *= 2) dealt |= dealt >> distance;
    return _pext_u64(dealt, first_slots);
  };
  Answers result;
  for (unsigned parent = 0; parent < 64; parent += parents) {
    std::uint64_t rows = 0;
    for (unsigned slot = 0; slot < slots; ++slot) {
      rows |= _pdep_u64(reach[slot] >> parent, first_slots << slot);
    }
    const std::uint64_t yes = bits_from(operand.yes, words, first[parent] - first_row);
    const std::uint64_t no = bits_from(operand.no, words, first[parent] - first_row);
    result.certain |= gathered(_pdep_u64(yes, rows)) << parent;
    result.possible |= gathered(_pdep_u64(~no, rows)) << parent;
  }
  return result;
}

/// The answers of `count` <= 64 parents with any number of rows.
Answers answers_one_by_one(Planes operand, const std::uint32_t* first, std::size_t first_row,
                           std::size_t count) {
  Answers result;
  for (std::size_t parent = 0; parent < count; ++parent) {
    std::uint64_t certain = 0;
    std::uint64_t possible = 0;
    const std::size_t last = first[parent + 1] - first_row;
    for (std::size_t row = first[parent] - first_row; row < last;) {
      // The parent's rows within one word.
      const std::size_t end = lesser(last, (row / 64 + 1) * 64);
      const std::uint64_t here = ~std::uint64_t{0} >> (64 - (end - row));
      certain |= operand.yes[row / 64] >> (row % 64) & here;
      possible |= ~operand.no[row / 64] >> (row % 64) & here;
      row = end;
    }
    result.certain |= std::uint64_t{certain != 0} << parent;
    result.possible |= std::uint64_t{possible != 0} << parent;
  }
  return result;
}

Answers answers_of_word(Planes operand, std::size_t words, const std::uint32_t* first,
                        std::size_t first_row, std::size_t count) {
  if (count < 64) return answers_one_by_one(operand, first, first_row, count);
  const Lengths lengths(first);
  const std::uint32_t longest = lengths.longest();
  if (longest <= 2) return answers<2>(operand, words, first, first_row, lengths);
  if (longest <= most_slots) {
    return answers<most_slots>(operand, words, first, first_row, lengths);
  }
  return answers_one_by_one(operand, first, first_row, count);
}

}  // namespace

void some_row_x86_64_v3(Planes operand, const Link& link, OutputPlanes result) {
  const std::size_t words = (link.rows - link.first_row + 63) / 64;
  for (std::size_t word = 0; 64 * word < link.parents; ++word) {
    const std::size_t count = lesser(64, link.parents - 64 * word);
    const Answers found =
        answers_of_word(operand, words, link.first + 64 * word, link.first_row, count);
    result.yes[word] = found.certain;
    result.no[word] = ~found.possible & link.known[word];
  }
}

}  // namespace nansen::runtime

#endif

// Operations on planes. Included by one file for each kind of processor, in a namespace of its own,
// NANSEN_PROCESSOR; nothing of the standard library is used, whose inline functions would else be
// compiled for a processor that is not there.
#pragma once

#include "compiler/blockwise/operation.h"

namespace nansen::blockwise::NANSEN_PROCESSOR {

using Word = std::uint64_t;

inline const Word* plane(const Call& call, std::byte* const* memory, std::size_t operand) {
  return reinterpret_cast<const Word*>(memory[call.operands[operand]]);
}
inline Word* result_plane(const Call& call, std::byte* const* memory) {
  return reinterpret_cast<Word*>(memory[call.result]);
}

/// A function that works out word after word by `Each::of` from words of `operands` planes.
template <typename Each, int operands>
void plane_function(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Word* const a = plane(call, memory, 0);
  const Word* const b = operands > 1 ? plane(call, memory, 1) : a;
  const Word* const c = operands > 2 ? plane(call, memory, 2) : a;
  const Word* const d = operands > 3 ? plane(call, memory, 3) : a;
  Word* __restrict const result = result_plane(call, memory);
  // Whole blocks of eight words: there is no rest to look after.
  for (std::size_t block = 0; block < rows / 64; block += 8) {
    for (std::size_t word = block; word < block + 8; ++word) {
      if constexpr (operands == 1) result[word] = Each::of(a[word]);
      if constexpr (operands == 2) result[word] = Each::of(a[word], b[word]);
      if constexpr (operands == 3) result[word] = Each::of(a[word], b[word], c[word]);
      if constexpr (operands == 4) result[word] = Each::of(a[word], b[word], c[word], d[word]);
    }
  }
}

struct Same {
  static Word of(Word a) { return a; }
};
struct AllOf {
  static Word of(Word a, Word b) { return a & b; }
  static Word of(Word a, Word b, Word c) { return a & b & c; }
  static Word of(Word a, Word b, Word c, Word d) { return a & b & c & d; }
};
struct AnyOf {
  static Word of(Word a, Word b) { return a | b; }
  static Word of(Word a, Word b, Word c) { return a | b | c; }
  static Word of(Word a, Word b, Word c, Word d) { return a | b | c | d; }
};
struct FirstOnly {
  static Word of(Word a, Word b) { return a & ~b; }
};
struct OddOneOf {
  static Word of(Word a, Word b) { return a ^ b; }
  static Word of(Word a, Word b, Word c) { return a ^ b ^ c; }
};
struct MostOf {
  static Word of(Word a, Word b, Word c) { return (a & b) | ((a ^ b) & c); }
};
struct KnownOfSelected {
  static Word of(Word yes, Word no, Word a, Word b) { return (yes & a) | (no & b); }
};

/// By the number of operands: of one of `Each::of`'s forms.
template <typename Each>
void plane_function_of_some(const Call& call, std::byte* const* memory, std::size_t rows) {
  if (call.operand_count == 2) {
    plane_function<Each, 2>(call, memory, rows);
  } else if (call.operand_count == 3) {
    plane_function<Each, 3>(call, memory, rows);
  } else {
    plane_function<Each, 4>(call, memory, rows);
  }
}

inline void odd_one(const Call& call, std::byte* const* memory, std::size_t rows) {
  if (call.operand_count == 2) {
    plane_function<OddOneOf, 2>(call, memory, rows);
  } else {
    plane_function<OddOneOf, 3>(call, memory, rows);
  }
}

}  // namespace nansen::blockwise::NANSEN_PROCESSOR

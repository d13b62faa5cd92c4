// This file alone is compiled for x86-64-v3; set_bits.cpp calls it where the processor is one.
// Nothing of the standard library is used, as in some_rows_x86_64_v3.cpp.
#if defined(__x86_64__)

#include "runtime/set_bits_lanes.h"

namespace nansen::runtime {

std::int64_t count_words_x86_64_v3(const std::uint64_t* plane, std::size_t words) {
  std::int64_t sum = 0;
  for (std::size_t word = 0; word < words; ++word) sum += __builtin_popcountll(plane[word]);
  return sum;
}

}  // namespace nansen::runtime

#endif

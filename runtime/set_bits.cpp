#include "runtime/set_bits.h"

#include <bit>

#include "runtime/processor.h"
#include "runtime/set_bits_lanes.h"

namespace nansen::runtime {
namespace {

CountWords count_words() {
#if defined(__x86_64__)
  if (processor() == Processor::X86_64_V4 && __builtin_cpu_supports("avx512vpopcntdq")) {
    return count_words_x86_64_v4;
  }
  if (processor() >= Processor::X86_64_V3) return count_words_x86_64_v3;
#endif
  return count_words_portable;
}

}  // namespace

std::int64_t count_words_portable(const std::uint64_t* plane, std::size_t words) {
  std::int64_t sum = 0;
  for (std::size_t word = 0; word < words; ++word) sum += std::popcount(plane[word]);
  return sum;
}

std::int64_t count_set_bits(const std::uint64_t* plane, std::size_t rows) {
  static const CountWords count = count_words();
  const std::size_t rest = rows % 64;
  std::int64_t sum = count(plane, rows / 64);
  if (rest != 0) sum += std::popcount(plane[rows / 64] & ((std::uint64_t{1} << rest) - 1));
  return sum;
}

}  // namespace nansen::runtime

// Set bits are counted alike on any processor, and none past the last row.
#include "runtime/set_bits.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "runtime/processor.h"
#include "runtime/set_bits_lanes.h"

namespace nansen::runtime {
namespace {

std::vector<std::uint64_t> some_words(std::size_t count) {
  std::mt19937_64 random(count);
  std::vector<std::uint64_t> words(count);
  for (std::uint64_t& word : words) word = random();
  return words;
}

std::int64_t one_by_one(const std::vector<std::uint64_t>& words, std::size_t rows) {
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < rows; ++row) sum += words[row / 64] >> (row % 64) & 1;
  return sum;
}

TEST(SetBits, AreCountedUpToTheLastRow) {
  const std::vector<std::uint64_t> words = some_words(40);
  for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 511U, 512U, 513U, 1000U, 2560U}) {
    EXPECT_EQ(count_set_bits(words.data(), rows), one_by_one(words, rows)) << rows;
  }
}

#if defined(__x86_64__)
TEST(SetBits, AreCountedAlikeOnAnyProcessor) {
  if (processor() == Processor::Portable) GTEST_SKIP() << "not on this processor";
  for (std::size_t count = 0; count < 40; ++count) {
    const std::vector<std::uint64_t> words = some_words(count);
    const std::int64_t expected = one_by_one(words, 64 * count);
    EXPECT_EQ(count_words_portable(words.data(), count), expected);
    EXPECT_EQ(count_words_x86_64_v3(words.data(), count), expected);
    if (processor() != Processor::X86_64_V4 || !__builtin_cpu_supports("avx512vpopcntdq")) continue;
    EXPECT_EQ(count_words_x86_64_v4(words.data(), count), expected);
  }
}
#endif

}  // namespace
}  // namespace nansen::runtime

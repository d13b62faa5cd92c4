// Counting by group on any processor, past the point where small counters would overflow.
#include "runtime/group_counter.h"

#include <gtest/gtest.h>

#include <random>

#include "runtime/group_counter_lanes.h"

namespace nansen::runtime {
namespace {

TEST(GroupCounter, CountsMoreRowsOfOneGroupThanFitSixteenBits) {
  const std::vector<std::uint64_t> all(GroupCounter::most_rows / 64, ~std::uint64_t{0});
  const std::vector<std::byte> codes(GroupCounter::most_rows, std::byte{3});
  const std::uint64_t* const planes[] = {all.data(), all.data()};
  GroupCounter counter(5, 2, true);
  for (int turn = 0; turn < 50; ++turn) {
    counter.add({all.data(), codes.data(), 1}, planes, GroupCounter::most_rows);
  }
  const auto rows = static_cast<std::int64_t>(50 * GroupCounter::most_rows);
  EXPECT_EQ(counter.counts(), (std::vector<std::int64_t>{0, 0, 0, rows, 0, 0, 0, 0, rows, 0}));
  EXPECT_EQ(counter.totals(), (std::vector<std::int64_t>{0, 0, 0, rows, 0}));
}

// A code that no member has, as in tables that were not checked.
TEST(GroupCounter, TakesACodeThatIsNoGroupForNotKnown) {
  const std::vector<std::uint64_t> all(8, ~std::uint64_t{0});
  std::vector<std::byte> codes(512, std::byte{1});
  codes[7] = std::byte{200};
  const std::uint64_t* const planes[] = {all.data()};
  GroupCounter counter(3, 1, true);
  counter.add({all.data(), codes.data(), 1}, planes, 512);
  EXPECT_EQ(counter.counts(), (std::vector<std::int64_t>{0, 511, 1}));
  EXPECT_EQ(counter.totals(), (std::vector<std::int64_t>{0, 511, 1}));
}

#if defined(__x86_64__)
TEST(GroupCounter, GathersTheSameRowsOnAnyProcessor) {
  if (!__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512vbmi2")) {
    GTEST_SKIP() << "not on this processor";
  }
  std::mt19937_64 random(1);
  for (std::size_t count = 1; count <= 8; ++count) {
    std::vector<std::vector<std::uint64_t>> bits(count, std::vector<std::uint64_t>(8));
    std::vector<const std::uint64_t*> planes;
    for (auto& plane : bits) {
      for (std::uint64_t& word : plane) word = random() & random();
      planes.push_back(plane.data());
    }
    std::vector<std::uint64_t> wanted(8);
    for (std::uint64_t& word : wanted) word = random();
    std::vector<std::uint8_t> codes(512);
    for (std::uint8_t& code : codes) code = static_cast<std::uint8_t>(random());
    GroupedRows portable;
    GroupedRows wide;
    gather_rows_portable(planes.data(), count, wanted.data(), codes.data(), portable);
    gather_rows_x86_64_v4(planes.data(), count, wanted.data(), codes.data(), wide);
    ASSERT_EQ(portable.count, wide.count);
    for (std::size_t row = 0; row < wide.count; ++row) {
      EXPECT_EQ(portable.codes[row], wide.codes[row]);
      EXPECT_EQ(portable.planes[row], wide.planes[row]);
    }
  }
}
#endif

}  // namespace
}  // namespace nansen::runtime

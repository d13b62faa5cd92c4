// The loops for each processor give what the plain ones do.
#include "compiler/arrow/lanes.h"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/processor.h"
#include "tests/support/random/random.h"

namespace nansen::arrow {
namespace {

std::vector<const Lanes*> others() {
  std::vector<const Lanes*> all;
#if defined(__x86_64__)
  if (runtime::processor() >= runtime::Processor::X86_64_V3) all.push_back(&x86_64_v3::lanes());
  if (runtime::processor() >= runtime::Processor::X86_64_V4) all.push_back(&x86_64_v4::lanes());
#endif
  return all;
}

class Loops : public testing::Test {
 protected:
  void SetUp() override {
    for (std::byte& byte : source_) byte = static_cast<std::byte>(random_.below(256));
    for (std::size_t word = 0; word < known_.size(); ++word) {
      known_[word] = word % 3 == 0 ? ~std::uint64_t{0} : random_.below(SIZE_MAX);
    }
  }
  test::Random random_{5};
  std::vector<std::byte> source_ = std::vector<std::byte>(9000);
  std::vector<std::uint64_t> known_ = std::vector<std::uint64_t>(16);
};

TEST_F(Loops, BringNumbersToTheirWidth) {
  for (std::size_t kind = 0; kind < whole_kinds; ++kind) {
    for (std::size_t width = 0; width < 4; ++width) {
      for (const std::size_t count : {0U, 1U, 63U, 64U, 65U, 512U, 1000U}) {
        for (const bool nulls : {false, true}) {
          const Limits limits{kind % 2 == 0 ? -100 : 3, 120, 7};
          const std::uint64_t* known = nulls ? known_.data() : nullptr;
          std::vector<std::byte> wanted(8192);
          const bool good = portable::lanes().numbers[kind][width](source_.data() + 1, known, count,
                                                                   limits, wanted.data());
          for (const Lanes* lanes : others()) {
            std::vector<std::byte> found(8192);
            EXPECT_EQ(
                lanes->numbers[kind][width](source_.data() + 1, known, count, limits, found.data()),
                good);
            EXPECT_EQ(found, wanted);
          }
        }
      }
    }
  }
}

TEST_F(Loops, LookUpInMapsOfAnySize) {
  for (std::size_t kind = 0; kind < whole_kinds; ++kind) {
    for (std::size_t width = 0; width < 3; ++width) {
      for (const std::size_t size : {1U, 5U, 16U, 17U, 100U}) {
        for (const bool nulls : {false, true}) {
          const std::size_t index_bytes = std::size_t{1} << (kind / 2);
          std::vector<std::byte> indices(8 * 1000);
          for (std::size_t row = 0; row < 1000; ++row) {
            indices[row * index_bytes] = static_cast<std::byte>(random_.below(size));
          }
          std::vector<std::byte> map(4 * size);
          for (std::byte& byte : map) byte = static_cast<std::byte>(random_.below(256));
          const std::uint64_t* known = nulls ? known_.data() : nullptr;
          std::vector<std::byte> wanted(4096);
          EXPECT_TRUE(portable::lanes().lookups[kind][width](indices.data(), known, 1000,
                                                             map.data(), size, wanted.data()));
          for (const Lanes* lanes : others()) {
            std::vector<std::byte> found(4096);
            EXPECT_TRUE(lanes->lookups[kind][width](indices.data(), known, 1000, map.data(), size,
                                                    found.data()));
            EXPECT_EQ(found, wanted) << size << " entries";
            // One that lies beyond.
            const std::byte kept = indices[0];
            indices[0] = static_cast<std::byte>(size);
            EXPECT_FALSE(lanes->lookups[kind][width](indices.data(), nullptr, 1000, map.data(),
                                                     size, found.data()));
            indices[0] = kept;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace nansen::arrow

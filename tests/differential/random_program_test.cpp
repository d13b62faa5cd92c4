// Random provisions, from their text to native code, against oracles that read the typed program.
#include <gtest/gtest.h>

#include "compiler/layout/layout.h"
#include "tests/differential/asked_program.h"
#include "tests/differential/engines.h"
#include "tests/support/random/random_batch.h"

namespace nansen::test {
namespace {

class RandomProgram : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomProgram, MeansWhatItsRulesSay) {
  Random random(GetParam());
  const AskedProgram asked = ask_random_program(random);
  ASSERT_EQ(asked.errors, "") << asked.text;
  ASSERT_FALSE(asked.definitions.empty()) << asked.text;
  EXPECT_EQ(program::verify(asked.program), std::vector<std::string>()) << asked.text;
  EXPECT_EQ(differs_from_oracles(asked, random, 40), "");
  EXPECT_EQ(takes_answers_back(asked, random, 20), "");
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomProgram, testing::Range<std::uint64_t>(0, 30));

TEST(RandomPrograms, AreAnsweredAlikeByAllEngines) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    Random random(seed);
    const AskedProgram asked = ask_random_program(random);
    ASSERT_EQ(asked.errors, "");
    ASSERT_EQ(layout::too_wide(asked.module), std::vector<ir::ValueId>());
    Engines engines(asked.module);
    for (const std::size_t rows : {1U, 65U, 600U}) {
      const runtime::Batch batch = random_batch(asked.module, random, {.rows = rows});
      ASSERT_EQ(engines.disagreement(batch), "") << asked.text;
    }
  }
}

}  // namespace
}  // namespace nansen::test

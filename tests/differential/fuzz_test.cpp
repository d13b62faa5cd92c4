// The random tests at length: NANSEN_FUZZ_SECONDS=600 test_differential --gtest_filter='Fuzz.*'
// goes on for ten minutes from a seed that the clock gives, which a failure names.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "compiler/ir/ir.h"
#include "compiler/layout/layout.h"
#include "tests/differential/asked_program.h"
#include "tests/differential/engines.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

using Clock = std::chrono::steady_clock;

/// Calls `once(seed)` with one seed after the other until the time is up or a test has failed.
template <typename Once>
void for_as_long_as_asked(Once once) {
  const char* asked = std::getenv("NANSEN_FUZZ_SECONDS");
  if (asked == nullptr) GTEST_SKIP() << "NANSEN_FUZZ_SECONDS is not set";
  const auto end = Clock::now() + std::chrono::seconds(std::atoi(asked));
  const auto clock = std::chrono::system_clock::now().time_since_epoch();
  auto seed = static_cast<std::uint64_t>(clock.count());
  std::size_t rounds = 0;
  for (; Clock::now() < end && !testing::Test::HasFailure(); ++seed, ++rounds) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    once(seed);
  }
  testing::Test::RecordProperty("rounds", static_cast<int>(rounds));
}

TEST(Fuzz, ModulesReadBackAndAreAnsweredAlike) {
  for_as_long_as_asked([](std::uint64_t seed) {
    Random random(seed);
    const ir::Module module =
        random_module(random, {.instructions = 5 + random.below(150), .outputs = 6});
    ir::Module again;
    std::string error;
    ASSERT_TRUE(ir::parse(ir::print(module), again, error)) << error;
    ASSERT_EQ(again, module);
    Engines engines(module);
    const BatchOptions options{.rows = 1 + random.below(1100),
                               .unknown_percent = random.below(101)};
    ASSERT_EQ(engines.disagreement(random_batch(module, random, options)), "");
  });
}

TEST(Fuzz, ProgramsMeanWhatTheirRulesSay) {
  for_as_long_as_asked([](std::uint64_t seed) {
    Random random(seed);
    const AskedProgram asked = ask_random_program(random);
    ASSERT_EQ(asked.errors, "") << asked.text;
    if (asked.definitions.empty()) return;
    ASSERT_EQ(differs_from_oracles(asked, random, 30), "");
    ASSERT_EQ(takes_answers_back(asked, random, 30), "");
    if (!layout::too_wide(asked.module).empty() || !random.chance(10)) return;
    Engines engines(asked.module);
    ASSERT_EQ(engines.disagreement(random_batch(asked.module, random, {.rows = 600})), "")
        << asked.text;
  });
}

}  // namespace
}  // namespace nansen::test

// Random sheets over random scenarios: what compiled code decides is what the interpreter says, to
// the last digit and person. A number of scenarios can be asked for: see ./dev fuzz.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/support/random/sheet_answers.h"
#include "tests/support/random/sheets.h"

namespace nansen::test {
namespace {

struct Trial {
  std::size_t rows = 12;
  std::size_t count = 20;
  bool optimise = false;
};

/// A random sheet over random scenarios; empty iff compiled code and interpreter agree.
std::string try_sheet(std::uint64_t seed, const Trial& trial, SheetCounts& counts) {
  Random random(seed);
  const ir::Sheet sheet = random_sheet(
      random,
      {.operations = 20 + random.below(60), .outputs = 1 + random.below(5), .refused_percent = 10});
  const runtime::Scenarios scenarios = random_scenarios(
      sheet, random,
      {.rows = 1 + random.below(trial.rows), .count = 1 + random.below(trial.count)});
  std::string error;
  const auto evaluator = backend::compile(sheet, {.optimise = trial.optimise}, error);
  if (evaluator == nullptr) return error;
  std::vector<int> digits;
  for (std::size_t output = 0; output < sheet.outputs.size(); ++output) {
    digits.push_back(static_cast<int>(random.below(7)));
  }
  const std::string found = sheet_disagreement(sheet, *evaluator, scenarios, digits, counts);
  return found.empty() ? found : found + "\n" + ir::print(sheet);
}

class CompiledSheets : public testing::TestWithParam<std::uint64_t> {};

TEST_P(CompiledSheets, AreAnsweredByCompiledCodeAsByTheInterpreter) {
  SheetCounts counts;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const Trial trial{.optimise = seed == 0};
    ASSERT_EQ(try_sheet(GetParam() * 1000 + seed, trial, counts), "") << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CompiledSheets, testing::Range<std::uint64_t>(0, 30));

TEST(FuzzSheets, AreAnsweredByCompiledCodeAsByTheInterpreter) {
  const char* asked = std::getenv("NANSEN_FUZZ_SCENARIOS");
  if (asked == nullptr) GTEST_SKIP() << "NANSEN_FUZZ_SCENARIOS is not set";
  const std::size_t wanted = std::strtoull(asked, nullptr, 10);
  auto seed =
      static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  SheetCounts counts;
  while (counts.scenarios < wanted) {
    ASSERT_EQ(try_sheet(seed, {.rows = 30, .count = 400}, counts), "") << "seed " << seed;
    ++seed;
  }
  std::cout << counts.scenarios << " scenarios, " << counts.answered << " without an error, "
            << counts.undecided << " of these left to the interpreter\n";
}

}  // namespace
}  // namespace nansen::test

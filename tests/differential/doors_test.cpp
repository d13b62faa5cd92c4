// Random programs and batches through every door of this process. At length:
// NANSEN_FUZZ_DOORS_SECONDS=1800 test_differential --gtest_filter='FuzzDoors.*', which is what
// `./dev fuzz doors` does, goes on from a seed that the clock gives; NANSEN_FUZZ_DOORS_SEED asks
// for one seed alone. What differs is written to the file fuzz/doors-SEED.txt of the build folder;
// the seed at work stands in fuzz/doors-running.txt, for whoever finds the process ended.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <optional>

#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "tests/differential/doors.h"
#include "tests/support/arrow/arrow_tables.h"
#include "tests/support/files.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::optional<std::uint64_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

fs::path fuzz_folder() {
  const fs::path folder = testing_support::binary_directory() / "fuzz";
  fs::create_directories(folder);
  return folder;
}

/// Rows at which blocks, words and their tails begin and end, and others.
std::size_t draw_rows(Random& random) {
  if (random.chance(50)) {
    return random.pick(std::vector<std::size_t>{1, 2, 63, 64, 65, 511, 512, 513, 1023, 1024, 1025});
  }
  return 1 + random.below(3000);
}

runtime::Batch draw_batch(const ir::Module& module, Random& random) {
  const BatchOptions options{
      .rows = draw_rows(random),
      .unknown_percent = random.pick(std::vector<std::size_t>{0, 10, 30, 100}),
      .absent_rows = false};
  return as_arrow_can_say(module, random_batch(module, random, options));
}

/// What differs, with what it takes to see it again; empty iff nothing does.
std::string disagreement_of(std::uint64_t seed) {
  Random random(seed);
  if (seed % 2 == 0) {
    const ir::Module module =
        random_module(random, {.instructions = 5 + random.below(120), .outputs = 6});
    Doors doors(module);
    for (int batch = 0; batch < 3; ++batch) {
      const std::string found = doors.disagreement(draw_batch(module, random), random);
      if (!found.empty()) return found + "\n" + ir::print(module);
    }
    return "";
  }
  const AskedProgram asked = ask_random_program(random);
  if (!asked.errors.empty()) return asked.errors + asked.text;
  if (asked.definitions.empty() || !layout::too_wide(asked.module).empty()) return "";
  if (!layout::too_wide(passes::normalise(asked.module)).empty()) return "";
  const testing_support::ScratchFolder folder;
  Doors doors(asked, folder.path());
  for (int batch = 0; batch < 4; ++batch) {
    const std::string found = doors.disagreement(draw_batch(asked.module, random), random);
    if (!found.empty()) return found + "\n" + asked.text;
  }
  return "";
}

void run(std::uint64_t seed) {
  const fs::path folder = fuzz_folder();
  testing_support::write_file(folder / "doors-running.txt", std::to_string(seed) + "\n");
  const std::string found = disagreement_of(seed);
  if (found.empty()) return;
  testing_support::write_file(folder / ("doors-" + std::to_string(seed) + ".txt"), found);
  ADD_FAILURE() << "seed " << seed << ": " << found;
}

TEST(Doors, AnswerRandomProgramsAlike) {
  for (std::uint64_t seed = 0; seed < 16; ++seed) run(seed);
}

TEST(FuzzDoors, AnswerRandomProgramsAlike) {
  if (const auto seed = number_in("NANSEN_FUZZ_DOORS_SEED")) return run(*seed);
  const auto seconds = number_in("NANSEN_FUZZ_DOORS_SECONDS");
  if (!seconds) GTEST_SKIP() << "NANSEN_FUZZ_DOORS_SECONDS is not set";
  const auto end = Clock::now() + std::chrono::seconds(*seconds);
  const auto clock = std::chrono::system_clock::now().time_since_epoch();
  const auto first = static_cast<std::uint64_t>(clock.count()) / 1'000'000;
  std::uint64_t seed = first;
  // A few differences are worth more than one; many are mostly the same.
  for (std::size_t failures = 0; Clock::now() < end && failures < 5; ++seed) {
    const bool failed_before = HasFailure();
    run(seed);
    if (HasFailure() && !failed_before) ++failures;
  }
  std::printf("%llu programs and modules, from seed %llu on\n",
              static_cast<unsigned long long>(seed - first),
              static_cast<unsigned long long>(first));
}

}  // namespace
}  // namespace nansen::test

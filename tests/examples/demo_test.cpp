// One test an example that shows what it prints: examples/X/demo.sh must print examples/X/demo.txt.
// It runs in a copy of all examples, for the tables that some take from others.
// NANSEN_UPDATE_GOLDENS=1 writes demo.txt.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

/// The folders of examples whose demonstration has a transcript.
std::vector<std::string> demonstrations() {
  std::vector<std::string> names;
  for (const fs::path& folder : folders_in(source_directory() / "examples")) {
    if (fs::exists(folder / "demo.txt")) names.push_back(folder.filename().string());
  }
  return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

class Demonstration : public testing::TestWithParam<std::string> {};

TEST_P(Demonstration, PrintsItsTranscript) {
  const fs::path folder = source_directory() / "examples" / GetParam();
  const ScratchFolder scratch;
  fs::copy(folder.parent_path(), scratch.path(), fs::copy_options::recursive);
  const ProcessResult result = run_command("sh demo.sh", scratch.path() / GetParam());
  EXPECT_EQ(result.status, 0);
  if (updating_goldens()) write_file(folder / "demo.txt", result.output);
  const std::string changed =
      difference(read_file(folder / "demo.txt").value_or(""), result.output);
  EXPECT_TRUE(changed.empty()) << "- demo.txt, + printed\n" << changed;
}

INSTANTIATE_TEST_SUITE_P(All, Demonstration, testing::ValuesIn(demonstrations()), test_name);

TEST(Demonstrations, AreThoseOfSharingOfTheArrangementsOfTimeRightsAndMembershipAndOfDrafts) {
  const std::vector<std::string> expected{"ammr_2026",        "arrangements", "drafts",
                                          "eu_key_2015",      "koenigstein",  "membership",
                                          "mimc_footnote_48", "rights",       "timelines"};
  EXPECT_EQ(demonstrations(), expected);
}

}  // namespace
}  // namespace nansen

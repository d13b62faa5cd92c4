// The drafts of examples/drafts beside what their texts say by themselves.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/examples/sharing.h"

namespace nansen {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

const std::string decided_cases =
    "--cases ../regimes/cases.csv --table nationalities=../regimes/nationalities.csv "
    "--table State=../regimes/states.csv";

/// The answers by case.
std::map<std::string, std::string> answers(const std::string& arguments) {
  std::map<std::string, std::string> found;
  for (const auto& row : rows_of("nansen run " + arguments, folder_of("drafts"))) {
    found[row.at(0)] = row.at(1);
  }
  return found;
}

TEST(Drafts, TheConventionAsTheProtocolAmendsItAnswersAsTheProtocolOverEveryDecidedCase) {
  for (const std::string& name : std::vector<std::string>{"refugee", "refugee_in_country_of_asylum",
                                                          "refoulement_prohibited"}) {
    const auto amended = answers("convention_1951 --draft refugee_protocol.treaty " +
                                 decided_cases + " --define convention_1951." + name);
    EXPECT_EQ(amended,
              answers("protocol_1967 " + decided_cases + " --define protocol_1967." + name))
        << name;
    EXPECT_EQ(amended.size(), 44U);
  }
}

}  // namespace
}  // namespace nansen

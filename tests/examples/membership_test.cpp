// How many of the 196 States each instrument binds on a day, beside counts made of the lists of
// parties alone.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/examples/sharing.h"

namespace nansen {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

/// How many States `instrument` binds on `day`, by answer.
std::map<std::string, int> bound(const std::string& instrument, const std::string& day) {
  std::map<std::string, int> counts;
  for (const auto& row : rows_of("nansen run " + instrument + " --cases states.csv --as-of " + day +
                                     " --define " + instrument + ".binds.State",
                                 folder_of("membership"))) {
    ++counts[row.at(1)];
  }
  return counts;
}

struct Count {
  std::string instrument;
  std::string day;
  int yes;
  int undetermined = 0;  // where two lists of parties differ
};

TEST(Membership, BindsAsManyStatesAsTheListsOfPartiesHave) {
  for (const Count& count : std::vector<Count>{
           {"convention_1951", "1954-04-21", 0},
           {"convention_1951", "1960-01-01", 22},
           {"convention_1951", "1975-06-01", 64},
           {"convention_1951", "2000-06-15", 134},
           {"convention_1951", "2026-11-22", 146},
           {"protocol_1967", "1967-10-03", 0},
           {"protocol_1967", "1975-06-01", 58},
           {"protocol_1967", "2000-06-15", 135},
           {"protocol_1967", "2026-11-22", 147},
           {"oau_1969", "1974-06-19", 0},
           {"oau_1969", "1975-06-01", 15, 2},
           {"oau_1969", "2026-11-22", 46, 2},
           {"qualification_directive_2011", "2014-01-01", 25},
           {"qualification_directive_2011", "2026-07-01", 0},
           {"qualification_regulation_2024", "2026-06-30", 0},
           {"qualification_regulation_2024", "2026-07-01", 26},
           {"temporary_protection_2001", "2014-01-01", 27},
           {"temporary_protection_2001", "2026-11-22", 26},
       }) {
    std::map<std::string, int> expected;
    if (count.yes > 0) expected["yes"] = count.yes;
    if (count.undetermined > 0) expected["undetermined"] = count.undetermined;
    expected["no"] = 197 - count.yes - count.undetermined;  // the country of origin among them
    EXPECT_EQ(bound(count.instrument, count.day), expected) << count.instrument << " " << count.day;
  }
}

TEST(Membership, BindsTowardARefugeeOfLaterEventsByTheProtocolAlone) {
  // Who fled in 1956 or after is owed the rights of articles 3 to 34 only where the Protocol binds:
  // never by Saint Kitts and Nevis, and by no State before 1967.
  const auto owed_in = [](const std::string& state, const std::string& day) {
    for (const auto& row :
         rows_of("nansen run convention_1951_rights --cases persecuted.csv --table "
                 "nationalities=persecuted_nationalities.csv --table State=states.csv "
                 "--bound-only --as-of " +
                     day + " --define convention_1951_rights.beneficiary",
                 folder_of("membership"))) {
      if (row.at(0) == state) return row.at(1);
    }
    return std::string();
  };
  EXPECT_EQ(owed_in("Germany", "1960-06-01"), "no");
  EXPECT_EQ(owed_in("Germany", "1975-06-01"), "yes");
  EXPECT_EQ(owed_in("St. Kitts & Nevis", "2026-11-22"), "no");
  EXPECT_EQ(owed_in("US", "2026-11-22"), "yes");
}

}  // namespace
}  // namespace nansen

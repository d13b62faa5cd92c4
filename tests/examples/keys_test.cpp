// The keys of the library beside published figures, worked out from what the command writes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/examples/sharing.h"

namespace nansen {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

const ByState& may() {
  static const ByState table = table_of("eu_key_2015", "states_may.csv");
  return table;
}

TEST(KeysOfMay2015, LieWithinThreeHundredthsOfAPointOfTheAgenda) {
  const ByState keys = allocate("eu_key_2015",
                                "eu_key_may_2015 --formula eu_key_may_2015.relocation_key --states "
                                "states_may.csv --digits 12");
  EXPECT_EQ(keys.size(), 25u);
  const double deviation = mean_deviation(keys, may(), "published_240");
  EXPECT_LE(deviation, 0.03);
  EXPECT_NEAR(deviation, 0.0145, 0.0001);
}

TEST(KeysOfMay2015, LieWithinThreeHundredthsOfAPointOfTheProposal) {
  const ByState keys = allocate("eu_key_2015",
                                "eu_key_may_2015 --formula com_2015_286.emergency_key --states "
                                "states_may.csv --digits 12");
  EXPECT_EQ(keys.size(), 23u);
  const double deviation = mean_deviation(keys, may(), "published_286");
  EXPECT_LE(deviation, 0.03);
  EXPECT_NEAR(deviation, 0.0182, 0.0001);
}

TEST(KeysOfMay2015, CountYearsThatCroatiaDidNotReportAsNone) {
  const ByState zero = allocate("eu_key_2015",
                                "eu_key_may_2015 --formula eu_key_may_2015.relocation_key --states "
                                "states_may.csv --digits 12");
  EXPECT_NEAR(100 * number(zero, "HRV", "share"), 1.73, 0.01);
  const ByState averaged =
      allocate("eu_key_2015",
               "comparison.treaty --formula averaged_key --states states_may.csv "
               "--digits 12");
  EXPECT_NEAR(100 * number(averaged, "HRV", "share"), 1.17, 0.01);
}

TEST(KeysOfMay2015, GiveBothPublishedColumnsOfPersonsFromOneKey) {
  for (const std::string column : {"italy", "greece"}) {
    const ByState persons =
        allocate("eu_key_2015", "comparison.treaty --formula one_key --states states_may.csv");
    double total = 0;
    for (const auto& [state, row] : persons) {
      EXPECT_EQ(row.at("column_of_" + column + "_quota"),
                may().at(state).at("allocated_from_" + column))
          << state;
      total += number(persons, state, "column_of_" + column + "_quota");
    }
    EXPECT_EQ(total, column == "italy" ? 23998 : 16000);
  }
}

TEST(KeyOfSeptember2015, LiesNearThePublishedNumbersWithItsCeiling) {
  const ByState published = table_of("eu_key_2015", "states_september.csv");
  const auto apart = [&](const std::string& setting) {
    const ByState keys = allocate("eu_key_2015",
                                  "eu_key_september_2015 --formula com_2015_451.relocated --states "
                                  "states_september.csv" +
                                      setting);
    EXPECT_EQ(keys.size(), 22u);
    double sum = 0;
    for (const auto& [state, row] : keys) {
      sum += std::abs(number(keys, state, "quota") - number(published, state, "published_451"));
    }
    return sum;
  };
  const double as_proposed = apart("");
  EXPECT_LT(as_proposed, 410);
  EXPECT_GT(apart(" --set ceiling=15%"), 5 * as_proposed) << "30 % of the mean";
  EXPECT_GT(apart(" --set ceiling=10000%"), 40 * as_proposed) << "no ceiling that cuts";
}

constexpr const char* with_grechs_columns =
    " --states states_september.csv --column unemployment_rate=unemployment_july_2015 --digits 12";

TEST(GrechsKeys, HaveFactorsWhoseMeanIsOne) {
  const ByState keys = allocate(
      "eu_key_2015", std::string("grech_2017 --formula alternative_key") + with_grechs_columns);
  EXPECT_EQ(keys.size(), 32u);
  double asylum = 0;
  double unemployment = 0;
  for (const auto& [state, row] : keys) {
    asylum += number(keys, state, "asylum_factor");
    unemployment += number(keys, state, "unemployment_factor");
  }
  EXPECT_NEAR(asylum / 32, 1, 1e-9);
  EXPECT_NEAR(unemployment / 32, 1, 1e-9);
}

TEST(GrechsKeys, ShiftNoStateByMoreThanHeSaysWithACeilingOfTheMean) {
  const auto most_shifted = [](const std::string& setting) {
    const ByState keys =
        allocate("eu_key_2015", std::string("grech_2017 --formula commission_key") +
                                    with_grechs_columns + setting);
    double most = 0;
    for (const auto& [state, row] : keys) {
      most = std::max(most, number(keys, state, "share") / number(keys, state, "base") - 1);
    }
    return most;
  };
  EXPECT_NEAR(most_shifted(""), 0.0206, 0.0001);
  EXPECT_GT(most_shifted(" --set ceiling=60%"), 0.03) << "30 % of the sum";
}

TEST(KoenigsteinKey, IsThePublishedOne) {
  for (const std::string year : {"2014", "2015"}) {
    const std::string file = "laender_" + year + ".csv";
    const ByState keys = allocate("koenigstein", "koenigstein --states " + file + " --digits 12");
    EXPECT_EQ(keys.size(), 16u);
    EXPECT_LT(mean_deviation(keys, table_of("koenigstein", file), "published_key"), 0.0001);
    double received = 0;
    for (const auto& [land, row] : keys) received += number(keys, land, "quota");
    EXPECT_EQ(received, 100000);
  }
}

TEST(FirstPoolOfTheAmmr, SharesOutWholly) {
  const ByState shares = allocate("ammr_2026",
                                  "ammr_2024 --formula fair_share --states states.csv --set "
                                  "relocations_in_pool=21000 --digits 12");
  EXPECT_EQ(shares.size(), 26u);
  double persons = 0;
  for (const auto& [state, row] : shares) persons += number(shares, state, "quota");
  EXPECT_EQ(persons, 21000);
}

TEST(NoteFortyEight, CannotBeHadByPopulationAtTwoFifths) {
  const ByState alone = allocate(
      "mimc_footnote_48", "footnote.treaty --formula by_population_alone --states world_2014.csv");
  EXPECT_EQ(alone.at("CHN").at("cannot_be"), "yes");
  EXPECT_GT(number(alone, "CHN", "by_population_alone"), 8035 * 1.1);
}

TEST(NoteFortyEight, CannotBeHadByAnyWeights) {
  const ByState wealth = allocate(
      "mimc_footnote_48", "footnote.treaty --formula by_wealth_at_least --states world_2014.csv");
  EXPECT_EQ(wealth.at("USA").at("cannot_be"), "yes");
}

}  // namespace
}  // namespace nansen

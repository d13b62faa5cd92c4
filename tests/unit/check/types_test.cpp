// Types and units: what goes with what, and what is said where it does not.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

Names expression(const std::string& words) {
  return Checked::body("article 1 { define x of Person as " + words + " }").complaints();
}

std::string shown(const std::string& words) {
  return Checked::body("article 1 { define x of Person as " + words + " }").printed("x").substr(32);
}

TEST(Types, ComparisonsOfOneType) {
  EXPECT_EQ(expression("age is at least 18"), Names{});
  EXPECT_EQ(expression("degree is at least low"), Names{});
  EXPECT_EQ(expression("arrived is on or before left"), Names{});
  EXPECT_EQ(expression("stay is more than 3 years"), Names{});
  EXPECT_EQ(expression("quota is less than 30%"), Names{});
  EXPECT_EQ(expression("asylum is home"), Names{});
  EXPECT_EQ(expression("asylum.parent is home.parent"), Names{"ReferencesOfTwoRows"});
  EXPECT_EQ(expression("asylum is 5"), Names{"TypeMismatch"});
}

TEST(Types, UnitsMustAgree) {
  EXPECT_EQ(expression("hosted + income is at least 5 USD"), Names{"UnitMismatch"});
  EXPECT_EQ(expression("hosted is at least 5"), Names{"UnitMismatch"});
  EXPECT_EQ(expression("hosted is at least 5 persons"), Names{});
  EXPECT_EQ(expression("hosted is more than 0"), Names{});
  EXPECT_EQ(expression("hosted is at least 5 people"), Names{"UnknownName"});
}

TEST(Types, ProductsMultiplyUnits) {
  const Checked checked = Checked::body(R"(article 1 {
    define price of Person : integer in USD as 20 USD per persons * hosted })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(expression("age * age is at least 5"), Names{"ProductOfUnknowns"});
  EXPECT_EQ(expression("2 * age is at least 5"), Names{});
  EXPECT_EQ(expression("30% of income is at least 5 USD"), Names{});
}

TEST(Types, OnlyOrderedEnumerationsHaveDegrees) {
  EXPECT_EQ(expression("main_ground is at least race"), Names{"NotOrdered"});
}

TEST(Types, DatesAndNumbersHaveTheirOwnWords) {
  EXPECT_EQ(expression("arrived is at least 2020-01-01"), Names{"WrongComparisonWord"});
  EXPECT_EQ(expression("age is before 5"), Names{"WrongComparisonWord"});
}

TEST(Types, DaysAndMonthsDoNotMix) {
  EXPECT_EQ(expression("wait is at least 2 months"), Names{"DaysWithMonths"});
  EXPECT_EQ(expression("left - arrived is at least 90 days"), Names{});
  EXPECT_EQ(expression("arrived + 30 days is before left"), Names{});
  EXPECT_EQ(expression("arrived + 1 month is before left"), Names{"MonthsAddedToDate"});
  EXPECT_EQ(expression("arrived + left is before left"), Names{"TypeMismatch"});
}

TEST(Types, ADayThatDoesNotExistIsRefused) {
  EXPECT_EQ(expression("arrived is before 2023-02-29"), Names{"ImpossibleDate"});
}

TEST(Types, TruthsAreNotCompared) {
  EXPECT_EQ(expression("a is b"), Names{"TruthsCompared"});
  EXPECT_EQ(shown("a is no"), "not a\n");
  EXPECT_EQ(shown("a is yes"), "a\n");
}

TEST(Types, SetsAreNotCompared) {
  EXPECT_EQ(expression("grounds is grounds"), Names{"SetsCompared"});
  EXPECT_EQ(expression("age is empty"), Names{"TypeMismatch"});
}

TEST(Types, ConditionsAreYesOrNo) {
  EXPECT_EQ(expression("age"), Names{"TypeMismatch"});
  EXPECT_EQ(expression("a and age"), Names{"TypeMismatch"});
}

TEST(Types, YearsAreStoredAsMonths) {
  const Checked checked = Checked::body("");
  for (const program::Fact& fact : checked.program.facts) {
    if (fact.name != "stay") continue;
    EXPECT_TRUE(fact.in_years);
    EXPECT_TRUE(fact.type.in_months);
    EXPECT_EQ(fact.range.greatest, 12 * program::period_limit);
  }
  EXPECT_EQ(shown("stay is at least 3 years"), "(stay is at least 36 months)\n");
}

TEST(Types, ConstantsAreFolded) {
  EXPECT_EQ(shown("age is at least 2 * 9"), "(age is at least 18)\n");
  EXPECT_EQ(shown("age is at least 20 - 2"), "(age is at least 18)\n");
}

TEST(Types, RangesMustHoldSomething) {
  EXPECT_EQ(Checked({"entity E { n : integer from 5 to 1 }"}).complaints(), Names{"EmptyRange"});
  EXPECT_EQ(Checked({"entity E { n : integer from 0 to 9000000000000001 }"}).complaints(),
            Names{"RangeTooWide"});
  EXPECT_EQ(Checked({"entity E { n : integer from 0.5 to 2 }"}).complaints(),
            Names{"BoundTooFine"});
}

TEST(Types, SetsHaveAtMost64Members) {
  std::string members = "m0";
  for (int index = 1; index <= 64; ++index) members += ", m" + std::to_string(index);
  EXPECT_EQ(
      Checked({"enumeration Big { " + members + " } entity E { s : set of Big }"}).complaints(),
      Names{"SetTooLarge"});
}

TEST(Types, DefinitionsGiveNoSets) {
  EXPECT_EQ(
      Checked::body("article 1 { define s of Person : set of Ground as grounds }").complaints(),
      Names{"UnsuitedDefinitionType"});
  EXPECT_EQ(
      Checked::body("article 1 { define n of Person : integer from 0 to 3 as age }").complaints(),
      Names{"RangeOnDefinition"});
}

TEST(Types, AWholeNumberServesAsADecimal) {
  EXPECT_EQ(Checked::body("article 1 { define n of Person : decimal as age }").complaints(),
            Names{});
  EXPECT_EQ(Checked::body("article 1 { define n of Person : integer as quota }").complaints(),
            Names{"TypeMismatch"});
}

}  // namespace
}  // namespace nansen

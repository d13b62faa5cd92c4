// Rules that give values: conflicts, settlements, and cases without a value.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

Checked values(const std::string& rules) {
  return Checked::body("article 1 { define v of Person : Degree { " + rules + " } }");
}

TEST(Settle, TwoRulesWithoutAnOrderConflict) {
  const Checked checked = values("(1) where a : low (2) where b : high otherwise : none");
  EXPECT_EQ(checked.complaints(), Names{"ConflictingRules"});
  EXPECT_NE(checked.only().message.find("art. 1(1) and i, art. 1(2)"), std::string::npos);
}

TEST(Settle, RulesThatExcludeOneAnotherDoNot) {
  EXPECT_EQ(values("where a : low where b and not a : high otherwise : none").complaints(),
            Names{});
  EXPECT_EQ(values("where age is less than 18 : low where age is at least 18 : high").complaints(),
            Names{});
  EXPECT_EQ(values("where degree is none : low where degree is at least low : high").complaints(),
            Names{});
}

TEST(Settle, OneValueNeedsNoOrder) {
  EXPECT_EQ(values("where a : low where b : low otherwise : none").complaints(), Names{});
}

TEST(Settle, TheMostFavourableNeedsAnOrderedType) {
  EXPECT_EQ(values("where a : low where b : high otherwise : none the most favourable applies")
                .complaints(),
            Names{});
  EXPECT_EQ(Checked::body(R"(article 1 { define v of Person : Ground {
    where a : race where b : religion otherwise : opinion the most favourable applies } })")
                .complaints(),
            Names{"NothingMoreFavourable"});
}

TEST(Settle, EveryCaseNeedsAValue) {
  EXPECT_EQ(values("where a : low").complaints(), Names{"MissingOtherwise"});
  EXPECT_EQ(values("where a : low where not a : high").complaints(), Names{});
  EXPECT_EQ(values("where a : low where not a : high otherwise : none").complaints(),
            Names{"OtherwiseNeverReached"});
}

TEST(Settle, TheNarrowerRulePrevails) {
  const Checked checked =
      values("(1) where a : low (2) where a and b : high otherwise : none lex specialis applies");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("v").find("[i, art. 1(2)] by settlement\n        where r2 holds"),
            std::string::npos);
  EXPECT_EQ(
      values("where a : low where b : high otherwise : none lex specialis applies").complaints(),
      Names{"ConflictingRules"});
}

std::string two(const std::string& first, const std::string& second,
                const std::string& settlement) {
  return std::string(vocabulary) + "instrument i { " + first +
         " article 1 { define v of Person : Degree { where a : low otherwise : none " + settlement +
         " } } } instrument j { " + second + " article 2 { i.v also provides high where b } }";
}

TEST(Settle, TheHigherInstrumentPrevails) {
  const Checked checked({two("rank 2", "rank 1", "lex superior applies")});
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("v").find("[j, art. 2] by settlement"), std::string::npos);
  EXPECT_EQ(Checked({two("rank 1", "rank 1", "lex superior applies")}).complaints(),
            Names{"ConflictingRules"});
  EXPECT_EQ(Checked({two("rank 1", "", "lex superior applies")}).complaints(),
            Names{"UnplacedInstrument"});
}

TEST(Settle, TheLaterInstrumentPrevails) {
  const Checked checked({two("adopted 1951-07-28", "adopted 1967-01-31", "lex posterior applies")});
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("v").find("[j, art. 2] by settlement"), std::string::npos);
}

TEST(Settle, AConnectiveComesBeforeASettlement) {
  const Checked checked = values(
      "(1) notwithstanding (2), where a : low (2) where a and b : high otherwise : none "
      "lex specialis applies");
  // The wider rule prevails by its own words, so the narrower one never gives its value.
  EXPECT_EQ(checked.printed("v").find("by settlement"), std::string::npos);
}

TEST(Settle, ManyRulesThatExcludeOneAnotherAreSeenTo) {
  std::string definitions;
  for (int at = 0; at < 20; ++at) {
    definitions += "define v" + std::to_string(at) + " of Person : integer { ";
    for (int number = 0; number < 190; ++number) {
      definitions += "where hosted is " + std::to_string(number) +
                     " persons : " + std::to_string(number) + " ";
    }
    definitions += "otherwise : 1000 } ";
  }
  EXPECT_EQ(Checked::body("article 1 { " + definitions + " }").complaints(), Names{});
}

}  // namespace
}  // namespace nansen

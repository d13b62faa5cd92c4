// Subject to, notwithstanding, without prejudice to: what each amounts to, and what is refused.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

Checked text(const std::string& words) { return Checked::body(words); }

TEST(Connectives, ADefinitionSubjectToAnotherGetsAnException) {
  const Checked checked = text(R"(
    article 1 { subject to article 2, define x of Person as a }
    article 2 { define y of Person as b })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where a\n"
            "    exception r2 [i, art. 2] by subject to\n"
            "      where i.y\n");
  ASSERT_EQ(checked.program.order.size(), 2U);
  EXPECT_EQ(checked.program.definitions[checked.program.order[0]].name, "y");
}

TEST(Connectives, ADefinitionNotwithstandingAnotherIsAnExceptionToIt) {
  const Checked checked = text(R"(
    article 1 { notwithstanding y, define x of Person as a }
    article 2 { define y of Person as b })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("y"),
            "  base r1 [i, art. 2]\n"
            "    where b\n"
            "    exception r2 [i, art. 1] by notwithstanding\n"
            "      where i.x\n");
}

TEST(Connectives, AWayInNotwithstandingAnExceptionIsSpared) {
  const Checked checked = text(R"(
    article 1 { define x of Person as a }
    article 2 { notwithstanding article 3, x also applies where b }
    article 3 { x does not apply where c })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("x").find("exception r2 [i, art. 3] spares r1\n"), std::string::npos);
}

TEST(Connectives, AnExceptionWithoutPrejudiceToAWayInSparesIt) {
  const Checked checked = text(R"(
    article 1 { define x of Person as a }
    article 2 { x also applies where b }
    article 3 { without prejudice to article 2, x does not apply where c }
    article 4 { without prejudice to article 1, x does not apply where d })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("x").find("exception r2 [i, art. 3] spares r1\n"), std::string::npos);
  EXPECT_NE(checked.printed("x").find("exception r3 [i, art. 4] spares r0\n"), std::string::npos);
}

TEST(Connectives, AnExceptionSubjectToAWayInYieldsWhereItHolds) {
  const Checked checked = text(R"(
    article 1 { define x of Person as a }
    article 2 { x also applies where b }
    article 3 { subject to article 2, x does not apply where c })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(
      checked.printed("x").find("exception r3 [i, art. 2] by subject to\n        where r1 holds"),
      std::string::npos);
}

TEST(Connectives, AnExceptionNotwithstandingItsLiftIsNotLifted) {
  const Checked checked = text(R"(
    article 1 { define x of Person as a }
    article 2 { notwithstanding article 3, x does not apply where b }
    article 3 { (z) article 2 does not apply where c })");
  // The lift is then without effect, and that is said.
  EXPECT_EQ(checked.complaints(), Names{"ExceptionNeverMatters"});
  EXPECT_NE(checked.printed("x").find("exception r2 [i, art. 3(z)] spares r1\n"),
            std::string::npos);
}

TEST(Connectives, WhatIsAnExceptionAlreadyPrevailsAsItStands) {
  const Checked checked = text(R"(
    article 1 { subject to article 2, define x of Person as a }
    article 2 { x does not apply where b })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where a\n"
            "    exception r1 [i, art. 2]\n"
            "      where b\n");
}

TEST(Connectives, ValueRulesYieldToOneAnother) {
  const Checked checked = text(R"(article 1 { define v of Person : Degree {
    (1) where a : low
    (2) notwithstanding (1), where b : high
    (3) subject to (1) and (2), where c : none
    otherwise : none } })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("v").find("[i, art. 1(2)] by notwithstanding\n        where r2 holds"),
            std::string::npos);
  EXPECT_NE(checked.printed("v").find("[i, art. 1(1)] by subject to\n        where r1 holds"),
            std::string::npos);
}

TEST(Connectives, WhatContainsAProvisionIsNotSetOverIt) {
  EXPECT_EQ(text(R"(article 1 { define x of Person as a }
    article 2 { subject to article 1, x also applies where b })")
                .complaints(),
            Names{"ConnectiveSaysNothing"});
  EXPECT_EQ(text(R"(article 1 { define x of Person as a }
    article 2 { subject to x, x does not apply where b })")
                .complaints(),
            Names{"ConnectiveSaysNothing"});
  EXPECT_EQ(text(R"(
    article 1 { subject to y, define v of Person : integer as age }
    article 2 { define y of Person as b })")
                .complaints(),
            Names{"ConnectiveSaysNothing"});
}

TEST(Connectives, TwoThatYieldToOneAnotherAreRefused) {
  EXPECT_EQ(text(R"(
    article 1 { subject to y, define x of Person as a }
    article 2 { subject to x, define y of Person as b })")
                .complaints(),
            Names{"OpposedConnectives"});
  EXPECT_EQ(text(R"(article 1 { define x of Person as a }
    article 2 { without prejudice to article 3, notwithstanding article 3,
      x does not apply where b }
    article 3 { define y of Person as c })")
                .complaints(),
            Names{"OpposedConnectives"});
}

TEST(Connectives, ACircleOfThreeNamesThemAll) {
  const Checked checked = text(R"(article 1 { define v of Person : Degree {
    (1) subject to (2), where a : low
    (2) subject to (3), where b : high
    (3) subject to (1), where c : none
    otherwise : none } })");
  EXPECT_EQ(checked.complaints(), Names{"ConnectiveCycle"});
  for (const std::string place : {"art. 1(1)", "art. 1(2)", "art. 1(3)"}) {
    EXPECT_NE(checked.only().message.find(place), std::string::npos);
  }
}

TEST(Connectives, WhatHoldsOfOneRowCannotPrevailOverTheWhole) {
  EXPECT_EQ(text(R"(
    article 1 {
      define x of Person as for some n in nationalities : any of { (h) n.protects (k) a }
    }
    article 2 { subject to article 1 (h), define y of Person as b })")
                .complaints(),
            Names{"RuleOfOneRow"});
}

TEST(Connectives, AnUnknownSiblingIsReported) {
  EXPECT_EQ(text(R"(article 1 { define v of Person : Degree {
    (1) subject to (4), where a : low
    otherwise : none } })")
                .complaints(),
            Names{"UnknownAddress"});
}

TEST(Connectives, ProvisionsThatNeverMeetNeedNone) {
  EXPECT_EQ(text(R"(
    article 1 { subject to article 2, define x of Person as a and b }
    article 2 { define y of Person as c and not a })")
                .complaints(),
            Names{"ConnectiveNeverMatters"});
}

}  // namespace
}  // namespace nansen

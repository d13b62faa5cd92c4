// Text that says nothing is found, and text that says something is not.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

Names found(const std::string& condition) {
  return Checked::body("article 1 { define x of Person as " + condition + " }").complaints();
}

TEST(DeadText, ConditionsThatExcludeOneAnother) {
  EXPECT_EQ(found("a and not a"), Names{"NeverMet"});
  EXPECT_EQ(found("age is more than 60 and age is less than 18"), Names{"NeverMet"});
  EXPECT_EQ(found("age is more than 17 and age is less than 19"), Names{});
  EXPECT_EQ(found("age is more than 17 and age is less than 18"), Names{"NeverMet"});
  EXPECT_EQ(found("main_ground is race and main_ground is religion"), Names{"NeverMet"});
  EXPECT_EQ(found("degree is high and degree is less than low"), Names{"NeverMet"});
  EXPECT_EQ(found("grounds includes race and grounds is empty"), Names{"NeverMet"});
  EXPECT_EQ(found("arrived is before 2000-01-01 and arrived is after 2010-01-01"),
            Names{"NeverMet"});
}

TEST(DeadText, NumbersOutOfTheirRange) {
  EXPECT_EQ(found("age is more than 150"), Names{"NeverMet"});
  EXPECT_EQ(found("age is at least 0"), Names{"AlwaysMet"});
  EXPECT_EQ(found("age is at least 150"), Names{});
}

TEST(DeadText, DefinitionsAreTakenApart) {
  EXPECT_EQ(Checked::body(R"(article 1 { define x of Person as y and not a
    define y of Person as a and b })")
                .complaints(),
            Names{"NeverMet"});
}

TEST(DeadText, TheHeadIsNamedAndNotWhatContainsIt) {
  const Checked checked = Checked::body(
      "article 1 { define x of Person as all of { (fear) a (dead) all of { b, not b } } }");
  EXPECT_EQ(checked.complaints(), Names{"NeverMet"});
  EXPECT_EQ(checked.only().provision, "i, art. 1(dead)");
}

TEST(DeadText, AHeadThatTheRestExcludes) {
  const Checked checked = Checked::body(
      "article 1 { define x of Person as all of { (a) not a (b) any of { (i) b (ii) all of { a, c "
      "} "
      "} } }");
  EXPECT_EQ(checked.complaints(), Names{"NeverMetHere"});
  EXPECT_EQ(checked.only().provision, "i, art. 1(b)(ii)");
}

TEST(DeadText, AHeadThatRepeatsAnother) {
  const Checked checked =
      Checked::body("article 1 { define x of Person as any of { (i) a (ii) b (iii) a } }");
  EXPECT_EQ(checked.complaints(), Names{"RepeatedHead"});
  EXPECT_EQ(checked.only().provision, "i, art. 1(iii)");
  EXPECT_EQ(found("any of { (i) a (ii) a and b }"), Names{"HeadAddsNothing"});
  EXPECT_EQ(found("all of { (i) a (ii) a and b }"), Names{"HeadAddsNothing"});
  EXPECT_EQ(found("any of { (i) a and b (ii) a and c }"), Names{});
  EXPECT_EQ(found("none of { (i) a (ii) b }"), Names{});
}

TEST(DeadText, HeadsThatTellCasesApartSaySo) {
  EXPECT_EQ(found("any of { (5) all of { a, not b } (6) all of { a, b, c } }"), Names{});
}

TEST(DeadText, ExceptionsThatCannotFire) {
  EXPECT_EQ(found("a unless b and not b"), Names{"ExceptionNeverFires"});
  EXPECT_EQ(found("a unless b unless b"), Names{"ExceptionNeverFires"});
  EXPECT_EQ(found("a unless b unless c"), Names{});
}

TEST(DeadText, ExceptionsToWhatDoesNotHoldAnyway) {
  EXPECT_EQ(found("a and b unless c and not a"), Names{"ExceptionNeverMatters"});
  EXPECT_EQ(found("a unless not a or b"), Names{});
}

TEST(DeadText, AnExceptionToSeveralRulesIsDeadOnlyIfItIsSoEverywhere) {
  EXPECT_EQ(Checked::body(R"(
    chapter II { article 1 { define x of Person as a } article 2 { define y of Person as b } }
    article 3 { chapter II does not apply where c and not a })")
                .complaints(),
            Names{});
}

TEST(DeadText, WhatIsSaidOnPurposeIsNotReported) {
  EXPECT_EQ(Checked::body(R"(article 1 { define x of Person as no x also applies where b })")
                .complaints(),
            Names{});
}

TEST(DeadText, OtherRowsAreOtherCases) {
  EXPECT_EQ(found("asylum.safe and not asylum.parent.safe"), Names{});
  EXPECT_EQ(found("asylum.safe and not asylum.safe"), Names{"NeverMet"});
  EXPECT_EQ(found("(for some n in nationalities : n.protects) and "
                  "not (for some m in nationalities : m.protects)"),
            Names{"NeverMet"});
}

TEST(DeadText, HeadsInsideAQuantifierAreJudgedByTheirOwnRowsOnly) {
  EXPECT_EQ(found("for some n in nationalities : any of { (i) n.protects and n.country.safe "
                  "(ii) n.protects and not n.country.safe }"),
            Names{});
  EXPECT_EQ(found("for some n in nationalities : any of { (i) n.protects "
                  "(ii) n.protects and not n.protects }"),
            Names{"NeverMet"});
}

TEST(DeadText, ADefinitionThatItsExceptionsLeaveToNoOne) {
  EXPECT_EQ(found("a unless a"), Names{"CoversNoOne"});
  EXPECT_EQ(found("a and b unless a"), Names{"CoversNoOne"});
  EXPECT_EQ(found("a unless a and b"), Names{});
  EXPECT_EQ(Checked::body("article 1 { define x of Person as a }\n"
                          "article 2 { x does not apply where a }\n"
                          "article 3 { x also applies where b }")
                .complaints(),
            Names{});
}

TEST(DeadText, AConditionWithoutALabelIsNotItsHead) {
  const Checked checked = Checked::body(
      "article 1 { define x of Person as any of { (x) at least 2 of { a and not a, b, c } } }");
  EXPECT_EQ(checked.complaints(), Names{"NeverMet"});
  EXPECT_NE(checked.only().message.find("a condition of i, art. 1(x)"), std::string::npos);
}

/// Facts of their own, and a definition over them.
Names found_among(const std::string& facts, const std::string& condition) {
  return Checked({"vocabulary v entity P { " + facts +
                  " } instrument i { uses v define x of P as " + condition + " }"})
      .complaints();
}

TEST(DeadText, WhatIsTooHardToSeeInAllQuestionsTogetherIsNotSaid) {
  // Eleven pigeons in ten holes, none with another.
  std::string facts;
  std::string heads;
  for (int pigeon = 0; pigeon < 11; ++pigeon) {
    std::string holes;
    for (int hole = 0; hole < 10; ++hole) {
      const std::string at = "_" + std::to_string(hole);
      const std::string fact = "f" + std::to_string(pigeon) + at;
      facts += fact + " : boolean ";
      holes += (hole == 0 ? "" : ", ") + fact;
      for (int other = 0; other < pigeon; ++other) {
        heads += ", not (" + fact + " and f" + std::to_string(other) + at + ")";
      }
    }
    heads += ", any of { " + holes + " }";
  }
  EXPECT_EQ(found_among(facts, "all of { " + heads.substr(2) + " }"), Names{});
}

TEST(DeadText, ManyHeadsOverOneFactAreLookedThrough) {
  std::string heads;
  for (int number = 0; number < 500; ++number) {
    heads += "(h" + std::to_string(number) + ") n is not " + std::to_string(number) + " ";
  }
  EXPECT_EQ(found_among("n : integer", "all of { " + heads + "}"), Names{});
  EXPECT_EQ(found_among("n : integer", "all of { " + heads + "(last) n is not 7 }"),
            Names{"RepeatedHead"});
}

}  // namespace
}  // namespace nansen

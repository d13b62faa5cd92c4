// What can hold together, asked of small provisions.

#include "compiler/logic/logic.h"

#include <gtest/gtest.h>

#include "compiler/check/check.h"
#include "compiler/syntax/parse.h"

namespace nansen::logic {
namespace {

constexpr const char* vocabulary = R"(
vocabulary people
enumeration Ground { race, religion, opinion }
enumeration Place { land, sea }
ordered enumeration Degree { none < little < much < extreme }
entity Child { safe : boolean }
entity Person {
  fear : boolean
  outside : boolean
  grounds : set of Ground
  place : Place
  degree : Degree
  other_degree : Degree
  age : integer from 0 to 120
  height : decimal from 0 to 3
  born : date
  left : date
  leave : period in days
  children : rows of Child
}
)";

/// `a`, `b`, ... are definitions of Person with the given conditions.
class LogicTest : public testing::Test {
 protected:
  Literal literal(const std::string& name) {
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      const auto& definition = program_.definitions[program::DefinitionId(index)];
      if (definition.name == name) return logic_->holds(definition.root);
    }
    ADD_FAILURE() << "no definition " << name;
    return {};
  }
  void provisions(const std::string& text) {
    const FileId file = sources_.add(
        "test.treaty", vocabulary + ("instrument draft { uses people article 1 {" + text + "} }"));
    std::vector<ast::File> files;
    files.push_back(syntax::parse(sources_, file, emitter_));
    program_ = check::check(files, sources_, emitter_);
    for (const Diagnostic& diagnostic : emitter_.diagnostics()) {
      // Dead text is what these tests are about: only what cannot be read is a mistake of a test.
      ASSERT_GE(static_cast<int>(diagnostic.code), 4000) << diagnostic.message;
    }
    logic_ = std::make_unique<Logic>(program_);
  }
  /// Two conditions that the checker need not look at together.
  Answer together(const std::string& one, const std::string& other) {
    provisions("define a of Person as " + one + "\ndefine b of Person as " + other);
    return logic_->together({literal("a"), literal("b")});
  }
  Answer differ(const std::string& one, const std::string& other) {
    provisions("define a of Person as " + one + "\ndefine b of Person as " + other);
    return logic_->differ(literal("a"), literal("b"));
  }

  SourceFiles sources_;
  Emitter emitter_;
  program::Program program_;
  std::unique_ptr<Logic> logic_;
};

TEST_F(LogicTest, ATruthAndItsOppositeCannotHoldTogether) {
  EXPECT_EQ(together("fear", "not fear"), Answer::Cannot);
}

TEST_F(LogicTest, TwoFactsCan) { EXPECT_EQ(together("fear", "not outside"), Answer::Can); }

TEST_F(LogicTest, AnEnumerationHoldsOneMemberAtATime) {
  EXPECT_EQ(together("place is land", "place is sea"), Answer::Cannot);
}

TEST_F(LogicTest, AnEnumerationHoldsSomeMember) {
  EXPECT_EQ(together("place is not land", "place is not sea"), Answer::Cannot);
}

TEST_F(LogicTest, ASetHoldsSeveralMembers) {
  EXPECT_EQ(together("grounds includes race", "grounds includes religion"), Answer::Can);
}

TEST_F(LogicTest, AnEmptySetIncludesNothing) {
  EXPECT_EQ(together("grounds is empty", "grounds includes race"), Answer::Cannot);
}

TEST_F(LogicTest, ThresholdsKeepTheirOrder) {
  EXPECT_EQ(together("degree is at least much", "degree is at most little"), Answer::Cannot);
  EXPECT_EQ(together("degree is at least little", "degree is little"), Answer::Can);
}

TEST_F(LogicTest, OrderedFactsCompareWithEachOther) {
  EXPECT_EQ(together("degree is at least other_degree", "degree is less than other_degree"),
            Answer::Cannot);
  EXPECT_EQ(
      together("degree is at least other_degree and other_degree is extreme", "degree is much"),
      Answer::Cannot);
}

TEST_F(LogicTest, ConstantsThatAFactIsComparedWithKeepTheirOrder) {
  EXPECT_EQ(together("age is at least 18", "age is less than 10"), Answer::Cannot);
  EXPECT_EQ(together("born is before 2000-01-01", "born is after 1999-12-31"), Answer::Cannot);
  EXPECT_EQ(together("born is on or before 2000-01-01", "born is after 1999-12-31"), Answer::Can);
}

TEST_F(LogicTest, WholeNumbersHaveNothingBetweenThemAndDecimalsDo) {
  EXPECT_EQ(together("age is more than 17", "age is less than 18"), Answer::Cannot);
  EXPECT_EQ(together("height is more than 1", "height is less than 2"), Answer::Can);
}

TEST_F(LogicTest, NumbersStayWithinTheirRange) {
  EXPECT_EQ(together("age is more than 120", "fear"), Answer::Cannot);
  EXPECT_EQ(together("age is at most 120", "fear"), Answer::Can);
}

TEST_F(LogicTest, LinesOverOneFactAreSolvedForIt) {
  EXPECT_EQ(together("2 * age + 1 is more than 41", "age is at most 20"), Answer::Cannot);
  EXPECT_EQ(together("10 - age is at least 5", "age is more than 5"), Answer::Cannot);
}

TEST_F(LogicTest, ADateWithAFixedPeriodAddedIsADayOfTheCalendar) {
  EXPECT_EQ(together("born + 30 days is before 2000-01-31", "born is on or after 2000-01-01"),
            Answer::Cannot);
  EXPECT_EQ(together("born + 30 days is on or before 2000-01-31", "born is on or after 2000-01-01"),
            Answer::Can);
  EXPECT_EQ(together("born - 30 days is after 2000-01-01", "born is on or before 2000-01-31"),
            Answer::Cannot);
  EXPECT_EQ(together("born + 1 month rounding down is on or before 2023-02-28",
                     "born is after 2023-01-31"),
            Answer::Cannot);
  EXPECT_EQ(
      together("born + 1 month rounding down is on or before 2023-02-28", "born is 2023-01-31"),
      Answer::Can);
  EXPECT_EQ(together("born + 1 month rounding up is on or before 2023-02-28", "born is 2023-01-31"),
            Answer::Cannot);
}

TEST_F(LogicTest, WhatIsAddedToADayThatDoesNotComeIsLost) {
  EXPECT_EQ(together("born is never", "not (born + 30 days is after born)"), Answer::Can);
  EXPECT_EQ(together("born is never", "born - 30 days is before 9999-12-01"), Answer::Cannot);
  EXPECT_EQ(together("born is before 9999-12-31", "born - 30 days is before 9999-12-01"),
            Answer::Can);
  EXPECT_EQ(together("born is before 2000-01-01", "born + 30 days is never"), Answer::Cannot);
  EXPECT_EQ(together("born is 9999-12-30", "born + 30 days is never"), Answer::Can);
  // Nor does anything lie before the first day of the calendar.
  EXPECT_EQ(together("born is 0001-01-01", "born - 30 days is 0001-01-01"), Answer::Can);
}

TEST_F(LogicTest, TheEarliestOfDatesIsOneOfThem) {
  EXPECT_EQ(together("least of { born, left } is before 2000-01-01",
                     "born is after 2000-01-01 and left is after 2000-01-01"),
            Answer::Cannot);
  EXPECT_EQ(together("least of { born, left } is before 2000-01-01", "born is after 2000-01-01"),
            Answer::Can);
  EXPECT_EQ(together("greatest of { born, left } is before 2000-01-01", "left is 2000-01-01"),
            Answer::Cannot);
}

TEST_F(LogicTest, TheDayAskedIsOneDay) {
  EXPECT_EQ(together("the day asked is before 2000-01-01", "2000-01-01 is before the day asked"),
            Answer::Cannot);
  EXPECT_EQ(together("the day asked is before 2000-01-01", "born is after 2000-01-01"),
            Answer::Can);
}

TEST_F(LogicTest, DatesOfTheSameWordsAreTheSame) {
  EXPECT_EQ(together("born + leave is before 2000-01-01", "born + leave is after 2000-01-01"),
            Answer::Cannot);
  EXPECT_EQ(together("born + leave is before 2000-01-01", "born - leave is after 2000-01-01"),
            Answer::Can);
  EXPECT_EQ(together("born + 6 days is before left", "not (born + 6 days is before left)"),
            Answer::Cannot);
  EXPECT_EQ(together("born + 6 days is before left",
                     "not (born + 6 months rounding down is before left)"),
            Answer::Can);
  EXPECT_EQ(together("born + 6 months rounding up is before left",
                     "not (born + 6 months rounding down is before left)"),
            Answer::Can);
}

TEST_F(LogicTest, AtLeastCountsItsHeads) {
  EXPECT_EQ(together("at least 2 of { fear, outside, place is sea }", "none of { fear, outside }"),
            Answer::Cannot);
}

TEST_F(LogicTest, TheSameWordsOverRowsAreTheSameTruthWhateverTheVariable) {
  EXPECT_EQ(together("for every x in children : x.safe", "not (for every y in children : y.safe)"),
            Answer::Cannot);
  EXPECT_EQ(together("for every x in children : x.safe", "not (for some y in children : y.safe)"),
            Answer::Can);
}

TEST_F(LogicTest, ASetIsGoneThroughMemberByMember) {
  EXPECT_EQ(together("for some g in grounds : g is race", "not (grounds includes race)"),
            Answer::Cannot);
}

TEST_F(LogicTest, EqualFormulasNeverDiffer) {
  EXPECT_EQ(differ("not (fear and outside)", "not fear or not outside"), Answer::Cannot);
  EXPECT_EQ(differ("fear and outside", "fear"), Answer::Can);
}

TEST_F(LogicTest, ExceptionsDefeatAndLiftsRestore) {
  provisions(R"(
    define a of Person as fear
    a does not apply where outside unless place is sea
    define b of Person as fear and (not outside or place is sea)
  )");
  EXPECT_EQ(logic_->differ(literal("a"), literal("b")), Answer::Cannot);
}

TEST_F(LogicTest, ARuleCanBeAssumedAway) {
  provisions("define a of Person as any of { (x) fear (y) fear and outside }");
  const program::Rule& root = program_.rules[program_.definitions[program::DefinitionId(0)].root];
  const auto& heads = program_.expressions[root.condition].heads;
  ASSERT_EQ(heads.size(), 2u);
  const program::RuleId id = program_.definitions[program::DefinitionId(0)].root;
  // Without (y) nothing changes, for (x) says as much; without (x) something does.
  EXPECT_EQ(logic_->differ(logic_->holds(id), logic_->holds_if(id, heads[1], false)),
            Answer::Cannot);
  EXPECT_EQ(logic_->differ(logic_->holds(id), logic_->holds_if(id, heads[0], false)), Answer::Can);
}

TEST_F(LogicTest, ABodyOverRowsIsAnotherForEachMemberThatItSpeaksOf) {
  EXPECT_EQ(
      together("for some g in grounds : (for some x in children : g is race and x.safe)",
               "not (for every g in grounds : (for some x in children : g is race and x.safe))"),
      Answer::Can);
}

TEST_F(LogicTest, QuantifiersOverSetsInsideOneAnotherAreSharedWhereTheySpeakOfLittle) {
  std::string deep;
  for (int depth = 0; depth < 60; ++depth) {
    deep += "for some g" + std::to_string(depth) + " in grounds : ";
  }
  EXPECT_EQ(together(deep + "fear", "not fear"), Answer::Cannot);
  EXPECT_EQ(together(deep + "fear", "outside"), Answer::Can);
}

TEST_F(LogicTest, BeyondItsWorkEveryQuestionIsTooHard) {
  provisions("define a of Person as fear\ndefine b of Person as not fear");
  Logic small(program_, 1000);
  const Literal fear = small.holds(program_.definitions[program::DefinitionId(0)].root);
  int answered = 0;
  while (small.together({fear, -fear}) == Answer::Cannot && answered < 1000) ++answered;
  EXPECT_GT(answered, 0);
  EXPECT_LT(answered, 1000);
  EXPECT_TRUE(small.exhausted());
  EXPECT_EQ(small.differ(fear, fear), Answer::TooHard);
  EXPECT_EQ(small.together({fear}), Answer::TooHard);
}

TEST_F(LogicTest, ManyHeadsAreCountedFromTheShorterSide) {
  std::string heads;
  for (int at = 0; at < 100; ++at) {
    heads += (at == 0 ? "" : ", ") + ("age is " + std::to_string(at));
  }
  EXPECT_EQ(together("at least 99 of { " + heads + " }", "fear"), Answer::Cannot);
}

}  // namespace
}  // namespace nansen::logic

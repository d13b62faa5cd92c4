// The headline says in correct sentences what the numbers say.
#include "compiler/page/words.h"

#include <gtest/gtest.h>

#include "compiler/compare/outcome_words.h"
#include "tests/support/outcome/sample.h"

namespace nansen::page {
namespace {

using compare::Outcome;
using compare::Subject;
using testing_support::small_outcome;

/// Of the persons from each answer (yes, undetermined, no) to each.
std::string headline(const std::vector<std::vector<std::int64_t>>& persons, bool weighted = true) {
  const auto sentences = headlines(small_outcome(persons, weighted));
  return sentences.size() == 1 ? sentences[0] : "not one sentence";
}

TEST(Headline, SaysHowManyMoreAndThatNoneAreFewer) {
  EXPECT_EQ(headline({{400, 0, 0}, {5, 0, 0}, {32, 0, 763}}),
            "Of 1,200 persons, 37 more are covered by \"climate_head\" and none fewer.");
}

TEST(Headline, SpeaksOfOne) {
  EXPECT_EQ(headline({{1, 0, 0}, {0, 0, 0}, {1, 0, 0}}),
            "Of 2 persons, 1 more is covered by \"climate_head\" and none fewer.");
  EXPECT_EQ(headline({{0, 0, 1}, {0, 0, 0}, {0, 0, 0}}),
            "Of 1 person, 1 fewer is covered by \"climate_head\" and none more.");
}

TEST(Headline, SaysWhoIsNewAndWhoIsNoLonger) {
  EXPECT_EQ(headline({{10, 1, 0}, {0, 0, 0}, {37, 0, 0}}),
            "Of 48 persons, 37 are newly covered by \"climate_head\" and 1 no longer is.");
  EXPECT_EQ(headline({{10, 1, 3}, {0, 0, 0}, {1, 0, 0}}),
            "Of 15 persons, 1 is newly covered by \"climate_head\" and 4 no longer are.");
}

TEST(Headline, SaysThatNothingChanges) {
  EXPECT_EQ(headline({{10, 0, 0}, {0, 5, 0}, {0, 0, 5}}),
            "Of 20 persons, none more and none fewer are covered by \"climate_head\".");
}

TEST(Headline, SaysWhatMovesBetweenNoAndUndetermined) {
  EXPECT_EQ(headline({{1, 0, 0}, {0, 0, 2}, {1, 1, 0}}),
            "Of 5 persons, 1 more is covered by \"climate_head\" and none fewer. For 3 others the "
            "answer moves between no and undetermined.");
  EXPECT_EQ(headline({{1, 0, 0}, {0, 0, 0}, {0, 1, 0}}),
            "Of 2 persons, none more and none fewer are covered by \"climate_head\". For 1 the "
            "answer moves between no and undetermined.");
}

TEST(Headline, CountsCasesWhereThereAreNoWeights) {
  EXPECT_EQ(headline({{0, 0, 0}, {0, 0, 0}, {1, 0, 1}}, false),
            "Of 2 cases, 1 more is covered by \"climate_head\" and none fewer.");
}

TEST(Headline, NamesTheDefinitionWhereThereAreSeveralAndCountsTheOthers) {
  Outcome outcome = small_outcome({{1, 0, 0}, {0, 0, 0}, {2, 0, 0}});
  outcome.subjects.push_back(outcome.subjects[0]);
  outcome.subjects[1].name = "mimc_2017.refugee";
  outcome.effects.push_back(outcome.effects[0]);
  outcome.effects[1].subject = 1;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 3 persons, 2 more are covered as \"forced_migrant\" by \"climate_head\" and none "
            "fewer. Answers to 1 further question change too.");
}

TEST(Headline, SpeaksOfStatusesAndRightsInTheirWords) {
  Outcome outcome = small_outcome({{1, 0, 1}, {0, 0, 0}, {2, 0, 0}});
  outcome.subjects[0].is_status = true;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 4 persons, 2 newly hold \"forced_migrant\" by \"climate_head\" and 1 no longer "
            "does.");
  outcome.subjects[0].is_status = false;
  outcome.subjects[0].is_right = true;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 4 persons, 2 are newly entitled to \"forced_migrant\" by \"climate_head\" and 1 no "
            "longer is.");
}

TEST(Headline, SpeaksOfOtherAnswers) {
  Outcome outcome = small_outcome({{1, 0, 0}, {0, 0, 0}, {1, 0, 0}});
  outcome.subjects[0].kind = Subject::Kind::Enumeration;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 2 persons, 1 gets another answer to \"forced_migrant\" by \"climate_head\".");
}

TEST(Headline, SaysWhoIsBetterOffByARightInDegrees) {
  Outcome outcome = testing_support::sample_outcome();
  outcome.subjects = {outcome.subjects[4]};
  outcome.effects = {outcome.effects[8]};
  outcome.effects[0].subject = 0;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 1,200 persons, 76 are better off as to \"work\" by \"climate_head\" and 2 worse "
            "off. For 2 others the answer becomes undetermined or ceases to be.");
}

TEST(Summary, SaysNoneWhereThereIsNone) {
  const Outcome outcome = small_outcome({{1, 0, 0}, {0, 0, 0}, {1, 0, 0}});
  EXPECT_EQ(summary(outcome, outcome.effects[0]),
            "The answer is another by \"climate_head\" for 1 of 2 persons. Yes becomes the answer "
            "for 1 and ceases to be it for none.");
}

TEST(Headline, PrefersWhatChanges) {
  Outcome outcome = testing_support::sample_outcome();
  outcome.effects[0] = outcome.effects[1];
  outcome.effects[0].draft = 0;
  EXPECT_EQ(headlines(outcome)[0],
            "Of 1,200 persons, 1 more holds \"interim_protection\" by \"climate_head\" and none "
            "fewer. Answers to 4 further questions change too.");
}

TEST(Headline, CountsStatesByWhatBecomesOfTheirShares) {
  const auto sentences = headlines(testing_support::sample_shares());
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(sentences[0],
            "Of 31 States, 10 have a larger share by \"population_only\", 20 a smaller one and 1 "
            "the same.");
}

TEST(Headline, IsNotMadeOfNothing) { EXPECT_TRUE(headlines(Outcome{}).empty()); }

TEST(Words, JoinNames) {
  EXPECT_EQ(joined({}), "");
  EXPECT_EQ(joined({"a"}), "a");
  EXPECT_EQ(joined({"a", "b", "c"}), "a, b and c");
}

TEST(Words, WriteSigns) {
  EXPECT_EQ(with_sign(1200), "+1,200");
  EXPECT_EQ(with_sign(-3), "−3");
  EXPECT_EQ(with_sign(0), "0");
}

TEST(Words, CountWhoGainsAndLosesAsTheTablesDo) {
  const Outcome outcome = small_outcome({{0, 1, 2}, {4, 0, 8}, {16, 32, 0}});
  const compare::Tally all = compare::tally(outcome.subjects[0], outcome.effects[0]);
  EXPECT_EQ(all.gained.persons, 4 + 16);
  EXPECT_EQ(all.lost.persons, 1 + 2);
  EXPECT_EQ(all.opened.persons, 32);
  EXPECT_EQ(all.settled.persons, 8);
  const Moved truth = moved(outcome, outcome.effects[0]);
  EXPECT_EQ(truth.more, 4 + 16);
  EXPECT_EQ(truth.fewer, 1 + 2);
  EXPECT_EQ(truth.other, 8 + 32);
}

}  // namespace
}  // namespace nansen::page

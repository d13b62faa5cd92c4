#include "compiler/explain/explain.h"

#include <gtest/gtest.h>

#include "tests/unit/explain/provision.h"
#include "tests/unit/explain/story.h"

namespace nansen::explain {
namespace {

const Provision& provision() {
  static const Provision provision(story);
  return provision;
}

std::string reasons(const std::string& example, const std::string& definition = "refugee") {
  return provision().reasons(example, "convention." + definition);
}

std::vector<std::string> names(const std::vector<FactUse>& facts) {
  std::vector<std::string> names;
  for (const FactUse& use : facts) names.push_back(use.name + " " + use.value);
  return names;
}

TEST(Explain, NamesTheHeadThatFailedAndFoldsTheRest) {
  EXPECT_EQ(reasons("no reason"), R"(
✗ convention.refugee: no for case "no reason"
│   Convention, art. 1A "Refugee"
├─ ✗ base, art. 1A "Refugee": all of these
│  ├─ ✗ (nexus) reasons is not empty: reasons is none of them
│  └─ not decisive: (fear), (outside) (yes)
├─ ✗ further way in, art. 2 "Unrest": all of these
│  ├─ ✗ unrest: no
│  └─ not decisive: asylum.party (undetermined)
├─ ✓ no exception applies: art. 1F "Exclusion"
└─ not decisive: art. 1C (undetermined)
)");
}

TEST(Explain, TellsWhichExceptionDefeatedTheWayIn) {
  EXPECT_EQ(reasons("criminal"), R"(
✗ convention.refugee: no for case "criminal"
│   Convention, art. 1A "Refugee"
├─ ✓ base, art. 1A "Refugee": all of these (defeated by art. 1F)
├─ ✗ further way in, art. 2 "Unrest": all of these
│  ├─ ✗ unrest: no
│  └─ not decisive: asylum.party (undetermined)
├─ ✓ exception applies: art. 1F "Exclusion": crime: yes [judgement]
└─ ✓ no exception applies: art. 1C "Cessation"
)");
}

TEST(Explain, ShowsAnExceptionThatWasItselfLifted) {
  EXPECT_EQ(reasons("lifted"), R"(
✓ convention.refugee: yes for case "lifted"
│   Convention, art. 1A "Refugee"
├─ ✓ base, art. 1A "Refugee": all of these
│  ├─ ✓ (fear) fear: yes [judgement]
│  ├─ ✓ (nexus) reasons is not empty: reasons is race
│  └─ ✓ (outside) outside: yes
├─ ✗ exception does not apply: art. 1C "Cessation": convention.ceased: any of these
│  ├─ ✗ (4) stay is at least 10 years: stay is 1 year
│  └─ ✗ (5)
│     ├─ ✓ base, art. 1C(5) "Cessation": changed: yes (defeated by art. 1C)
│     └─ ✓ exception applies: art. 1C: compelling: yes
├─ ✓ no exception applies: art. 1F "Exclusion"
└─ not decisive: art. 2 (no)
)");
}

TEST(Explain, FollowsAFurtherWayIn) {
  EXPECT_EQ(reasons("unrest"), R"(
✓ convention.refugee: yes for case "unrest"
│   Convention, art. 1A "Refugee"
├─ ✓ further way in, art. 2 "Unrest": all of these
│  ├─ ✓ unrest: yes
│  └─ ✓ asylum.party: yes
├─ ✓ no exception applies: art. 1C "Cessation", art. 1F "Exclusion"
└─ not decisive: art. 1A (no)
)");
}

TEST(Explain, AsksForTheFactThatIsMissing) {
  EXPECT_EQ(reasons("open"), R"(
? convention.refugee: undetermined for case "open"
│   Convention, art. 1A "Refugee"
├─ ? base, art. 1A "Refugee": all of these
│  ├─ ? (outside) outside: unknown
│  │      Is the person abroad?
│  └─ not decisive: (fear), (nexus) (yes)
├─ ✓ no exception applies: art. 1C "Cessation", art. 1F "Exclusion"
└─ not decisive: art. 2 (no)
)");
}

TEST(Explain, GoesThroughTheLinkedRowsOfAQuantifier) {
  EXPECT_EQ(reasons("two nationalities", "unprotected"), R"(
✗ convention.unprotected: no for case "two nationalities"
│   Convention, art. 3 "Protection": for every country in nationalities
├─ ✗ nationalities 2: not country.protects: country.protects is yes
└─ not decisive: nationalities 1: not country.protects (yes)
)");
}

TEST(Explain, SaysThatALinkedTableMayHoldMoreRows) {
  EXPECT_EQ(reasons("unlisted nationalities", "unprotected"), R"(
? convention.unprotected: undetermined for case "unlisted nationalities"
    Convention, art. 3 "Protection": for every country in nationalities: nationalities is unknown
    Which nationalities?
)");
}

TEST(Explain, SaysWhenTheInstrumentIsNotInForce) {
  EXPECT_EQ(reasons("before"), R"(
✗ convention.refugee: no for case "before"
    Convention, art. 1A "Refugee"
    the instrument is not in force on 1950-01-01: in force from 1954-04-22
)");
}

TEST(Explain, TellsWhichRuleGaveTheValue) {
  EXPECT_EQ(reasons("unrest", "standard"), R"(
✓ convention.standard: probable for case "unrest"
│   Convention, art. 4 "Standard"
├─ ✓ (1) convention.refugee gives probable
│  └─ ✓ convention.refugee, art. 1A "Refugee"
│     ├─ ✓ further way in, art. 2 "Unrest": all of these
│     │  ├─ ✓ unrest: yes
│     │  └─ ✓ asylum.party: yes
│     ├─ ✓ no exception applies: art. 1C "Cessation", art. 1F "Exclusion"
│     └─ not decisive: art. 1A (no)
├─ ✓ (2) unrest gives real_chance: yes (yields to another rule)
└─ ✗ otherwise gives remote
)");
}

TEST(Explain, ListsTheFactsItRestsOnAndApartThoseOfExceptionsThatDoNotApply) {
  const Explanation explanation = provision().explain("lifted", "convention.refugee");
  EXPECT_EQ(names(explanation.facts),
            (std::vector<std::string>{"fear yes", "reasons race", "outside yes"}));
  EXPECT_EQ(names(explanation.facts_of_exceptions),
            (std::vector<std::string>{"stay 1 year", "compelling yes", "crime no"}));
  EXPECT_TRUE(explanation.facts[0].judgement);
  EXPECT_EQ(explanation.facts[0].question, "Is there a well-founded fear?");
}

TEST(Explain, CarriesNotesAndMarksOfWhatIsNotVerified) {
  const Explanation explanation = provision().explain("lifted", "convention.refugee");
  EXPECT_EQ(explanation.notes, (std::vector<std::string>{"Convention: Paraphrased.",
                                                         "Convention, art. 1C: The proviso."}));
  EXPECT_EQ(explanation.unverified,
            (std::vector<std::string>{"Convention, art. 1F: The wording was not checked."}));
}

TEST(Explain, ShowsEverythingWhenAsked) {
  const std::string whole = provision().reasons("open", "convention.refugee", true);
  EXPECT_NE(whole.find("├─ ✗ further way in, art. 2 \"Unrest\": all of these\n"
                       "│  ├─ ✗ unrest: no\n"
                       "│  └─ ? asylum.party: asylum is unknown\n"),
            std::string::npos)
      << whole;
  EXPECT_EQ(whole.find("not decisive"), std::string::npos);
}

}  // namespace
}  // namespace nansen::explain

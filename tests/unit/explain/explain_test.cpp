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
│  └─ not decisive (yes): (fear), (outside)
├─ ✗ further way in, art. 2 "Unrest": all of these
│  ├─ ✗ unrest: no
│  └─ not decisive (undetermined): asylum.party
├─ ✓ no exception applies: art. 1F "Exclusion"
└─ not decisive (undetermined): art. 1C
)");
}

TEST(Explain, TellsWhichExceptionDefeatedTheWayIn) {
  EXPECT_EQ(reasons("criminal"), R"(
✗ convention.refugee: no for case "criminal"
│   Convention, art. 1A "Refugee"
├─ ✓ base, art. 1A "Refugee": all of these (defeated by art. 1F)
├─ ✗ further way in, art. 2 "Unrest": all of these
│  ├─ ✗ unrest: no
│  └─ not decisive (undetermined): asylum.party
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
├─ ✗ exception does not apply: art. 1C "Cessation": ceased: any of these
│  ├─ ✗ (4) stay is at least 10 years: stay is 1 year
│  └─ ✗ (5)
│     ├─ ✓ base, art. 1C(5) "Cessation": changed: yes (defeated by art. 1C)
│     └─ ✓ exception applies: art. 1C: compelling: yes
├─ ✓ no exception applies: art. 1F "Exclusion"
└─ not decisive (no): art. 2
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
└─ not decisive (no): art. 1A
)");
}

TEST(Explain, AsksForTheFactThatIsMissing) {
  EXPECT_EQ(reasons("open"), R"(
? convention.refugee: undetermined for case "open"
│   Convention, art. 1A "Refugee"
├─ ? base, art. 1A "Refugee": all of these
│  ├─ ? (outside) outside: unknown
│  │      Is the person abroad?
│  └─ not decisive (yes): (fear), (nexus)
├─ ✓ no exception applies: art. 1C "Cessation", art. 1F "Exclusion"
└─ not decisive (no): art. 2
)");
}

TEST(Explain, GoesThroughTheLinkedRowsOfAQuantifier) {
  EXPECT_EQ(reasons("two nationalities", "unprotected"), R"(
✗ convention.unprotected: no for case "two nationalities"
│   Convention, art. 3 "Protection": for every country in nationalities
├─ ✗ nationalities 2: not country.protects: country.protects is yes
└─ not decisive (yes): nationalities 1
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
├─ ✓ (1) gives probable where refugee
│  └─ ✓ refugee, art. 1A "Refugee"
│     ├─ ✓ further way in, art. 2 "Unrest": all of these
│     │  ├─ ✓ unrest: yes
│     │  └─ ✓ asylum.party: yes
│     ├─ ✓ no exception applies: art. 1C "Cessation", art. 1F "Exclusion"
│     └─ not decisive (no): art. 1A
├─ ✓ (2) gives real_chance where unrest: yes (yields to another rule)
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

/// A table of two rules, of which the first has an exception, and what it gives a share of.
const Provision& worded() {
  static const Provision provision(R"(
ordered enumeration Care { low < full }
entity Permit { valid : boolean }
entity Relative { near : boolean permits : rows of Permit }
entity State { party : boolean }
entity Person {
  a : boolean
  b : boolean
  worth : decimal from 0 to 1000
  relatives : rows of Relative
  host : State
  rich : boolean
}
instrument act "Act" {
  adopted 1950-01-01
  article 1 {
    define wealthy of Person as 50% of worth is more than 20%
    define care of Person : Care {
      (a) where all of { a, b } : full
      (b) where rich : low
      otherwise : low
      the most favourable applies
    }
    article 1 (b) does not apply where wealthy
  }
  article 2 {
    define settled of Person as
      for some relative in relatives : for some permit in relative.permits : permit.valid
  }
  article 3 {
    define safe of State as party
    define hosted of Person as host.safe
  }
}
example "open" { given Person { b: yes, otherwise no } expect act.care: undetermined }
example "wealthy" { given Person { rich: yes, worth: 1, otherwise no } expect act.wealthy: yes }
example "nothing" { given Person {} expect act.care: undetermined }
example "relatives" {
  given Person { relatives: [ { permits: [ { valid: no }, { valid: yes } ] } ] }
  expect act.settled: yes
}
example "hosted" { given Person { host: { party: yes } } expect act.hosted: yes }
)");
  return provision;
}

TEST(Explain, SaysUnderWhichConditionARuleGivesItsValue) {
  EXPECT_EQ(worded().reasons("wealthy", "act.care"), R"(
✓ act.care: low for case "wealthy"
│   Act, art. 1
├─ ✗ (a) gives full where all of these
│  ├─ ✗ a: no
│  └─ ✗ b: no
├─ ✗ (b) gives low
│  ├─ ✓ base, art. 1(b): rich: yes (defeated by art. 1)
│  └─ ✓ exception applies: art. 1: wealthy: worth is 1
└─ ✓ otherwise gives low
)");
}

TEST(Explain, CallsAnOpenAnswerUndeterminedAndAnOpenFactUnknown) {
  EXPECT_EQ(worded().explain("nothing", "act.care").answer, "undetermined");
  EXPECT_EQ(worded().explain("nothing", "act.care").facts.front().value, "unknown");
}

TEST(Explain, CallsARowOfARowByBoth) {
  EXPECT_EQ(worded().reasons("relatives", "act.settled"), R"(
✓ act.settled: yes for case "relatives"
│   Act, art. 2: for some relative in relatives
└─ ✓ relatives 1: for some permit in relative.permits
   ├─ ✓ permits 2 of relatives 1: permit.valid: permit.valid is yes
   └─ not decisive (no): permits 1 of relatives 1
)");
}

TEST(Explain, ShowsTheFactsOfADefinitionOfAReferencedRow) {
  EXPECT_EQ(worded().reasons("hosted", "act.hosted"), R"(
✓ act.hosted: yes for case "hosted"
│   Act, art. 3
└─ ✓ host.safe: party is yes
)");
}

TEST(Explain, SaysOnceWhichProvisionDefeatsAnother) {
  const Provision provision(R"(
enumeration Care { low, mid, full }
entity Person { a : boolean b : boolean }
instrument first "Old Protocol" {
  adopted 1950-01-01
  article II {
    define care of Person : Care {
      where a : low
      otherwise : mid
      lex posterior applies
    }
  }
}
instrument second "New Protocol" {
  adopted 2000-01-01
  uses first
  article I { first.care also provides full where b }
}
example "both" { given Person { a: yes, b: yes } expect first.care: full }
)");
  EXPECT_EQ(provision.reasons("both", "first.care"), R"(
✓ first.care: full for case "both"
│   Old Protocol, art. II
├─ ✗ gives low
│  ├─ ✓ base, art. II: a: yes (defeated by New Protocol, art. I)
│  └─ ✓ exception applies: New Protocol, art. I
│     └─ ✓ the rule of art. I: b: yes
├─ ✓ New Protocol, art. I: gives full where b: yes
└─ ✗ otherwise gives mid
)");
}

}  // namespace
}  // namespace nansen::explain

#include "compiler/explain/settle.h"

#include <gtest/gtest.h>

#include "tests/unit/explain/provision.h"
#include "tests/unit/explain/story.h"

namespace nansen::explain {
namespace {

using Lines = std::vector<std::string>;

Lines settled_by(const std::string& example, const std::string& definition = "refugee") {
  static const Provision provision(story);
  return provision.settled_by(example, "convention." + definition);
}

/// Facts of all kinds, and one case of which nothing is known.
Lines settled(const std::string& condition) {
  const Provision provision(R"(
enumeration Ground { race, religion, opinion }
ordered enumeration Risk { remote < real_chance < probable }
entity State { party : boolean }
entity Stay { legal : boolean }
entity Person {
  a : boolean
  b : boolean
  c : boolean
  risk : Risk
  ground : Ground
  reasons : set of Ground
  age : integer from 0 to 120
  left : date
  back : date
  asylum : State
  stays : rows of Stay
}
instrument i {
  article 1 { define d of Person as )" +
                            condition + R"( }
}
example "nothing known" { given Person {} expect i.d: undetermined }
)");
  return provision.settled_by("nothing known", "i.d");
}

TEST(Settle, NamesTheOneFactThatIsMissing) {
  EXPECT_EQ(settled_by("open"), (Lines{"yes: outside yes", "no: outside no"}));
}

TEST(Settle, GivesNothingForASettledCase) { EXPECT_EQ(settled_by("unrest"), Lines{}); }

TEST(Settle, OfAllHeadsEachAloneSettlesNoAndAllTogetherYes) {
  EXPECT_EQ(settled("all of { a, b }"), (Lines{"yes: a yes, b yes", "no: a no", "no: b no"}));
}

TEST(Settle, PutsTheFewestFactsFirst) {
  EXPECT_EQ(settled("any of { a, all of { b, c } }"),
            (Lines{"yes: a yes", "yes: b yes, c yes", "no: a no, b no", "no: a no, c no"}));
}

TEST(Settle, CountsHeads) {
  EXPECT_EQ(settled("at least 2 of { a, b, c }"),
            (Lines{"yes: a yes, b yes", "yes: a yes, c yes", "yes: b yes, c yes", "no: a no, b no",
                   "no: a no, c no", "no: b no, c no"}));
}

TEST(Settle, ThinksOfExceptionsAndOfWhatLiftsThem) {
  EXPECT_EQ(settled("a unless b unless c"),
            (Lines{"yes: a yes, b no", "yes: a yes, c yes", "no: a no", "no: b yes, c no"}));
}

TEST(Settle, GivesTheBoundsOfNumbersAndDates) {
  EXPECT_EQ(settled("age is at least 18 and age is less than 65"),
            (Lines{"yes: age from 18 to 64", "no: age at most 17", "no: age at least 65"}));
  EXPECT_EQ(settled("left is before 2020-01-01"),
            (Lines{"yes: left on or before 2019-12-31", "no: left on or after 2020-01-01"}));
}

TEST(Settle, GivesAnExampleWhereTwoNumbersAreCompared) {
  EXPECT_EQ(settled("back is after left"),
            (Lines{"yes: left 1970-01-01, for example, back on or after 1970-01-02",
                   "no: left 1970-01-01, for example, back on or before 1970-01-01"}));
}

TEST(Settle, GivesTheBoundsOfOrderedValuesAndTheMembersOfOthers) {
  EXPECT_EQ(settled("risk is at least real_chance"),
            (Lines{"yes: risk at least real_chance", "no: risk remote"}));
  EXPECT_EQ(settled("ground is race"), (Lines{"yes: ground race", "no: ground anything but race"}));
}

TEST(Settle, SaysWhatASetMustInclude) {
  EXPECT_EQ(settled("reasons is not empty"),
            (Lines{"yes: reasons at least one of them", "no: reasons none of them"}));
  EXPECT_EQ(settled("reasons includes race and not reasons includes opinion"),
            (Lines{"yes: reasons includes race, does not include opinion",
                   "no: reasons does not include race", "no: reasons includes opinion"}));
}

TEST(Settle, LeavesOutWhatContradictsItself) {
  EXPECT_EQ(settled("(a and b) or (not a and c)"),
            (Lines{"yes: a yes, b yes", "yes: a no, c yes", "no: a no, c no", "no: a yes, b no",
                   "no: b no, c no"}));
}

TEST(Settle, AsksForLinkedRowsOrForTheirEnd) {
  EXPECT_EQ(settled("for some stay in stays : stay.legal"),
            (Lines{"yes: stays one further row, [a further row of stays] legal yes",
                   "no: stays no rows at all"}));
}

TEST(Settle, AsksForFactsOfTheLinkedRowsThatAreListed) {
  const Provision provision(R"(
entity Stay { legal : boolean }
entity Person { stays : rows of Stay }
instrument i {
  article 1 { define d of Person as for every stay in stays : stay.legal }
}
example "two stays" {
  given Person { stays: [ { legal: yes }, {} ] }
  expect i.d: undetermined
}
)");
  EXPECT_EQ(provision.settled_by("two stays", "i.d"),
            (Lines{"yes: [stays 2] legal yes", "no: [stays 2] legal no"}));
}

TEST(Settle, FindsTheWayToEachValue) {
  EXPECT_EQ(settled_by("open", "standard"), (Lines{"remote: outside no", "probable: outside yes"}));
}

}  // namespace
}  // namespace nansen::explain

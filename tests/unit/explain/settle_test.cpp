#include "compiler/explain/settle.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

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

/// Definitions of a Person that go through States.
const Provision& through_references() {
  static const Provision provision(R"(
entity Border { open : boolean }
entity State {
  party : boolean "Is the State a party?"
  large : boolean
  borders : rows of Border
}
entity Person { host : State "Where is the person?" origin : State "Whence did the person come?" }
instrument act "Act" {
  article 1 {
    define same of Person as host is origin
    define safe of State as party
    define both of Person as host.safe and origin.safe
    define way_out of Person as for some border in host.borders : border.open
  }
}
example "host not known" { given Person { origin: { party: no } } expect act.same: undetermined }
example "two States" { given Person { host: { large: no }, origin: { large: yes } } expect act.both: undetermined }
example "closed border" {
  given Person { host: { borders: [ { open: no }, {} ] } }
  expect act.way_out: undetermined
}
)");
  return provision;
}

TEST(Settle, NamesTheRowThatAReferenceWouldHaveToBe) {
  EXPECT_EQ(through_references().settled_by("host not known", "act.same"),
            (Lines{"yes: host State \"#1\"", "no: host anything but State \"#1\""}));
}

TEST(Settle, TellsTheFactsOfReferencedRowsApart) {
  EXPECT_EQ(
      through_references().settled_by("two States", "act.both"),
      (Lines{"yes: host.party yes, origin.party yes", "no: host.party no", "no: origin.party no"}));
  EXPECT_NE(through_references().printed("two States", "act.both").find(R"(
The answer turns on
fact               value    kind  matters for
─────────────────  ───────  ────  ───────────
host.party (#1)    unknown  fact  the answer
origin.party (#2)  unknown  fact  the answer
)"),
            std::string::npos)
      << through_references().printed("two States", "act.both");
  EXPECT_NE(through_references()
                .printed("two States", "act.both")
                .find("└─ host.party, origin.party: Is the State a party?"),
            std::string::npos);
}

TEST(Settle, CallsALinkedRowOfAReferencedRowByThatRow) {
  EXPECT_EQ(through_references().settled_by("closed border", "act.way_out"),
            (Lines{"yes: [borders 2 of State \"#1\"] open yes",
                   "no: [borders 2 of State \"#1\"] open no"}));
}

/// `count` of so many facts of which nothing is known, or a group that names them in turn.
Provision of_many(std::size_t facts, const std::function<std::string(std::size_t)>& group,
                  std::size_t groups, const std::string& quantity) {
  std::string text = "entity Person {\n";
  for (std::size_t fact = 0; fact < facts; ++fact) text += fmt::format("  f{} : boolean\n", fact);
  text += "}\ninstrument i { article 1 { define d of Person as " + quantity + " {\n";
  for (std::size_t at = 0; at < groups; ++at) text += (at == 0 ? "" : ",\n") + group(at);
  text += "\n} } }\nexample \"open\" { given Person {} expect i.d: undetermined }\n";
  return Provision(text);
}

std::string fact(std::size_t at) { return fmt::format("f{}", at); }

TEST(Settle, SaysHowManySetsThereAre) {
  const Provision provision = of_many(6, fact, 6, "at least 3 of");
  const std::vector<Outlook> outlooks = provision.outlooks("open", "i.d");
  ASSERT_EQ(outlooks.size(), 2U);
  EXPECT_EQ(outlooks[0].sets.size(), 20U);
  EXPECT_TRUE(outlooks[0].all);
  const std::string printed = provision.printed("open", "i.d");
  EXPECT_NE(printed.find("└─ and 15 more, which --format csv or json lists\n"), std::string::npos)
      << printed;
}

TEST(Settle, SaysThatThereAreMoreSetsThanItLooksFor) {
  const Provision provision = of_many(60, fact, 60, "at least 20 of");
  const std::vector<Outlook> outlooks = provision.outlooks("open", "i.d");
  ASSERT_EQ(outlooks.size(), 2U);
  for (const Outlook& outlook : outlooks) {
    EXPECT_FALSE(outlook.all);
    // All have as many facts: none that was dropped is smaller.
    EXPECT_TRUE(outlook.smallest);
  }
  EXPECT_EQ(outlooks[0].sets.front().size(), 20U);
  EXPECT_EQ(outlooks[1].sets.front().size(), 41U);
  const std::string printed = provision.printed("open", "i.d");
  EXPECT_NE(printed.find("└─ and more\n"), std::string::npos);
  EXPECT_EQ(printed.find("cut short"), std::string::npos);
}

// To cover groups that overlap with few facts is hard; what is found late still settles the case.
TEST(Settle, SaysThatItsSearchWasCutShort) {
  const auto group = [](std::size_t at) {
    std::string text = "any of { ";
    for (std::size_t step = 0; step < 5; ++step) {
      text += (step == 0 ? "f" : ", f") + std::to_string((at * 7 + step * (at % 11 + 1)) % 60);
    }
    return text + " }";
  };
  const Provision provision = of_many(60, group, 60, "all of");
  const auto outlooks = provision.outlooks("open", "i.d", {.steps = 20'000});
  ASSERT_EQ(outlooks.size(), 2U);
  EXPECT_EQ(outlooks[0].answer, "yes");
  EXPECT_FALSE(outlooks[0].smallest);
  ASSERT_FALSE(outlooks[0].sets.empty());
  EXPECT_NE(provision.printed("open", "i.d")
                .find("The search for yes was cut short: there may be smaller sets.\n"),
            std::string::npos);
}

}  // namespace
}  // namespace nansen::explain

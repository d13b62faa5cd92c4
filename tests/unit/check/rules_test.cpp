// Where rules stand: heads, additions, exceptions, `unless`, and what addresses find.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

TEST(Rules, HeadsExtendTheCitationOfTheirRule) {
  const Checked checked = Checked::body(R"(article 1 section A paragraph 2 {
    define x of Person as all of { (fear) a (ways) any of { (i) b (ii) c } } })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1A(2)]\n"
            "    where all of { r1, r2 }\n"
            "    head r1 [i, art. 1A(2)(fear)]\n"
            "      where a\n"
            "    head r2 [i, art. 1A(2)(ways)]\n"
            "      where any of { r3, r4 }\n"
            "      head r3 [i, art. 1A(2)(ways)(i)]\n"
            "        where b\n"
            "      head r4 [i, art. 1A(2)(ways)(ii)]\n"
            "        where c\n");
}

TEST(Rules, UnlessAtTheTopBecomesExceptionsToExceptions) {
  const Checked checked = Checked::body("article 1 { define x of Person as a unless b unless c }");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where a\n"
            "    exception r1 [i, art. 1] by unless\n"
            "      where b\n"
            "      exception r2 [i, art. 1] by unless\n"
            "        where c\n");
}

TEST(Rules, UnlessInsideAnExpressionStaysThere) {
  const Checked checked = Checked::body("article 1 { define x of Person as (a unless b) and c }");
  EXPECT_EQ(checked.printed("x"), "  base r0 [i, art. 1]\n    where ((a unless b) and c)\n");
}

TEST(Rules, ClausesStandUnderTheirOwnProvision) {
  const Checked checked = Checked::body(R"(
    article 1 { define x of Person as a }
    article 2 { x also applies where b }
    article 3 { (a) x does not apply where c }
    article 4 { article 3 (a) does not apply where d })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where a\n"
            "    addition r1 [i, art. 2]\n"
            "      where b\n"
            "    exception r2 [i, art. 3(a)]\n"
            "      where c\n"
            "      exception r3 [i, art. 4]\n"
            "        where d\n");
}

TEST(Rules, AnAddressFindsAHead) {
  const Checked checked = Checked::body(R"(
    article 1 { define x of Person as any of { (i) a (ii) b } }
    article 2 { article 1 (ii) does not apply where c }
    article 3 { article 1 (i) also applies where d })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where any of { r1, r2 }\n"
            "    head r1 [i, art. 1(i)]\n"
            "      where a\n"
            "      addition r4 [i, art. 3]\n"
            "        where d\n"
            "    head r2 [i, art. 1(ii)]\n"
            "      where b\n"
            "      exception r3 [i, art. 2]\n"
            "        where c\n");
}

TEST(Rules, AnAddressOfADivisionFindsEachRuleInIt) {
  const Checked checked = Checked::body(R"(
    chapter II {
      article 1 { define x of Person as a }
      article 2 paragraph 1 { define y of Person as b }
    }
    article 3 { chapter II does not apply where c })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("x").find("exception r2"), std::string::npos);
  EXPECT_NE(checked.printed("y").find("exception r3"), std::string::npos);
}

TEST(Rules, AnAddressMayBeginAtAnyLevelThatLeavesNoDoubt) {
  EXPECT_EQ(Checked::body(R"(
    chapter II { article 1 { define x of Person as a } }
    article 3 { article 1 does not apply where c })")
                .complaints(),
            Names{});
  EXPECT_EQ(Checked::body(R"(
    article 1 paragraph 1 { define x of Person as a }
    article 2 paragraph 1 { define y of Person as b }
    article 3 { paragraph 1 does not apply where c })")
                .complaints(),
            Names{"AmbiguousName"});
}

TEST(Rules, AnUnknownAddressNamesTheNearest) {
  const Checked checked = Checked::body(R"(
    article 1 section F { (b) x does not apply where b }
    article 1 section A { define x of Person as a }
    article 2 { article 1 section G (b) does not apply where c })");
  EXPECT_EQ(checked.complaints(), Names{"UnknownAddress"});
  EXPECT_NE(checked.only().message.find("article 1 section F (b)"), std::string::npos);
}

TEST(Rules, ClausesMayPrecedeWhatTheirAddressesFind) {
  const Checked checked = Checked::body(R"(
    article 4 { (z) article 3 (a) does not apply where d }
    article 3 { (a) article 1 does not apply where c }
    article 5 { article 4 (z) does not apply where b }
    article 1 { define x of Person as a })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n"
            "    where a\n"
            "    exception r1 [i, art. 3(a)]\n"
            "      where c\n"
            "      exception r2 [i, art. 4(z)]\n"
            "        where d\n"
            "        exception r3 [i, art. 5]\n"
            "          where b\n");
}

TEST(Rules, ClausesThatNameOneAnotherAreRefused) {
  EXPECT_EQ(Checked::body(R"(
    article 1 { (a) article 2 (b) does not apply where a }
    article 2 { (b) article 1 (a) does not apply where b })")
                .complaints(),
            Names{"ClausesInCircle"});
}

TEST(Rules, AnotherInstrumentMayExceptAndAdd) {
  const Checked checked({std::string(vocabulary) +
                         "instrument i { article 1 { define x of Person as all of { (h) a } } }"
                         "instrument j { article 9 { article 1 (h) of i does not apply where b "
                         "i.x also applies where c } }"});
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_NE(checked.printed("x").find("exception r3 [j, art. 9]"), std::string::npos);
  EXPECT_NE(checked.printed("x").find("addition r2 [j, art. 9]"), std::string::npos);
}

TEST(Rules, QuantifiersGoOverRowsAndSets) {
  const Checked checked = Checked::body(R"(article 1 {
    define x of Person as for every n in nationalities : not n.protects
    define y of Person as for some g in grounds : g is one of { race, religion }
    define z of Person as at least 2 of n in nationalities : n.country.safe })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n    where (all of n in nationalities: not n.protects)\n");
  EXPECT_EQ(checked.printed("z"),
            "  base r2 [i, art. 1]\n"
            "    where (at least 2 of n in nationalities: n.country.safe)\n");
}

TEST(Rules, MixedAndOrShowsBothMeanings) {
  const Checked checked = Checked::body("article 1 { define x of Person as a and b or c }");
  EXPECT_EQ(checked.complaints(), Names{"MixedAndOr"});
  EXPECT_NE(checked.only().message.find("(a and b) or c; or a and (b or c)"), std::string::npos);
  EXPECT_EQ(Checked::body("article 1 { define x of Person as (a and b) or c }").complaints(),
            Names{});
}

TEST(Rules, ACycleIsPrintedWhole) {
  const Checked checked = Checked::body(
      "article 1 { define x of Person as y define y of Person as z and a define z of Person as x "
      "}");
  EXPECT_EQ(checked.complaints(), Names{"DefinitionCycle"});
  EXPECT_NE(checked.only().message.find(
                "\"i.x\" (i, art. 1) refers to \"i.y\" (i, art. 1), which refers to \"i.z\""),
            std::string::npos);
  EXPECT_TRUE(checked.program.order.empty());
}

TEST(Rules, ImpossibleCountsAreRefused) {
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person as at least 3 of { a, b } }").complaints(),
      Names{"CountOutOfReach"});
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person as at least 0 of { a, b } }").complaints(),
      Names{"CountOfNone"});
}

TEST(Rules, ClausesMustFitTheirDefinition) {
  EXPECT_EQ(Checked::body(R"(article 1 { define n of Person : integer as age
    n does not apply where a })")
                .complaints(),
            Names{"ClauseDoesNotFit"});
  EXPECT_EQ(Checked::body(R"(article 1 { define x of Person as a
    x also provides high where b })")
                .complaints(),
            Names{"ClauseDoesNotFit"});
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person : boolean { where a : yes } }").complaints(),
      Names{"BooleanByRules"});
}

TEST(Rules, AnnotationsOfADivisionBelongToItsRules) {
  const Checked checked = Checked::body(
      "article 1 { note \"of the article\" define x of Person as a note \"of the rule\" }");
  EXPECT_NE(checked.printed("x").find("note \"of the rule\"\n    note \"of the article\""),
            std::string::npos);
}

}  // namespace
}  // namespace nansen

// How expressions hold together.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

TEST(Expressions, UnlessTakesTheRestOfTheLineAsItsException) {
  EXPECT_EQ(tree_of("a unless b unless c"),
            "base: unless\n"
            "      value: a\n"
            "      exception: unless\n"
            "        value: b\n"
            "        exception: c\n");
}

TEST(Expressions, UnlessIsLooserThanOrAndOrIsLooserThanAnd) {
  EXPECT_EQ(tree_of("a and b or c unless d"),
            "base: unless\n"
            "      value: or\n"
            "        operand: and\n"
            "          operand: a\n"
            "          operand: b\n"
            "        operand: c\n"
            "      exception: d\n");
}

TEST(Expressions, LongConjunctionsAreOneNode) {
  EXPECT_EQ(tree_of("a and b and c"),
            "base: and\n"
            "      operand: a\n"
            "      operand: b\n"
            "      operand: c\n");
}

TEST(Expressions, ParenthesesAreKept) {
  EXPECT_EQ(tree_of("(a or b) and c"),
            "base: and\n"
            "      operand: parenthesis\n"
            "        inner: or\n"
            "          operand: a\n"
            "          operand: b\n"
            "      operand: c\n");
}

TEST(Expressions, NotNegatesTheComparisonBehindIt) {
  EXPECT_EQ(tree_of("not not age is at least 18"),
            "base: not\n"
            "      operand: not\n"
            "        operand: is at least\n"
            "          left: age\n"
            "          right: 18\n");
}

TEST(Expressions, TimesBindsBeforePlusAndBothGoFromTheLeft) {
  EXPECT_EQ(tree_of("a - b - 2 * c"),
            "base: -\n"
            "      left: -\n"
            "        left: a\n"
            "        right: b\n"
            "      right: *\n"
            "        left: 2\n"
            "        right: c\n");
}

TEST(Expressions, APortionIsOfTheNextFactorOnly) {
  EXPECT_EQ(tree_of("30% of a * 2 + -b"),
            "base: +\n"
            "      left: *\n"
            "        left: 30% of\n"
            "          whole: a\n"
            "        right: 2\n"
            "      right: minus\n"
            "        operand: b\n");
}

TEST(Expressions, AQuantifiersBodyReachesAsFarAsItCan) {
  EXPECT_EQ(tree_of("for some n in nationalities: n.protects and a unless b"),
            "base: for some n in nationalities:\n"
            "      body: unless\n"
            "        value: and\n"
            "          operand: n.protects\n"
            "          operand: a\n"
            "        exception: b\n");
}

TEST(Expressions, AtLeastCountsRowsOrHeads) {
  EXPECT_EQ(tree_of("at least 2 of n in nationalities: n.protects"),
            "base: at least 2 of n in nationalities:\n"
            "      body: n.protects\n");
  EXPECT_EQ(tree_of("at least 2 of { a, b, c }"),
            "base: at least 2 of\n"
            "      head: a\n"
            "      head: b\n"
            "      head: c\n");
}

TEST(Expressions, EveryComparisonHasItsWords) {
  for (const std::string words :
       {"is", "is not", "is at least", "is at most", "is more than", "is less than", "is before",
        "is after", "is on or before", "is on or after", "includes"}) {
    EXPECT_EQ(tree_of("x " + words + " y"),
              "base: " + words + "\n" +
                  (words == "includes" ? "      set: x\n      member: y\n"
                                       : "      left: x\n      right: y\n"));
  }
  EXPECT_EQ(tree_of("x is not empty"), "base: is not empty\n      set: x\n");
  EXPECT_EQ(tree_of("x is not one of { a, b }"),
            "base: is not one of\n"
            "      value: x\n"
            "      choice: a\n"
            "      choice: b\n");
}

TEST(Expressions, LiteralsSayExactlyWhatIsWritten) {
  EXPECT_EQ(tree_of("0.30"), "base: 0.3\n");
  EXPECT_EQ(tree_of("3.0"), "base: 3.0\n");
  EXPECT_EQ(tree_of("12.5%"), "base: 12.5%\n");
  EXPECT_EQ(tree_of("1 year"), "base: 1 year\n");
  EXPECT_EQ(tree_of("200 persons per million inhabitants"),
            "base: 200 persons per million inhabitants\n");
  EXPECT_EQ(tree_of("1951-07-28"), "base: 1951-07-28\n");
  EXPECT_EQ(tree_of("no"), "base: no\n");
}

TEST(Expressions, ALabelIsToldFromAParenthesisByWhatFollows) {
  EXPECT_EQ(tree_of("all of { (a) b }"),
            "base: all of\n"
            "      (a): b\n");
  EXPECT_EQ(tree_of("all of { (a), (b) and c }"),
            "base: all of\n"
            "      head: parenthesis\n"
            "        inner: a\n"
            "      head: and\n"
            "        operand: parenthesis\n"
            "          inner: b\n"
            "        operand: c\n");
  EXPECT_EQ(tree_of("all of { (a) (b) (1) not c (10bis) 3 persons (ii) 4 }"),
            "base: all of\n"
            "      (a): parenthesis\n"
            "        inner: b\n"
            "      (1): not\n"
            "        operand: c\n"
            "      (10bis): 3 persons\n"
            "      (ii): 4\n");
}

TEST(Expressions, SoftKeywordsAreNamesWhereNothingElseCanBeMeant) {
  EXPECT_EQ(tree_of("rank is none and share includes unit"),
            "base: and\n"
            "      operand: is\n"
            "        left: rank\n"
            "        right: none\n"
            "      operand: includes\n"
            "        set: share\n"
            "        member: unit\n");
  EXPECT_EQ(tree_of("none of { none }"),
            "base: none of\n"
            "      head: none\n");
}

TEST(Expressions, ANumberIsNotGivenTheNameOfTheNextClauseAsItsUnit) {
  const Parsed parsed(
      "instrument i {\n"
      "  define d of P : integer as 5\n"
      "  d also provides 6 where a\n"
      "  define e of P : integer { (1) where a : 5 (2) where b : 6 lex superior applies }\n"
      "}");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(),
            "instrument i\n"
            "  define d of P : integer\n"
            "    base: 5\n"
            "  further rule of d\n"
            "    value: 6\n"
            "    where: a\n"
            "  define e of P : integer\n"
            "    rule (1)\n"
            "      where: a\n"
            "      value: 5\n"
            "    rule (2)\n"
            "      where: b\n"
            "      value: 6\n"
            "    lex superior applies\n");
}

}  // namespace
}  // namespace nansen::syntax

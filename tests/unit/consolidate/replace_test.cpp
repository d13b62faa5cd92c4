// What is replaced: provisions and their parts, values, words; each with its note.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i \"I\" {\n"
    "  article 1 \"One\" {\n"
    "    define d of P as all of { (a) x (b) any of { (c) y (e) z } }\n"
    "    define e of P as x and y or z\n"
    "    define g of P as not x\n"
    "    define h of P as (x or y) and z\n"
    "    define u of P as x unless y\n"
    "    define o of P as country is one of { A, B }\n"
    "  }\n"
    "  article 2 {\n"
    "    status s of P {\n"
    "      begins on d1 where x\n"
    "      lasts 1 year\n"
    "      is extended by 1 year where y\n"
    "      becomes t where z\n"
    "      counts toward clk\n"
    "    }\n"
    "    parameter weight = 10% from 0% to 100%\n"
    "    formula key of State { a = share of population, at most 30% b = 2 * a }\n"
    "    define level of P : integer { (low) where x: 1 (high) where y: 2 otherwise: 3 }\n"
    "  }\n"
    "}\n";

/// The text that amendments leave, which must say `words`.
void expect(const std::string& amendments, const std::vector<std::string>& words) {
  const Amended result = amended(base, amendments);
  EXPECT_EQ(result.errors, "") << amendments;
  for (const std::string& one : words) EXPECT_TRUE(result.says(one)) << one << "\n" << result.text;
}

std::string errors(const std::string& amendments) { return amended(base, amendments).errors; }

TEST(Replace, PutsAHeadInThePlaceOfAHead) {
  expect("(1) replace d (c) with (c) v", {"(c) v\n", "note \"Substituted by Draft, (1).\""});
  expect("replace d (c) with (q) v", {"(q) v\n"});
  expect("replace d (c) with v", {"(c) v\n"});
}

TEST(Replace, PutsRulesLinesAndClausesInThePlaceOfTheirLikes) {
  expect("replace level (low) with (low) where z: 7", {"(low)  where z : 7"});
  expect("replace key.b with b = 3 * a", {"b = 3 * a\n", "note \"Substituted by Draft.\""});
  expect("replace s.lasts with lasts 2 years", {"lasts 2 years\n"});
  expect("in s replace becomes with becomes q", {"becomes q\n"});
}

TEST(Replace, PutsProvisionsInThePlaceOfProvisions) {
  expect(
      "(1) replace article 1 with { article 1 \"Uno\" { define d of P as q } article 1bis { "
      "define k of P as x } }",
      {"article 1 \"Uno\" {\n    note \"Substituted by Draft, (1).\"\n", "article 1bis {\n"});
  expect("replace weight with { parameter weight = 15% }",
         {"parameter weight = 15%\n      note \"Substituted by Draft.\""});
}

TEST(Replace, RefusesWhatDoesNotFit) {
  EXPECT_EQ(errors("replace d (c) with { define q of P as x }"),
            "DoesNotFit: \"d (b)(c)\" cannot take provisions in its place\n");
  EXPECT_EQ(errors("replace article 1 with { define q of P as x }"),
            "DoesNotFit: \"article 1\" cannot take provisions outside a division in its place\n");
  EXPECT_EQ(errors("replace d with (c) x"), "DoesNotFit: \"d\" cannot take a head in its place\n");
  EXPECT_EQ(errors("replace s.lasts with ends early on d2"),
            "DoesNotFit: \"s.lasts\" cannot take a clause of another kind\n");
  EXPECT_EQ(errors("replace d (c) with (e) v"), "AddressTaken: \"d\" already has \"(e)\"\n");
  EXPECT_EQ(errors("replace key.b with a = 1"), "AddressTaken: \"key\" already has \"a\"\n");
  EXPECT_EQ(errors("replace weight with { parameter level = 15% }"),
            "AddressTaken: \"i\" already has \"level\"\n");
}

TEST(Value, IsReplacedAndNothingElse) {
  expect(
      "(1) replace the value of weight with 20%",
      {"parameter weight = 20% from 0% to 100%\n      note \"\\\"20%\\\" for \\\"10%\\\": Draft, "
       "(1).\""});
  expect("replace the value of key.a with share of wealth", {"a = share of wealth, at most 30%\n"});
  expect("replace the value of key.b with a where a is more than 1, otherwise 2",
         {"b = a where a is more than 1, otherwise 2\n"});
  expect("replace the value of g with x or y", {"define g of P as x or y\n"});
  expect("replace the value of level (high) with 9", {"where y : 9"});
  expect("replace the value of s.lasts with 2 years", {"lasts 2 years\n"});
}

TEST(Value, MustFit) {
  EXPECT_EQ(errors("replace the value of weight with x"),
            "DoesNotFit: \"weight\" cannot take \"x\"\n");
  EXPECT_EQ(errors("replace the value of level with x"),
            "DoesNotFit: \"level\" cannot take another value\n");
  EXPECT_EQ(errors("replace the value of article 1 with x"),
            "DoesNotFit: \"article 1\" cannot take another value\n");
  EXPECT_EQ(errors("replace the value of g with a where x, otherwise b"),
            "DoesNotFit: \"g\" cannot take several values with conditions\n");
}

TEST(Words, AreReplacedWhereTheyStand) {
  expect("(1) in s.lasts replace the words 1 year with 2 years",
         {"lasts 2 years\n        note \"\\\"2 years\\\" for \\\"1 year\\\": Draft, (1).\""});
  expect("(1) in d replace the words y with v",
         {"(c) v (e) z", "note \"In (b)(c), \\\"v\\\" for \\\"y\\\": Draft, (1).\""});
  expect("in article 2 replace the words 1 year with 2 years wherever they occur",
         {"lasts 2 years\n", "is extended by 2 years where y\n"});
  expect("in key replace the words share of population with rank of population",
         {"a = rank of population"});
  expect("replace the words clk with other_clock", {"counts toward other_clock\n"});
}

TEST(Words, ArePutInParenthesesWhereTheyNeedThem) {
  expect("in e replace the words x with a or b", {"define e of P as (a or b) and y or z\n"});
  expect("in e replace the words z with a or b", {"define e of P as x and y or (a or b)\n"});
  expect("in g replace the words x with a and b", {"define g of P as not (a and b)\n"});
  expect("in h replace the words x or y with x", {"define h of P as x and z\n"});
  expect("in h replace the words x with a unless b",
         {"define h of P as ((a unless b) or y) and z\n"});
  expect("in e replace the words x with for every n in ns: n.p",
         {"define e of P as (for every n in ns: n.p) and y or z\n"});
  expect("in key replace the words a with 1 + a", {"b = 2 * (1 + a)\n"});
}

TEST(Words, MustStandOnceOrBeSaidToBeReplacedEverywhere) {
  EXPECT_EQ(errors("in article 2 replace the words 1 year with 2 years"),
            "WordsFoundOften: \"article 2\" says \"1 year\" 2 times\n");
  EXPECT_EQ(errors("in d replace the words v with w"), "WordsNotFound: \"d\" does not say \"v\"\n");
  EXPECT_EQ(errors("in d replace the words x and y with w"),
            "WordsNotFound: \"d\" does not say \"x and y\"\n");
  EXPECT_EQ(errors("in o replace the words cuntry with land"),
            "WordsNotFound: \"o\" does not say \"cuntry\"; did you mean \"country\"?\n");
  EXPECT_EQ(errors("in s replace the words clk with 2 years"),
            "DoesNotFit: \"s\" cannot take \"2 years\" for \"clk\"\n");
}

TEST(Words, AreOmittedFromWhatHasSeveral) {
  expect("(1) in e omit the words z",
         {"define e of P as x and y\n      note \"\\\"z\\\" omitted: Draft, (1).\""});
  expect("in e omit the words y", {"define e of P as x or z\n"});
  expect("in u omit the words y", {"define u of P as x\n"});
  expect("in o omit the words A", {"country is one of { B }"});
  EXPECT_EQ(errors("in g omit the words x"),
            "NothingLeft: without \"x\" nothing is left of \"g\"\n");
  EXPECT_EQ(errors("in d omit the words x"), "DoesNotFit: \"d\" cannot take this omission\n");
}

TEST(SameText, IsSaidAndChangesNothing) {
  const Amended result = amended(base, "replace the value of weight with 10%");
  EXPECT_EQ(result.errors,
            "SameTextAgain: this amendment changes nothing: \"weight\" says the same already\n");
  EXPECT_TRUE(result.world.changes.empty());
  EXPECT_EQ(errors("replace d (c) with (c) y"),
            "SameTextAgain: this amendment changes nothing: \"d (b)(c)\" says the same already\n");
  EXPECT_EQ(errors("in d replace the words y with y"),
            "SameTextAgain: this amendment changes nothing: \"d\" says the same already\n");
}

}  // namespace
}  // namespace nansen::consolidate

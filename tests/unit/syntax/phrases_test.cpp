// Words of ordinary drafting: one mistake gives one error, with the words to write, and what stands
// around it is read.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

using Lines = std::vector<std::string>;

Parsed in_instrument(const std::string& text) { return Parsed("instrument i {\n" + text + "\n}"); }
Parsed condition(const std::string& text) { return in_instrument("define d of P as " + text); }

/// The mistake is reported once, with this help, and `kept` is in the tree.
void expect_mended(const Parsed& parsed, const std::string& help, const std::string& kept) {
  EXPECT_EQ(parsed.help(), help);
  EXPECT_NE(parsed.printed().find(kept), std::string::npos) << parsed.printed();
}

TEST(Dates, AreReadAsTheyWereMeant) {
  const Parsed parsed = in_instrument("adopted July 28, 1951\nin force 1954-4-22");
  EXPECT_EQ(parsed.errors(), (Lines{"2:9 N1014 \"July 28, 1951\" is not how a date is written here",
                                    "3:10 N1014 \"1954-4-22\" is not how a date is written here"}));
  EXPECT_NE(parsed.printed().find("adopted 1951-07-28"), std::string::npos) << parsed.printed();
  EXPECT_NE(parsed.printed().find("in force 1954-04-22"), std::string::npos) << parsed.printed();
}

TEST(Dates, ThatCannotBeReadAreLeftOut) {
  EXPECT_EQ(in_instrument("adopted 40/40/1951").printed().find("adopted"), std::string::npos);
  EXPECT_NE(condition("came is before 40/40/1951").printed().find("missing"), std::string::npos);
}

TEST(Clauses, AreTranslatedFromTheLanguageOfTreaties) {
  const std::string exception = "write \"does not apply where\" and then the condition";
  for (const char* words : {"shall not apply", "ceases to apply", "do not apply", "cannot apply",
                            "shall cease to apply", "no longer applies"}) {
    SCOPED_TRACE(words);
    expect_mended(in_instrument("d " + std::string(words) + " where a"), exception, "exception");
  }
  for (const char* words : {"applies", "shall apply", "shall also apply", "applies also"}) {
    SCOPED_TRACE(words);
    expect_mended(in_instrument("d " + std::string(words) + " where a"),
                  "write \"also applies where\" for a further way in; a definition's own condition "
                  "stands behind \"as\"",
                  "addition");
  }
}

TEST(Clauses, TheTermIsTheNameAlone) {
  const std::string help =
      "write \"define refugee of Person as\" to define it, \"refugee also applies where\" or "
      "\"refugee does not apply where\" to add to it or except from it";
  expect_mended(in_instrument("The term refugee shall not apply where a"), help, "exception");
  expect_mended(in_instrument("the term \"refugee\" does not apply where a"), help, "exception");
}

TEST(Clauses, OfSettlementsAreNoSlips) {
  const Parsed parsed = in_instrument(
      "define d of P : integer {\n(1) where a : 1\nlex superior applies\nwhere broken\n}");
  ASSERT_EQ(parsed.errors().size(), 1U);
  EXPECT_TRUE(parsed.errors().front().starts_with("6:")) << parsed.errors().front();
}

TEST(Headers, AreTranslated) {
  expect_mended(Parsed("use v, w"), "write \"uses\"", "uses v, w");
  const std::string in_force = "write \"in force\" and then the date";
  for (const char* words :
       {"entry into force", "enters into force", "entered into force on", "in force from"}) {
    SCOPED_TRACE(words);
    expect_mended(in_instrument(std::string(words) + " 1951-07-28"), in_force,
                  "in force 1951-07-28");
  }
  expect_mended(in_instrument("adopted on 1951-07-28"), "write \"adopted\" and then the date",
                "adopted 1951-07-28");
}

TEST(Headings, OfTreatiesKeepTheirBlock) {
  const auto heading = [](const std::string& words, const std::string& meant) {
    SCOPED_TRACE(words);
    const Parsed parsed = in_instrument(words + " {\n  define d of P as a\n}");
    expect_mended(parsed, "write " + meant + " {", "define d");
    EXPECT_NE(parsed.printed().find(meant.substr(0, meant.find(" \""))), std::string::npos)
        << parsed.printed();
  };
  heading("Article 1. Definition", "article 1 \"Definition\"");
  heading("Article 1", "article 1");
  heading("ARTICLE 1 \"Definition\"", "article 1 \"Definition\"");
  heading("art. 1", "article 1");
  heading("Article 1, Section A", "article 1 section A");
  heading("Chapter II. General provisions", "chapter II \"General provisions\"");
  heading("article 2 Scope of the pact", "article 2 \"Scope of the pact\"");
  heading("articel 2 \"Scope\"", "article 2 \"Scope\"");
}

TEST(Headings, AreNotSeenInClausesAboutADivision) {
  const Parsed parsed =
      in_instrument("article 1 does not apply where all of {\n  (a) a\n}\nbroken broken");
  ASSERT_EQ(parsed.errors().size(), 1U);
  EXPECT_TRUE(parsed.errors().front().starts_with("5:")) << parsed.errors().front();
}

TEST(Heads, AreNotJoinedByWords) {
  const std::string help =
      "remove it: heads stand one after another; \"all of\" or \"any of\" in front of them says "
      "how "
      "they are joined";
  for (const char* joint : {"; and", ", and", " and", "; or", " or"}) {
    SCOPED_TRACE(joint);
    const Parsed parsed = condition("all of {\n(a) a" + std::string(joint) + "\n(b) b\n}");
    expect_mended(parsed, help, "(b)");
  }
  EXPECT_EQ(condition("all of { (a) a and (b) }").errors(), Lines{});
  EXPECT_EQ(condition("all of { (a) a and (b) or c }").errors(), Lines{});
  EXPECT_EQ(condition("a and (b)\nc does not apply where a").errors(), Lines{});
}

TEST(Heads, HaveTheirLabelsInParentheses) {
  for (const char* label : {"a)", "1)", "1.", "1bis."}) {
    SCOPED_TRACE(label);
    const std::string name = std::string(label).substr(0, std::string(label).size() - 1);
    expect_mended(condition("all of {\n" + std::string(label) + " fear\n(b) out\n}"),
                  "write (" + name + ")", "(" + name + ")");
  }
}

TEST(Rows, AreGoneThroughWithAQuantifier) {
  const std::string behind = " row in p.rs :\", and \"row.\" in front of each fact of the row";
  const auto help = [](const std::string& words) {
    return condition("all of {\n(a) a\n(b) " + words + " of p.rs : b and c\n(c) c\n}").help();
  };
  EXPECT_EQ(help("any"), "write \"for some" + behind);
  EXPECT_EQ(help("all"), "write \"for every" + behind);
  EXPECT_EQ(help("at least 2"), "write \"at least 2 of" + behind);
  expect_mended(condition("each r in rs : r.a"),
                "write \"for every\", as in \"for every row in rows : row.fact\"", "r");
  expect_mended(condition("every r in rs : r.a"), "write \"for every\"", "r");
}

TEST(Comparisons, AreTranslated) {
  const auto help = [](const std::string& words) { return condition(words).help(); };
  EXPECT_EQ(help("age is over 18"), "write \"is more than\"");
  EXPECT_EQ(help("age is under 18"), "write \"is less than\"");
  EXPECT_EQ(help("stay exceeds 90 days"), "write \"is more than\"");
  EXPECT_EQ(help("age of at least 18 years"), "write \"is at least\"");
  EXPECT_EQ(help("age is not less than 18"), "write \"is at least\"");
  EXPECT_EQ(help("came is not later than 1951-01-01"), "write \"is on or before\"");
  EXPECT_EQ(help("gs contains race"), "write \"includes\", as in \"grounds includes race\"");
  EXPECT_EQ(help("gs does not include race"),
            "write \"not\" in front, as in \"not grounds includes race\"");
  EXPECT_NE(condition("all of { (a) age is over 18 (b) b }").printed().find("right: 18"),
            std::string::npos);
}

TEST(Exceptions, AreTranslated) {
  expect_mended(condition("out except where crime"), "write \"unless\" in front of the exception",
                "unless");
  expect_mended(condition("out save where crime"), "write \"unless\" in front of the exception",
                "unless");
  expect_mended(
      condition("out provided that safe"),
      "write \"and\" in front of a further condition, \"unless\" in front of an exception", "safe");
  expect_mended(in_instrument("d also applies provided that safe"),
                "write \"where\" in front of the condition", "addition");
  EXPECT_EQ(condition("a and/or b").help(), "write \"or\", which holds also where both do");
}

TEST(Numbers, AreWrittenInDigits) {
  expect_mended(condition("fee is at least 1,000 EUR"), "write 1000", "1000");
  expect_mended(condition("fee is at least 1,000,000.50 EUR"), "write 1000000.50", "1000000.5");
  EXPECT_EQ(condition("fee is one of { 1,100 }").errors(), Lines{});
  expect_mended(condition("stay is at least three months"), "write 3", "3 months");
  expect_mended(condition("stay is at least twenty-four months"), "write 24", "24 months");
  expect_mended(condition("at least one of { a, b }"), "write 1", "at least 1");
}

TEST(Types, OfYesAndNoAreBoolean) {
  const std::string help = "write boolean, the type of what is yes or no";
  expect_mended(Parsed("entity P {\n  out : yes/no \"Out?\"\n}"), help, "fact out");
  expect_mended(Parsed("entity P {\n  out : yes or no\n}"), help, "fact out");
}

TEST(Blocks, WithoutTheirFirstBraceAreRead) {
  const Parsed parsed("entity Person \"One\"\n  fear : boolean\n}\nunit EUR");
  EXPECT_EQ(parsed.errors(), (Lines{"2:3 N1005 \"fear\" is not expected here"}));
  expect_mended(parsed, "write \"{\" here", "fact fear");
  EXPECT_EQ(Parsed("entity Person\n  fear : boolean\n").help().find("did you mean"),
            std::string::npos);
}

TEST(Rules, TheLastOneIsNotAnElse) {
  expect_mended(in_instrument("define d of P : integer {\n(1) where a : 1\nelse : 2\n}"),
                "write \"otherwise\" in front of the last rule", "value: 2");
}

TEST(Rules, BeginWithWhere) {
  const Parsed parsed = in_instrument(
      "define d of P : integer {\n(1) if a then 1\nelse 2\n}\nd also applies when: b");
  EXPECT_EQ(parsed.errors(), (Lines{"3:5 N1018 \"if\" is not a word of the language",
                                    "4:1 N1018 \"else\" is not a word of the language",
                                    "6:16 N1018 \"when\" is not a word of the language"}));
  EXPECT_NE(parsed.printed().find("value: 2"), std::string::npos) << parsed.printed();
}

TEST(Definitions, AreTranslated) {
  expect_mended(in_instrument("define d of P: fear"), "write \"as\"", "define d of P");
  expect_mended(condition("{\n(a) a\n(b) b\n}"), "write \"all of {\" or \"any of {\"", "(b)");
  expect_mended(condition("all of {\n(a) a\n(b) b.\n}"), "remove it", "(b)");
  EXPECT_EQ(in_instrument("refugee means fear").help(),
            "write \"define\", the name, \"of\" its entity, and then \"as\"");
}

TEST(Words, InCapitalsAreRead) {
  expect_mended(condition("fear AND NOT out"), "write \"and\"", "not");
  expect_mended(in_instrument("Define d of P as fear"), "write \"define\"", "define d of P");
}

TEST(Comparisons, WithTwoNumbersOrTheUnitInFrontAreToldApart) {
  EXPECT_EQ(condition("age is between 18 and 65").help(),
            "write two comparisons, as in \"age is at least 18 and age is at most 65\"");
  EXPECT_EQ(condition("all of { (a) age between 18 years and 65 years (b) b }").help(),
            "write two comparisons, as in \"age is at least 18 and age is at most 65\"");
  EXPECT_EQ(condition("fee is at least EUR 1000").help(),
            "write 1000 EUR: the unit stands behind the number");
}

TEST(Phrases, OfOneWordAreNotSeenInNames) {
  const Parsed parsed = in_instrument(
      "provided does not apply where except\nuse also applies where exceeds\nbroken broken\n"
      "define are of P as each and three");
  ASSERT_EQ(parsed.errors().size(), 1U);
  EXPECT_TRUE(parsed.errors().front().starts_with("4:")) << parsed.errors().front();
}

TEST(Phrases, AreNoneInATextWithoutErrors) {
  EXPECT_EQ(condition("a is over\nuse does not apply where three").errors(), Lines{});
  EXPECT_EQ(
      Parsed("entity Term {\n  exceeds : boolean\n  over : Ground\n  are : Ground\n}").errors(),
      Lines{});
}

}  // namespace
}  // namespace nansen::syntax

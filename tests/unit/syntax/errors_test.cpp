// Errors stand on the word that is wrong, several a file, and what could be read is kept.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

using Lines = std::vector<std::string>;

/// The text as the body of an instrument, on a line of its own.
std::string in_instrument(const std::string& text) { return "instrument i {\n" + text + "\n}"; }

TEST(Errors, AreFoundInEachProvisionOfAFile) {
  const Parsed parsed(R"(vocabulary v
entity Person {
  a boolean
  b : boolean
}
instrument i {
  article 1 {
    define x Person as b
    define y of Person as b
  }
  articel 2 {
    define z of Person as b
  }
  article 3 {
    y does not apply were b
    define w of Person as b
  }
})");
  EXPECT_EQ(parsed.errors(), (Lines{"11:3 N1005 \"articel\" is not expected here",
                                    "3:5 N1005 \"boolean\" is not expected here",
                                    "8:14 N1005 \"Person\" is not expected here",
                                    "15:22 N1010 \"where\" is missing after \"does not apply\""}));
  const std::string printed = parsed.printed();
  for (const std::string kept : {"fact b", "define y", "define z", "define w", "article 3"}) {
    EXPECT_NE(printed.find(kept), std::string::npos) << kept << " was lost:\n" << printed;
  }
}

TEST(Errors, AdviseWhatCanStandThere) {
  EXPECT_EQ(Parsed(in_instrument("define d P as a")).help(), "write \"of\" here");
  EXPECT_EQ(Parsed(in_instrument("adopted \"today\"")).help(),
            "what can stand here is a date such as 1951-07-28");
  EXPECT_EQ(Parsed(in_instrument("rank one")).help(), "what can stand here is a whole number");
  EXPECT_EQ(Parsed(in_instrument("define d of P as a and")).help(),
            "what can stand here is a condition or a value");
  EXPECT_EQ(Parsed(in_instrument("article { }")).help(),
            "what can stand here is a label such as 1, F or 10bis");
  EXPECT_EQ(Parsed("entity P { a : }").help(),
            "what can stand here is a type such as boolean, integer, date or the name of an "
            "enumeration");
  EXPECT_EQ(Parsed("nonsense").help(),
            "what can stand here is \"instrument\", \"vocabulary\", \"entity\" or another "
            "declaration");
}

TEST(Errors, SuggestTheWordThatWasMeant) {
  EXPECT_EQ(Parsed("intsrument i { }").help(),
            "what can stand here is \"instrument\", \"vocabulary\", \"entity\" or another "
            "declaration; did you mean \"instrument\"?");
}

TEST(Errors, SuggestNoWordThatBeginsOtherwise) {
  // "computation" is as near to it as a misspelt word of its length may be.
  EXPECT_EQ(Parsed(in_instrument("population of P")).help().find("did you mean"),
            std::string::npos);
}

TEST(Errors, AreAtMostOneALine) {
  EXPECT_EQ(Parsed(in_instrument("define define define of of as as")).errors().size(), 1U);
}

TEST(Errors, AtTheEndOfTheFileAreSaidThere) {
  EXPECT_EQ(Parsed("vocabulary").errors(),
            (Lines{"1:11 N1005 the end of the file is not expected here"}));
}

TEST(Errors, LeaveAMissingExpressionWhereThereIsNone) {
  const Parsed parsed(in_instrument("define d of P as\ndefine e of P as a"));
  EXPECT_EQ(parsed.errors(), (Lines{"3:1 N1005 \"define\" is not expected here"}));
  EXPECT_NE(parsed.printed().find("define d of P\n    base: missing"), std::string::npos)
      << parsed.printed();
}

TEST(Brackets, AreMissedWhereTheLayoutShowsIt) {
  const Parsed parsed(R"(instrument i {
  article 1 {
    define d of P as all of {
      (a) a
    }

  article 2 {
    define e of P as a
  }
})");
  EXPECT_EQ(parsed.errors(),
            (Lines{"7:3 N1008 \"}\" is missing here: a \"{\" was opened and not closed"}));
  ASSERT_EQ(parsed.emitter.diagnostics().front().labels.size(), 1U);
  const Label& label = parsed.emitter.diagnostics().front().labels.front();
  EXPECT_EQ(parsed.files.line_column(label.span.file, label.span.begin).line, 2U);
  // Article 2 stands beside article 1, not inside it.
  EXPECT_NE(parsed.printed().find("\n  article 2\n"), std::string::npos) << parsed.printed();
}

TEST(Brackets, AreMissedAtTheEndWhereTheLayoutShowsNothing) {
  EXPECT_EQ(Parsed("instrument i { article 1 { note \"n\"").errors(),
            (Lines{"1:36 N1008 \"}\" is missing here: a \"{\" was opened and not closed",
                   "1:36 N1008 \"}\" is missing here: a \"{\" was opened and not closed"}));
}

TEST(Brackets, OfOneKindDoNotCloseThoseOfAnother) {
  EXPECT_EQ(Parsed(in_instrument("define d of P as all of { (a or b }")).errors(),
            (Lines{"2:35 N1008 \")\" is missing here: a \"(\" was opened and not closed"}));
  EXPECT_EQ(Parsed(in_instrument("define d of P as a)")).errors(),
            (Lines{"2:19 N1009 this \")\" closes nothing"}));
}

TEST(Heads, HaveLabelsOrCommas) {
  EXPECT_EQ(Parsed(in_instrument("define d of P as all of { (a) a b }")).errors(),
            (Lines{"2:33 N1011 some heads of this group have a label and some have none"}));
  EXPECT_EQ(Parsed(in_instrument("define d of P as all of { a b c }")).errors(),
            (Lines{"2:29 N1012 heads without labels are separated by commas",
                   "2:31 N1012 heads without labels are separated by commas"}));
  EXPECT_EQ(Parsed(in_instrument("define d of P as all of { a, b, }")).errors(), Lines{});
  EXPECT_EQ(Parsed(in_instrument("define d of P as all of { (a) a, }")).errors(),
            (Lines{"2:32 N1005 \",\" is not expected here"}));
}

TEST(Slips, AreMendedSoThatTheRestIsRead) {
  const Parsed parsed(R"(vocabulary v “Facts”;
entity Person {
  article : boolean 'One?'
  stay : period in years
}
instrument i {
  adopted 28/07/1951
  define d of Person as article_1 && stay >= 3 years
})");
  EXPECT_EQ(
      parsed.errors(),
      (Lines{"1:14 N1013 “ does not mark a quotation here", "1:21 N1017 \";\" has no meaning here",
             "3:3 N1016 \"article\" is a word of the language and cannot be a name",
             "3:21 N1013 ' does not mark a quotation here",
             "7:11 N1014 \"28/07/1951\" is not how a date is written here",
             "8:35 N1015 \"&&\" has no meaning here", "8:43 N1015 \">=\" has no meaning here"}));
  EXPECT_NE(parsed.printed().find("right: 3 years"), std::string::npos) << parsed.printed();
}

TEST(Slips, ADateIsCorrectedOnlyWhereItsOrderIsCertain) {
  const auto advice = [](const std::string& date) {
    return Parsed(in_instrument("adopted " + date)).help();
  };
  EXPECT_EQ(advice("28/07/1951"), "write 1951-07-28");
  EXPECT_EQ(advice("7/28/1951"), "write 1951-07-28");
  EXPECT_EQ(advice("1951/7/28"), "write 1951-07-28");
  EXPECT_EQ(advice("1951-7-28"), "write 1951-07-28");
  EXPECT_EQ(advice("28-7-1951"), "write 1951-07-28");
  EXPECT_EQ(advice("28.07.1951"), "write 1951-07-28");
  EXPECT_EQ(advice("28 July 1951"), "write 1951-07-28");
  EXPECT_EQ(advice("28th July 1951"), "write 1951-07-28");
  EXPECT_EQ(advice("28 Jul 1951"), "write 1951-07-28");
  EXPECT_EQ(advice("July 28, 1951"), "write 1951-07-28");
  EXPECT_EQ(advice("5/5/1951"), "write 1951-05-05");
  const std::string general = "write the year, the month and the day, as in 1951-07-28";
  EXPECT_EQ(advice("7/8/1951"), general);
  EXPECT_EQ(advice("40/40/1951"), general);
}

TEST(Slips, SubtractionIsNoDate) {
  EXPECT_EQ(Parsed(in_instrument("define d of P as 3-2-1 is 1951 - 7 - 28")).errors(), Lines{});
}

TEST(Slips, PeriodsInFrontOfAColonAreNoFacts) {
  EXPECT_EQ(Parsed(in_instrument("define d of P : integer {\n"
                                 "(1) where stay is at least 3\nyears : 1\notherwise\n: 2 }"))
                .errors(),
            Lines{});
}

TEST(Quotations, ThatDoNotEndAreFoundAtTheFirstOfThem) {
  const Parsed parsed(R"(entity Person {
  a : boolean "Is a so?
  b : boolean "Is b so?"
  c : boolean "Is c so?"
})");
  EXPECT_EQ(parsed.errors(), (Lines{"2:15 N1006 this quotation does not end"}));
  EXPECT_NE(parsed.printed().find("fact c \"Is c so?\""), std::string::npos) << parsed.printed();
}

TEST(Quotations, MayGoOverSeveralLines) {
  const Parsed parsed("vocabulary v \"one\ntwo\"\nunit m \"metres\"");
  EXPECT_EQ(parsed.errors(), Lines{});
  EXPECT_EQ(parsed.tree.items.size(), 2U);
}

TEST(Words, OfOtherLanguagesAreTranslated) {
  EXPECT_EQ(Parsed(in_instrument("d does not apply if a")).help(),
            "write \"where\" in front of the condition");
  EXPECT_EQ(Parsed(in_instrument("define d of P : integer { (1) where a : 1\nelse : 2 }")).help(),
            "write \"otherwise\" in front of the last rule");
}

TEST(Numbers, AWordIsNone) {
  EXPECT_EQ(Parsed("entity Person { a : integer from 0 to never - never }").errors().size(), 1U);
}

TEST(Numbers, OfTooManyDigitsAreRefused) {
  EXPECT_EQ(Parsed(in_instrument("rank 1234567890")).errors(),
            (Lines{"2:6 N1020 the number has 10 digits, more than the 9 that are accepted here"}));
  EXPECT_EQ(Parsed(in_instrument("rank 000000000001")).errors(), Lines{});
}

}  // namespace
}  // namespace nansen::syntax

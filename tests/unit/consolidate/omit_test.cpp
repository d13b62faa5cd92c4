// What is omitted, and what one draft may not do twice.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i \"I\" {\n"
    "  cited as \"I\"\n"
    "  uses facts\n"
    "  article 1 \"One\" {\n"
    "    note \"First.\"\n"
    "    define d of P as all of { (a) x (b) any of { (c) y (e) z } (g) any of { (only) q } }\n"
    "  }\n"
    "  article 2 {\n"
    "    define level of P : integer { (low) where x: 1 (high) where y: 2 }\n"
    "    reading r \"?\" { one_way default other_way }\n"
    "    formula key of State { a = share of population }\n"
    "  }\n"
    "}\n";

std::string errors(const std::string& amendments) { return amended(base, amendments).errors; }

TEST(Omit, LeavesANoteOnWhatItWasOmittedFrom) {
  const Amended head = amended(base, "(1) omit d (c)");
  EXPECT_EQ(head.errors, "");
  EXPECT_FALSE(head.says("(c) y"));
  EXPECT_TRUE(head.says("note \"(b)(c) omitted: Draft, (1).\"")) << head.text;
  const Amended article = amended(base, "(1) omit article 2");
  EXPECT_TRUE(article.says("note \"article 2 omitted: Draft, (1).\"")) << article.text;
  EXPECT_FALSE(article.says("level"));
  // Rules leave no room for notes on their definition: its division takes them.
  const Amended rule = amended(base, "(1) omit level (low)");
  EXPECT_TRUE(rule.says("  article 2 {\n    note \"level: (low) omitted: Draft, (1).\"\n"))
      << rule.text;
}

TEST(Omit, LeavesSomething) {
  EXPECT_EQ(errors("omit d (only)"),
            "NothingLeft: without \"d (g)(only)\" nothing is left of \"d (g)\"\n");
  EXPECT_EQ(errors("(1) in d (b) omit (c)\n(2) in d (b) omit the words z"),
            "DoesNotFit: \"d\" cannot take this omission\n");
  EXPECT_EQ(amended("instrument i { define d of P as all of { (a) x (b) any of { y, z } } }",
                    "(1) in d (b) omit the words y\n(2) in d (b) omit the words z")
                .errors,
            "NothingLeft: without \"z\" nothing is left of \"d (b)\"\n");
  EXPECT_EQ(errors("omit key.a"), "NothingLeft: without \"key.a\" nothing is left of \"key\"\n");
  EXPECT_EQ(errors("(1) omit level (low)\n(2) omit level (high)"),
            "NothingLeft: without \"level (high)\" nothing is left of \"level\"\n");
}

TEST(Omit, UndoesWhatAnEarlierDraftInserted) {
  const std::string first = "draft alpha amends i { in d insert (h) w after (a) }";
  const std::string second = "draft beta amends alpha { omit d (h) }";
  Amended result({base, first, second}, {"beta"});
  EXPECT_EQ(result.errors, "");
  EXPECT_FALSE(result.says("(h) w"));
  EXPECT_TRUE(result.says("note \"As amended by alpha.\"")) << result.text;
  EXPECT_TRUE(result.says("note \"As amended by beta.\"")) << result.text;
  EXPECT_EQ(result.world.changes.size(), 2U);
}

TEST(Twice, IsRefusedWithinOneDraft) {
  const std::string twice = "is amended twice by \"d\"\n";
  EXPECT_EQ(errors("replace the value of d with x\nreplace the value of d with y"),
            "AmendedTwice: \"d\" " + twice);
  EXPECT_EQ(errors("replace d (c) with (c) v\nomit d (c)"), "AmendedTwice: \"d (b)(c)\" " + twice);
  EXPECT_EQ(errors("in d replace the words y with v\nomit d (b)"),
            "AmendedTwice: \"d (b)\" " + twice);
  EXPECT_EQ(errors("in d replace the words y with v\nin d replace the words v with w"),
            "AmendedTwice: \"d\" " + twice);
  EXPECT_EQ(errors("omit d (c)\nreplace d (b) with (b) w"), "AmendedTwice: \"d (b)\" " + twice);
  EXPECT_EQ(errors("omit d (c)\nreplace the value of d with w"), "AmendedTwice: \"d\" " + twice);
  EXPECT_EQ(errors("in article 1 insert (z) w\nomit article 1"),
            "AmendedTwice: \"article 1\" " + twice);
  EXPECT_EQ(errors("replace article 1 with { article 1 { define d of P as all of { (k) x } } }\n"
                   "in article 1 insert (z) w"),
            "AmendedTwice: \"d\" " + twice);
  EXPECT_EQ(errors("insert { article 7 { } }\nin article 7 insert { define z of P as x }"),
            "AmendedTwice: \"article 7\" " + twice);
}

TEST(Twice, IsNoConcernWherePlacesDiffer) {
  EXPECT_EQ(errors("insert (f) v after d (e)\ninsert (h) w after d (f)\nomit d (c)"), "");
  EXPECT_EQ(errors("in d replace the words x with v\nin d replace the words y with w"), "");
  EXPECT_EQ(errors("in d insert (f) x\nin d replace the words x with w wherever they occur"), "");
}

TEST(Omitted, WordsSayByWhatTheyWent) {
  EXPECT_EQ(errors("(1) in d replace the words y with v\n(2) in d replace the words y with w"),
            "WordsNotFound: \"d\" does not say \"y\"; they went by Draft, (1)\n");
}

}  // namespace
}  // namespace nansen::consolidate

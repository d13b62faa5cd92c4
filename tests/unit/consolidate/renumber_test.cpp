// New numbers and labels, and what refers to the old ones.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i \"I\" {\n"
    "  article 1 { define d of P as all of { (a) x (b) y } }\n"
    "  article 2 {\n"
    "    define e of P : integer { (1) where x: 1 (2) subject to (1), where y: 2 otherwise: 3 }\n"
    "    article 1 does not apply where w\n"
    "    (q) article 1 (b) does not apply where w\n"
    "  }\n"
    "  article 3 section A { define f of P as x }\n"
    "  article 3 section B { subject to article 3 section A, define g of P as x }\n"
    "  no reservation to article 1, article 3 section A, article 2\n"
    "}\n";
const std::string other =
    "instrument j { uses i article 1 { article 1 (a) of i does not apply where v\n"
    "  article 3 section A of i does not apply where v } }\n";

TEST(Renumber, ChangesADivisionAndWhatRefersToIt) {
  const Amended result({base, other, draft_of("(1) renumber article 1 as article 9")}, {"d"});
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("article 9 {\n    note \"Renumbered from article 1: Draft, (1).\"\n"))
      << result.text;
  EXPECT_TRUE(result.says("    article 9 does not apply where w\n"));
  EXPECT_TRUE(result.says("(q) article 9 (b) does not apply where w\n"));
  EXPECT_TRUE(result.says("no reservation to article 9, article 3 section A, article 2"));
  const std::string text = format::text_of(*instrument_in(result.world.files, "j"));
  EXPECT_NE(text.find("article 1 {\n"), std::string::npos) << text;
  EXPECT_NE(text.find("article 9 (a) of i does not apply"), std::string::npos) << text;
  ASSERT_EQ(result.world.changes.size(), 1U);
  EXPECT_EQ(result.world.changes.front().kind, ChangeKind::Renumbered);
  EXPECT_EQ(result.world.changes.front().old_address, "art. 1");
  EXPECT_EQ(result.world.changes.front().new_address, "art. 9");
}

TEST(Renumber, ChangesAStepThatSeveralBlocksOpen) {
  const Amended result({base, other, draft_of("renumber article 3 as article 4")}, {"d"});
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("article 4 section A {"));
  EXPECT_TRUE(result.says("article 4 section B {"));
  EXPECT_TRUE(result.says("subject to article 4 section A,"));
  EXPECT_TRUE(result.says("no reservation to article 1, article 4 section A, article 2"));
  const std::string text = format::text_of(*instrument_in(result.world.files, "j"));
  EXPECT_NE(text.find("article 4 section A of i does not apply"), std::string::npos) << text;
}

TEST(Renumber, ChangesALabelAndWhatRefersToIt) {
  const Amended result({base, other, draft_of("(1) renumber d (a) as (c)")}, {"d"});
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("(c) x")) << result.text;
  EXPECT_TRUE(result.says("note \"Renumbered from (a): Draft, (1).\"")) << result.text;
  EXPECT_TRUE(result.says("(q) article 1 (b) does not apply where w\n"));
  const std::string text = format::text_of(*instrument_in(result.world.files, "j"));
  EXPECT_NE(text.find("article 1 (c) of i does not apply"), std::string::npos) << text;
  EXPECT_EQ(result.world.changes.front().new_address, "art. 1, d (c)");
}

TEST(Renumber, ChangesTheLabelOfARuleWithinItsDefinition) {
  const Amended result({base, draft_of("renumber e (1) as (3)")}, {"d"});
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("(3) where x : 1")) << result.text;
  EXPECT_TRUE(result.says("subject to (3),")) << result.text;
}

TEST(Renumber, FindsThePlaceByItsNewNumberAfterwards) {
  const Amended result = amended(base,
                                 "(1) renumber article 2 as article 8\n"
                                 "(2) renumber article 1 as article 2\n"
                                 "(3) in article 2 insert (z) w\n"
                                 "(4) in article 8 omit (q)\n");
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.world.changes[2].new_address, "art. 2, d (z)");
  EXPECT_EQ(result.world.changes[3].old_address, "art. 8(q)");
}

TEST(Renumber, RefusesWhatHasNoNumberOrIsTaken) {
  EXPECT_EQ(amended(base, "renumber d as article 3").errors,
            "CannotBeRenumbered: \"d\" is called by a name and has no number\n");
  EXPECT_EQ(amended(base, "renumber article 1 as article 2").errors,
            "AddressTaken: \"i\" already has \"article 2\"\n");
  EXPECT_EQ(amended(base, "renumber d (a) as (b)").errors,
            "AddressTaken: \"d\" already has \"(b)\"\n");
  EXPECT_EQ(amended(base, "renumber article 1 as (b)").errors,
            "DoesNotFit: \"article 1\" cannot take a label in parentheses\n");
  EXPECT_EQ(amended(base, "renumber article 3 section A as article 4 section A").errors,
            "DoesNotFit: \"article 3 section A\" cannot take \"article 4 section A\"\n");
}

TEST(Renumber, HappensOnceInADraft) {
  EXPECT_EQ(
      amended(base, "(1) renumber article 1 as article 8\n(2) renumber article 8 as article 9")
          .errors,
      "AmendedTwice: \"article 8\" is amended twice by \"d\"\n");
}

TEST(Renumber, TellsTheWordsBeforeAndAfter) {
  const Amended result = amended("instrument i { article 3 { define d of P as x } }",
                                 "renumber article 3 as article 4");
  ASSERT_EQ(result.world.changes.size(), 1U);
  EXPECT_EQ(result.world.changes.front().old_words, "article 3 {\n  define d of P as x\n}");
  EXPECT_EQ(result.world.changes.front().new_words, "article 4 {\n  define d of P as x\n}");
}

}  // namespace
}  // namespace nansen::consolidate

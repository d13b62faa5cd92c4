// What is inserted, where, and what it cannot be inserted into.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i \"I\" {\n"
    "  article 1 \"One\" {\n"
    "    define d of P as all of { (a) x (b) any of { (c) y (e) z } }\n"
    "    (r) d also applies where w\n"
    "  }\n"
    "  article 2 { paragraph 1 { define e of P as x } paragraph 2 { define f of P as any of { x, y "
    "} } }\n"
    "}\n";

TEST(Insert, PutsAHeadBehindAnotherAndNotesIt) {
  const Amended result = amended(base, "(1) in article 1 insert (f) v after (c)");
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("(c) y\n")) << result.text;
  EXPECT_TRUE(result.says("(f) v\n")) << result.text;
  EXPECT_TRUE(result.says("note \"Inserted by Draft, (1).\"")) << result.text;
  EXPECT_TRUE(result.says("note \"As amended by Draft.\"")) << result.text;
  EXPECT_LT(result.text.find("(f) v"), result.text.find("(e) z"));
  ASSERT_EQ(result.world.changes.size(), 1U);
  const Change& change = result.world.changes.front();
  EXPECT_EQ(change.kind, ChangeKind::Inserted);
  EXPECT_EQ(change.instrument, "i");
  EXPECT_EQ(change.old_address, "");
  EXPECT_EQ(change.new_address, "art. 1, d (b)(f)");
  EXPECT_EQ(change.new_words, "(f) v");
  EXPECT_EQ(change.amending, "Draft, (1)");
  EXPECT_EQ(change.draft, "d");
}

TEST(Insert, PutsAHeadAtTheEndOfTheOnlyGroup) {
  const Amended result = amended(base, "in article 1 insert (f) v");
  EXPECT_EQ(result.errors, "");
  EXPECT_GT(result.text.find("(f) v"), result.text.find("(e) z")) << result.text;
  EXPECT_EQ(result.world.changes.front().new_address, "art. 1, d (f)");
}

}  // namespace
}  // namespace nansen::consolidate

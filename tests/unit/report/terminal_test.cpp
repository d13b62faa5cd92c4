#include "compiler/report/terminal.h"

#include <gtest/gtest.h>

namespace nansen::report {
namespace {

using Lines = std::vector<std::string>;

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(wrap("owing to well-founded fear", 12), (Lines{"owing to", "well-founded", "fear"}));
}

TEST(Wrap, KeepsLineFeedsAndGivesOneLineForNothing) {
  EXPECT_EQ(wrap("a\nb", 10), (Lines{"a", "b"}));
  EXPECT_EQ(wrap("", 10), (Lines{""}));
}

TEST(Wrap, BreaksALongNameAfterAnUnderscoreAndAnythingElseWhereItMust) {
  EXPECT_EQ(wrap("serious_reasons_crime", 12), (Lines{"serious_", "reasons_", "crime"}));
  EXPECT_EQ(wrap("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
}

TEST(Wrap, NeverCutsACharacterInTwo) {
  EXPECT_EQ(wrap("難民難民", 3), (Lines{"難", "民", "難", "民"}));
}

TEST(Wrap, ShowsNothingThatCouldDisturbATerminal) {
  EXPECT_EQ(wrap("a\x1b[2Jb", 10), (Lines{"a\uFFFD[2Jb"}));
}

TEST(Padding, FillsToTheWidth) {
  EXPECT_EQ(pad_right("é", 3), "é  ");
  EXPECT_EQ(pad_left("12", 4), "  12");
  EXPECT_EQ(pad_left("12345", 4), "12345");
}

TEST(Tinted, ColoursOnlyWhenAsked) {
  EXPECT_EQ(tinted("yes", Truth::Yes, false), "yes");
  EXPECT_EQ(tinted("no", Truth::No, true), "\x1b[31mno\x1b[0m");
}

}  // namespace
}  // namespace nansen::report

// Strong Kleene logic, by its whole tables.
#include "compiler/base/truth.h"

#include <gtest/gtest.h>

namespace nansen {
namespace {

constexpr Truth no = Truth::No;
constexpr Truth open = Truth::Undetermined;
constexpr Truth yes = Truth::Yes;

TEST(Truth, AndIsNoWhereEitherIsNo) {
  EXPECT_EQ(no & no, no);
  EXPECT_EQ(no & open, no);
  EXPECT_EQ(open & no, no);
  EXPECT_EQ(no & yes, no);
  EXPECT_EQ(yes & no, no);
  EXPECT_EQ(open & open, open);
  EXPECT_EQ(open & yes, open);
  EXPECT_EQ(yes & open, open);
  EXPECT_EQ(yes & yes, yes);
}

TEST(Truth, OrIsYesWhereEitherIsYes) {
  EXPECT_EQ(yes | yes, yes);
  EXPECT_EQ(yes | open, yes);
  EXPECT_EQ(open | yes, yes);
  EXPECT_EQ(yes | no, yes);
  EXPECT_EQ(no | yes, yes);
  EXPECT_EQ(open | open, open);
  EXPECT_EQ(open | no, open);
  EXPECT_EQ(no | open, open);
  EXPECT_EQ(no | no, no);
}

TEST(Truth, NotLeavesTheUndeterminedUndetermined) {
  EXPECT_EQ(!no, yes);
  EXPECT_EQ(!open, open);
  EXPECT_EQ(!yes, no);
}

TEST(Truth, HasTheWordsOfTheTables) {
  EXPECT_EQ(to_string(no), "no");
  EXPECT_EQ(to_string(open), "undetermined");
  EXPECT_EQ(to_string(yes), "yes");
  EXPECT_EQ(truth_of(true), yes);
  EXPECT_EQ(truth_of(false), no);
}

}  // namespace
}  // namespace nansen

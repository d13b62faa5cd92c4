#include "compiler/interpret/across.h"

#include <gtest/gtest.h>

#include <numeric>

namespace nansen::interpret {
namespace {

using Numbers = std::vector<Rational>;

TEST(Across, TheMiddleOfAnEvenNumberIsAMean) {
  EXPECT_EQ(middle_of({3}), 3);
  EXPECT_EQ(middle_of({3, 1, 2}), 2);
  EXPECT_EQ(middle_of({4, 1, 3, 2}), Rational(5, 2));
  EXPECT_EQ(middle_of({1, 1, 5, 5}), 3);
}

TEST(Across, EqualsShareTheBetterRank) {
  EXPECT_EQ(ranks({5, 9, 5, -1, 9}), (Numbers{3, 1, 3, 5, 1}));
  EXPECT_EQ(ranks({}), Numbers());
}

TEST(Across, NothingIsSharedWhereNothingIsCut) {
  const Numbers values{1, 2, 3};
  for (const bool until : {false, true}) {
    EXPECT_EQ(redistributed(values, {3, 3, 3}, {1, 1, 1}, until), values);
  }
}

TEST(Across, WhatIsCutOnceMayPushOthersOverTheirCeiling) {
  EXPECT_EQ(redistributed({10, 4, 1}, {5, 5, 5}, {10, 4, 1}, false), (Numbers{5, 8, 2}));
}

TEST(Across, WhatIsCutAgainGoesOnUntilNothingIs) {
  // 5 cut: 4 goes to the second, which then stands at 8; 3 of it go on to the third.
  EXPECT_EQ(redistributed({10, 4, 1}, {5, 5, 5}, {10, 4, 1}, true), (Numbers{5, 5, 5}));
  EXPECT_EQ(redistributed({10, 4, 1, 1}, {5, 5, 9, 9}, {0, 4, 1, 3}, true), (Numbers{5, 5, 2, 4}));
}

TEST(Across, WhoStandsAtTheirCeilingTakesNothing) {
  EXPECT_EQ(redistributed({8, 5, 1}, {5, 5, 9}, {1, 7, 1}, false), (Numbers{5, 5, 4}));
}

TEST(Across, WhatNoOneCanTakeIsLeftOver) {
  EXPECT_EQ(redistributed({8, 9}, {5, 5}, {1, 1}, false), (Numbers{5, 5}));
  EXPECT_EQ(redistributed({8, 9, 1}, {5, 5, 3}, {1, 1, 1}, true), (Numbers{5, 5, 3}));
  EXPECT_EQ(redistributed({8, 1}, {5, 5}, {1, 0}, true), (Numbers{5, 1}))
      << "below its ceiling, but without a weight";
}

TEST(Across, TheOrderOfTheRowsDoesNotMatter) {
  const Numbers values{7, 3, 2, Rational(1, 2)};
  const Numbers ceilings{4, 4, 3, 4};
  const Numbers weights{1, 3, 2, Rational(1, 3)};
  const auto reversed = [](Numbers numbers) { return Numbers(numbers.rbegin(), numbers.rend()); };
  for (const bool until : {false, true}) {
    EXPECT_EQ(
        reversed(redistributed(reversed(values), reversed(ceilings), reversed(weights), until)),
        redistributed(values, ceilings, weights, until));
  }
}

}  // namespace
}  // namespace nansen::interpret

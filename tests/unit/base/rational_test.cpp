// Exact numbers: decimals in, decimals out, and never a rounding.
#include "compiler/base/rational.h"

#include <gtest/gtest.h>

namespace nansen {
namespace {

TEST(RationalFromDecimal, IsExact) {
  EXPECT_EQ(rational_from_decimal("12"), Rational(12));
  EXPECT_EQ(rational_from_decimal("0.3"), Rational(3, 10));
  EXPECT_EQ(rational_from_decimal("0.125"), Rational(1, 8));
  EXPECT_EQ(rational_from_decimal("007.50"), Rational(15, 2));
  EXPECT_EQ(rational_from_decimal("0.1") + rational_from_decimal("0.2"),
            rational_from_decimal("0.3"));
}

TEST(RationalFromDecimal, HasNoLargestNumber) {
  EXPECT_EQ(to_string(rational_from_decimal("123456789012345678901234567890.5")),
            "123456789012345678901234567890.5");
}

TEST(RationalToString, WritesADecimalThatEnds) {
  EXPECT_EQ(to_string(Rational(0)), "0");
  EXPECT_EQ(to_string(Rational(42)), "42");
  EXPECT_EQ(to_string(Rational(3, 10)), "0.3");
  EXPECT_EQ(to_string(Rational(1, 80)), "0.0125");
  EXPECT_EQ(to_string(Rational(-1, 4)), "-0.25");
  EXPECT_EQ(to_string(Rational(-25, 2)), "-12.5");
}

TEST(RationalToString, WritesAFractionThatDoesNotEndAsAFraction) {
  EXPECT_EQ(to_string(Rational(1, 3)), "1/3");
  EXPECT_EQ(to_string(Rational(-22, 7)), "-22/7");
}

}  // namespace
}  // namespace nansen

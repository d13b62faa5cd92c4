// Numbers for readers: rounded once, halves away from zero.
#include "compiler/report/number.h"

#include <gtest/gtest.h>

namespace nansen::report {
namespace {

TEST(Numbers, AreRoundedHalvesAwayFromZero) {
  EXPECT_EQ(fixed(Rational(1, 8), 2), "0.13");
  EXPECT_EQ(fixed(Rational(-1, 8), 2), "-0.13");
  EXPECT_EQ(fixed(Rational(1, 3), 6), "0.333333");
  EXPECT_EQ(fixed(Rational(2, 3), 0), "1");
  EXPECT_EQ(fixed(Rational(-1, 1000), 2), "0.00");
  EXPECT_EQ(fixed(Rational(5), 0), "5");
}

TEST(Numbers, AreGroupedByThousands) {
  EXPECT_EQ(grouped(Rational(mpz_class("80767463")), 0), "80,767,463");
  EXPECT_EQ(grouped(Rational(mpz_class("-1234567"), 10), 1), "-123,456.7");
  EXPECT_EQ(grouped(Rational(999), 2), "999.00");
  EXPECT_EQ(grouped(Rational(0), 1), "0.0");
}

TEST(Numbers, AreSharesAndDifferencesAndCounts) {
  EXPECT_EQ(percent(Rational(921, 5000), 2), "18.42%");
  EXPECT_EQ(signed_grouped(Rational(1234), 0), "+1,234");
  EXPECT_EQ(signed_grouped(Rational(-5, 2), 2), "-2.50");
  EXPECT_EQ(counted(1, "State"), "1 State");
  EXPECT_EQ(counted(28000, "person"), "28,000 persons");
}

}  // namespace
}  // namespace nansen::report

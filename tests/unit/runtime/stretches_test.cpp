#include "runtime/stretches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace nansen::runtime {
namespace {

using Stretches = std::vector<Stretch>;

std::int32_t counted(std::int32_t asked, const Stretches& stretches, const LongestGap& gap = {}) {
  return days_counted(asked, stretches, gap);
}

std::int32_t until(std::int32_t asked, const Stretches& stretches) {
  return counted_until(asked, stretches);
}

TEST(Stretches, DaysBeforeTheDayAskedCountOnce) {
  const Stretches both = {{0, 9}, {5, 14}, {20, 24}};
  EXPECT_EQ(counted(100, both), 20);
  EXPECT_EQ(counted(24, both), 19);
  EXPECT_EQ(counted(7, both), 7);
  EXPECT_EQ(counted(0, both), 0);
  EXPECT_EQ(counted(-5, both), 0);
}

TEST(Stretches, TheirOrderIsNoMatter) {
  EXPECT_EQ(counted(100, {{20, 24}, {5, 14}, {0, 9}}), 20);
  EXPECT_EQ(counted(100, {{0, 30}, {5, 14}}), 31);
  EXPECT_EQ(counted(100, {{5, 14}, {0, 30}}), 31);
}

TEST(Stretches, AnEmptyOneHasNoDays) {
  EXPECT_EQ(counted(100, {{10, 9}}), 0);
  EXPECT_EQ(counted(100, {{10, 2}, {4, 5}}), 2);
  EXPECT_EQ(counted(100, {{last_day, 50}}), 0);
}

TEST(Stretches, LastUpToTheDayAskedWhereTheyDoNotEnd) {
  EXPECT_EQ(counted(100, {{40, last_day}}), 60);
  EXPECT_EQ(counted(last_day, {{first_day, last_day}}), 3'652'058);
  EXPECT_EQ(counted(first_day, {{first_day, last_day}}), 0);
}

TEST(Stretches, ALongerGapMakesTheCountStartAnew) {
  const Stretches apart = {{0, 9}, {20, 24}, {30, 30}};  // ten days without, then five
  EXPECT_EQ(counted(100, apart, {10, false}), 16);
  EXPECT_EQ(counted(100, apart, {9, false}), 6);
  EXPECT_EQ(counted(100, apart, {5, false}), 6);
  EXPECT_EQ(counted(100, apart, {4, false}), 1);
  EXPECT_EQ(counted(25, apart, {9, false}), 5);
}

TEST(Stretches, NoGapLiesWhereStretchesTouchOrAfterTheLast) {
  EXPECT_EQ(counted(100, {{0, 9}, {10, 19}}, {1, false}), 20);
  EXPECT_EQ(counted(100, {{0, 30}, {2, 3}, {31, 31}}, {1, false}), 32);
}

TEST(Stretches, AGapInMonthsIsCountedRoundingDown) {
  const std::int32_t end = *day_number(2023, 8, 30);
  const std::int32_t first = *day_number(2023, 1, 1);
  // The day after is 31 August; six months on, 29 February.
  const std::int32_t latest = *day_number(2024, 2, 29);
  const std::int32_t asked = *day_number(2025, 1, 1);
  const std::int32_t before = end - first + 1;
  EXPECT_EQ(counted(asked, {{first, end}, {latest, latest}}, {6, true}), before + 1);
  EXPECT_EQ(counted(asked, {{first, end}, {latest + 1, latest + 1}}, {6, true}), 1);
}

TEST(Stretches, AGapAsLongAsTheCalendarNeverComes) {
  EXPECT_EQ(
      counted(last_day, {{first_day, first_day}, {last_day - 1, last_day}}, {INT64_MAX, true}), 2);
}

TEST(Stretches, TheCountRunsUntilTheDayAfterTheLastThatCounts) {
  const Stretches both = {{0, 9}, {20, 24}, {40, 30}};
  EXPECT_EQ(until(100, both), 25);
  EXPECT_EQ(until(25, both), 25);
  EXPECT_EQ(until(22, both), 22);
  EXPECT_EQ(until(20, both), 10);
  EXPECT_EQ(until(0, both), 0);
  EXPECT_EQ(until(-7, both), -7);
  EXPECT_EQ(until(100, {{0, last_day}}), 100);
  EXPECT_EQ(until(last_day, {{0, last_day}}), last_day);
}

// From the least number of days that months may last to the greatest, whichever day they begin
// with.
TEST(Stretches, MonthsLastAsLongAsMeanOnesGiveOrTakeSomeDays) {
  for (const std::int64_t months : {0, 1, 2, 7, 12, 23, 61, 73, 167, 599, 2279, 2475}) {
    for (const MonthEnd end : {MonthEnd::Down, MonthEnd::Up}) {
      std::int64_t least = INT64_MAX;
      std::int64_t greatest = 0;
      const std::int32_t start = *day_number(2000, 1, 1);
      for (std::int32_t day = start; day < start + days_of_mean_months; ++day) {
        const std::int32_t over = add_months(day, months, end);
        least = std::min<std::int64_t>(least, over - day);
        greatest = std::max<std::int64_t>(greatest, over - day);
      }
      const std::int64_t mean = months * days_of_mean_months;
      EXPECT_GE(mean_months * (least + month_deviation), mean) << months;
      EXPECT_LE(mean_months * (greatest - month_deviation), mean) << months;
    }
  }
}

}  // namespace
}  // namespace nansen::runtime

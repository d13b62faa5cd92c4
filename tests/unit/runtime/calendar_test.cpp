#include "runtime/calendar.h"

#include <gtest/gtest.h>

namespace nansen::runtime {
namespace {

TEST(Calendar, CountsFromTheFirstDayOf1970) {
  EXPECT_EQ(day_number(1970, 1, 1), 0);
  EXPECT_EQ(day_number(1969, 12, 31), -1);
  EXPECT_EQ(day_number(1951, 7, 28), -6732);
  EXPECT_EQ(day_number(2000, 3, 1), 11017);
  EXPECT_EQ(day_number(1, 1, 1), first_day);
  EXPECT_EQ(day_number(9999, 12, 31), last_day);
}

TEST(Calendar, KnowsWhichDaysThereAre) {
  EXPECT_TRUE(day_number(2024, 2, 29));
  EXPECT_TRUE(day_number(2000, 2, 29));
  EXPECT_FALSE(day_number(1900, 2, 29));
  EXPECT_FALSE(day_number(2023, 2, 29));
  EXPECT_FALSE(day_number(2024, 4, 31));
  EXPECT_FALSE(day_number(2024, 0, 1));
  EXPECT_FALSE(day_number(2024, 13, 1));
  EXPECT_FALSE(day_number(2024, 1, 0));
  EXPECT_FALSE(day_number(0, 1, 1));
  EXPECT_FALSE(day_number(10000, 1, 1));
}

TEST(Calendar, ReadsIsoDatesOnly) {
  EXPECT_EQ(parse_date("1951-07-28"), -6732);
  for (const char* text : {"", "1951-7-28", "28.07.1951", "1951/07/28", "1951-07-28 ", "1951-02-30",
                           "-951-07-28", "1951-07-2x", "19510728"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Calendar, WritesEveryDayAsItReadsIt) {
  std::int32_t expected = first_day;
  for (std::int32_t day = first_day; day <= last_day; day += 97) {
    EXPECT_EQ(parse_date(format_date(day)), day);
    expected = day;
  }
  EXPECT_GT(expected, last_day - 97);
  EXPECT_EQ(format_date(first_day), "0001-01-01");
  EXPECT_EQ(format_date(last_day), "9999-12-31");
}

}  // namespace
}  // namespace nansen::runtime

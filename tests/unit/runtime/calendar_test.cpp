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
  for (std::int32_t day = first_day; day <= last_day; ++day) {
    ASSERT_EQ(parse_date(format_date(day)), day);
  }
  EXPECT_EQ(format_date(first_day), "0001-01-01");
  EXPECT_EQ(format_date(last_day - 1), "9999-12-30");
}

TEST(Calendar, TheLastDayIsNever) {
  EXPECT_EQ(format_date(last_day), "never");
  EXPECT_EQ(parse_date("never"), last_day);
  EXPECT_EQ(parse_date("9999-12-31"), last_day);
  EXPECT_FALSE(parse_date("Never"));
  EXPECT_FALSE(parse_date("never "));
}

TEST(Calendar, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(date_of(0).weekday, 3);          // a Thursday
  EXPECT_EQ(date_of(20'454).weekday, 3);     // 2026-01-01, too
  EXPECT_EQ(date_of(first_day).weekday, 0);  // a Monday
  EXPECT_EQ(date_of(last_day).weekday, 4);   // a Friday
  EXPECT_EQ(date_of(*parse_date("1951-07-28")).weekday, 5);
}

std::string with_days(std::string_view date, std::int64_t days) {
  return format_date(add_days(*parse_date(date), days));
}
std::string with_months(std::string_view date, std::int64_t months, MonthEnd month_end) {
  return format_date(add_months(*parse_date(date), months, month_end));
}

TEST(Calendar, AddsDaysAndStaysWithinItself) {
  EXPECT_EQ(with_days("2024-02-28", 1), "2024-02-29");
  EXPECT_EQ(with_days("2024-03-01", -1), "2024-02-29");
  EXPECT_EQ(with_days("9999-12-30", 0), "9999-12-30");
  EXPECT_EQ(with_days("9999-12-30", 1), "never");
  EXPECT_EQ(with_days("0001-01-01", 3'652'058), "never");
  EXPECT_EQ(with_days("0001-01-01", 3'652'057), "9999-12-30");
  EXPECT_EQ(with_days("0001-01-02", -1), "0001-01-01");
  EXPECT_EQ(with_days("0001-01-02", -2), "0001-01-01");
  EXPECT_EQ(with_days("2026-01-01", INT64_MAX), "never");
  EXPECT_EQ(with_days("2026-01-01", INT64_MIN), "0001-01-01");
}

TEST(Calendar, ADayThatAMonthLacksIsItsLastOrTheFirstOfTheNext) {
  EXPECT_EQ(with_months("2023-01-31", 1, MonthEnd::Down), "2023-02-28");
  EXPECT_EQ(with_months("2023-01-31", 1, MonthEnd::Up), "2023-03-01");
  EXPECT_EQ(with_months("2024-02-29", 12, MonthEnd::Down), "2025-02-28");
  EXPECT_EQ(with_months("2024-02-29", 12, MonthEnd::Up), "2025-03-01");
  EXPECT_EQ(with_months("2024-02-29", 48, MonthEnd::Up), "2028-02-29");
  EXPECT_EQ(with_months("2024-03-31", -1, MonthEnd::Down), "2024-02-29");
  EXPECT_EQ(with_months("2024-05-31", -3, MonthEnd::Up), "2024-03-01");
  EXPECT_EQ(with_months("2024-05-31", 0, MonthEnd::Up), "2024-05-31");
}

TEST(Calendar, MonthsStayWithinTheCalendarToo) {
  for (const MonthEnd month_end : {MonthEnd::Down, MonthEnd::Up}) {
    EXPECT_EQ(with_months("9999-11-30", 1, month_end), "9999-12-30");
    EXPECT_EQ(with_months("9999-12-01", 1, month_end), "never");
    EXPECT_EQ(with_months("9999-10-31", 2, month_end), "never");
    EXPECT_EQ(with_months("0001-01-31", -1, month_end), "0001-01-01");
    EXPECT_EQ(with_months("0001-02-15", -1, month_end), "0001-01-15");
    EXPECT_EQ(with_months("2026-01-01", INT64_MAX, month_end), "never");
    EXPECT_EQ(with_months("2026-01-01", INT64_MIN, month_end), "0001-01-01");
  }
}

TEST(Calendar, WhatIsAddedToNeverIsNever) {
  EXPECT_EQ(with_days("never", -1), "never");
  EXPECT_EQ(with_days("never", INT64_MIN), "never");
  EXPECT_EQ(with_months("never", -1, MonthEnd::Down), "never");
}

}  // namespace
}  // namespace nansen::runtime

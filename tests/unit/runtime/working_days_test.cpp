#include "runtime/working_days.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/calendar.h"

namespace nansen::runtime {
namespace {

constexpr std::uint8_t saturday_and_sunday = 0x60;

std::string next(std::string_view date, const FreeDays& free) {
  return format_date(next_working_day(*parse_date(date), free));
}

TEST(WorkingDays, AreNeitherWeekendsNorHolidays) {
  const FreeDays free{saturday_and_sunday,
                      {*parse_date("2026-01-01"), *parse_date("2026-01-02")},
                      {229, 1225, 1226}};
  EXPECT_EQ(next("2026-01-01", free), "2026-01-05");  // a Thursday, and then the weekend
  EXPECT_EQ(next("2026-01-05", free), "2026-01-05");
  EXPECT_EQ(next("2025-12-25", free), "2025-12-29");
  EXPECT_EQ(next("2024-02-29", free), "2024-03-01");
  EXPECT_EQ(next("2023-02-28", free), "2023-02-28");
  EXPECT_EQ(next("9999-12-25", free), "9999-12-27");
}

TEST(WorkingDays, NeverIsNotPutOff) {
  const FreeDays fridays_only{0x6f, {}, {}};
  EXPECT_EQ(next("never", fridays_only), "never");
  const FreeDays not_fridays{0x10, {}, {1230}};
  EXPECT_EQ(next("never", not_fridays), "never");
  EXPECT_EQ(next("9999-12-30", not_fridays), "never");
}

TEST(WorkingDays, TheLongestRunOfFreeDaysIsKnown) {
  EXPECT_EQ(longest_run({}), 0);
  EXPECT_EQ(longest_run({saturday_and_sunday, {}, {}}), 2);
  EXPECT_EQ(longest_run({0x7e, {}, {}}), 6);  // Mondays only
  const std::int32_t monday = *parse_date("2026-01-05");
  EXPECT_EQ(longest_run({saturday_and_sunday, {monday - 3, monday, monday + 1}, {}}), 5);
  EXPECT_EQ(longest_run({0, {}, {101, 102, 1231}}), 3);
  EXPECT_EQ(longest_run({0, {}, {228, 229, 301}}), 3);
}

TEST(WorkingDays, TheTableSaysOfEveryDayWhatTheDefinitionDoes) {
  std::vector<std::int32_t> winter;
  for (std::int32_t month = 1; month <= 6; ++month) {
    for (std::int32_t day = 1; day <= 28; ++day) winter.push_back(100 * month + day);
    for (std::int32_t day = 29; day <= 31; ++day) winter.push_back(100 * month + day);
  }
  for (const FreeDays& free :
       {FreeDays{}, FreeDays{saturday_and_sunday, {}, {}}, FreeDays{0x7e, {}, {1231}},
        FreeDays{saturday_and_sunday,
                 {first_day, first_day + 1, 20'454, 20'455, last_day - 2, last_day - 1, last_day},
                 {101, 229, 501, 1225, 1226, 1231}},
        FreeDays{0x40, {}, winter}}) {
    const std::vector<std::uint8_t> distances = working_day_distances(free);
    ASSERT_EQ(distances.size(), 3'652'059U);
    // All around the ends and of some years; longer runs are walked day by day each time.
    for (std::int32_t day = first_day; day <= last_day; ++day) {
      if (day == first_day + 1000) day = 20'000;
      if (day == 22'000) day = last_day - 1000;
      ASSERT_EQ(day + distances[static_cast<std::size_t>(day - first_day)],
                next_working_day(day, free))
          << format_date(day);
    }
  }
}

}  // namespace
}  // namespace nansen::runtime

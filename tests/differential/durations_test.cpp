// Periods, working days and counted time against a calendar that is walked day by day.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "runtime/calendar.h"
#include "runtime/stretches.h"
#include "runtime/working_days.h"
#include "tests/differential/walked_calendar.h"
#include "tests/support/random/random.h"
#include "tests/support/random/random_day.h"

namespace nansen::test {
namespace {

using runtime::MonthEnd;

const WalkedCalendar& walked() {
  static const WalkedCalendar calendar;
  return calendar;
}

std::int64_t place_of(std::int32_t day) { return day + walked().epoch(); }
std::int32_t day_at(std::int64_t place) {
  return static_cast<std::int32_t>(place - walked().epoch());
}

TEST(Durations, EveryDayIsTheOneThatIsReachedByWalking) {
  EXPECT_EQ(place_of(runtime::first_day), 0);
  EXPECT_EQ(place_of(runtime::last_day), walked().never());
  for (std::int64_t place = 0; place < walked().size(); ++place) {
    const WalkedCalendar::Day& wanted = walked().at(place);
    const std::int32_t day = day_at(place);
    const runtime::Date found = runtime::date_of(day);
    ASSERT_EQ(found.year, wanted.year) << day;
    ASSERT_EQ(found.month, wanted.month) << day;
    ASSERT_EQ(found.day, wanted.day) << day;
    ASSERT_EQ(found.weekday, wanted.weekday) << day;
    ASSERT_EQ(runtime::day_number(wanted.year, wanted.month, wanted.day), day);
    ASSERT_EQ(runtime::parse_date(
                  fmt::format("{:04}-{:02}-{:02}", wanted.year, wanted.month, wanted.day)),
              day);
  }
}

std::int64_t random_period(Random& random) {
  switch (random.below(6)) {
    case 0: return random.between(-3, 3);
    case 1: return random.between(-40, 40) * 12;
    case 2: return random.between(-130'000, 130'000);
    default: return random.between(-400, 400);
  }
}

runtime::FreeDays random_free_days(Random& random) {
  runtime::FreeDays free;
  free.weekend = static_cast<std::uint8_t>(random.chance(50) ? 0x60 : random.below(0x7f));
  for (std::size_t count = random.below(30); count > 0; --count) {
    const std::int32_t first = random_day(random);
    for (std::int32_t day = first; day <= first + 10 && day <= runtime::last_day; ++day) {
      if (random.chance(60)) free.holidays.push_back(day);
    }
  }
  for (std::size_t count = random.below(12); count > 0; --count) {
    const runtime::Date date = runtime::date_of(random_day(random));
    free.yearly.push_back(100 * date.month + date.day);
  }
  for (std::vector<std::int32_t>* days : {&free.holidays, &free.yearly}) {
    std::sort(days->begin(), days->end());
    days->erase(std::unique(days->begin(), days->end()), days->end());
  }
  return free;
}

WalkedCalendar::FreeDays walked_free_days(const runtime::FreeDays& free) {
  WalkedCalendar::FreeDays result;
  for (std::int32_t weekday = 0; weekday < 7; ++weekday) {
    if ((free.weekend & 1 << weekday) != 0) result.weekdays.insert(weekday);
  }
  for (const std::int32_t day : free.holidays) result.days.insert(place_of(day));
  for (const std::int32_t date : free.yearly) result.dates.emplace(date / 100, date % 100);
  return result;
}

TEST(Durations, AMillionPeriodsEndOnTheDayThatIsReachedByWalking) {
  Random random(4);
  for (std::size_t calendar = 0; calendar < 20; ++calendar) {
    const runtime::FreeDays free = random_free_days(random);
    const WalkedCalendar::FreeDays walked_free = walked_free_days(free);
    const std::vector<std::uint8_t> distances = runtime::working_day_distances(free);
    ASSERT_LE(runtime::longest_run(free), 200);
    for (std::size_t triple = 0; triple < 50'000; ++triple) {
      const std::int32_t day = random_day(random);
      const std::int64_t period = random_period(random);
      std::int32_t end = 0;
      std::int64_t wanted = 0;
      switch (random.below(3)) {
        case 0:
          end = runtime::add_days(day, period);
          wanted = walked().add_days(place_of(day), period);
          break;
        case 1:
          end = runtime::add_months(day, period, MonthEnd::Down);
          wanted = walked().add_months(place_of(day), period, false);
          break;
        default:
          end = runtime::add_months(day, period, MonthEnd::Up);
          wanted = walked().add_months(place_of(day), period, true);
          break;
      }
      ASSERT_EQ(place_of(end), wanted) << runtime::format_date(day) << " and " << period;
      const std::int32_t working = runtime::next_working_day(end, free);
      ASSERT_EQ(place_of(working), walked().next_working_day(wanted, walked_free))
          << runtime::format_date(end);
      ASSERT_EQ(end + distances[static_cast<std::size_t>(end - runtime::first_day)], working)
          << runtime::format_date(end);
    }
  }
}

/// Day by day, from the first day of any stretch up to the day asked.
std::pair<std::int64_t, std::int64_t> counted(std::int32_t asked,
                                              const std::vector<runtime::Stretch>& stretches,
                                              const runtime::LongestGap& gap) {
  std::int64_t first = place_of(asked);
  for (const runtime::Stretch& stretch : stretches)
    first = std::min(first, place_of(stretch.first));
  std::int64_t count = 0;
  std::optional<std::int64_t> last;
  for (std::int64_t day = first; day < place_of(asked); ++day) {
    const bool counts =
        std::any_of(stretches.begin(), stretches.end(), [&](const runtime::Stretch& stretch) {
          return place_of(stretch.first) <= day && day <= place_of(stretch.last);
        });
    if (!counts) continue;
    if (last && gap.count > 0) {
      const std::int64_t longest = gap.months ? walked().add_months(*last + 1, gap.count, false)
                                              : walked().add_days(*last + 1, gap.count);
      if (day > longest) count = 0;
    }
    last = day;
    ++count;
  }
  return {count, last ? *last + 1 : place_of(asked)};
}

TEST(Durations, TimeIsCountedAsItIsDayByDay) {
  Random random(5);
  for (std::size_t trial = 0; trial < 100'000; ++trial) {
    const std::int32_t day = random_day(random);
    const auto near = [&] { return runtime::add_days(day, random.between(-150, 150)); };
    std::vector<runtime::Stretch> stretches;
    for (std::size_t count = 1 + random.below(6); count > 0; --count) {
      const std::int32_t first = near();
      stretches.push_back({first, runtime::add_days(first, random.between(-5, 60))});
    }
    runtime::LongestGap gap;
    if (random.chance(70)) {
      gap.months = random.chance(50);
      gap.count = random.between(1, gap.months ? 3 : 60);
    }
    const std::int32_t asked = near();
    const auto [days, until] = counted(asked, stretches, gap);
    ASSERT_EQ(runtime::days_counted(asked, stretches, gap), days) << trial;
    ASSERT_EQ(place_of(runtime::counted_until(asked, stretches)), until) << trial;
  }
}

}  // namespace
}  // namespace nansen::test

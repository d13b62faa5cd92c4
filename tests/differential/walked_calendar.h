// Days, periods and working days by walking the calendar from its first day; for tests alone, and
// sharing nothing with the calendar that it tests.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace nansen::test {

/// Every day from Monday, 1 January of year 1, to 31 December 9999, which is never. A day is its
/// place, from 0.
class WalkedCalendar {
 public:
  struct Day {
    std::int32_t year = 1;
    std::int32_t month = 1;
    std::int32_t day = 1;
    std::int32_t weekday = 0;  // 0 is Monday
  };
  struct FreeDays {
    std::set<std::int32_t> weekdays;
    std::set<std::int64_t> days;
    std::set<std::pair<std::int32_t, std::int32_t>> dates;  // month and day
  };

  WalkedCalendar();

  std::int64_t size() const { return static_cast<std::int64_t>(days_.size()); }
  std::int64_t never() const { return size() - 1; }
  const Day& at(std::int64_t day) const { return days_[static_cast<std::size_t>(day)]; }
  /// The place of 1 January 1970.
  std::int64_t epoch() const { return epoch_; }

  std::int64_t add_days(std::int64_t day, std::int64_t days) const;
  std::int64_t add_months(std::int64_t day, std::int64_t months, bool round_up) const;
  std::int64_t next_working_day(std::int64_t day, const FreeDays& free) const;

 private:
  std::vector<Day> days_;
  std::vector<std::int64_t> months_;  // the first day of each month
  std::int64_t epoch_ = 0;
};

}  // namespace nansen::test

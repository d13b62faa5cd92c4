// Operations on days by kernels of any kind, over all days of the calendar and numbers of days and
// months that lead to its ends and beyond: one suite for all that makes kernels. Each makes it its
// own by INSTANTIATE_TEST_SUITE_P(..., Days, ...).
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "runtime/calendar.h"
#include "runtime/working_days.h"
#include "tests/support/random/day_modules.h"
#include "tests/support/random/kernel_checks.h"

namespace nansen::test {

/// What makes kernels of a module, and what the tests of it are called.
struct KernelMaker {
  std::string name;
  bool here = true;  // false: not on this processor
  std::function<std::unique_ptr<execute::Evaluator>(const ir::Module&)> make;
};
inline void PrintTo(const KernelMaker& maker, std::ostream* out) { *out << maker.name; }

class Days : public testing::TestWithParam<KernelMaker> {
 public:
  static std::string name(const testing::TestParamInfo<KernelMaker>& made) {
    return made.param.name;
  }

 protected:
  void SetUp() override {
    if (!GetParam().here) GTEST_SKIP() << "not on this processor";
  }
  static std::unique_ptr<execute::Evaluator> made(const ir::Module& module) {
    return GetParam().make(module);
  }
};

// A number of months that is known beforehand takes another way than one that is not.
TEST_P(Days, MonthsAreAddedToEveryDay) {
  for (const std::int64_t months : {1L, 6L, 12L, -1L, -13L, 48L, 1201L, -1200L, 119'987L, -119'990L,
                                    900'000'000L, -8'000'000'000'000L}) {
    for (const auto end : {runtime::MonthEnd::Down, runtime::MonthEnd::Up}) {
      const std::vector<std::int32_t> wanted =
          of_every_day([&](std::int32_t day) { return runtime::add_months(day, months, end); });
      const std::string addition = std::string("%2 : number @A = add_months ") +
                                   (end == runtime::MonthEnd::Down ? "down" : "up") +
                                   " %0 %1  ; rules 0\n";
      runtime::Batch batch;
      for (const std::string& number :
           {"constant_number " + std::to_string(months), std::string("column_number A.n")}) {
        const ir::Module module =
            module_of(days_module("%1 : number @A = " + number + "  ; rules 0\n" + addition, 2));
        if (batch.tables.empty()) batch = every_day(module, months);
        EXPECT_EQ(wrong_days(module, *made(module), batch, wanted), "") << number << "\n"
                                                                        << addition;
      }
    }
  }
}

TEST_P(Days, DaysAreAddedToEveryDay) {
  const ir::Module module =
      module_of(days_module("%1 : number @A = column_number A.n  ; rules 0\n"
                            "%2 : number @A = add_days %0 %1  ; rules 0\n",
                            2));
  const auto evaluator = made(module);
  for (const std::int64_t days : {1L, -1L, 365L, -146'097L, 3'652'058L, -3'652'058L, 4'000'000'000L,
                                  9'000'000'000'000'000'000L, -9'000'000'000'000'000'000L}) {
    EXPECT_EQ(
        wrong_days(module, *evaluator, every_day(module, days),
                   of_every_day([&](std::int32_t day) { return runtime::add_days(day, days); })),
        "")
        << days;
  }
}

TEST_P(Days, TheNextWorkingDayOfEveryDayIsFound) {
  const ir::Module module =
      module_of(days_module("%1 : number @A = next_working_day \"days\" %0  ; rules 0\n", 1));
  const runtime::FreeDays free{
      0x60, {20454, 20455, 20456}, {101, 229, 1225, 1226}};  // as in days_module
  const std::vector<std::uint8_t> distances = runtime::working_day_distances(free);
  const std::vector<std::int32_t> wanted = of_every_day([&](std::int32_t day) {
    return day + distances[static_cast<std::size_t>(day - runtime::first_day)];
  });
  EXPECT_EQ(wrong_days(module, *made(module), every_day(module, 0), wanted), "");
}

TEST_P(Days, AnyNumberOfStretchesIsCounted) {
  for (const std::size_t stretches : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 13U, 17U}) {
    const ir::Module module = module_of(counting(stretches));
    EXPECT_EQ(disagreement(module, *made(module), near_days(module, stretches)), "") << stretches;
  }
}

TEST_P(Days, EveryOperationIsWorkedOutForAwkwardNumbersOfRows) {
  const ir::Module module = module_of(every_operation_on_days);
  const auto evaluator = made(module);
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 511U, 512U, 513U, 4097U}) {
    for (const std::size_t unknown : {0U, 25U, 100U}) {
      EXPECT_EQ(disagreement(module, *evaluator, random_rows(module, rows, rows, unknown)), "")
          << rows << " rows, " << unknown;
    }
  }
}

}  // namespace nansen::test

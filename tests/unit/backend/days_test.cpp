// Compiled operations on days against the runtime's, over all days of the calendar and numbers of
// days and months that lead to its ends and beyond.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/calendar.h"
#include "runtime/working_days.h"
#include "tests/support/random/day_modules.h"
#include "tests/unit/backend/backend_test.h"

namespace nansen::backend {
namespace {

using test::counting;
using test::days_module;
using test::every_day;
using test::near_days;
using test::of_every_day;
using test::wrong_days;
constexpr std::string_view every_operation = test::every_operation_on_days;

// A number of months that is known beforehand takes another way than one that is not.
TEST(Days, MonthsAreAddedToEveryDay) {
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
        EXPECT_EQ(wrong_days(module, *compiled(module), batch, wanted), "") << number << "\n"
                                                                            << addition;
      }
    }
  }
}

TEST(Days, DaysAreAddedToEveryDay) {
  const ir::Module module =
      module_of(days_module("%1 : number @A = column_number A.n  ; rules 0\n"
                            "%2 : number @A = add_days %0 %1  ; rules 0\n",
                            2));
  const auto evaluator = compiled(module);
  for (const std::int64_t days : {1L, -1L, 365L, -146'097L, 3'652'058L, -3'652'058L, 4'000'000'000L,
                                  9'000'000'000'000'000'000L, -9'000'000'000'000'000'000L}) {
    EXPECT_EQ(
        wrong_days(module, *evaluator, every_day(module, days),
                   of_every_day([&](std::int32_t day) { return runtime::add_days(day, days); })),
        "")
        << days;
  }
}

TEST(Days, TheNextWorkingDayOfEveryDay) {
  const ir::Module module =
      module_of(days_module("%1 : number @A = next_working_day \"days\" %0  ; rules 0\n", 1));
  const runtime::FreeDays free{
      0x60, {20454, 20455, 20456}, {101, 229, 1225, 1226}};  // as in days_module
  const std::vector<std::uint8_t> distances = runtime::working_day_distances(free);
  const std::vector<std::int32_t> wanted = of_every_day([&](std::int32_t day) {
    return day + distances[static_cast<std::size_t>(day - runtime::first_day)];
  });
  EXPECT_EQ(wrong_days(module, *compiled(module), every_day(module, 0), wanted), "");
}

TEST(Days, AnyNumberOfStretchesIsCounted) {
  for (const std::size_t stretches : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 13U, 17U}) {
    const ir::Module module = module_of(counting(stretches));
    const auto evaluator = compiled(module);
    EXPECT_EQ(disagreement(module, *evaluator, near_days(module, stretches)), "") << stretches;
  }
}

runtime::Batch batch_of(const ir::Module& module, std::uint64_t seed, std::size_t rows,
                        std::size_t unknown) {
  test::Random random(seed);
  return test::random_batch(module, random, {.rows = rows, .unknown_percent = unknown});
}

TEST(Days, EveryOperationIsWorkedOutForAwkwardNumbersOfRows) {
  const ir::Module module = module_of(every_operation);
  const auto plain = compiled(module);
  const auto optimised = compiled(module, {.optimise = true});
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 511U, 512U, 513U, 4097U}) {
    for (const std::size_t unknown : {0U, 25U, 100U}) {
      const runtime::Batch batch = batch_of(module, rows, rows, unknown);
      EXPECT_EQ(disagreement(module, *plain, batch), "") << rows << " rows, " << unknown;
      EXPECT_EQ(disagreement(module, *optimised, batch), "") << rows << " rows, " << unknown;
    }
  }
}

#if defined(__x86_64__)
TEST(Days, EveryOperationIsWorkedOutOnProcessorsWithNarrowerRegisters) {
  const ir::Module module = module_of(every_operation);
  for (const char* processor : {"x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"}) {
    const std::string_view level = processor;
    if (level == "x86-64-v2" && !__builtin_cpu_supports("sse4.2")) continue;
    if (level == "x86-64-v3" && !__builtin_cpu_supports("avx2")) continue;
    if (level == "x86-64-v4" && !__builtin_cpu_supports("avx512bw")) continue;
    const auto evaluator = compiled(module, {.processor = processor});
    EXPECT_EQ(disagreement(module, *evaluator, batch_of(module, 9, 1025, 20)), "") << processor;
  }
}
#endif

// A number that several loops want is worked out in one of them: no loop adds the months again.
TEST(Days, WhatTakesLongIsWorkedOutOnce) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.d : number -719162 to 2932896 scale 1
column A.e : number -719162 to 2932896 scale 1
%0 : number @A = column_number A.d  ; rules 0
%1 : number @A = column_number A.e  ; rules 0
%2 : number @A = constant_number 5  ; rules 0
%3 : number @A = add_months down %0 %2  ; rules 0
%4 : truth @A = less %3 %1  ; rules 0
%5 : number @A = select_least %4 %3 %1  ; rules 0
%6 : truth @A = less %5 %0  ; rules 0
%7 : number @A = select_least %6 %3 %5  ; rules 0
output "o" : date %7
)");
  const auto evaluator = compiled(module, {.keep_text = true});
  EXPECT_EQ(disagreement(module, *evaluator, batch_of(module, 2, 600, 10)), "");
  std::string text = evaluator->llvm_text();
  const std::size_t other = text.find("define void @given_0");
  ASSERT_NE(other, std::string::npos);
  text.resize(other);
  std::size_t additions = 0;
  // Each group of rows divides by 400 years once.
  for (std::size_t at = text.find("fmul"); at != std::string::npos;
       at = text.find("fmul", at + 1)) {
    ++additions;
  }
  EXPECT_EQ(additions, 2U * 64 / 16);
}

}  // namespace
}  // namespace nansen::backend

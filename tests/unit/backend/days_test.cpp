// Compiled operations on days against the runtime's, over all days of the calendar and numbers of
// days and months that lead to its ends and beyond.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/calendar.h"
#include "runtime/stretches.h"
#include "runtime/working_days.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_day.h"
#include "tests/unit/backend/backend_test.h"

namespace nansen::backend {
namespace {

constexpr std::int32_t calendar_days = runtime::last_day - runtime::first_day + 1;

/// A module over days A.d and whole numbers A.n that gives out `instructions`' last value.
std::string module_text(const std::string& instructions, std::size_t last) {
  return "domain @A : root A\n"
         "column A.d : number -719162 to 2932896 scale 1\n"
         "column A.n : number -9000000000000000000 to 9000000000000000000 scale 1\n"
         "calendar \"days\" : weekend { saturday, sunday } holidays { 20454, 20455, 20456 } "
         "yearly { 101, 229, 1225, 1226 }\n"
         "%0 : number @A = column_number A.d  ; rules 0\n" +
         instructions + "output \"o\" : date %" + std::to_string(last) + "\n";
}

/// A row for each day of the calendar, with the same number in each.
runtime::Batch every_day(const ir::Module& module, std::int64_t number) {
  auto table =
      std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(0)), calendar_days);
  table->resize(calendar_days);
  for (std::int32_t at = 0; at < calendar_days; ++at) {
    table->set_number(static_cast<std::size_t>(at), 0, runtime::first_day + at);
    table->set_number(static_cast<std::size_t>(at), 1, number);
  }
  return {{table}};
}

/// What `wanted` makes of each day of the calendar.
template <typename Wanted>
std::vector<std::int32_t> of_every_day(Wanted wanted) {
  std::vector<std::int32_t> days;
  for (std::int32_t day = runtime::first_day; day <= runtime::last_day; ++day) {
    days.push_back(wanted(day));
  }
  return days;
}

/// The days of which `evaluator` makes another day than `wanted`, the first of them in words.
std::string wrong_days(const ir::Module& module, const execute::Evaluator& evaluator,
                       const runtime::Batch& batch, const std::vector<std::int32_t>& wanted) {
  runtime::Results results(layout::output_shapes(module), calendar_days);
  evaluator.evaluate(batch, *evaluator.make_scratch(), results);
  std::size_t wrong = 0;
  std::string first;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    const std::int64_t found = results.numbers(0)[at];
    if (found == wanted[at] || wrong++ > 0) continue;
    first = runtime::format_date(runtime::first_day + static_cast<std::int32_t>(at)) + " gives " +
            std::to_string(found) + " and not " + std::to_string(wanted[at]);
  }
  return wrong == 0 ? "" : std::to_string(wrong) + " days: " + first;
}

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
            module_of(module_text("%1 : number @A = " + number + "  ; rules 0\n" + addition, 2));
        if (batch.tables.empty()) batch = every_day(module, months);
        EXPECT_EQ(wrong_days(module, *compiled(module), batch, wanted), "") << number << "\n"
                                                                            << addition;
      }
    }
  }
}

TEST(Days, DaysAreAddedToEveryDay) {
  const ir::Module module =
      module_of(module_text("%1 : number @A = column_number A.n  ; rules 0\n"
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
      module_of(module_text("%1 : number @A = next_working_day \"days\" %0  ; rules 0\n", 1));
  const runtime::FreeDays free{
      0x60, {20454, 20455, 20456}, {101, 229, 1225, 1226}};  // as in module_text
  const std::vector<std::uint8_t> distances = runtime::working_day_distances(free);
  const std::vector<std::int32_t> wanted = of_every_day([&](std::int32_t day) {
    return day + distances[static_cast<std::size_t>(day - runtime::first_day)];
  });
  EXPECT_EQ(wrong_days(module, *compiled(module), every_day(module, 0), wanted), "");
}

/// A module over the day asked and `stretches` stretches, that gives out the days counted with and
/// without gaps, and until when.
std::string counting(std::size_t stretches) {
  std::string text = "domain @A : root A\n";
  std::string values;
  std::string operands;
  for (std::size_t at = 0; at < 1 + 2 * stretches; ++at) {
    const std::string number = std::to_string(at);
    text += "column A.d" + number + " : number -719162 to 2932896 scale 1\n";
    values += "%" + number + " : number @A = column_number A.d" + number + "  ; rules 0\n";
    operands += " %" + number;
  }
  text += values;
  std::string outputs;
  std::size_t next = 1 + 2 * stretches;
  for (const char* operation :
       {"days_counted 0 days of", "days_counted 3 days of", "days_counted 1 months of",
        "days_counted 48 months of", "days_counted 7000000000 days of", "counted_until"}) {
    const std::string value = "%" + std::to_string(next++);
    text += value + " : number @A = " + operation + operands + "  ; rules 0\n";
    outputs += std::string("output \"") + operation + "\" : number " + value + "\n";
  }
  return text + outputs;
}

TEST(Days, AnyNumberOfStretchesIsCounted) {
  for (const std::size_t stretches : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 13U, 17U}) {
    const ir::Module module = module_of(counting(stretches));
    const auto evaluator = compiled(module);
    test::Random random(stretches);
    const std::size_t rows = 700;
    auto table = std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(0)), rows);
    table->resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      // Days near one another, so that stretches touch, overlap, and lie a gap apart.
      const std::int64_t start = test::random_day(random);
      const std::int64_t reach = random.pick(std::vector<std::int64_t>{4, 40, 400, 4000});
      for (std::size_t column = 0; column < 1 + 2 * stretches; ++column) {
        if (random.chance(2)) continue;
        const std::int64_t day = start + random.between(-reach, reach);
        table->set_number(row, column,
                          random.chance(3) ? runtime::last_day
                                           : std::clamp<std::int64_t>(day, runtime::first_day,
                                                                      runtime::last_day));
      }
    }
    EXPECT_EQ(disagreement(module, *evaluator, {{table}}), "") << stretches;
  }
}

// Every operation on days, on bounds and on several numbers, at mixed widths and scales.
constexpr std::string_view every_operation = R"(domain @A : root A
domain @*B : referenced B
column A.least/least : number -719162 to 2932896 scale 1
column A.least/greatest : number -719162 to 2932896 scale 1
column A.other : number -719162 to 2932896 scale 1
column A.days : number -300 to 300 scale 1
column A.money : number -4000000000000 to 4000000000000 scale 1
column A.share : number -500 to 30000 scale 100
column A.condition : boolean
column A.b : reference to @*B
column *B.day : number -719162 to 2932896 scale 1
calendar "week" : weekend { saturday, sunday } holidays { 20454, 20455 } yearly { 101, 229 }
calendar "year" : weekend { } holidays { } yearly { 1231 }
%0 : number @A = column_number A.least/least  ; rules 0
%1 : number @A = column_number A.least/greatest  ; rules 0
%2 : number @A = column_number A.other  ; rules 0
%3 : number @A = column_number A.days  ; rules 0
%4 : number @A = column_number A.money  ; rules 0
%5 : number @A = column_number A.share  ; rules 0
%6 : truth @A = column_truth A.condition  ; rules 0
%7 : number @A = constant_number 7  ; rules 0
%8 : number @A = add_days %0 %3  ; rules 0
%9 : number @A = add_months down %1 %7  ; rules 0
%10 : number @A = add_months up %2 %4  ; rules 0
%11 : number @A = next_working_day "week" %9  ; rules 0
%12 : number @A = select_least %6 %8 %11  ; rules 0
%13 : number @A = select_greatest %6 %2 %11  ; rules 0
%14 : truth @A = less %13 %10  ; rules 0
%15 : truth @A = less %12 %2  ; rules 0
%16 : truth @A = enclose %14 %15  ; rules 0
%17 : number @A = select_least %16 %10 %13  ; rules 0
%18 : number @A = select_greatest %16 %4 %5  ; rules 0
%19 : number @A = minimum %17 %3 %5  ; rules 0
%20 : number @A = maximum %17 %4 %5  ; rules 0
%21 : number @A = minimum_known %5 %3 %7 %18  ; rules 0
%22 : number @A = maximum_known %17 %2  ; rules 0
%23 : number @A = agreed %12 %13  ; rules 0
%24 : number @A = agreed %3 %5  ; rules 0
%25 : truth @A = less_equal %21 %24  ; rules 0
%26 : number @A = select_least %25 %23 %22  ; rules 0
%27 : number @A = days_counted 6 months of %2 %12 %13 %0 %1  ; rules 0
%28 : number @A = counted_until %2 %12 %13 %0 %26  ; rules 0
%29 : number @*B = column_number *B.day  ; rules 0
%30 : number @*B = next_working_day "year" %29  ; rules 0
%31 : number @A = through_number A.b %30  ; rules 0
%32 : number @A = maximum %31 %28  ; rules 0
output "range" : date_range %12 %13
output "chosen" : date_range %17 %26
output "again" : date_range %26 %17
output "enclosed" : truth %16
output "minimum" : number %19
output "maximum" : number %20
output "known" : number %21
output "agreed" : number %24
output "counted" : number %27
output "until" : date %32
)";

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
  const std::string text = evaluator->llvm_text();
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

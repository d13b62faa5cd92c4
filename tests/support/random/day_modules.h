// Modules over days, and days for them: every day of the calendar, and stretches of days.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/execute/evaluator.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_day.h"

namespace nansen::test {

inline constexpr std::int32_t calendar_days = runtime::last_day - runtime::first_day + 1;

/// A module over days A.d and whole numbers A.n that gives out `instructions`' last value.
inline std::string days_module(const std::string& instructions, std::size_t last) {
  return "domain @A : root A\n"
         "column A.d : number -719162 to 2932896 scale 1\n"
         "column A.n : number -9000000000000000000 to 9000000000000000000 scale 1\n"
         "calendar \"days\" : weekend { saturday, sunday } holidays { 20454, 20455, 20456 } "
         "yearly { 101, 229, 1225, 1226 }\n"
         "%0 : number @A = column_number A.d  ; rules 0\n" +
         instructions + "output \"o\" : date %" + std::to_string(last) + "\n";
}

/// A row for each day of the calendar, with the same number in each.
inline runtime::Batch every_day(const ir::Module& module, std::int64_t number) {
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
inline std::string wrong_days(const ir::Module& module, const execute::Evaluator& evaluator,
                              const runtime::Batch& batch,
                              const std::vector<std::int32_t>& wanted) {
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

/// A module over the day asked and `stretches` stretches, that gives out the days counted with and
/// without gaps, and until when.
inline std::string counting(std::size_t stretches) {
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

/// Rows for such a module: days near one another, so that stretches touch, overlap, and lie a gap
/// apart.
inline runtime::Batch near_days(const ir::Module& module, std::size_t stretches) {
  Random random(stretches);
  const std::size_t rows = 700;
  auto table = std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(0)), rows);
  table->resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int64_t start = random_day(random);
    const std::int64_t reach = random.pick(std::vector<std::int64_t>{4, 40, 400, 4000});
    for (std::size_t column = 0; column < 1 + 2 * stretches; ++column) {
      if (random.chance(2)) continue;
      const std::int64_t day = start + random.between(-reach, reach);
      table->set_number(row, column,
                        random.chance(3)
                            ? runtime::last_day
                            : std::clamp<std::int64_t>(day, runtime::first_day, runtime::last_day));
    }
  }
  return {{table}};
}

// Every operation on days, on bounds and on several numbers, at mixed widths and scales.
inline constexpr std::string_view every_operation_on_days = R"(domain @A : root A
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

}  // namespace nansen::test

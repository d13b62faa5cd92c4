// What bounds, extremes and the operations on days mean, by hand.
#include <gtest/gtest.h>

#include "runtime/calendar.h"
#include "tests/unit/interpret/case.h"

namespace nansen::interpret {
namespace {

using Words = std::vector<std::string>;

std::int64_t day(std::string_view text) { return *runtime::parse_date(text); }

/// A module with two truths, two numbers and three days; `lines` go on with %7.
class Facts : public Case {
 public:
  explicit Facts(std::string_view lines)
      : Case(R"(domain @Person : root Person
column Person.a : boolean
column Person.b : boolean
column Person.x : number -1000 to 1000 scale 1
column Person.y : number -1000 to 1000 scale 10
column Person.since/least : number -719162 to 2932896 scale 1
column Person.since/greatest : number -719162 to 2932896 scale 1
column Person.asked : number -719162 to 2932896 scale 1
calendar "offices" : weekend { saturday, sunday } holidays { 20454 } yearly { 229, 1225 }
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : number @Person = column_number Person.x  ; rules 0
%3 : number @Person = column_number Person.y  ; rules 0
%4 : number @Person = column_number Person.since/least  ; rules 0
%5 : number @Person = column_number Person.since/greatest  ; rules 0
%6 : number @Person = column_number Person.asked  ; rules 0
)" + std::string(lines)) {
    table(0).resize(1);
  }

  Facts& set(std::size_t column, std::int64_t number) {
    table(0).set_number(0, column, number);
    return *this;
  }
  Facts& between(std::string_view least, std::string_view greatest) {
    return set(4, day(least)).set(5, day(greatest));
  }
  /// The day that %7 is.
  std::string date() const {
    const std::string found = number(7);
    return found == "unknown" ? found : runtime::format_date(std::stoi(found));
  }
};

std::string line(std::string_view operation) {
  const bool truth = operation.starts_with("enclose");
  return "%7 : " + std::string(truth ? "truth" : "number") +
         " @Person = " + std::string(operation) + "  ; rules 0\n";
}

/// The result for each of the nine pairs of %0 and %1: yes, no, unknown, for each of %1.
Words over_pairs(std::string_view operation, std::optional<std::int64_t> x,
                 std::optional<std::int64_t> y) {
  Words words;
  for (std::size_t pair = 0; pair < 9; ++pair) {
    Facts facts(line(operation));
    if (pair % 3 != 2) facts.table(0).set_truth(0, 0, pair % 3 == 0);
    if (pair / 3 != 2) facts.table(0).set_truth(0, 1, pair / 3 == 0);
    if (x) facts.set(2, *x);
    if (y) facts.set(3, *y * 10);
    words.push_back(operation.starts_with("enclose") ? facts.truth(7) : facts.number(7));
  }
  return words;
}

/// The same for %0 yes, no, unknown alone.
Words over_truths(std::string_view operation, std::optional<std::int64_t> x,
                  std::optional<std::int64_t> y) {
  Words words = over_pairs(operation, x, y);
  words.resize(3);
  return words;
}

TEST(InterpretBounds, ATruthLiesBetweenItsBoundsAndIsOpenWhereTheyCross) {
  EXPECT_EQ(over_pairs("enclose %0 %1", {}, {}),
            (Words{"yes", "undetermined", "undetermined", "undetermined", "no", "no", "yes",
                   "undetermined", "undetermined"}));
}

TEST(InterpretBounds, AnOpenChoiceLiesBetweenBothNumbers) {
  EXPECT_EQ(over_truths("select_least %0 %2 %3", 7, 4), (Words{"7", "4", "4"}));
  EXPECT_EQ(over_truths("select_least %0 %2 %3", 4, 7), (Words{"4", "7", "4"}));
  EXPECT_EQ(over_truths("select_greatest %0 %2 %3", 7, 4), (Words{"7", "4", "7"}));
  EXPECT_EQ(over_truths("select_greatest %0 %2 %3", 4, 7), (Words{"4", "7", "7"}));
  for (const std::string select : {"select_least", "select_greatest"}) {
    EXPECT_EQ(over_truths(select + " %0 %2 %3", 4, {}), (Words{"4", "unknown", "unknown"}));
    EXPECT_EQ(over_truths(select + " %0 %2 %3", {}, 4), (Words{"unknown", "4", "unknown"}));
  }
}

std::string of_numbers(std::string_view operation, std::optional<std::int64_t> x,
                       std::optional<std::int64_t> y) {
  return over_truths(operation, x, y).front();
}

TEST(InterpretBounds, AnExtremeIsUnknownWhereOneNumberIsOrAllAre) {
  EXPECT_EQ(of_numbers("minimum %2 %3 %2", 7, 4), "4");
  EXPECT_EQ(of_numbers("maximum %2 %3 %2", 7, 4), "7");
  EXPECT_EQ(of_numbers("minimum_known %2 %3 %2", 7, 4), "4");
  EXPECT_EQ(of_numbers("maximum_known %2 %3 %2", 7, 4), "7");
  for (const std::string extreme : {"minimum", "maximum"}) {
    EXPECT_EQ(of_numbers(extreme + " %2 %3", 7, {}), "unknown");
    EXPECT_EQ(of_numbers(extreme + " %2 %3", {}, 4), "unknown");
    EXPECT_EQ(of_numbers(extreme + "_known %2 %3", 7, {}), "7");
    EXPECT_EQ(of_numbers(extreme + "_known %2 %3", {}, 4), "4");
    EXPECT_EQ(of_numbers(extreme + "_known %2 %3", {}, {}), "unknown");
  }
}

TEST(InterpretBounds, NumbersAgreeWhereTheyAreOne) {
  EXPECT_EQ(of_numbers("agreed %2 %3", 4, 4), "4");
  EXPECT_EQ(of_numbers("agreed %2 %3", 4, 5), "unknown");
  EXPECT_EQ(of_numbers("agreed %2 %3", 4, {}), "unknown");
}

TEST(InterpretDays, DaysAreAddedUpToNever) {
  const auto added = [](std::string_view date, std::int64_t days) {
    return Facts(line("add_days %4 %2")).set(4, day(date)).set(2, days).date();
  };
  EXPECT_EQ(added("2024-02-28", 2), "2024-03-01");
  EXPECT_EQ(added("2023-02-28", 2), "2023-03-02");
  EXPECT_EQ(added("9999-12-30", 1), "never");
  EXPECT_EQ(added("never", -5), "never");
  EXPECT_EQ(added("0001-01-02", -2), "0001-01-01");
  EXPECT_EQ(Facts(line("add_days %4 %2")).set(4, 0).date(), "unknown");
  EXPECT_EQ(Facts(line("add_days %4 %2")).set(2, 0).date(), "unknown");
}

TEST(InterpretDays, MonthsEndByTheirRule) {
  const auto added = [](std::string_view rule, std::string_view date, std::int64_t months) {
    return Facts(line("add_months " + std::string(rule) + " %4 %2"))
        .set(4, day(date))
        .set(2, months)
        .date();
  };
  EXPECT_EQ(added("down", "2024-01-31", 1), "2024-02-29");
  EXPECT_EQ(added("up", "2024-01-31", 1), "2024-03-01");
  EXPECT_EQ(added("up", "2024-01-30", 2), "2024-03-30");
  EXPECT_EQ(added("down", "never", -1), "never");
}

TEST(InterpretDays, TheNextWorkingDayIsTheDayItselfOrLater) {
  const auto next = [](std::string_view date) {
    return Facts(line("next_working_day \"offices\" %4")).set(4, day(date)).date();
  };
  EXPECT_EQ(next("2026-01-02"), "2026-01-02");  // a Friday
  EXPECT_EQ(next("2026-01-01"), "2026-01-02");  // a single holiday
  EXPECT_EQ(next("2026-01-03"), "2026-01-05");
  EXPECT_EQ(next("2025-12-25"), "2025-12-26");
  EXPECT_EQ(next("2020-12-25"), "2020-12-28");
  EXPECT_EQ(next("2024-02-29"), "2024-03-01");
  EXPECT_EQ(next("9999-12-31"), "never");
}

TEST(InterpretDays, TimeIsCountedOnceAndAnewAfterALongGap) {
  // 40 days from the 1st of January 2026, then, after 20 days without, from the 2nd of March on.
  const auto counted = [](std::string_view operation, std::string_view asked) {
    return Facts(R"(%7 : number @Person = constant_number 40  ; rules 0
%8 : number @Person = add_days %4 %2  ; rules 0
%9 : number @Person = add_days %8 %7  ; rules 0
%10 : number @Person = )" +
                 std::string(operation) + " %6 %4 %8 %4 %4 %5 %9 %9 %5  ; rules 0\n")
        .between("2026-01-01", "2026-03-02")
        .set(2, 39)
        .set(6, day(asked))
        .number(10);
  };
  EXPECT_EQ(counted("days_counted 0 days of", "2026-01-01"), "0");
  EXPECT_EQ(counted("days_counted 0 days of", "2026-01-11"), "10");
  EXPECT_EQ(counted("days_counted 0 days of", "2026-03-02"), "40");
  EXPECT_EQ(counted("days_counted 0 days of", "2026-03-10"), "48");
  EXPECT_EQ(counted("days_counted 0 days of", "2027-03-10"), "60");
  EXPECT_EQ(counted("days_counted 20 days of", "2026-03-10"), "48");
  EXPECT_EQ(counted("days_counted 19 days of", "2026-03-10"), "8");
  EXPECT_EQ(counted("days_counted 19 days of", "2026-03-01"), "40");
  EXPECT_EQ(counted("days_counted 1 months of", "2026-03-10"), "48");
  EXPECT_EQ(counted("counted_until", "2026-01-01"), std::to_string(day("2026-01-01")));
  EXPECT_EQ(counted("counted_until", "2026-03-01"), std::to_string(day("2026-02-10")));
  EXPECT_EQ(counted("counted_until", "2026-03-10"), std::to_string(day("2026-03-10")));
  EXPECT_EQ(counted("counted_until", "2027-03-10"), std::to_string(day("2026-03-22")));
}

TEST(InterpretDays, TimeIsUnknownWhereADayIs) {
  for (const std::string operation : {"days_counted 0 days of", "counted_until"}) {
    Facts facts(line(operation + " %6 %4 %5"));
    EXPECT_EQ(facts.between("2026-01-01", "2026-02-01").number(7), "unknown");
    EXPECT_NE(facts.set(6, 0).number(7), "unknown");
  }
}

TEST(Evaluate, StoresBothEndsOfARangeEachKnownOrNot) {
  Facts facts(R"(%7 : number @Person = add_days %4 %2  ; rules 0
%8 : truth @Person = not %0  ; rules 0
output "held" : truth %8
output "last_day" : date_range %7 %5
output "since" : date %6
)");
  facts.table(0).resize(3);
  facts.between("2026-01-01", "2026-02-01").set(2, 1).set(6, 17);
  facts.table(0).set_number(1, 5, 12);
  runtime::Results results(layout::output_shapes(facts.module()), 3);
  evaluate(facts.module(), facts.batch(), results);
  EXPECT_EQ(*results.plane(1, 0, true) & 7, 1U);
  EXPECT_EQ(*results.plane(1, 1, true) & 7, 3U);
  EXPECT_EQ(results.numbers(1, 0)[0], day("2026-01-02"));
  EXPECT_EQ(results.numbers(1, 0)[1], 0);
  EXPECT_EQ(results.numbers(1, 1)[0], day("2026-02-01"));
  EXPECT_EQ(results.numbers(1, 1)[1], 12);
  EXPECT_EQ(results.numbers(1, 1)[2], 0);
  EXPECT_EQ(results.numbers(2)[0], 17);
}

}  // namespace
}  // namespace nansen::interpret

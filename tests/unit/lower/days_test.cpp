// Days and periods: sums, working days, the earliest of some, and days of which but a range is
// known.
#include "tests/unit/lower/answers.h"

namespace nansen::lower {
namespace {

constexpr std::string_view usual =
    "computation usual { the day of the event does not count  month ends rounding down  "
    "ends on the next working day of works }\n";

std::string date_shape(std::string_view value) {
  return shape_of(std::string(usual) +
                  "article 1 { periods are computed by usual define x of Person : date as " +
                  std::string(value) + " }");
}

/// `x`, a date by `rules`, for the case `given`.
std::string date_of(std::string_view rules, const Given& given,
                    const std::vector<std::string>& ranged = {}, std::string_view as_of = "") {
  const program::Program program = program_of(
      std::string(usual) + "article 1 { periods are computed by usual define x of Person : date " +
      std::string(rules) + " }");
  return answer(lower(program, request_for(program, "x", ranged, as_of)), given);
}

std::string truth_of(std::string_view condition, const Given& given,
                     const std::vector<std::string>& ranged = {}, std::string_view as_of = "") {
  const program::Program program = program_of(
      std::string(usual) + "article 1 { periods are computed by usual define x of Person as " +
      std::string(condition) + " }");
  return answer(lower(program, request_for(program, "x", ranged, as_of)), given);
}

TEST(Days, DaysAreAddedAsDaysAndMonthsByTheirRule) {
  EXPECT_EQ(date_shape("entry + 30 days"), R"(%0 : truth @Person = constant_truth yes
%1 : number @Person = column_number Person.entry
%2 : number @Person = constant_number 30
%3 : number @Person = add_days %1 %2
output "pact.x" : date %3
)");
  EXPECT_EQ(date_shape("entry + 6 months rounding up"), R"(%0 : truth @Person = constant_truth yes
%1 : number @Person = column_number Person.entry
%2 : number @Person = constant_number 6
%3 : number @Person = add_months up %1 %2
output "pact.x" : date %3
)");
}

TEST(Days, APeriodMayBeAFactAndMayBeTakenAway) {
  EXPECT_EQ(date_of("as entry + leave", {{"entry", "2024-02-28"}, {"leave", "2"}}), "2024-03-01");
  EXPECT_EQ(date_of("as entry - leave", {{"entry", "2024-03-01"}, {"leave", "1"}}), "2024-02-29");
  EXPECT_EQ(date_of("as entry + stay", {{"entry", "2024-02-29"}, {"stay", "12"}}), "2025-02-28");
  EXPECT_EQ(date_of("as entry - 1 month rounding up", {{"entry", "2024-03-31"}}), "2024-03-01");
  EXPECT_EQ(date_of("as entry + leave", {{"entry", "2024-02-28"}}), "");
}

TEST(Days, NeverStaysNever) {
  EXPECT_EQ(date_of("as entry - 10 days", {{"entry", "never"}}), "never");
  EXPECT_EQ(date_of("as entry + 10 days", {{"entry", "9999-12-25"}}), "never");
  EXPECT_EQ(date_of("as entry - 1 year", {{"entry", "0001-06-01"}}), "0001-01-01");
}

TEST(Days, ACalendarComesWithTheModuleOnce) {
  const program::Program program = program_of(
      std::string(usual) +
      "article 1 { periods are computed by usual define x of Person : date as end of 1 month after "
      "entry define y of Person : date as end of 2 days after left }");
  const ir::Module module = module_of(program, {"x", "y"});
  ASSERT_EQ(module.calendars.size(), 1U);
  EXPECT_EQ(module.calendars[0].name, "works");
  EXPECT_EQ(module.calendars[0].weekend, 0x60);
  EXPECT_EQ(module.calendars[0].holidays, std::vector<std::int32_t>{0});
  EXPECT_EQ(module.calendars[0].yearly, std::vector<std::int32_t>{1225});
  // 25 November 2024 and a month is Christmas; the day after is a Thursday.
  EXPECT_EQ(answer(module, {{"entry", "2024-11-25"}}), "2024-12-26");
}

TEST(Days, TheDayAskedIsTheRequestsOrUnknown) {
  EXPECT_EQ(truth_of("the day asked is after entry", {{"entry", "2020-01-01"}}, {}, "2020-01-02"),
            "yes");
  EXPECT_EQ(truth_of("the day asked is after entry", {{"entry", "2020-01-02"}}, {}, "2020-01-02"),
            "no");
  EXPECT_EQ(truth_of("the day asked is after entry", {{"entry", "2020-01-02"}}), "undetermined");
}

TEST(Days, OfTheEarliestAnUpperEndIsKnownWhereOneDayIs) {
  constexpr std::string_view earliest = "as least of { entry, left }";
  EXPECT_EQ(date_of(earliest, {{"entry", "2020-01-02"}, {"left", "2020-01-01"}}), "2020-01-01");
  EXPECT_EQ(date_of(earliest, {{"entry", "2020-01-02"}}), "..2020-01-02");
  EXPECT_EQ(date_of(earliest, {}), "");
  constexpr std::string_view latest = "as greatest of { entry, left }";
  EXPECT_EQ(date_of(latest, {{"entry", "2020-01-02"}, {"left", "2020-01-01"}}), "2020-01-02");
  EXPECT_EQ(date_of(latest, {{"left", "2020-01-01"}}), "2020-01-01..");
  EXPECT_EQ(shape_of("article 1 { define x of Person : date as least of { entry, left } }"),
            R"(%0 : truth @Person = constant_truth yes
%1 : number @Person = column_number Person.entry
%2 : number @Person = column_number Person.left
%3 : number @Person = minimum %1 %2
%4 : number @Person = minimum_known %1 %2
output "pact.x" : date_range %3 %4
)");
}

TEST(Days, ADateByRulesThatAreUndeterminedLiesBetweenWhatItMayBe) {
  constexpr std::string_view rules = "{ where a : entry  otherwise : entry + 1 year }";
  EXPECT_EQ(date_of(rules, {{"a", "yes"}, {"entry", "2020-02-29"}}), "2020-02-29");
  EXPECT_EQ(date_of(rules, {{"a", "no"}, {"entry", "2020-02-29"}}), "2021-02-28");
  EXPECT_EQ(date_of(rules, {{"entry", "2020-02-29"}}), "2020-02-29..2021-02-28");
  EXPECT_EQ(date_of(rules, {}), "");
  EXPECT_EQ(date_of("{ where a : entry  otherwise : never }", {{"entry", "2020-02-29"}}),
            "2020-02-29..never");
}

TEST(Days, OtherNumbersByRulesAreStillSelected) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : period in days {
  where a : leave
  otherwise : 3 days
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = not %0
%2 : truth @Person = constant_truth yes
%3 : truth @Person = constant_truth undetermined
%4 : number @Person = constant_number 0
%5 : number @Person = constant_number 1
%6 : number @Person = select %3 %4 %5
%7 : number @Person = constant_number 3
%8 : number @Person = column_number Person.leave
%9 : number @Person = select %0 %8 %7
output "pact.x" : number %9
)");
}

TEST(Days, WhatRestsOnADateThatIsKnownByItsEndsIsEnclosed) {
  constexpr std::string_view items =
      "article 1 { define ends of Person : date { where a : entry  otherwise : entry + 1 year "
      "rounding down } define x of Person as ends is before 2021-01-01 }";
  const program::Program program = program_of(items);
  const ir::Module module = lower(program, request_for(program, "x"));
  EXPECT_EQ(answer(module, {{"entry", "2019-12-01"}}), "yes");
  EXPECT_EQ(answer(module, {{"entry", "2020-12-01"}}), "undetermined");
  EXPECT_EQ(answer(module, {{"entry", "2021-01-01"}}), "no");
  EXPECT_EQ(answer(module, {{"a", "yes"}, {"entry", "2020-12-31"}}), "yes");
  EXPECT_EQ(answer(module, {{"a", "no"}, {"entry", "2020-12-31"}}), "no");
}

// ---- facts of which but a range is known -------------------------------------------------------

TEST(Ranges, ARangedFactIsTwoColumns) {
  const program::Program program =
      program_of("article 1 { define x of Person : date as entry + 30 days }");
  const ir::Module module = lower(program, request_for(program, "x", {"entry"}));
  ASSERT_EQ(module.columns.size(), 2U);
  EXPECT_EQ(module.columns[ir::ColumnId(0)].bound, ir::Bound::Least);
  EXPECT_EQ(module.columns[ir::ColumnId(1)].bound, ir::Bound::Greatest);
  EXPECT_EQ(module.columns[ir::ColumnId(0)].name, "entry");
  EXPECT_EQ(module.columns[ir::ColumnId(1)].name, "entry");
  EXPECT_EQ(answer(module, {{"entry", "2022-02-24..2022-03-31"}}), "2022-03-26..2022-04-30");
  EXPECT_EQ(answer(module, {{"entry", "2022-02-24"}}), "2022-03-26");
  EXPECT_EQ(answer(module, {}), "");
}

TEST(Ranges, ComparisonsAreCertainOnlyWhereAllOfTheRangeIs) {
  const auto asked = [](std::string_view condition, const char* range) {
    return truth_of(condition, {{"entry", range}}, {"entry"});
  };
  constexpr const char* range = "2022-02-24..2022-03-31";
  EXPECT_EQ(asked("entry is on or after 2022-02-24", range), "yes");
  EXPECT_EQ(asked("entry is after 2022-02-24", range), "undetermined");
  EXPECT_EQ(asked("entry is after 2022-03-31", range), "no");
  EXPECT_EQ(asked("entry is on or before 2022-03-31", range), "yes");
  EXPECT_EQ(asked("entry is before 2022-02-24", range), "no");
  EXPECT_EQ(asked("entry is 2022-03-01", range), "undetermined");
  EXPECT_EQ(asked("entry is 2022-04-01", range), "no");
  EXPECT_EQ(asked("entry is 2022-03-01", "2022-03-01"), "yes");
}

TEST(Ranges, TwoRangesMeetWhereTheyOverlap) {
  const auto asked = [](std::string_view condition, const char* entry, const char* left) {
    return truth_of(condition, {{"entry", entry}, {"left", left}}, {"entry", "left"});
  };
  EXPECT_EQ(asked("entry is before left", "2020-01-01..2020-01-10", "2020-01-11..2020-02-01"),
            "yes");
  EXPECT_EQ(asked("entry is before left", "2020-01-01..2020-01-10", "2020-01-10..2020-02-01"),
            "undetermined");
  EXPECT_EQ(asked("left is before entry", "2020-01-01..2020-01-10", "2020-01-10..2020-02-01"),
            "no");
  EXPECT_EQ(asked("entry is left", "2020-01-01..2020-01-10", "2020-01-11..2020-02-01"), "no");
}

TEST(Ranges, APeriodBetweenRangesIsGivenOutWhereItIsTheSameForAll) {
  const program::Program program =
      program_of("article 1 { define x of Person : period in days as left - entry }");
  const ir::Module module = lower(program, request_for(program, "x", {"entry", "left"}));
  EXPECT_EQ(module.outputs[0].kind, ir::OutputKind::Number);
  EXPECT_EQ(answer(module, {{"entry", "2020-01-01"}, {"left", "2020-01-11"}}), "10");
  EXPECT_EQ(answer(module, {{"entry", "2020-01-01..2020-01-02"}, {"left", "2020-01-11"}}), "");
  const program::Program within =
      program_of("article 1 { define x of Person as left - entry is at least 9 days }");
  const ir::Module at_least = lower(within, request_for(within, "x", {"entry", "left"}));
  EXPECT_EQ(answer(at_least, {{"entry", "2020-01-01..2020-01-02"}, {"left", "2020-01-11"}}), "yes");
  EXPECT_EQ(answer(at_least, {{"entry", "2020-01-01..2020-01-03"}, {"left", "2020-01-11"}}),
            "undetermined");
}

TEST(Ranges, EndsOfMonthsAreCountedFromBothEnds) {
  EXPECT_EQ(
      date_of("as entry + 1 month rounding down", {{"entry", "2023-01-28..2023-01-31"}}, {"entry"}),
      "2023-02-28");
  EXPECT_EQ(
      date_of("as entry + 1 month rounding up", {{"entry", "2023-01-28..2023-01-31"}}, {"entry"}),
      "2023-02-28..2023-03-01");
}

TEST(Ranges, ReachThroughReferencesAndLinks) {
  const program::Program program = program_of(
      "article 1 { define x of Person as home.since is before 2020-01-01 and for some t in ties: "
      "t.tied is before 2020-01-01 and t.country.since is before 2020-01-01 }");
  const ir::Module module = lower(program, request_for(program, "x", {"since", "tied"}));
  std::map<std::pair<std::int32_t, std::string>, std::size_t> columns;
  for (const ir::Column& column : module.columns) {
    if (column.kind == ir::ColumnKind::Number) ++columns[{column.domain.index, column.name}];
  }
  // Two each; all references to a State lead to one table.
  EXPECT_EQ(columns.size(), 2U);
  for (const auto& [column, count] : columns) EXPECT_EQ(count, 2U) << column.second;
}

}  // namespace
}  // namespace nansen::lower

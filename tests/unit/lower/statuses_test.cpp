// Statuses, the time counted toward clocks, definitions that name a reference, and whom an
// instrument binds.
#include "tests/unit/lower/answers.h"

namespace nansen::lower {
namespace {

constexpr std::string_view permit = R"(
computation usual { the day of the event does not count  month ends rounding down }
periods are computed by usual
article 1 {
  status permit of Person {
    begins on entry
    lasts 1 year
    is extended by 6 months where a
    ends early on left where b
    becomes settled
    counts toward residence
  }
  status settled of Person { lasts 2 years  counts toward residence }
  clock residence of Person { }
}
article 2 {
  define two_years of Person as time in residence is at least 2 years
  define three_years of Person as time in residence is at least 3 years
  define counted of Person : period in days as time in residence
}
)";

class Statuses : public testing::Test {
 protected:
  void provisions(std::string_view items) { program_ = program_of(items); }
  std::string asked(std::string_view name, const Given& given, std::string_view as_of = "",
                    const std::vector<std::string>& ranged = {}) {
    return answer(lower(program_, request_for(program_, name, ranged, as_of)), given);
  }
  program::Program program_;
};

TEST_F(Statuses, IsHeldFromItsFirstDayToItsLast) {
  provisions(permit);
  const Given given{{"entry", "2020-02-29"}, {"a", "no"}, {"b", "no"}};
  EXPECT_EQ(asked("permit.last_day", given), "2021-02-28");
  EXPECT_EQ(asked("permit", given, "2020-02-28"), "no");
  EXPECT_EQ(asked("permit", given, "2020-02-29"), "yes");
  EXPECT_EQ(asked("permit", given, "2021-02-28"), "yes");
  EXPECT_EQ(asked("permit", given, "2021-03-01"), "no");
  EXPECT_EQ(asked("settled", given, "2021-02-28"), "no");
  EXPECT_EQ(asked("settled", given, "2021-03-01"), "yes");
  EXPECT_EQ(asked("permit", given), "undetermined");
}

TEST_F(Statuses, AnUndeterminedExtensionLeavesTheLastDayBetweenTwo) {
  provisions(permit);
  const Given given{{"entry", "2020-08-31"}, {"b", "no"}};
  EXPECT_EQ(asked("permit.last_day", given), "2021-08-31..2022-02-28");
  EXPECT_EQ(asked("permit", given, "2021-08-31"), "yes");
  EXPECT_EQ(asked("permit", given, "2021-09-01"), "undetermined");
  EXPECT_EQ(asked("permit", given, "2022-03-01"), "no");
  EXPECT_EQ(asked("settled.first_day", given), "2021-09-01..2022-03-01");
}

TEST_F(Statuses, ARangeOfDaysGoesThroughToTheSuccessor) {
  provisions(permit);
  const Given given{{"entry", "2020-01-30..2020-02-29"}, {"a", "no"}, {"b", "no"}};
  const std::vector<std::string> ranged{"entry"};
  EXPECT_EQ(asked("permit.last_day", given, "", ranged), "2021-01-30..2021-02-28");
  EXPECT_EQ(asked("settled.last_day", given, "", ranged), "2023-01-31..2023-03-01");
}

TEST_F(Statuses, TimeInAClockIsWhatLiesBeforeTheDayAsked) {
  provisions(permit);
  const Given given{{"entry", "2020-01-01"}, {"a", "no"}, {"b", "no"}};
  EXPECT_EQ(asked("counted", given, "2020-01-01"), "0");
  EXPECT_EQ(asked("counted", given, "2020-01-11"), "10");
  EXPECT_EQ(asked("three_years", given, "2022-12-31"), "no");
  EXPECT_EQ(asked("three_years", given, "2023-01-01"), "yes");
  EXPECT_EQ(asked("three_years", given), "undetermined");
}

TEST_F(Statuses, TimeIsEnclosedWhereAStatusIsNotKnownToTheDay) {
  provisions(permit);
  const std::vector<std::string> ranged{"entry"};
  const Given given{{"entry", "2020-01-01..2020-01-11"}, {"a", "no"}, {"b", "no"}};
  EXPECT_EQ(asked("counted", given, "2020-01-01", ranged), "0");
  EXPECT_EQ(asked("counted", given, "2020-01-21", ranged), "");
  // The longest stay began on the 1st; the shortest on the 11th, and missed ten days in 2021
  // besides.
  EXPECT_EQ(asked("two_years", given, "2021-12-31", ranged), "no");
  EXPECT_EQ(asked("two_years", given, "2022-01-01", ranged), "undetermined");
  EXPECT_EQ(asked("two_years", given, "2022-01-20", ranged), "undetermined");
  EXPECT_EQ(asked("two_years", given, "2022-01-21", ranged), "yes");
}

TEST_F(Statuses, AStatusOfWhichNothingIsKnownStillHasItsLimits) {
  provisions(R"(
article 1 {
  status first_stay of Person { begins on entry  ends early on left counts toward residence }
  status second_stay of Person { begins on home.since where a counts toward residence }
  clock residence of Person { }
  define ten of Person as time in residence is at least 10 days
})");
  // Ten days in the one are enough, whatever the other was.
  const Given given{{"entry", "2020-01-01"}, {"left", "2020-01-11"}};
  EXPECT_EQ(asked("ten", given, "2020-02-01"), "yes");
  EXPECT_EQ(asked("ten", {{"entry", "2020-01-01"}, {"left", "2020-01-10"}}, "2020-02-01"),
            "undetermined");
  EXPECT_EQ(
      asked("ten", {{"entry", "2020-01-01"}, {"left", "2020-01-10"}, {"a", "no"}}, "2020-02-01"),
      "no");
}

// February is a month; with a day at the end of March besides, 29 days that end then are none; with
// all of March they are again.
TEST_F(Statuses, MoreDaysMayBeNoMonthWhereTheyEndOnAnotherDay) {
  provisions(R"(
computation usual { the day of the event counts  month ends rounding down }
periods are computed by usual
article 1 {
  status february of Person { begins on 2023-02-01 where a lasts until 2023-02-28
    counts toward residence }
  status end_of_march of Person { begins on 2023-03-31 where b lasts until 2023-03-31
    counts toward residence }
  status march of Person { begins on 2023-03-01 where c lasts until 2023-03-30
    counts toward residence }
  clock residence of Person { }
  define a_month of Person as time in residence is at least 1 month
  define two_months of Person as time in residence is at least 2 months
})");
  const std::string asked_on = "2023-06-01";
  EXPECT_EQ(asked("a_month", {{"a", "yes"}, {"b", "no"}, {"c", "no"}}, asked_on), "yes");
  EXPECT_EQ(asked("a_month", {{"a", "yes"}, {"b", "yes"}, {"c", "no"}}, asked_on), "no");
  EXPECT_EQ(asked("a_month", {{"a", "yes"}, {"b", "yes"}, {"c", "yes"}}, asked_on), "yes");
  EXPECT_EQ(asked("a_month", {{"a", "yes"}}, asked_on), "undetermined");
  EXPECT_EQ(asked("a_month", {{"c", "no"}}, asked_on), "undetermined");
  // All of them are 59 days, and may be two months; those of March alone cannot be.
  EXPECT_EQ(asked("two_months", {}, asked_on), "undetermined");
  EXPECT_EQ(asked("two_months", {{"a", "no"}}, asked_on), "no");
  EXPECT_EQ(asked("two_months", {{"a", "yes"}, {"b", "yes"}, {"c", "yes"}}, asked_on), "yes");
}

TEST_F(Statuses, AfterAGapTheCountStartsAnewAndNeedsDaysThatAreKnown) {
  provisions(R"(
computation usual { the day of the event counts  month ends rounding down }
periods are computed by usual
article 1 {
  status first_stay of Person { begins on entry  lasts 10 days  counts toward residence }
  status second_stay of Person { begins on left  lasts 10 days  counts toward residence }
  clock residence of Person { starts anew after a gap of more than 5 days }
  define counted of Person : period in days as time in residence
})");
  EXPECT_EQ(asked("counted", {{"entry", "2020-01-01"}, {"left", "2020-01-16"}}, "2021-01-01"),
            "20");
  EXPECT_EQ(asked("counted", {{"entry", "2020-01-01"}, {"left", "2020-01-17"}}, "2021-01-01"),
            "10");
  EXPECT_EQ(asked("counted", {{"entry", "2020-01-01..2020-01-02"}, {"left", "2020-01-17"}},
                  "2021-01-01", {"entry"}),
            "");
  const ir::Module module = lower(program_, request_for(program_, "counted", {}, "2021-01-01"));
  const auto counts = std::count_if(
      module.instructions.begin(), module.instructions.end(),
      [](const ir::Instruction& made) { return made.opcode == ir::Opcode::DaysCounted; });
  EXPECT_EQ(counts, 1);
}

// ---- references by rules ------------------------------------------------------------------------

TEST(References, ADefinitionThatNamesOneIsAnEnumerationOfThem) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : State {
  where a : asylum
  where b : home
  otherwise : asylum
  the first applies
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = or %0 %1
%3 : truth @Person = not %2
%4 : truth @Person = constant_truth yes
%5 : truth @Person = not %0
%6 : truth @Person = and %1 %5
%7 : truth @Person = or %0 %3
output "pact.x" : enumeration { asylum, home } %7 %6
)");
}

// ---- whom an instrument binds -------------------------------------------------------------------

constexpr std::string_view bound = R"(
binds Person from entry until left where a
article 1 { define x of Person as b }
article 2 { define degree_of of Person : Degree as degree }
article 3 { define ground_of of Person : Ground as ground }
article 4 { define about of State as party }
)";

TEST(BoundOnly, ADefinitionAppliesToNoOneWhomTheInstrumentDoesNotBind) {
  const program::Program program = program_of(bound);
  Request request = request_for(program, "x", {}, "2020-06-01");
  request.bound_only = true;
  const ir::Module module = lower(program, request);
  const Given held{{"a", "yes"}, {"b", "yes"}, {"entry", "2020-01-01"}, {"left", "never"}};
  const auto with = [&](const std::string& fact, const std::string& value) {
    Given given = held;
    value.empty() ? static_cast<void>(given.erase(fact)) : static_cast<void>(given[fact] = value);
    return answer(module, given);
  };
  EXPECT_EQ(answer(module, held), "yes");
  EXPECT_EQ(with("entry", "2020-06-01"), "yes");
  EXPECT_EQ(with("entry", "2020-06-02"), "no");
  EXPECT_EQ(with("left", "2020-06-01"), "no");
  EXPECT_EQ(with("left", "2020-06-02"), "yes");
  EXPECT_EQ(with("a", "no"), "no");
  EXPECT_EQ(with("a", ""), "undetermined");
  EXPECT_EQ(with("entry", ""), "undetermined");
  EXPECT_EQ(with("b", "no"), "no");
}

TEST(BoundOnly, OfMembersNoneIsTheValueAndAnOrderedOneHasNoLeast) {
  const program::Program program = program_of(bound);
  for (const char* name : {"degree_of", "ground_of"}) {
    Request request = request_for(program, name, {}, "2020-06-01");
    request.bound_only = true;
    const ir::Module module = lower(program, request);
    EXPECT_EQ(module.outputs[0].kind, ir::OutputKind::Enumeration) << name;
    EXPECT_EQ(module.outputs[0].members.size(), 3U) << name;
    EXPECT_EQ(answer(module, {{"a", "no"}}), "no no no") << name;
    EXPECT_EQ(answer(module, {{"a", "yes"}, {"entry", "2020-01-01"}, {"left", "never"}}),
              "undetermined undetermined undetermined")
        << name;
  }
}

TEST(BoundOnly, WhatTheInstrumentSaysNothingOfIsAskedAsEver) {
  const program::Program program = program_of(bound);
  Request request = request_for(program, "about", {}, "2020-06-01");
  const ir::Module without = lower(program, request);
  request.bound_only = true;
  EXPECT_EQ(lower(program, request), without);
}

TEST(BoundOnly, ThroughAReferenceItIsAskedOfTheRowThatItLeadsTo) {
  const program::Program program = program_of(R"(
binds State from since
binds Person through asylum
article 1 { define x of Person as b }
)");
  Request request = request_for(program, "x", {}, "1970-01-11");
  request.bound_only = true;
  const std::string text = shape(lower(program, request));
  EXPECT_NE(text.find("column_number *State.since"), std::string::npos) << text;
  EXPECT_NE(text.find("through_truth Person.asylum"), std::string::npos) << text;
}

}  // namespace
}  // namespace nansen::lower

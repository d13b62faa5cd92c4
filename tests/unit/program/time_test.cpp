// Time, rights and norms in a program: how they print, what is wrong with them, what needs a day.
#include <gtest/gtest.h>

#include "compiler/program/text.h"
#include "runtime/calendar.h"
#include "tests/unit/program/timed_program.h"

namespace nansen::program {
namespace {

TEST(PrintTime, AllThatIsDeclaredHasItsLines) {
  TimedProgram timed;
  timed.program.instruments[InstrumentId(0)].replaces = InstrumentId(0);
  EXPECT_EQ(print(timed.program), R"(ordered enumeration v.Degree
  low "a little"
  high
entity v.Person
  a: judgement of boolean "Is it \"a\"?"
  degree: Degree
  age: integer from 0 to 150
  granted_on: date
  extra: period in days
  father: Person
calendar v.union_days
  weekend saturday, sunday
  holiday 1970-01-01 "The first day"
  holiday every 02-03
  note "a note"
computation pact.usual [Pact]
  the day of the event does not count
  month ends rounding up
  ends on the next working day of union_days
instrument pact "A pact"
  cited as "Pact"
  adopted 1951-07-28
  replaces pact
definition pact.x of Person: boolean
  base r0 [Pact]
    where all of { r1, r2 }
    head r1 [Pact, (a)]
      where a
    head r2 [Pact, (b)]
      where (degree is at least high)
    exception r3 [Pact] by unless spares r0
      where (age is less than 18)
definition pact.stay.first_day of Person: date as part of a status
  base r4 [Pact]
    is granted_on
definition pact.stay.last_day of Person: date as part of a status
  base r5 [Pact]
    is (granted_on + 12 months rounding down)
definition pact.stay of Person: boolean as status
  base r6 [Pact]
    where (the day asked is at most (granted_on + 12 months rounding down))
definition pact.stay.step_1.applies of Person: boolean as part of a status
  base r7 [Pact]
    where a
definition pact.work of Person: Degree as right
  base r8 [Pact]
    is low
definition pact.work.owed of Person: boolean as part of a right
  base r9 [Pact]
    where a
definition pact.duty of Person: boolean as norm
  base r10 [Pact]
    where a
definition pact.duty.fulfilled of Person: boolean as part of a norm
  base r11 [Pact]
    where a
definition pact.duty.breached of Person: boolean as part of a norm
  base r12 [Pact]
    where a
definition pact.binds.Person of Person: boolean as binding
  base r13 [Pact]
    where a
definition pact.binds.Person.from of Person: date as binding
  base r14 [Pact]
    is granted_on
order
  pact.x
  pact.stay.first_day
  pact.stay.last_day
  pact.stay
  pact.stay.step_1.applies
  pact.work
  pact.work.owed
  pact.duty
  pact.duty.fulfilled
  pact.duty.breached
  pact.binds.Person
  pact.binds.Person.from
clock pact.residence of Person [Pact]
  counts stay
  starts anew after a gap of more than 6 months
status pact.stay of Person "A stay" [Pact]
  held: pact.stay
  first day: pact.stay.first_day
  last day: pact.stay.last_day
  step "lasts 1 year" r7 [Pact]
    applies: pact.stay.step_1.applies
    last day: pact.stay.last_day
  ends early r7 [Pact]
    applies: pact.stay.step_1.applies
    day: pact.stay.first_day
  becomes stay [Pact]
    applies: pact.stay.step_1.applies
  counts toward residence
  bars by r3
right pact.work where pact.work.owed attaches at high
oblige pact.duty
  fulfilled: pact.duty.fulfilled
  breached: pact.duty.breached
limit pact.cap of Person: total of age is at most 200 in each year of granted_on by father, a where a [Pact]
pact binds Person through father
  binds: pact.binds.Person
  from: pact.binds.Person.from
)");
}

TEST(PrintTime, Expressions) {
  TimedProgram timed;
  Program& program = timed.program;
  const ExpressionId granted = timed.value(timed.granted_on);
  const ExpressionId later =
      timed.add_period(granted, timed.value(timed.extra), MonthEnd::RoundingUp);
  Expression working = SmallProgram::expression(ExpressionKind::NextWorkingDay, timed.date);
  working.calendar = CalendarId(0);
  working.operands = {granted};
  Expression earliest = SmallProgram::expression(ExpressionKind::Earliest, timed.date);
  Expression never = SmallProgram::expression(ExpressionKind::NumberConstant, timed.date);
  never.number = runtime::last_day;
  earliest.operands = {granted, program.expressions.add(never)};
  Expression time_in = SmallProgram::expression(ExpressionKind::TimeIn, timed.days);
  time_in.clock = ClockId(0);
  time_in.operands = {granted, later};
  Expression year = SmallProgram::expression(ExpressionKind::NumberConstant, timed.months);
  year.number = 12;
  Expression reaches = SmallProgram::expression(ExpressionKind::TimeReaches, timed.boolean);
  reaches.clock = ClockId(0);
  reaches.month_end = MonthEnd::RoundingDown;
  reaches.operands = {program.expressions.add(year), granted, later};
  const auto text = [&](const Expression& expression) {
    return to_text(program, program.expressions.add(expression));
  };
  EXPECT_EQ(to_text(program, later), "(granted_on + extra)");
  EXPECT_EQ(text(working), "(next working day of union_days from granted_on)");
  EXPECT_EQ(text(earliest), "(least of { granted_on, never })");
  earliest.kind = ExpressionKind::Latest;
  EXPECT_EQ(text(earliest), "(greatest of { granted_on, never })");
  EXPECT_EQ(text(time_in), "(time in residence { granted_on to (granted_on + extra) })");
  EXPECT_EQ(text(reaches),
            "(time in residence { granted_on to (granted_on + extra) } is at least 12 months "
            "rounding down)");
  EXPECT_EQ(verify(program), std::vector<std::string>());
}

TEST(PrintTime, AnExampleExpectsDaysAndRangesOfDays) {
  TimedProgram timed;
  Example example;
  example.name = "A stay";
  example.entity = EntityId(0);
  CaseValue granted;
  granted.value = DayRange{0, 30};
  example.row.facts.emplace(timed.granted_on, granted);
  Expectation expectation;
  expectation.definition = timed.last_day;
  expectation.as_of = 365;
  expectation.value = DayRange{365, runtime::last_day};
  example.expectations = {expectation};
  timed.program.examples.add(std::move(example));
  const std::string text = print(timed.program);
  EXPECT_NE(
      text.find("    granted_on: between 1970-01-01 and 1970-01-31\n"
                "  expect pact.stay.last_day as of 1971-01-01: between 1971-01-01 and never\n"),
      std::string::npos)
      << text;
}

TEST(NeedsDay, WhatIsHeldOnTheDayAskedDoesAndTheDaysThemselvesDoNot) {
  TimedProgram timed;
  EXPECT_TRUE(needs_day(timed.program, timed.held));
  EXPECT_FALSE(needs_day(timed.program, timed.first_day));
  EXPECT_FALSE(needs_day(timed.program, timed.last_day));
  EXPECT_FALSE(needs_day(timed.program, DefinitionId(0)));
}

TEST(NeedsDay, IsInheritedThroughDefinitionsHeadsAndExceptions) {
  TimedProgram timed;
  Expression held = SmallProgram::expression(ExpressionKind::DefinitionValue, timed.boolean);
  held.definition = timed.held;
  const DefinitionId by_name =
      timed.define("y", DefinitionRole::Defined, timed.program.expressions.add(held));
  EXPECT_TRUE(needs_day(timed.program, by_name));
  // A head of x, then an exception to it, then a rule that asks whether that one holds.
  const ExpressionId asks = timed.program.rules[timed.program.definitions[by_name].root].condition;
  const ExpressionId head = timed.program.rules[RuleId(1)].condition;
  timed.program.rules[RuleId(1)].condition = asks;
  EXPECT_TRUE(needs_day(timed.program, DefinitionId(0)));
  timed.program.rules[RuleId(1)].condition = head;
  timed.program.rules[RuleId(3)].condition = asks;
  EXPECT_TRUE(needs_day(timed.program, DefinitionId(0)));
  Expression holds = SmallProgram::expression(ExpressionKind::RuleHolds, timed.boolean);
  holds.rule = RuleId(3);
  EXPECT_TRUE(needs_day(timed.program, timed.define("z", DefinitionRole::Defined,
                                                    timed.program.expressions.add(holds))));
}

TEST(NeedsDay, TimeInAClockIsCountedBeforeTheDayAsked) {
  TimedProgram timed;
  Expression time_in = SmallProgram::expression(ExpressionKind::TimeIn, timed.days);
  time_in.clock = ClockId(0);
  const ExpressionId day = timed.value(timed.granted_on);
  time_in.operands = {day, day};
  EXPECT_TRUE(needs_day(timed.program, timed.define("time", DefinitionRole::Defined,
                                                    timed.program.expressions.add(time_in))));
}

TEST(Find, PartsOfAStatusByTheirDottedNames) {
  TimedProgram timed;
  EXPECT_EQ(qualified_name(timed.program, timed.last_day), "pact.stay.last_day");
  EXPECT_EQ(find_definition(timed.program, "pact.stay.last_day"), timed.last_day);
  EXPECT_EQ(find_definition(timed.program, "stay.last_day"), timed.last_day);
  EXPECT_EQ(find_definition(timed.program, "last_day"), std::nullopt);
  EXPECT_EQ(find_definition(timed.program, "pactXstay.last_day"), std::nullopt);
}

TEST(Find, ANameInFullBeforeOneWithoutInstrument) {
  // `stay.last_day` of an instrument `stay`, where two others have a part of that name.
  TimedProgram timed;
  Instrument act;
  act.name = "act";
  Instrument stay;
  stay.name = "stay";
  Definition part = timed.program.definitions[timed.last_day];
  part.instrument = timed.program.instruments.add(std::move(act));
  timed.program.definitions.add(part);
  EXPECT_EQ(find_definition(timed.program, "stay.last_day"), std::nullopt);
  part.name = "last_day";
  part.instrument = timed.program.instruments.add(std::move(stay));
  EXPECT_EQ(find_definition(timed.program, "stay.last_day"), timed.program.definitions.add(part));
}

TEST(ReferenceChoices, EachOnceInTheOrderOfTheRules) {
  TimedProgram timed;
  Type person;
  person.kind = TypeKind::Reference;
  person.entity = EntityId(0);
  timed.add_fact("mother", person);
  const FactId mother(timed.program.facts.size() - 1);
  const DefinitionId parent =
      timed.define("parent", DefinitionRole::Defined, timed.value(timed.father));
  const RuleId root = timed.program.definitions[parent].root;
  timed.program.rules[root].value = {};
  for (const FactId fact : {mother, timed.father, mother}) {
    Rule rule;
    rule.role = RuleRole::Value;
    rule.parent = root;
    rule.definition = parent;
    rule.condition = timed.value(FactId(0));
    rule.value = timed.value(fact);
    const RuleId id = timed.program.rules.add(std::move(rule));
    timed.program.rules[root].values.push_back(id);
  }
  EXPECT_EQ(reference_choices(timed.program, parent), (std::vector<FactId>{mother, timed.father}));
  EXPECT_EQ(verify(timed.program), std::vector<std::string>());
}

}  // namespace
}  // namespace nansen::program

// Each invariant of time, rights and norms, broken by hand, is complained of by its name.
#include <gtest/gtest.h>

#include "tests/unit/program/timed_program.h"

namespace nansen::program {
namespace {

using Names = std::vector<std::string>;

template <typename Spoil>
Names complaints_after(Spoil spoil) {
  TimedProgram timed;
  spoil(timed.program);
  Names names;
  for (const std::string& complaint : verify(timed.program)) {
    names.push_back(complaint.substr(0, complaint.find(':')));
  }
  return names;
}

TEST(VerifyTime, AWellFormedProgramHasNoComplaints) {
  EXPECT_EQ(complaints_after([](Program&) {}), Names{});
}

TEST(VerifyTime, AnInstrumentReplacesAnother) {
  EXPECT_EQ(complaints_after([](Program& program) {
              program.instruments[InstrumentId(0)].replaces = InstrumentId(0);
            }),
            Names{"instrument"});
}

TEST(VerifyTime, ACalendarLeavesWorkingDaysAndIsInOrder) {
  EXPECT_EQ(
      complaints_after([](Program& program) { program.calendars[CalendarId(0)].weekend = 0x7f; }),
      Names{"calendar"});
  EXPECT_EQ(complaints_after([](Program& program) {
              program.calendars[CalendarId(0)].holidays = {{3, ""}, {3, ""}};
            }),
            Names{"calendar"});
}

TEST(VerifyTime, AComputationNamesACalendarThatIsThere) {
  EXPECT_EQ(complaints_after([](Program& program) {
              program.computations[ComputationId(0)].calendar = CalendarId(7);
            }),
            Names{"computation"});
}

TEST(VerifyTime, AClockCountsStatuses) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.clocks[ClockId(0)].statuses = {StatusId(4)}; }),
            Names{"clock"});
  EXPECT_EQ(complaints_after([](Program& program) { program.clocks[ClockId(0)].longest_gap = -1; }),
            Names{"clock"});
}

TEST(VerifyTime, TheDaysOfAStatusAreDates) {
  EXPECT_EQ(complaints_after([](Program& program) {
              Status& status = program.statuses[StatusId(0)];
              status.first_day = status.held;
            }),
            Names{"status"});
  EXPECT_EQ(
      complaints_after([](Program& program) { program.statuses[StatusId(0)].bars = {RuleId(0)}; }),
      Names{"status"});
}

TEST(VerifyTime, ARightGivesAMemberAndAttachesAtALevel) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.rights[RightId(0)].value = DefinitionId(0); }),
            Names{"right"});
  EXPECT_EQ(complaints_after([](Program& program) { program.rights[RightId(0)].level = 2; }),
            Names{"right"});
}

TEST(VerifyTime, OnlyADutyIsFulfilled) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.norms[NormId(0)].kind = NormKind::Prohibit; }),
            (Names{"norm", "norm"}));
}

TEST(VerifyTime, ALimitIsOverFactsOfItsRows) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.limits[LimitId(0)].window = LimitWindow::Always; }),
            Names{"limit"});
  EXPECT_EQ(complaints_after([](Program& program) { program.limits[LimitId(0)].day = FactId(0); }),
            Names{"limit"});
}

TEST(VerifyTime, ABindingIsToldByDaysOrByAReference) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.bindings[BindingId(0)].through = FactId(0); }),
            Names{"binding"});
}

TEST(VerifyTime, ExpressionsOfDays) {
  for (const ExpressionKind kind :
       {ExpressionKind::AddPeriod, ExpressionKind::NextWorkingDay, ExpressionKind::Earliest,
        ExpressionKind::TimeIn, ExpressionKind::TimeReaches}) {
    EXPECT_EQ(complaints_after([&](Program& program) {
                // Of a truth none is made, nor without the clock or calendar.
                Expression wrong;
                wrong.kind = kind;
                wrong.type.kind = TypeKind::Date;
                wrong.operands = {ExpressionId(0)};
                program.expressions.add(wrong);
              }),
              Names{"expression"})
        << static_cast<int>(kind);
  }
}

TEST(VerifyTime, ADefinitionByReferencesGivesThoseOfItsOwnRow) {
  EXPECT_EQ(complaints_after([](Program& program) {
              Expression far;
              far.kind = ExpressionKind::FactValue;
              far.fact = FactId(5);
              far.type = program.facts[FactId(5)].type;
              far.subject.references = {FactId(5)};
              const DefinitionId work(5);
              program.definitions[work].type = far.type;
              program.definitions[work].role = DefinitionRole::Defined;
              program.rights = {};
              program.rules[program.definitions[work].root].value = program.expressions.add(far);
            }),
            Names{"rule"});
}

}  // namespace
}  // namespace nansen::program

#include "compiler/layout/days.h"

#include <gtest/gtest.h>

#include "compiler/ir/opcode.h"
#include "runtime/calendar.h"

namespace nansen::layout {
namespace {

TEST(Days, TheOperationsOnDaysAreThoseThatNeedThem) {
  std::size_t found = 0;
  for (const ir::OpcodeRow& row : ir::opcode_rows()) found += takes_days(row.opcode) ? 1 : 0;
  EXPECT_EQ(found, 5U);
  EXPECT_TRUE(takes_days(ir::Opcode::NextWorkingDay));
  EXPECT_FALSE(takes_days(ir::Opcode::Add));
}

TEST(Days, ACalendarKeepsItsFreeDays) {
  const runtime::FreeDays free = free_days({"offices", 0x60, {3, 4}, {101}});
  EXPECT_EQ(free.weekend, 0x60);
  EXPECT_EQ(free.holidays, (std::vector<std::int32_t>{3, 4}));
  EXPECT_EQ(free.yearly, std::vector<std::int32_t>{101});
}

TEST(Days, CountsPastAllIntegersReachTheEndsOfTheCalendar) {
  const ir::Module module;
  ir::Instruction made;
  const Rational huge(mpz_class("100000000000000000000000"));
  for (const ir::Opcode opcode : {ir::Opcode::AddDays, ir::Opcode::AddMonths}) {
    made.opcode = opcode;
    EXPECT_EQ(of_days(module, made, {0, huge}), runtime::last_day);
    EXPECT_EQ(of_days(module, made, {0, -huge}), runtime::first_day);
  }
}

TEST(DaysDeathTest, WhatIsNoDayIsABug) {
  const ir::Module module;
  ir::Instruction made;
  made.opcode = ir::Opcode::AddDays;
  EXPECT_DEATH(of_days(module, made, {Rational(1, 2), 0}), "what is used as a day is none");
  EXPECT_DEATH(of_days(module, made, {runtime::last_day + 1, 0}), "what is used as a day is none");
  EXPECT_DEATH(of_days(module, made, {0, Rational(1, 2)}), "is not whole");
}

}  // namespace
}  // namespace nansen::layout

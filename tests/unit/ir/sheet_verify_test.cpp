// Each invariant of a sheet, broken once; and what has rows and what may be a set.
#include <gtest/gtest.h>

#include "compiler/ir/sheet.h"

namespace nansen::ir {
namespace {

constexpr std::string_view declarations = R"(
input 0 : number "population"
input 1 : truth "member"
parameter 0 : 3/10 "weight"
%0 = always  ; from 0
%1 = condition 1 "member"  ; from 0
%2 = indicator 0 "population"  ; from 0
%3 = constant 0  ; from 0
%4 = total %2 %0  ; from 0
)";

Sheet parsed(std::string_view lines) {
  Sheet sheet;
  std::string error;
  EXPECT_TRUE(parse_sheet(std::string(declarations) + std::string(lines), sheet, error)) << error;
  return sheet;
}

/// The names of the invariants that `sheet` violates, in order.
std::vector<std::string> violated(const Sheet& sheet) {
  std::vector<std::string> names;
  for (const std::string& problem : verify(sheet)) {
    names.push_back(problem.substr(0, problem.find(':')));
  }
  return names;
}
std::vector<std::string> violated(std::string_view lines) { return violated(parsed(lines)); }

using Names = std::vector<std::string>;

TEST(SheetVerify, AcceptsWhatIsWellFormed) {
  EXPECT_EQ(violated(""), Names());
  EXPECT_EQ(violated("output \"x\" : %4 among %1"), Names());
}

TEST(SheetVerify, OutputsAreDistinct) {
  EXPECT_EQ(violated("output \"x\" : %4 among %0\noutput \"x\" : %2 among %0"), Names{"names"});
}

TEST(SheetVerify, EveryOperationHasAnOrigin) {
  Sheet sheet = parsed("");
  sheet.origins.pop_back();
  EXPECT_EQ(violated(sheet), Names{"origins"});
}

TEST(SheetVerify, OperandsAreAsManyAsTheOperationTakes) {
  EXPECT_EQ(violated("%5 = not  ; from 0"), Names{"operand-count"});
  EXPECT_EQ(violated("%5 = and %0  ; from 0"), Names{"operand-count"});
  EXPECT_EQ(violated("%5 = add %2 %2 %2  ; from 0"), Names{"operand-count"});
}

TEST(SheetVerify, OperandsComeFirst) {
  EXPECT_EQ(violated("%5 = not %5  ; from 0"), Names{"operand-before-use"});
  EXPECT_EQ(violated("%5 = not %9  ; from 0"), Names{"operand-before-use"});
  Sheet sheet = parsed("%5 = not %0  ; from 0");
  sheet.operations[SheetValueId(5)].operands[0] = SheetValueId();
  EXPECT_EQ(violated(sheet), Names{"operand-before-use"});
}

TEST(SheetVerify, OperandsAreOfTheKindTheOperationTakes) {
  EXPECT_EQ(violated("%5 = not %2  ; from 0"), Names{"operand-kind"});
  EXPECT_EQ(violated("%5 = add %1 %2  ; from 0"), Names{"operand-kind"});
  EXPECT_EQ(violated("%5 = count %2  ; from 0"), Names{"operand-kind"});
}

TEST(SheetVerify, SetsDoNotFollowFromNumbers) {
  EXPECT_EQ(violated("%5 = less %3 %2  ; from 0\n%6 = and %1 %5  ; from 0\n"
                     "%7 = count %6  ; from 0"),
            Names{"operand-set"});
  EXPECT_EQ(violated("%5 = known 0 \"population\"  ; from 0\n%6 = not %5  ; from 0\n"
                     "%7 = or %6 %1  ; from 0\n%8 = total %2 %7  ; from 0"),
            Names());
}

TEST(SheetVerify, WhatIsReadIsThereAndOfTheRightKind) {
  EXPECT_EQ(violated("%5 = condition 0 \"population\"  ; from 0"), Names{"index"});
  EXPECT_EQ(violated("%5 = indicator 1 \"member\"  ; from 0"), Names{"index"});
  EXPECT_EQ(violated("%5 = known 1 \"member\"  ; from 0"), Names());
  for (const SheetOpcode opcode : {SheetOpcode::Parameter, SheetOpcode::Known}) {
    Sheet sheet = parsed("%5 = parameter 0 \"weight\"  ; from 0");
    sheet.operations[SheetValueId(5)].opcode = opcode;
    sheet.operations[SheetValueId(5)].index = 2;
    EXPECT_EQ(violated(sheet), Names{"index"});
  }
}

TEST(SheetVerify, FieldsThatAreNotUsedAreLeftAlone) {
  const auto changed = [](auto change) {
    Sheet sheet = parsed("");
    change(sheet.operations[SheetValueId(4)]);
    return violated(sheet);
  };
  EXPECT_EQ(changed([](auto& made) { made.number = 1; }), Names{"payload"});
  EXPECT_EQ(changed([](auto& made) { made.index = 1; }), Names{"payload"});
  EXPECT_EQ(changed([](auto& made) { made.until_nothing_is_cut = true; }), Names{"payload"});
  EXPECT_EQ(changed([](auto& made) { made.method = Apportionment::Adams; }), Names{"payload"});
  EXPECT_EQ(changed([](auto& made) { made.ties = TieOrder::Row; }), Names{"payload"});
}

TEST(SheetVerify, OneTotalIsDivided) {
  EXPECT_EQ(violated("%5 = apportion adams row %2 %2 %3 %2 %1  ; from 0"),
            Names{"apportion-total"});
  EXPECT_EQ(violated("%5 = entitlement %2 %2 %3 %2 %1  ; from 0"), Names{"apportion-total"});
  EXPECT_EQ(violated("%5 = apportion adams row %4 %2 %2 %2 %1  ; from 0"), Names());
}

TEST(SheetVerify, EachToTheNearestHasNoLimits) {
  const auto nearest = [](std::string_view rest) {
    return violated("%5 = constant 1  ; from 0\n%6 = apportion each_to_the_nearest " +
                    std::string(rest) + "  ; from 0");
  };
  EXPECT_EQ(nearest("refused %4 %2 %3 %4 %1"), Names());
  EXPECT_EQ(nearest("row %4 %2 %3 %4 %1"), Names{"nearest-limits"});
  EXPECT_EQ(nearest("refused %4 %2 %5 %4 %1"), Names{"nearest-limits"});
  EXPECT_EQ(nearest("refused %4 %2 %3 %5 %1"), Names{"nearest-limits"});
  EXPECT_EQ(nearest("refused %4 %2 %2 %4 %1"), Names{"nearest-limits"});
}

TEST(SheetVerify, OutputsHaveAValueAndASet) {
  EXPECT_EQ(violated("output \"x\" : %9 among %0"), Names{"output"});
  EXPECT_EQ(violated("output \"x\" : %2 among %9"), Names{"output"});
  EXPECT_EQ(violated("output \"x\" : %2 among %3"), Names{"output"});
}

TEST(SheetShape, ValuesAcrossRowsAreOfTheWholeSheet) {
  const Sheet sheet = parsed(
      "%5 = constant 2  ; from 0\n%6 = multiply %4 %5  ; from 0\n%7 = divide %2 %6  ; from 0\n"
      "%8 = rank %4 %0  ; from 0\n%9 = less %4 %5  ; from 0\n%10 = count %1  ; from 0\n"
      "%11 = redistribute once %4 %4 %4 %0  ; from 0\n"
      "%12 = apportion adams row %4 %4 %5 %4 %0  ; from 0\n");
  EXPECT_EQ(has_rows(sheet), (std::vector<bool>{false, true, true, false, false, false, false, true,
                                                true, false, false, true, true}));
}

TEST(SheetShape, SetsAreMadeOfWhatIsKnownAlone) {
  const Sheet sheet = parsed(
      "%5 = less %3 %2  ; from 0\n%6 = and %0 %1  ; from 0\n%7 = or %5 %6  ; from 0\n"
      "%8 = not %6  ; from 0\n%9 = known 0 \"population\"  ; from 0");
  EXPECT_EQ(is_uniform(sheet),
            (std::vector<bool>{true, true, false, false, false, false, true, false, true, true}));
}

}  // namespace
}  // namespace nansen::ir

// A sheet as text, and back.
#include <gtest/gtest.h>

#include "compiler/ir/sheet.h"
#include "compiler/ir/sheet_opcode.h"

namespace nansen::ir {
namespace {

Sheet parsed(std::string_view text) {
  Sheet sheet;
  std::string error;
  EXPECT_TRUE(parse_sheet(text, sheet, error)) << error;
  return sheet;
}

std::string error_of(std::string_view text) {
  Sheet sheet;
  std::string error;
  EXPECT_FALSE(parse_sheet(text, sheet, error));
  return error;
}

// Every operation, every method and order of ties, every kind of input.
constexpr std::string_view everything = R"ir(input 0 : number "population"
input 1 : truth "a \"member\""
parameter 0 : 3/10 "weight"
%0 = constant -1/3  ; from 4
%1 = parameter 0 "weight"  ; from 0
%2 = indicator 0 "population"  ; from 1
%3 = known 0 "population"  ; from 1
%4 = condition 1 "a \"member\""  ; from 2
%5 = always  ; from 2
%6 = add %1 %2  ; from 3
%7 = subtract %2 %1  ; from 3
%8 = multiply %1 %2  ; from 3
%9 = divide %2 %1  ; from 3
%10 = smaller %1 %2  ; from 3
%11 = larger %1 %2  ; from 3
%12 = middle_of %1 %2 %6  ; from 3
%13 = not_negative %2  ; from 3
%14 = less %1 %2  ; from 3
%15 = less_equal %1 %2  ; from 3
%16 = equal %1 %2  ; from 3
%17 = not %4  ; from 3
%18 = and %3 %4 %5  ; from 3
%19 = or %14 %15  ; from 3
%20 = choose %19 %1 %2  ; from 3
%21 = total %2 %18  ; from 3
%22 = count %18  ; from 3
%23 = least %2 %18  ; from 3
%24 = greatest %2 %18  ; from 3
%25 = median %2 %18  ; from 3
%26 = rank %2 %18  ; from 3
%27 = redistribute once %2 %1 %2 %5  ; from 3
%28 = redistribute until_nothing_is_cut %2 %1 %2 %5  ; from 3
%29 = constant 0  ; from 3
%30 = apportion largest_remainder refused %21 %2 %29 %21 %18  ; from 3
%31 = apportion jefferson row %21 %2 %29 %21 %18  ; from 3
%32 = apportion webster name %21 %2 %29 %21 %18  ; from 3
%33 = apportion huntington_hill larger_weight %21 %2 %29 %21 %18  ; from 3
%34 = apportion adams smaller_weight %21 %2 %29 %21 %18  ; from 3
%35 = apportion each_to_the_nearest refused %21 %2 %29 %21 %18  ; from 3
%36 = entitlement %21 %2 %1 %2 %18  ; from 3
output "quota" : %30 among %18
output "line\nfeed" : %14 among %5
)ir";

TEST(SheetText, EveryOperationReadsBackAsItWasWritten) {
  const Sheet sheet = parsed(everything);
  EXPECT_EQ(print(sheet), everything);
  EXPECT_EQ(parsed(print(sheet)), sheet);
}

TEST(SheetText, TheSampleHasEveryOperationAndVerifies) {
  const Sheet sheet = parsed(everything);
  for (const SheetOpcodeRow& row : sheet_opcode_rows()) {
    bool found = false;
    for (const SheetOperation& made : sheet.operations) found |= made.opcode == row.opcode;
    EXPECT_TRUE(found) << row.word;
  }
  EXPECT_EQ(verify(sheet), std::vector<std::string>());
}

TEST(SheetText, ASheetThatDoesNotVerifyCanBeLookedAt) {
  Sheet sheet;
  SheetOperation made;
  made.opcode = SheetOpcode::Indicator;
  made.operands.push_back(SheetValueId());
  sheet.operations.add(made);
  EXPECT_EQ(print(sheet), "%0 = indicator 0 %-1\n");
}

TEST(SheetText, SaysInWhichLineAndWhy) {
  EXPECT_EQ(error_of("input 0 : number \"x\"\nnonsense"),
            "line 2: no line begins with \"nonsense\"");
  EXPECT_EQ(error_of("input 1 : number \"x\""), "line 1: 0 comes next");
  EXPECT_EQ(error_of("input 0 : word \"x\""), "line 1: \"word\" is no kind of input");
  EXPECT_EQ(error_of("parameter 0 : 1/0 \"x\""), "line 1: \"1/0\" is not a number");
  EXPECT_EQ(error_of("\n%1 = always  ; from 0"), "line 2: %0 comes next");
  EXPECT_EQ(error_of("%0 = perhaps  ; from 0"), "line 1: there is no operation \"perhaps\"");
  EXPECT_EQ(error_of("%0 = always"), "line 1: \";\" is missing");
  EXPECT_EQ(error_of("%0 = indicator 0 \"x\"  ; from 0"), "line 1: there is no 0");
  EXPECT_EQ(error_of("input 0 : number \"x\"\n%0 = known 0 \"y\"  ; from 0"),
            "line 2: 0 is not called \"y\"");
  EXPECT_EQ(error_of("%0 = redistribute twice  ; from 0"),
            "line 1: \"twice\" does not say how often");
  EXPECT_EQ(error_of("%0 = apportion hamilton row  ; from 0"),
            "line 1: \"hamilton\" is not a method");
  EXPECT_EQ(error_of("%0 = not %x  ; from 0"), "line 1: \"%x\" is not a value, as %12 is");
  EXPECT_EQ(error_of("%0 = not %99999999999  ; from 0"),
            "line 1: \"%99999999999\" is not a value, as %12 is");
  EXPECT_EQ(error_of("output \"x\" : %0 of %1"), "line 1: \"among\" is missing");
  EXPECT_EQ(error_of("output \"x\" : %0 among %1 %2"), "line 1: \"%2\" is too much");
}

}  // namespace
}  // namespace nansen::ir

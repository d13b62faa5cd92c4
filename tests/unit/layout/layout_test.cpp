#include "compiler/layout/layout.h"

#include <gtest/gtest.h>

#include <string_view>

namespace nansen::layout {
namespace {

ir::Module module_of(std::string_view text) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  return module;
}

ir::Column number(std::int64_t least, std::int64_t greatest) {
  ir::Column column;
  column.kind = ir::ColumnKind::Number;
  column.least = least;
  column.greatest = greatest;
  return column;
}

TEST(Layout, NumbersTakeTheNarrowestWidthThatHoldsTheirRange) {
  EXPECT_EQ(shape_of(number(0, 127)).width, 1);
  EXPECT_EQ(shape_of(number(-128, 0)).width, 1);
  EXPECT_EQ(shape_of(number(0, 128)).width, 2);
  EXPECT_EQ(shape_of(number(-129, 0)).width, 2);
  EXPECT_EQ(shape_of(number(-32768, 32767)).width, 2);
  EXPECT_EQ(shape_of(number(0, 32768)).width, 4);
  EXPECT_EQ(shape_of(number(-719162, 2932896)).width, 4);
  EXPECT_EQ(shape_of(number(0, std::int64_t{1} << 31)).width, 8);
  EXPECT_EQ(shape_of(number(INT64_MIN, INT64_MAX)).width, 8);
}

TEST(Layout, EnumerationsOfMoreThan256MembersTakeTwoBytes) {
  ir::Column column;
  column.kind = ir::ColumnKind::Enumeration;
  column.members.resize(256);
  EXPECT_EQ(shape_of(column).width, 1);
  column.members.resize(257);
  EXPECT_EQ(shape_of(column).width, 2);
}

TEST(Layout, ColumnsAreCountedWithinTheirDomain) {
  const ir::Module module = module_of(R"(domain @A : root A
domain @*B : referenced B
column A.x : boolean
column *B.y : set { p, q }
column A.z : enumeration { p }
column *B.w : number 0 to 1 scale 1
)");
  EXPECT_EQ(position_of(module, ir::ColumnId(0)), 0U);
  EXPECT_EQ(position_of(module, ir::ColumnId(1)), 0U);
  EXPECT_EQ(position_of(module, ir::ColumnId(2)), 1U);
  EXPECT_EQ(position_of(module, ir::ColumnId(3)), 1U);
  const auto shapes = shapes_of(module, ir::DomainId(1));
  ASSERT_EQ(shapes.size(), 2U);
  EXPECT_EQ(shapes[0].kind, runtime::ColumnKind::Set);
  EXPECT_EQ(shapes[0].members, 2U);
  EXPECT_EQ(shapes[1].kind, runtime::ColumnKind::Number);
}

constexpr std::string_view arithmetic = R"(domain @A : root A
column A.x : number -5 to 10 scale 10
column A.y : number 0 to 9 scale 4
column A.c : boolean
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : number @A = add %0 %1  ; rules 0
%3 : number @A = subtract %0 %1  ; rules 0
%4 : number @A = scale -2/3 %0  ; rules 0
%5 : number @A = scale 4 %1  ; rules 0
%6 : number @A = constant_number 7/6  ; rules 0
%7 : truth @A = column_truth A.c  ; rules 0
%8 : number @A = select %7 %6 %0  ; rules 0
output "sum" : number %2
output "is" : truth %7
)";

void expect_form(const NumberForm& form, int least, int greatest, int scale) {
  EXPECT_EQ(form.least, least);
  EXPECT_EQ(form.greatest, greatest);
  EXPECT_EQ(form.scale, scale);
}

TEST(Layout, NumbersHaveExactBoundsAtTheirCommonScale) {
  const auto forms = number_forms(module_of(arithmetic));
  expect_form(forms[0], -5, 10, 10);
  expect_form(forms[1], 0, 9, 4);
  expect_form(forms[2], -10, 65, 20);  // -5/10 .. 10/10 and 0 .. 9/4
  expect_form(forms[3], -55, 20, 20);
  expect_form(forms[4], -10, 5, 15);  // -2/3 of i/10 is -i/15
  expect_form(forms[5], 0, 9, 1);
  expect_form(forms[6], 7, 7, 6);
  expect_form(forms[7], 0, 0, 1);
  expect_form(forms[8], -15, 35, 30);
}

constexpr std::string_view bounds = R"(domain @A : root A
column A.since/least : number -719162 to 2932896 scale 1
column A.since/greatest : number -719162 to 2932896 scale 1
column A.x : number -5 to 10 scale 10
column A.y : number 0 to 9 scale 4
column A.c : boolean
calendar "offices" : weekend { sunday } holidays { 3 } yearly { 1225 }
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : truth @A = column_truth A.c  ; rules 0
%3 : number @A = select_least %2 %0 %1  ; rules 0
%4 : number @A = select_greatest %2 %0 %1  ; rules 0
%5 : number @A = minimum %0 %1 %0  ; rules 0
%6 : number @A = maximum %0 %1  ; rules 0
%7 : number @A = minimum_known %0 %1  ; rules 0
%8 : number @A = maximum_known %0 %1  ; rules 0
%9 : number @A = agreed %0 %1  ; rules 0
%10 : number @A = column_number A.since/least  ; rules 0
%11 : number @A = column_number A.since/greatest  ; rules 0
%12 : number @A = scale 1000000000000 %10  ; rules 0
%13 : number @A = add_days %10 %12  ; rules 0
%14 : number @A = add_months up %10 %12  ; rules 0
%15 : number @A = next_working_day "offices" %14  ; rules 0
%16 : number @A = days_counted 1 days of %13 %10 %11  ; rules 0
%17 : number @A = counted_until %15 %10 %11  ; rules 0
output "since" : date_range %13 %17
output "time" : number %16
)";

TEST(Layout, ChosenNumbersLieBetweenThoseTheyAreChosenFrom) {
  const auto forms = number_forms(module_of(bounds));
  for (std::size_t value = 3; value <= 9; ++value) expect_form(forms[value], -10, 45, 20);
}

TEST(Layout, DaysLieInTheCalendarWhateverIsAddedToThem) {
  const auto forms = number_forms(module_of(bounds));
  for (const std::size_t value : {13U, 14U, 15U, 17U}) {
    expect_form(forms[value], -719162, 2932896, 1);
  }
  expect_form(forms[16], 0, 3652058, 1);
}

TEST(LayoutDeathTest, WhatIsUsedAsADayMustBeOne) {
  const auto forms_with = [](std::string_view operation) {
    number_forms(module_of(R"(domain @A : root A
column A.since : number -719162 to 2932896 scale 1
column A.later : number 0 to 2932897 scale 1
column A.earlier : number -719163 to 0 scale 1
column A.half : number 0 to 9 scale 2
calendar "offices" : weekend { } holidays { } yearly { }
%0 : number @A = column_number A.since  ; rules 0
%1 : number @A = column_number A.later  ; rules 0
%2 : number @A = column_number A.earlier  ; rules 0
%3 : number @A = column_number A.half  ; rules 0
%4 : number @A = )" + std::string(operation) +
                           "  ; rules 0\n"));
  };
  const char* day = "what is used as a day need not be one";
  const char* whole = "a number of days or months need not be whole";
  EXPECT_DEATH(forms_with("add_days %1 %0"), day);
  EXPECT_DEATH(forms_with("add_months down %2 %0"), day);
  EXPECT_DEATH(forms_with("next_working_day \"offices\" %3"), day);
  EXPECT_DEATH(forms_with("days_counted 0 days of %0 %0 %1"), day);
  EXPECT_DEATH(forms_with("counted_until %2 %0 %0"), day);
  EXPECT_DEATH(forms_with("add_days %0 %3"), whole);
  EXPECT_DEATH(forms_with("add_months up %0 %3"), whole);
  forms_with("add_days %0 %1");
}

TEST(Layout, ARangeIsTwoNumbers) {
  const auto shapes = output_shapes(module_of(bounds));
  ASSERT_EQ(shapes.size(), 2U);
  EXPECT_TRUE(shapes[0].number);
  EXPECT_TRUE(shapes[0].range);
  EXPECT_EQ(shapes[0].scale, 1);
  EXPECT_FALSE(shapes[1].range);
}

TEST(Layout, ResultsSayTheirScale) {
  const auto shapes = output_shapes(module_of(arithmetic));
  ASSERT_EQ(shapes.size(), 2U);
  EXPECT_TRUE(shapes[0].number);
  EXPECT_EQ(shapes[0].scale, 20);
  EXPECT_FALSE(shapes[1].number);
  EXPECT_EQ(shapes[1].truths, 1U);
}

TEST(Layout, BitsAreThoseOfTwosComplement) {
  const auto bits = [](int least, int greatest) { return bits_of({least, greatest, 1}); };
  EXPECT_EQ(bits(0, 0), 1U);
  EXPECT_EQ(bits(-1, 0), 1U);
  EXPECT_EQ(bits(0, 1), 2U);
  EXPECT_EQ(bits(-128, 127), 8U);
  EXPECT_EQ(bits(-129, 127), 9U);
  EXPECT_EQ(bits(0, 128), 9U);
  EXPECT_EQ(bits_of({-1, 1, 1}, 100), 8U);
}

TEST(Layout, SaysWhichNumbersDoNotFit) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.x : number -9000000000000000000 to 9000000000000000000 scale 1
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = scale 1000000007/1000000009 %0  ; rules 0
%2 : number @A = scale 1000000021/1000000033 %1  ; rules 0
%3 : number @A = scale 1000000087/1000000093 %2  ; rules 0
%4 : truth @A = less %0 %1  ; rules 0
output "wide" : number %1
output "fits" : truth %4
)");
  // %1 fits in 128 bits, but not in a result; %3 needs more than 150 bits.
  EXPECT_EQ(too_wide(module), (std::vector<ir::ValueId>{ir::ValueId(1), ir::ValueId(3)}));
  EXPECT_TRUE(too_wide(module_of(arithmetic)).empty());
}

TEST(Layout, ComparisonsCountWhatTheirCommonScaleNeeds) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.x : number -9000000000000000000 to 9000000000000000000 scale 1000000000000000003
column A.y : number -9000000000000000000 to 9000000000000000000 scale 1000000000000000009
column A.z : number 0 to 1 scale 1
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : number @A = scale 1/1000000007 %1  ; rules 0
%3 : truth @A = less %0 %1  ; rules 0
%4 : truth @A = less %0 %2  ; rules 0
)");
  EXPECT_EQ(too_wide(module), std::vector<ir::ValueId>{ir::ValueId(4)});
}

TEST(Layout, ExtremesCountWhatTheCommonScaleOfAllNeeds) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.x : number -9000000000000000000 to 9000000000000000000 scale 1000000000000000003
column A.y : number -9000000000000000000 to 9000000000000000000 scale 1000000000000000009
column A.z : number 0 to 1 scale 1
column A.c : boolean
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : number @A = scale 1/1000000007 %1  ; rules 0
%3 : number @A = column_number A.z  ; rules 0
%4 : truth @A = column_truth A.c  ; rules 0
%5 : number @A = minimum %0 %3 %1  ; rules 0
%6 : number @A = maximum_known %0 %3 %2  ; rules 0
%7 : number @A = select_least %4 %0 %2  ; rules 0
%8 : number @A = agreed %2 %0  ; rules 0
)");
  EXPECT_EQ(too_wide(module),
            (std::vector<ir::ValueId>{ir::ValueId(6), ir::ValueId(7), ir::ValueId(8)}));
}

}  // namespace
}  // namespace nansen::layout

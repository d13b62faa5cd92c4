#include "compiler/layout/arithmetic.h"

#include <gtest/gtest.h>

#include <string>

namespace nansen::layout {
namespace {

using Relation = Threshold::Relation;
using Holds = Threshold::Holds;

TEST(RegisterBits, AreTheNarrowestThatHoldTheNumber) {
  EXPECT_EQ(register_bits(1), 8U);
  EXPECT_EQ(register_bits(8), 8U);
  EXPECT_EQ(register_bits(9), 16U);
  EXPECT_EQ(register_bits(33), 64U);
  EXPECT_EQ(register_bits(65), 128U);
}

/// Of a number from -100 to 100 in tenths (stored -1000 to 1000), compared as `comparison` says.
Threshold threshold(const std::string& comparison, const std::string& constant) {
  ir::Module module;
  std::string error;
  const std::string text =
      "domain @Case : root Case\n"
      "column Case.x : number -1000 to 1000 scale 10\n"
      "%0 : number @Case = column_number Case.x  ; rules 0\n"
      "%1 : number @Case = constant_number " +
      constant + "  ; rules 0\n%2 : truth @Case = " + comparison +
      "  ; rules 0\noutput \"o\" : truth %2\n";
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  const ir::Instruction& made = module.instructions[ir::ValueId(2)];
  EXPECT_TRUE(is_with_constant(module, made));
  return threshold_of(module, number_forms(module), made);
}

TEST(Thresholds, AreWholeMultiplesOfTheStoredScale) {
  const Threshold less = threshold("less %0 %1", "41/20");  // 20.5 tenths
  EXPECT_EQ(less.relation, Relation::AtMost);
  EXPECT_EQ(less.threshold, 20);
  EXPECT_EQ(threshold("less %0 %1", "2").threshold, 19);
  EXPECT_EQ(threshold("less_equal %0 %1", "2").threshold, 20);
  EXPECT_EQ(threshold("less %1 %0", "2").relation, Relation::AtLeast);
  EXPECT_EQ(threshold("less %1 %0", "2").threshold, 21);
  EXPECT_EQ(threshold("less_equal %1 %0", "41/20").threshold, 21);
  EXPECT_EQ(threshold("equal %0 %1", "2").threshold, 20);
}

TEST(Thresholds, AreDecidedByTheRangeAloneWhereItCan) {
  EXPECT_EQ(threshold("less %0 %1", "2").holds, Holds::Sometimes);
  EXPECT_EQ(threshold("less %0 %1", "101").holds, Holds::Always);
  EXPECT_EQ(threshold("less %0 %1", "-100").holds, Holds::Never);
  EXPECT_EQ(threshold("less %1 %0", "100").holds, Holds::Never);
  EXPECT_EQ(threshold("less_equal %1 %0", "-100").holds, Holds::Always);
  EXPECT_EQ(threshold("equal %0 %1", "41/20").holds, Holds::Never);
  EXPECT_EQ(threshold("equal %0 %1", "101").holds, Holds::Never);
}

}  // namespace
}  // namespace nansen::layout

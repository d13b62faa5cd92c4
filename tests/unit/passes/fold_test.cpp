#include "compiler/passes/fold.h"

#include "compiler/passes/drop.h"
#include "tests/unit/passes/pass_test.h"

namespace nansen::passes {
namespace {

/// Folding leaves what nothing needs any more for another pass to drop; here it is in the way.
std::string folded(std::string_view lines) {
  return after([](const ir::Module& module) { return drop_unused(fold(module)); }, lines);
}

TEST(Fold, ANegatedConstantIsAConstant) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = constant_truth yes  ; rules 0
%1 : truth @Person = not %0  ; rules 1
output "o" : truth %1
)"),
            R"(%0 : truth @Person = constant_truth no  ; rules 1
output "o" : truth %0
)");
}

TEST(Fold, ADoubleNegationGoesAndItsOriginsStay) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 1
%2 : truth @Person = not %1  ; rules 2
output "o" : truth %2
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 2
output "o" : truth %0
)");
}

TEST(Fold, NestedConjunctionsBecomeOne) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = and %0 %1  ; rules 1
%4 : truth @Person = and %3 %2  ; rules 2
output "o" : truth %4
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = and %0 %1 %2  ; rules 1 2
output "o" : truth %3
)");
}

TEST(Fold, ANestedConjunctionThatIsAskedForElsewhereStays) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = and %0 %1  ; rules 1
%4 : truth @Person = and %2 %3  ; rules 2
output "o" : truth %4
output "p" : truth %3
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, RepeatedOperandsAreAskedOnce) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = or %1 %0 %1  ; rules 1
output "o" : truth %2
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = or %0 %1  ; rules 1
output "o" : truth %2
)");
}

TEST(Fold, ConstantsDecideOrVanish) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = constant_truth yes  ; rules 0
%2 : truth @Person = constant_truth no  ; rules 0
%3 : truth @Person = and %0 %1  ; rules 1
%4 : truth @Person = and %0 %2  ; rules 2
%5 : truth @Person = or %0 %1  ; rules 3
output "o" : truth %3
output "p" : truth %4
output "q" : truth %5
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 1
%1 : truth @Person = constant_truth no  ; rules 2
%2 : truth @Person = constant_truth yes  ; rules 3
output "o" : truth %0
output "p" : truth %1
output "q" : truth %2
)");
}

TEST(Fold, AnUndeterminedOperandDecidesNothing) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = constant_truth undetermined  ; rules 0
%2 : truth @Person = and %0 %1  ; rules 0
output "o" : truth %2
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, AContradictionOfUnknownsIsNoContradiction) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 0
%2 : truth @Person = and %0 %1  ; rules 0
%3 : truth @Person = or %0 %1  ; rules 0
output "o" : truth %2
output "p" : truth %3
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, WhatIsAbsorbedGoes) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = or %0 %1  ; rules 1
%3 : truth @Person = and %0 %2  ; rules 2
output "o" : truth %3
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 2
output "o" : truth %0
)");
}

TEST(Fold, CountingIsNarrowedByConstants) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = constant_truth yes  ; rules 0
%4 : truth @Person = constant_truth no  ; rules 0
%5 : truth @Person = at_least 2 of %0 %1 %3 %4  ; rules 1
%6 : truth @Person = at_least 3 of %0 %1 %2  ; rules 2
%7 : truth @Person = at_least 2 of %0 %3 %3  ; rules 3
%8 : truth @Person = at_least 2 of %0 %4  ; rules 4
%9 : truth @Person = at_least 2 of %2 %0 %1  ; rules 5
output "o" : truth %5
output "p" : truth %6
output "q" : truth %7
output "r" : truth %8
output "s" : truth %9
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = or %0 %1  ; rules 1
%4 : truth @Person = and %0 %1 %2  ; rules 2
%5 : truth @Person = constant_truth yes  ; rules 3
%6 : truth @Person = constant_truth no  ; rules 4
%7 : truth @Person = at_least 2 of %0 %1 %2  ; rules 5
output "o" : truth %3
output "p" : truth %4
output "q" : truth %5
output "r" : truth %6
output "s" : truth %7
)");
}

TEST(Fold, ACountedOperandMayCountTwice) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = at_least 2 of %0 %0 %1  ; rules 0
output "o" : truth %2
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, NumbersThatAreKnownAreWorkedOut) {
  EXPECT_EQ(folded(R"(%0 : number @Person = constant_number 1/3  ; rules 0
%1 : number @Person = constant_number 2  ; rules 0
%2 : number @Person = add %0 %1  ; rules 1
%3 : number @Person = subtract %0 %1  ; rules 2
%4 : number @Person = scale 3/10 %1  ; rules 3
%5 : truth @Person = less %0 %1  ; rules 4
%6 : truth @Person = less_equal %1 %0  ; rules 5
%7 : truth @Person = equal %1 %1  ; rules 6
output "o" : number %2
output "p" : number %3
output "q" : number %4
output "r" : truth %5
output "s" : truth %6
output "t" : truth %7
)"),
            R"(%0 : number @Person = constant_number 7/3  ; rules 1
%1 : number @Person = constant_number -5/3  ; rules 2
%2 : number @Person = constant_number 3/5  ; rules 3
%3 : truth @Person = constant_truth yes  ; rules 4
%4 : truth @Person = constant_truth no  ; rules 5
%5 : truth @Person = constant_truth yes  ; rules 6
output "o" : number %0
output "p" : number %1
output "q" : number %2
output "r" : truth %3
output "s" : truth %4
output "t" : truth %5
)");
}

TEST(Fold, SumsWithZeroAndScalesOfScalesAreShortened) {
  EXPECT_EQ(folded(R"(%0 : number @Person = column_number Person.x  ; rules 0
%1 : number @Person = constant_number 0  ; rules 0
%2 : number @Person = add %1 %0  ; rules 1
%3 : number @Person = subtract %2 %1  ; rules 2
%4 : number @Person = scale 1/2 %3  ; rules 3
%5 : number @Person = scale 2/3 %4  ; rules 4
%6 : number @Person = scale 2 %4  ; rules 5
output "o" : number %5
output "p" : number %6
)"),
            R"(%0 : number @Person = column_number Person.x  ; rules 0 1 2 5
%1 : number @Person = scale 1/3 %0  ; rules 4
output "o" : number %1
output "p" : number %0
)");
}

TEST(Fold, AnUnknownNumberIsNotKnownToEqualItself) {
  constexpr std::string_view lines = R"(%0 : number @Person = column_number Person.x  ; rules 0
%1 : truth @Person = equal %0 %0  ; rules 0
%2 : number @Person = subtract %0 %0  ; rules 0
%3 : number @Person = scale 0 %0  ; rules 0
%4 : truth @Person = same_row Person.state Person.state  ; rules 0
output "o" : truth %1
output "p" : number %2
output "q" : number %3
output "r" : truth %4
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, AChoiceThatIsPlainIsMade) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 0
%2 : truth @Person = constant_truth yes  ; rules 0
%3 : number @Person = column_number Person.x  ; rules 0
%4 : number @Person = column_number Person.y  ; rules 0
%5 : number @Person = select %2 %3 %4  ; rules 1
%6 : number @Person = select %0 %3 %3  ; rules 2
%7 : number @Person = select %1 %3 %4  ; rules 3
output "o" : number %5
output "p" : number %6
output "q" : number %7
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : number @Person = column_number Person.x  ; rules 0 1 2
%2 : number @Person = column_number Person.y  ; rules 0
%3 : number @Person = select %0 %2 %1  ; rules 3
output "o" : number %1
output "p" : number %1
output "q" : number %3
)");
}

TEST(Fold, AnUndeterminedChoiceIsNotMade) {
  constexpr std::string_view lines = R"(%0 : truth @Person = constant_truth undetermined  ; rules 0
%1 : number @Person = constant_number 0  ; rules 0
%2 : number @Person = constant_number 1  ; rules 0
%3 : number @Person = select %0 %1 %2  ; rules 0
output "o" : number %3
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, ACertainBodyLeavesRowsThatMayNotBeListedUndetermined) {
  constexpr std::string_view lines = R"(%0 : truth @Person.links = constant_truth yes  ; rules 0
%1 : truth @Person = every Person.links %0  ; rules 0
output "o" : truth %1
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, AConstantOfTheParentIsOneOfItsRows) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = constant_truth yes  ; rules 0
%1 : number @Person = constant_number 5  ; rules 0
%2 : truth @Person.links = broadcast_truth %0  ; rules 1
%3 : number @Person.links = broadcast_number %1  ; rules 1
%4 : truth @Person.links = less %3 %3  ; rules 2
%5 : truth @Person.links = or %2 %4  ; rules 2
%6 : truth @Person = some Person.links %5  ; rules 3
output "o" : truth %6
)"),
            R"(%0 : truth @Person.links = constant_truth yes  ; rules 2
%1 : truth @Person = some Person.links %0  ; rules 3
output "o" : truth %1
)");
}

TEST(Fold, AtLeastOneRowIsSomeRow) {
  EXPECT_EQ(folded(R"(%0 : truth @Person.links = column_truth Person.links.d  ; rules 0
%1 : truth @Person = at_least_rows 1 of Person.links %0  ; rules 0
output "o" : truth %1
)"),
            R"(%0 : truth @Person.links = column_truth Person.links.d  ; rules 0
%1 : truth @Person = some Person.links %0  ; rules 0
output "o" : truth %1
)");
}

TEST(Fold, ReferencesAreComparedInTheOrderOfTheirColumns) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = same_row Person.home Person.state  ; rules 0
output "o" : truth %0
)"),
            R"(%0 : truth @Person = same_row Person.state Person.home  ; rules 0
output "o" : truth %0
)");
}

}  // namespace
}  // namespace nansen::passes

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

constexpr std::string_view numbers = R"(%0 : number @Person = column_number Person.x  ; rules 0
%1 : number @Person = column_number Person.y  ; rules 0
)";
constexpr std::string_view days = R"(%0 : number @Person = column_number Person.s  ; rules 0
%1 : number @Person = column_number Person.t  ; rules 0
)";

TEST(Fold, BoundsThatAreOneTruthAreThatTruth) {
  EXPECT_EQ(folded(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = enclose %0 %0  ; rules 1
output "o" : truth %1
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 1
output "o" : truth %0
)");
}

TEST(Fold, ConstantBoundsDecideWhereTheyDoNotContradictOneAnother) {
  const auto enclosed = [](std::string_view strict, std::string_view lenient) {
    const std::string text =
        folded("%0 : truth @Person = constant_truth " + std::string(strict) +
               "  ; rules 0\n%1 : truth @Person = constant_truth " + std::string(lenient) +
               "  ; rules 0\n%2 : truth @Person = enclose %0 %1  ; rules 0\n"
               "output \"o\" : truth %2\n");
    constexpr std::string_view before = "%0 : truth @Person = constant_truth ";
    EXPECT_TRUE(text.starts_with(before));
    return text.substr(before.size(), text.find(" ", before.size()) - before.size());
  };
  EXPECT_EQ(enclosed("yes", "yes"), "yes");
  EXPECT_EQ(enclosed("yes", "undetermined"), "yes");
  EXPECT_EQ(enclosed("no", "no"), "no");
  EXPECT_EQ(enclosed("undetermined", "no"), "no");
  EXPECT_EQ(enclosed("no", "yes"), "undetermined");
  EXPECT_EQ(enclosed("no", "undetermined"), "undetermined");
  EXPECT_EQ(enclosed("undetermined", "yes"), "undetermined");
  EXPECT_EQ(enclosed("yes", "no"), "undetermined");
}

TEST(Fold, OneConstantBoundLeavesTheOtherToDecide) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = constant_truth yes  ; rules 0
%2 : truth @Person = constant_truth no  ; rules 0
%3 : truth @Person = enclose %0 %1  ; rules 0
%4 : truth @Person = enclose %2 %0  ; rules 0
%5 : truth @Person = enclose %1 %0  ; rules 0
output "o" : truth %3
output "p" : truth %4
output "q" : truth %5
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, ASelectedBoundIsChosenAsAnySelectedNumberIs) {
  for (const std::string select : {"select_least", "select_greatest"}) {
    const auto chosen = [&](std::string_view condition, std::string_view operands) {
      return folded(std::string(numbers) + "%2 : truth @Person = " + std::string(condition) +
                    "  ; rules 0\n%3 : truth @Person = not %2  ; rules 0\n" +
                    "%4 : number @Person = constant_number 2  ; rules 0\n" +
                    "%5 : number @Person = constant_number 2  ; rules 0\n" +
                    "%6 : number @Person = " + select + " " + std::string(operands) +
                    "  ; rules 0\noutput \"o\" : number %6\n");
    };
    constexpr std::string_view x =
        "%0 : number @Person = column_number Person.x  ; rules 0\noutput \"o\" : number %0\n";
    constexpr std::string_view y =
        "%0 : number @Person = column_number Person.y  ; rules 0\noutput \"o\" : number %0\n";
    EXPECT_EQ(chosen("constant_truth yes", "%2 %0 %1"), x);
    EXPECT_EQ(chosen("constant_truth no", "%2 %0 %1"), y);
    EXPECT_EQ(chosen("column_truth Person.a", "%2 %0 %0"), x);
    EXPECT_EQ(chosen("column_truth Person.a", "%2 %4 %5"),
              "%0 : number @Person = constant_number 2  ; rules 0\noutput \"o\" : number %0\n");
    EXPECT_EQ(chosen("column_truth Person.a", "%3 %0 %1"),
              std::string(numbers) +
                  "%2 : truth @Person = column_truth Person.a  ; rules 0\n"
                  "%3 : number @Person = " +
                  select + " %2 %1 %0  ; rules 0\noutput \"o\" : number %3\n");
    EXPECT_EQ(chosen("constant_truth undetermined", "%2 %1 %0"),
              std::string(numbers) +
                  "%2 : number @Person = " + (select == "select_least" ? "minimum" : "maximum") +
                  " %0 %1  ; rules 0\noutput \"o\" : number %2\n");
  }
}

TEST(Fold, ExtremesAskEachNumberOnceAndOneConstant) {
  for (const std::string extreme : {"minimum", "maximum", "minimum_known", "maximum_known"}) {
    const bool least = extreme.starts_with("minimum");
    EXPECT_EQ(folded(std::string(numbers) + R"(%2 : number @Person = constant_number 3  ; rules 0
%3 : number @Person = constant_number -2  ; rules 0
%4 : number @Person = )" +
                     extreme + R"( %2 %0 %3  ; rules 1
%5 : number @Person = )" +
                     extreme + R"( %4 %1 %0  ; rules 2
output "o" : number %5
)"),
              std::string(numbers) + "%2 : number @Person = constant_number " +
                  (least ? "-2" : "3") + "  ; rules 0\n%3 : number @Person = " + extreme +
                  " %0 %1 %2  ; rules 1 2\noutput \"o\" : number %3\n");
    EXPECT_EQ(
        folded("%0 : number @Person = column_number Person.x  ; rules 0\n"
               "%1 : number @Person = " +
               extreme + " %0 %0  ; rules 0\noutput \"o\" : number %1\n"),
        "%0 : number @Person = column_number Person.x  ; rules 0\noutput \"o\" : number %0\n");
  }
}

TEST(Fold, AnExtremeWithinAnotherKindOfExtremeStays) {
  // The least of those known is known where the least is not.
  const std::string lines =
      std::string(numbers) + R"(%2 : number @Person = minimum_known %0 %1  ; rules 0
%3 : number @Person = minimum %0 %2  ; rules 0
output "o" : number %3
)";
  EXPECT_EQ(folded(lines), lines);
}

TEST(Fold, WhatIsAgreedOfOneNumberIsThatNumber) {
  const auto agreed = [](std::string_view operands) {
    return folded(std::string(numbers) + R"(%2 : number @Person = constant_number 2  ; rules 0
%3 : number @Person = constant_number 2  ; rules 0
%4 : number @Person = constant_number 3  ; rules 0
%5 : number @Person = agreed )" +
                  std::string(operands) + "  ; rules 0\noutput \"o\" : number %5\n");
  };
  EXPECT_EQ(agreed("%0 %0"),
            "%0 : number @Person = column_number Person.x  ; rules 0\noutput \"o\" : number %0\n");
  EXPECT_EQ(agreed("%2 %3"),
            "%0 : number @Person = constant_number 2  ; rules 0\noutput \"o\" : number %0\n");
  EXPECT_EQ(agreed("%2 %4"), R"(%0 : number @Person = constant_number 2  ; rules 0
%1 : number @Person = constant_number 3  ; rules 0
%2 : number @Person = agreed %0 %1  ; rules 0
output "o" : number %2
)");
  EXPECT_EQ(agreed("%1 %0"), std::string(numbers) +
                                 "%2 : number @Person = agreed %0 %1  ; rules 0\n"
                                 "output \"o\" : number %2\n");
}

/// The constant that an operation over constants becomes.
std::string constant_of(std::string_view operation, const std::vector<std::string>& constants) {
  std::string lines;
  std::string operands;
  for (std::size_t index = 0; index < constants.size(); ++index) {
    const std::string name = "%" + std::to_string(index);
    lines += name + " : number @Person = constant_number " + constants[index] + "  ; rules 0\n";
    operands += " " + name;
  }
  const std::string name = "%" + std::to_string(constants.size());
  const std::string text = folded(lines + name + " : number @Person = " + std::string(operation) +
                                  operands + "  ; rules 0\noutput \"o\" : number " + name + "\n");
  constexpr std::string_view before = "%0 : number @Person = constant_number ";
  EXPECT_TRUE(text.starts_with(before)) << text;
  return text.substr(before.size(), text.find(" ", before.size()) - before.size());
}

TEST(Fold, DaysThatAreConstantsAreCountedHere) {
  EXPECT_EQ(constant_of("add_days", {"10", "-3"}), "7");
  EXPECT_EQ(constant_of("add_days", {"2932896", "-3"}), "2932896");
  EXPECT_EQ(constant_of("add_days", {"0", "100000000000000000000000"}), "2932896");
  EXPECT_EQ(constant_of("add_days", {"0", "-100000000000000000000000"}), "-719162");
  EXPECT_EQ(constant_of("add_months down", {"30", "1"}), "58");  // 31 January 1970 to 28 February
  EXPECT_EQ(constant_of("add_months up", {"30", "1"}), "59");
  EXPECT_EQ(constant_of("next_working_day \"offices\"", {"2"}), "4");  // a Saturday
  EXPECT_EQ(constant_of("next_working_day \"shops\"", {"2"}), "2");
  EXPECT_EQ(constant_of("days_counted 0 days of", {"100", "0", "9", "5", "19"}), "20");
  EXPECT_EQ(constant_of("days_counted 30 days of", {"100", "0", "9", "50", "59"}), "10");
  EXPECT_EQ(constant_of("counted_until", {"100", "0", "9", "5", "19"}), "20");
}

TEST(Fold, NothingAddedToADayLeavesIt) {
  for (const std::string add : {"add_days", "add_months down", "add_months up"}) {
    EXPECT_EQ(folded("%0 : number @Person = column_number Person.s  ; rules 0\n"
                     "%1 : number @Person = constant_number 0  ; rules 0\n"
                     "%2 : number @Person = " +
                     add + " %0 %1  ; rules 0\noutput \"o\" : date %2\n"),
              "%0 : number @Person = column_number Person.s  ; rules 0\noutput \"o\" : date %0\n");
  }
}

std::string two_sums(std::string_view first, std::string_view second) {
  return "%0 : number @Person = column_number Person.s  ; rules 0\n"
         "%1 : number @Person = constant_number " +
         std::string(first) +
         "  ; rules 0\n"
         "%2 : number @Person = constant_number " +
         std::string(second) + R"(  ; rules 0
%3 : number @Person = add_days %0 %1  ; rules 0
%4 : number @Person = add_days %3 %2  ; rules 0
output "o" : date %4
)";
}

TEST(Fold, DaysAddedTwiceInOneDirectionAreAddedOnce) {
  const auto once = [](std::string_view sum) {
    return "%0 : number @Person = column_number Person.s  ; rules 0\n"
           "%1 : number @Person = constant_number " +
           std::string(sum) + R"(  ; rules 0
%2 : number @Person = add_days %0 %1  ; rules 0
output "o" : date %2
)";
  };
  EXPECT_EQ(folded(two_sums("3", "4")), once("7"));
  EXPECT_EQ(folded(two_sums("-3", "-4")), once("-7"));
  // From the last day but one, never is reached first, and nothing leads back.
  EXPECT_EQ(folded(two_sums("3", "-4")), two_sums("3", "-4"));
  EXPECT_EQ(folded(two_sums("-3", "4")), two_sums("-3", "4"));
}

TEST(Fold, TheNextWorkingDayIsAWorkingDayOfItsCalendarOnly) {
  const auto twice = [](std::string_view second) {
    return R"(%0 : number @Person = column_number Person.s  ; rules 0
%1 : number @Person = next_working_day "offices" %0  ; rules 0
%2 : number @Person = next_working_day )" +
           std::string(second) + R"( %1  ; rules 0
output "o" : date %2
)";
  };
  EXPECT_EQ(folded(twice("\"offices\"")), R"(%0 : number @Person = column_number Person.s  ; rules 0
%1 : number @Person = next_working_day "offices" %0  ; rules 0
output "o" : date %1
)");
  EXPECT_EQ(folded(twice("\"shops\"")), twice("\"shops\""));
}

TEST(Fold, StretchesAreCountedOnceInAnyOrder) {
  for (const std::string operation : {"days_counted 0 days of", "counted_until"}) {
    EXPECT_EQ(folded(std::string(days) + "%2 : number @Person = " + operation +
                     " %0 %1 %0 %0 %1 %1 %0  ; rules 0\noutput \"o\" : number %2\n"),
              std::string(days) + "%2 : number @Person = " + operation +
                  " %0 %0 %1 %1 %0  ; rules 0\noutput \"o\" : number %2\n");
  }
}

}  // namespace
}  // namespace nansen::passes

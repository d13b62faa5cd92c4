// Comparisons, members, sets, numbers, and definitions that give a value.
#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {
namespace {

std::string line_of(std::string_view condition) {
  return shape_of("article 1 { define x of Person as " + std::string(condition) + " }");
}

TEST(Comparisons, AMemberThatIsNamedIsAskedForDirectly) {
  EXPECT_EQ(line_of("ground is religion"),
            R"(%0 : truth @Person = column_is Person.ground religion
output "pact.x" : truth %0
)");
  EXPECT_EQ(line_of("ground is one of { race, opinion }"),
            R"(%0 : truth @Person = column_is Person.ground race
%1 : truth @Person = column_is Person.ground opinion
%2 : truth @Person = or %0 %1
output "pact.x" : truth %2
)");
}

TEST(Comparisons, TwoMembersAreTheSameIfBothAreOneOfThem) {
  EXPECT_EQ(line_of("ground is other_ground"),
            R"(%0 : truth @Person = column_is Person.ground race
%1 : truth @Person = column_is Person.other_ground race
%2 : truth @Person = and %0 %1
%3 : truth @Person = column_is Person.ground religion
%4 : truth @Person = column_is Person.other_ground religion
%5 : truth @Person = and %3 %4
%6 : truth @Person = column_is Person.ground opinion
%7 : truth @Person = column_is Person.other_ground opinion
%8 : truth @Person = and %6 %7
%9 : truth @Person = or %2 %5 %8
output "pact.x" : truth %9
)");
}

TEST(Comparisons, DegreesAreThresholds) {
  EXPECT_EQ(line_of("degree is at least middle"),
            R"(%0 : truth @Person = column_at_least Person.degree middle
output "pact.x" : truth %0
)");
  EXPECT_EQ(line_of("degree is more than middle"),
            R"(%0 : truth @Person = column_at_least Person.degree high
%1 : truth @Person = not %0
%2 : truth @Person = not %1
output "pact.x" : truth %2
)");
  EXPECT_EQ(line_of("degree is less than high"),
            R"(%0 : truth @Person = column_at_least Person.degree high
%1 : truth @Person = not %0
output "pact.x" : truth %1
)");
  EXPECT_EQ(line_of("degree is at least other_degree"),
            R"(%0 : truth @Person = column_at_least Person.degree middle
%1 : truth @Person = column_at_least Person.other_degree middle
%2 : truth @Person = not %1
%3 : truth @Person = or %0 %2
%4 : truth @Person = column_at_least Person.degree high
%5 : truth @Person = column_at_least Person.other_degree high
%6 : truth @Person = not %5
%7 : truth @Person = or %4 %6
%8 : truth @Person = and %3 %7
output "pact.x" : truth %8
)");
}

TEST(Sets, AreAskedMemberByMember) {
  EXPECT_EQ(line_of("grounds is not empty"),
            R"(%0 : truth @Person = column_includes Person.grounds race
%1 : truth @Person = column_includes Person.grounds religion
%2 : truth @Person = column_includes Person.grounds opinion
%3 : truth @Person = or %0 %1 %2
%4 : truth @Person = not %3
%5 : truth @Person = not %4
output "pact.x" : truth %5
)");
  EXPECT_EQ(line_of("grounds includes ground"),
            R"(%0 : truth @Person = column_is Person.ground race
%1 : truth @Person = column_includes Person.grounds race
%2 : truth @Person = and %0 %1
%3 : truth @Person = column_is Person.ground religion
%4 : truth @Person = column_includes Person.grounds religion
%5 : truth @Person = and %3 %4
%6 : truth @Person = column_is Person.ground opinion
%7 : truth @Person = column_includes Person.grounds opinion
%8 : truth @Person = and %6 %7
%9 : truth @Person = or %2 %5 %8
output "pact.x" : truth %9
)");
}

TEST(Numbers, KeepTheRangeOfTheirFact) {
  const ir::Module module = module_of(program_of("article 1 { define x of Person as count is at "
                                                 "least 2 persons and portion is less than 30% }"),
                                      {"x"});
  EXPECT_EQ(ir::print(module), R"(domain @Person : root Person
column Person.count : number -5 to 5 scale 1
column Person.portion : number 0 to 2000000 scale 1000000
%0 : number @Person = column_number Person.count  ; rules 0
%1 : number @Person = constant_number 2  ; rules 0
%2 : truth @Person = less_equal %1 %0  ; rules 0
%3 : number @Person = column_number Person.portion  ; rules 0
%4 : number @Person = constant_number 3/10  ; rules 0
%5 : truth @Person = less %3 %4  ; rules 0
%6 : truth @Person = and %2 %5  ; rules 0
output "pact.x" : truth %6
)");
}

TEST(Numbers, DatesAreDaysAndYearsAreMonths) {
  EXPECT_EQ(line_of("entry is before 1970-01-11 and stay is at least 2 years"),
            R"(%0 : number @Person = column_number Person.entry
%1 : number @Person = constant_number 10
%2 : truth @Person = less %0 %1
%3 : number @Person = column_number Person.stay
%4 : number @Person = constant_number 24
%5 : truth @Person = less_equal %4 %3
%6 : truth @Person = and %2 %5
output "pact.x" : truth %6
)");
}

TEST(Numbers, ArithmeticIsOneOperationEach) {
  EXPECT_EQ(line_of("count - 2 * count + 1 persons is 0 persons"),
            R"(%0 : number @Person = column_number Person.count
%1 : number @Person = scale 2 %0
%2 : number @Person = subtract %0 %1
%3 : number @Person = constant_number 1
%4 : number @Person = add %2 %3
%5 : number @Person = constant_number 0
%6 : truth @Person = equal %4 %5
output "pact.x" : truth %6
)");
}

TEST(Values, ARuleGivesItsMemberWhereItHolds) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : Ground {
  where a : religion
  otherwise : ground
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = not %0
%2 : truth @Person = constant_truth yes
%3 : truth @Person = constant_truth no
%4 : truth @Person = and %0 %3
%5 : truth @Person = column_is Person.ground race
%6 : truth @Person = and %1 %5
%7 : truth @Person = or %4 %6
%8 : truth @Person = and %0 %2
%9 : truth @Person = column_is Person.ground religion
%10 : truth @Person = and %1 %9
%11 : truth @Person = or %8 %10
%12 : truth @Person = column_is Person.ground opinion
%13 : truth @Person = and %1 %12
%14 : truth @Person = or %4 %13
output "pact.x" : enumeration { race, religion, opinion } %7 %11 %14
)");
}

TEST(Values, TheMostFavourableIsWhatAnyRuleReaches) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : Degree {
  where a : middle
  where b : high
  otherwise : low
  the most favourable applies
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = or %0 %1
%3 : truth @Person = not %2
%4 : truth @Person = constant_truth yes
%5 : truth @Person = and %0 %4
%6 : truth @Person = and %1 %4
%7 : truth @Person = constant_truth no
%8 : truth @Person = and %3 %7
%9 : truth @Person = or %5 %6 %8
%10 : truth @Person = and %0 %7
%11 : truth @Person = or %10 %6 %8
output "pact.x" : ordered_enumeration { low, middle, high } %9 %11
)");
}

TEST(Values, NumbersAreChosenInTheOrderOfTheRules) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : integer in persons {
  (1) where a : 1 persons
  (2) subject to (1), where b : count
  otherwise : 0 persons
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = not %0
%3 : truth @Person = and %1 %2
%4 : truth @Person = or %0 %3
%5 : truth @Person = not %4
%6 : truth @Person = constant_truth yes
%7 : truth @Person = constant_truth undetermined
%8 : number @Person = constant_number 0
%9 : number @Person = constant_number 1
%10 : number @Person = select %7 %8 %9
%11 : number @Person = column_number Person.count
%12 : number @Person = select %3 %11 %8
%13 : number @Person = select %0 %9 %12
output "pact.x" : number %13
)");
}

TEST(Values, OfSeveralRulesTheFirstThatHoldsGivesItsValue) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person : Degree {
  where a : middle
  where b : high
  where c : low
  otherwise : high
  the first applies
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = column_truth Person.c
%3 : truth @Person = or %0 %1 %2
%4 : truth @Person = not %3
%5 : truth @Person = constant_truth yes
%6 : truth @Person = not %0
%7 : truth @Person = and %1 %6
%8 : truth @Person = or %0 %1
%9 : truth @Person = not %8
%10 : truth @Person = and %2 %9
%11 : truth @Person = and %0 %5
%12 : truth @Person = and %7 %5
%13 : truth @Person = constant_truth no
%14 : truth @Person = and %10 %13
%15 : truth @Person = and %4 %5
%16 : truth @Person = or %11 %12 %14 %15
%17 : truth @Person = and %0 %13
%18 : truth @Person = or %17 %12 %14 %15
output "pact.x" : ordered_enumeration { low, middle, high } %16 %18
)");
}

TEST(Values, ASingleExpressionIsTheValue) {
  EXPECT_EQ(shape_of("article 1 { define x of Person : date as entry }"),
            R"(%0 : truth @Person = constant_truth yes
%1 : number @Person = column_number Person.entry
output "pact.x" : date %1
)");
}

}  // namespace
}  // namespace nansen::lower

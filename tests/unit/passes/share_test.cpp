#include "compiler/passes/share.h"

#include "tests/unit/passes/pass_test.h"

namespace nansen::passes {
namespace {

TEST(Share, WhatIsComputedTwiceIsComputedOnceForTheRulesOfBoth) {
  EXPECT_EQ(after(share, R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.a  ; rules 3
%2 : truth @Person = not %0  ; rules 1
%3 : truth @Person = not %1  ; rules 2
%4 : truth @Person = and %2 %3  ; rules 4
output "o" : truth %4
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 3
%1 : truth @Person = not %0  ; rules 1 2
%2 : truth @Person = and %1 %1  ; rules 4
output "o" : truth %2
)");
}

TEST(Share, WhatDiffersInAnyPartStaysApart) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = at_least 1 of %0 %1  ; rules 0
%3 : truth @Person = at_least 2 of %0 %1  ; rules 0
%4 : number @Person = constant_number 1/3  ; rules 0
%5 : number @Person = constant_number 3  ; rules 0
%6 : truth @Person = constant_truth yes  ; rules 0
%7 : truth @Person.links = constant_truth yes  ; rules 0
%8 : truth @Person = some Person.links %7  ; rules 0
output "o" : truth %2
output "p" : truth %3
output "q" : number %4
output "r" : number %5
output "s" : truth %6
output "t" : truth %8
)";
  EXPECT_EQ(after(share, lines), lines);
}

TEST(Share, RuleEntriesFollowTheirValues) {
  EXPECT_EQ(after(share, R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.a  ; rules 1
rule 0 "art. 1" %0
rule 1 "art. 2" %1
output "o" : truth %1
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 1
rule 0 "art. 1" %0
rule 1 "art. 2" %0
output "o" : truth %0
)");
}

TEST(Share, OperationsOnDaysDifferByTheirRuleCalendarAndGap) {
  constexpr std::string_view lines = R"(%0 : number @Person = column_number Person.s  ; rules 0
%1 : number @Person = column_number Person.x  ; rules 0
%2 : number @Person = add_months down %0 %1  ; rules 0
%3 : number @Person = add_months up %0 %1  ; rules 0
%4 : number @Person = next_working_day "offices" %0  ; rules 0
%5 : number @Person = next_working_day "shops" %0  ; rules 0
%6 : number @Person = days_counted 2 days of %0 %0 %0  ; rules 0
%7 : number @Person = days_counted 2 months of %0 %0 %0  ; rules 0
%8 : number @Person = days_counted 3 months of %0 %0 %0  ; rules 0
)";
  EXPECT_EQ(after(share, lines), lines);
  EXPECT_EQ(after(share, std::string(lines) +
                             "%9 : number @Person = next_working_day \"shops\" %0  ; rules 0\n"),
            lines);
}

}  // namespace
}  // namespace nansen::passes

#include "compiler/passes/factor.h"

#include "compiler/passes/drop.h"
#include "tests/unit/passes/pass_test.h"

namespace nansen::passes {
namespace {

std::string factored(std::string_view lines) {
  return after([](const ir::Module& module) { return drop_unused(factor(module)); }, lines);
}

TEST(Factor, WhatAlternativesShareIsAskedOnce) {
  EXPECT_EQ(factored(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = and %0 %1  ; rules 1
%4 : truth @Person = and %0 %2  ; rules 2
%5 : truth @Person = or %3 %4  ; rules 3
output "o" : truth %5
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = or %1 %2  ; rules 1 2
%4 : truth @Person = and %0 %3  ; rules 3
output "o" : truth %4
)");
}

TEST(Factor, OtherAlternativesStayBesideWhatIsShared) {
  EXPECT_EQ(factored(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = not %0  ; rules 0
%4 : truth @Person = or %0 %1  ; rules 1
%5 : truth @Person = or %0 %2 %1  ; rules 2
%6 : truth @Person = and %4 %3 %5  ; rules 3
output "o" : truth %6
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = not %0  ; rules 0
%4 : truth @Person = or %2 %1  ; rules 2
%5 : truth @Person = and %1 %4  ; rules 1 2
%6 : truth @Person = or %0 %5  ; rules 1 2
%7 : truth @Person = and %3 %6  ; rules 3
output "o" : truth %7
)");
}

TEST(Factor, WhatIsAskedForElsewhereIsNotTakenApart) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = and %0 %1  ; rules 1
%4 : truth @Person = and %0 %2  ; rules 2
%5 : truth @Person = or %3 %4  ; rules 3
output "o" : truth %5
output "p" : truth %4
)";
  EXPECT_EQ(factored(lines), lines);
}

}  // namespace
}  // namespace nansen::passes

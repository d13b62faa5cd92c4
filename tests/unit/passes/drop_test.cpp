#include "compiler/passes/drop.h"

#include "tests/unit/passes/pass_test.h"

namespace nansen::passes {
namespace {

TEST(Drop, WhatNothingAsksForGoesWithWhatOnlyItNeeded) {
  EXPECT_EQ(after(drop_unused, R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 1
%2 : truth @Person = not %1  ; rules 2
%3 : truth @Person = not %0  ; rules 3
output "o" : truth %3
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 3
output "o" : truth %1
)");
}

TEST(Drop, WhatARuleEntryAsksForStays) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 0
rule 0 "art. 1" %1
output "o" : truth %0
)";
  EXPECT_EQ(after(drop_unused, lines), lines);
}

}  // namespace
}  // namespace nansen::passes

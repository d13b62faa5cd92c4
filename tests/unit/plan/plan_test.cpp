#include "compiler/plan/plan.h"

#include <gtest/gtest.h>

#include <string_view>

namespace nansen::plan {
namespace {

std::string plan_of(std::string_view text) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  return print(plan(module), module);
}

TEST(Plan, WithoutCrossingsThereIsOneKernel) {
  EXPECT_EQ(plan_of(R"(domain @A : root A
column A.x : boolean
column A.y : boolean
column A.n : number 0 to 9 scale 1
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : truth @A = and %0 %1  ; rules 0
%3 : number @A = column_number A.n  ; rules 0
%4 : truth @A = not %1  ; rules 0
output "x" : truth %2
)"),
            R"(step 0: kernel over A
  reads x.0 x.1 y.0 y.1
  computes v0 v1 v2
  writes v2.0 v2.1
)");
}

constexpr std::string_view family = R"(domain @A : root A
domain @A.kin : rows K by A.kin
column A.x : boolean
column A.y : boolean
column A.z : boolean
column A.kin : rows to @A.kin
column A.kin.k : boolean
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : truth @A = or %0 %1  ; rules 0
%3 : truth @A.kin = broadcast_truth %2  ; rules 0
%4 : truth @A.kin = column_truth A.kin.k  ; rules 0
%5 : truth @A.kin = and %3 %4  ; rules 0
%6 : truth @A = some A.kin %5  ; rules 0
%7 : truth @A = column_truth A.z  ; rules 0
%8 : truth @A = and %0 %7  ; rules 0
%9 : truth @A = or %2 %6 %8  ; rules 0
output "x" : truth %9
)";

// %2 crosses twice and is kept for the last kernel; %8 waits for it; %0 is read again.
TEST(Plan, AKernelStandsOnEitherSideOfACrossing) {
  EXPECT_EQ(plan_of(family), R"(step 0: kernel over A
  reads x.0 x.1 y.0 y.1
  computes v0 v1 v2
  writes v2.0 v2.1
step 1: broadcast over K (kin), v3 = broadcast_truth
  reads v2.0 v2.1 kin.0 kin.1
  writes v3.0 v3.1
step 2: kernel over K (kin)
  reads v3.0 v3.1 k.0 k.1
  computes v4 v5
  writes v5.0 v5.1
step 3: reduce over A, v6 = some
  reads v5.0 v5.1 kin.0 kin.1
  writes v6.0 v6.1
step 4: kernel over A
  reads v2.0 v2.1 v6.0 v6.1 x.0 x.1 z.0 z.1
  computes v0 v7 v8 v9
  writes v9.0 v9.1
)");
}

// Two quantifiers over one link share the kernel over its rows.
TEST(Plan, RowsAreWalkedOnceForAllQuantifiersOverThem) {
  EXPECT_EQ(plan_of(R"(domain @A : root A
domain @A.kin : rows K by A.kin
column A.kin : rows to @A.kin
column A.kin.k : boolean
column A.kin.l : boolean
%0 : truth @A.kin = column_truth A.kin.k  ; rules 0
%1 : truth @A.kin = column_truth A.kin.l  ; rules 0
%2 : truth @A.kin = and %0 %1  ; rules 0
%3 : truth @A.kin = or %0 %1  ; rules 0
%4 : truth @A = some A.kin %2  ; rules 0
%5 : truth @A = every A.kin %3  ; rules 0
output "some" : truth %4
output "every" : truth %5
)"),
            R"(step 0: kernel over K (kin)
  reads k.0 k.1 l.0 l.1
  computes v0 v1 v2 v3
  writes v2.0 v2.1 v3.0 v3.1
step 1: reduce over A, v4 = some
  reads v2.0 v2.1 kin.0 kin.1
  writes v4.0 v4.1
step 2: reduce over A, v5 = every
  reads v3.0 v3.1 kin.0 kin.1
  writes v5.0 v5.1
)");
}

TEST(Plan, NumbersCrossByKnownPlaneAndIntegers) {
  EXPECT_EQ(plan_of(R"(domain @A : root A
domain @*S : referenced S
column A.s : reference to @*S
column *S.q : number 0 to 9 scale 1
%0 : number @*S = column_number *S.q  ; rules 0
%1 : number @*S = scale 1/3 %0  ; rules 0
%2 : number @A = through_number A.s %1  ; rules 0
output "q" : number %2
)"),
            R"(step 0: kernel over S
  reads q.0 q.1
  computes v0 v1
  writes v1.0 v1.1
step 1: through over A, v2 = through_number
  reads v1.0 v1.1 s.0 s.1
  writes v2.0 v2.1
)");
}

TEST(Plan, ReferencedRowsAndTheirRowsAreSharedByCases) {
  ir::Module module;
  std::string error;
  ASSERT_TRUE(ir::parse(R"(domain @A : root A
domain @A.kin : rows K by A.kin
domain @*S : referenced S
domain @*S.laws : rows L by *S.laws
column A.kin : rows to @A.kin
column *S.laws : rows to @*S.laws
)",
                        module, error))
      << error;
  EXPECT_FALSE(shared_by_cases(module, ir::DomainId(0)));
  EXPECT_FALSE(shared_by_cases(module, ir::DomainId(1)));
  EXPECT_TRUE(shared_by_cases(module, ir::DomainId(2)));
  EXPECT_TRUE(shared_by_cases(module, ir::DomainId(3)));
}

// A calendar is one buffer, however many days are looked up in it.
TEST(Plan, AKernelReadsTheCalendarsItLooksDaysUpIn) {
  EXPECT_EQ(plan_of(R"(domain @A : root A
column A.d : number -719162 to 2932896 scale 1
calendar "days at work" : weekend { sunday } holidays { } yearly { }
calendar "others" : weekend { monday } holidays { } yearly { }
%0 : number @A = column_number A.d  ; rules 0
%1 : number @A = next_working_day "days at work" %0  ; rules 0
%2 : number @A = add_days %1 %1  ; rules 0
%3 : number @A = next_working_day "days at work" %2  ; rules 0
output "day" : date %3
)"),
            R"(step 0: kernel over A
  reads "days at work" d.0 d.1
  computes v0 v1 v2 v3
  writes v3.0 v3.1
)");
}

}  // namespace
}  // namespace nansen::plan

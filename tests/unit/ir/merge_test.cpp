// What is the same in two modules, and what only looks like it.
#include "compiler/ir/merge.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace nansen::ir {
namespace {

Module parsed(std::string_view text) {
  Module module;
  std::string error;
  EXPECT_TRUE(parse(text, module, error)) << error;
  EXPECT_EQ(verify(module), std::vector<std::string>());
  return module;
}

Merged merged(std::string_view left, std::string_view right) {
  const Module first = parsed(left);
  const Module second = parsed(right);
  const Module* modules[] = {&first, &second};
  const std::uint32_t counts[] = {10, 20};
  return merge(modules, counts);
}

TEST(Merge, WhatBothComputeIsComputedOnceForTheRulesOfBoth) {
  const Merged result = merged(R"text(domain @Person : root Person
column Person.a : boolean
column Person.b : boolean
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 1
%2 : truth @Person = or %0 %1  ; rules 3
rule 3 "first 3" %2
output "covered" : truth %2
)text",
                               R"text(domain @Person : root Person
column Person.b : boolean
column Person.c : boolean
column Person.a : boolean
%0 : truth @Person = column_truth Person.a  ; rules 1
%1 : truth @Person = column_truth Person.b  ; rules 2
%2 : truth @Person = or %0 %1  ; rules 4
%3 : truth @Person = column_truth Person.c  ; rules 5
%4 : truth @Person = and %2 %3  ; rules 5
rule 4 "second 4" %2
rule 5 "second 5" %4
output "covered" : truth %4
output "group" : truth %2
)text");
  EXPECT_EQ(print(result.module), R"text(domain @Person : root Person
column Person.a : boolean
column Person.b : boolean
column Person.c : boolean
%0 : truth @Person = column_truth Person.a  ; rules 0 11
%1 : truth @Person = column_truth Person.b  ; rules 1 12
%2 : truth @Person = or %0 %1  ; rules 3 14
%3 : truth @Person = column_truth Person.c  ; rules 15
%4 : truth @Person = and %2 %3  ; rules 15
rule 3 "first 3" %2
rule 14 "second 4" %2
rule 15 "second 5" %4
output "covered" : truth %2
output "covered (2)" : truth %4
output "group" : truth %2
)text");
  EXPECT_EQ(result.first_rule, (std::vector<std::uint32_t>{0, 10}));
  EXPECT_EQ(result.first_output, (std::vector<std::size_t>{0, 1}));
}

TEST(Merge, WhatOneModuleComputesTwiceIsComputedOnceToo) {
  const Module module = parsed(R"text(domain @Person : root Person
column Person.a : boolean
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.a  ; rules 2
output "o" : truth %0
output "p" : truth %1
)text");
  const Module* modules[] = {&module};
  const std::uint32_t counts[] = {3};
  const Module result = merge(modules, counts).module;
  EXPECT_EQ(result.instructions.size(), 1U);
  EXPECT_EQ(result.outputs[0].values, result.outputs[1].values);
  EXPECT_EQ(result.origins[0], (std::vector<std::uint32_t>{0, 2}));
}

// The second module has the State's table and the linked rows in the other order, with others
// before them.
TEST(Merge, DomainsAreTheSameWhereTheyAreReachedTheSameWay) {
  const Merged result = merged(R"text(domain @Person : root Person
domain @*State : referenced State
domain @Person.nationalities : rows Nationality by Person.nationalities
column Person.asylum : reference to @*State
column Person.nationalities : rows to @Person.nationalities
column *State.party : boolean
column Person.nationalities.protects : boolean
%0 : truth @*State = column_truth *State.party  ; rules 0
%1 : truth @Person = through_truth Person.asylum %0  ; rules 0
%2 : truth @Person.nationalities = column_truth Person.nationalities.protects  ; rules 0
%3 : truth @Person = some Person.nationalities %2  ; rules 0
output "o" : truth %1
output "p" : truth %3
)text",
                               R"text(domain @Person : root Person
domain @Person.children : rows Child by Person.children
domain @Person.nationalities : rows Nationality by Person.nationalities
domain @*State : referenced State
column Person.children : rows to @Person.children
column Person.children.protects : boolean
column Person.nationalities.protects : boolean
column Person.nationalities.state : reference to @*State
column *State.party : boolean
column Person.nationalities : rows to @Person.nationalities
%0 : truth @Person.nationalities = column_truth Person.nationalities.protects  ; rules 0
%1 : truth @Person = some Person.nationalities %0  ; rules 0
%2 : truth @Person.children = column_truth Person.children.protects  ; rules 0
%3 : truth @Person = some Person.children %2  ; rules 0
%4 : truth @*State = column_truth *State.party  ; rules 0
%5 : truth @Person.nationalities = through_truth Person.nationalities.state %4  ; rules 0
%6 : truth @Person = some Person.nationalities %5  ; rules 0
output "o" : truth %1
output "q" : truth %3
output "r" : truth %6
)text");
  const Module& module = result.module;
  EXPECT_EQ(module.domains.size(), 4U);
  EXPECT_EQ(module.columns.size(), 7U);
  EXPECT_EQ(module.outputs[2].name, "o (2)");
  EXPECT_EQ(module.outputs[2].values, module.outputs[1].values);
  EXPECT_NE(module.outputs[3].values, module.outputs[1].values);
  EXPECT_EQ(module.instructions.size(), 8U);
  EXPECT_NE(print(module).find("domain @Person.children : rows Child by Person.children"),
            std::string::npos);
}

TEST(Merge, RowsOfOneEntityByTwoLinksStayApart) {
  const Module result = merged(R"text(domain @Person : root Person
domain @Person.sons : rows Child by Person.sons
column Person.sons : rows to @Person.sons
column Person.sons.adult : boolean
%0 : truth @Person.sons = column_truth Person.sons.adult  ; rules 0
%1 : truth @Person = some Person.sons %0  ; rules 0
output "o" : truth %1
)text",
                               R"text(domain @Person : root Person
domain @Person.daughters : rows Child by Person.daughters
column Person.daughters : rows to @Person.daughters
column Person.daughters.adult : boolean
%0 : truth @Person.daughters = column_truth Person.daughters.adult  ; rules 0
%1 : truth @Person = some Person.daughters %0  ; rules 0
output "o" : truth %1
)text")
                            .module;
  EXPECT_EQ(result.domains.size(), 3U);
  EXPECT_EQ(result.instructions.size(), 4U);
}

TEST(Merge, TheBoundsOfADayAreTwoColumns) {
  constexpr std::string_view text = R"text(domain @Person : root Person
column Person.entry/least : number 0 to 9 scale 1
column Person.entry/greatest : number 0 to 9 scale 1
%0 : number @Person = column_number Person.entry/greatest  ; rules 0
output "o" : number %0
)text";
  const Module result = merged(text, text).module;
  EXPECT_EQ(result.columns.size(), 2U);
  EXPECT_EQ(result.instructions.size(), 1U);
}

TEST(Merge, CalendarsAreOneWhereTheirDaysAreAndKeepTheirNamesApart) {
  const auto text = [](std::string_view calendar) {
    return R"text(domain @Person : root Person
column Person.entry : number 0 to 9 scale 1
)text" + std::string(calendar) +
           R"text(%0 : number @Person = column_number Person.entry  ; rules 0
%1 : number @Person = next_working_day "offices" %0  ; rules 0
output "o" : number %1
)text";
  };
  constexpr std::string_view usual =
      "calendar \"offices\" : weekend { saturday, sunday } holidays { 3 } yearly { 101 }\n";
  constexpr std::string_view other =
      "calendar \"offices\" : weekend { saturday, sunday } holidays { 3, 4 } yearly { 101 }\n";
  const Module same = merged(text(usual), text(usual)).module;
  EXPECT_EQ(same.calendars.size(), 1U);
  EXPECT_EQ(same.instructions.size(), 2U);
  const Module apart = merged(text(usual), text(other)).module;
  ASSERT_EQ(apart.calendars.size(), 2U);
  EXPECT_EQ(apart.calendars[1].name, "offices (2)");
  EXPECT_EQ(apart.instructions.size(), 3U);
  EXPECT_EQ(apart.instructions[apart.outputs[1].values[0]].member, 1U);
}

TEST(Merge, ConstantsAreTheSameIffTheyAreEqual) {
  const Module result = merged(R"text(domain @Person : root Person
column Person.age : number 0 to 9 scale 1
%0 : number @Person = column_number Person.age  ; rules 0
%1 : number @Person = constant_number 1/3  ; rules 0
%2 : truth @Person = less %0 %1  ; rules 0
output "o" : truth %2
)text",
                               R"text(domain @Person : root Person
column Person.age : number 0 to 9 scale 1
%0 : number @Person = column_number Person.age  ; rules 0
%1 : number @Person = constant_number 1/3  ; rules 0
%2 : number @Person = constant_number -1/3  ; rules 0
%3 : truth @Person = less %0 %1  ; rules 0
%4 : truth @Person = less %0 %2  ; rules 0
output "o" : truth %3
output "p" : truth %4
)text")
                            .module;
  EXPECT_EQ(result.instructions.size(), 5U);
  EXPECT_EQ(result.outputs[0].values, result.outputs[1].values);
}

// What is made for no rule is so in every module.
TEST(Merge, WhatIsMadeForNoRuleStaysSo) {
  const Module made = parsed(R"text(domain @Person : root Person
column Person.a : boolean
%0 : truth @Person = column_truth Person.a  ; rules 4294967295
output "o" : truth %0
)text");
  const Module* modules[] = {&made, &made};
  const std::uint32_t counts[] = {1, 1};
  EXPECT_EQ(merge(modules, counts).module.origins[0], std::vector<std::uint32_t>{no_rule});
}

using MergeDeathTest = testing::Test;

TEST(MergeDeathTest, ColumnsOfOneNameMustBeAlike) {
  EXPECT_DEATH(merged("domain @Person : root Person\ncolumn Person.age : number 0 to 9 scale 1\n",
                      "domain @Person : root Person\ncolumn Person.age : number 0 to 8 scale 1\n"),
               "columns of one name differ: age");
}

TEST(MergeDeathTest, CasesMustBeOfOneEntity) {
  EXPECT_DEATH(merged("domain @Person : root Person\n", "domain @State : root State\n"),
               "modules of different entities do not merge: State");
}

}  // namespace
}  // namespace nansen::ir

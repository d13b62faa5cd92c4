// Rows, references and sets: what crosses from one domain to another.
#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {
namespace {

TEST(Quantifiers, ABodyIsMadeForTheLinkedRows) {
  EXPECT_EQ(ir::print(module_of(
                program_of("article 1 { define x of Person as for every tie in ties : tie.real }"),
                {"x"})),
            R"(domain @Person : root Person
domain @Person.ties : rows Tie by Person.ties
column Person.ties : rows to @Person.ties
column Person.ties.real : boolean
%0 : truth @Person.ties = column_truth Person.ties.real  ; rules 0
%1 : truth @Person = every Person.ties %0  ; rules 0
output "pact.x" : truth %1
)");
}

TEST(Quantifiers, WhatABodySaysOfThePersonIsBroadcast) {
  EXPECT_EQ(
      shape_of("article 1 { define x of Person as at least 2 of tie in ties : tie.real and a }"),
      R"(%0 : truth @Person.ties = column_truth Person.ties.real
%1 : truth @Person = column_truth Person.a
%2 : truth @Person.ties = broadcast_truth %1
%3 : truth @Person.ties = and %0 %2
%4 : truth @Person = at_least_rows 2 of Person.ties %3
output "pact.x" : truth %4
)");
}

TEST(Quantifiers, OverASetStandForEachMember) {
  EXPECT_EQ(shape_of("article 1 { define x of Person as for every g in grounds : g is race }"),
            R"(%0 : truth @Person = column_includes Person.grounds race
%1 : truth @Person = constant_truth yes
%2 : truth @Person = not %0
%3 : truth @Person = or %2 %1
%4 : truth @Person = column_includes Person.grounds religion
%5 : truth @Person = constant_truth no
%6 : truth @Person = not %4
%7 : truth @Person = or %6 %5
%8 : truth @Person = column_includes Person.grounds opinion
%9 : truth @Person = not %8
%10 : truth @Person = or %9 %5
%11 : truth @Person = and %3 %7 %10
output "pact.x" : truth %11
)");
}

TEST(Quantifiers, OverSetsInsideOneAnotherMakeWhatSpeaksOfNoMemberOnce) {
  std::string text = "article 1 { define x of Person as ";
  for (int depth = 0; depth < 40; ++depth) {
    text += "for some g" + std::to_string(depth) + " in grounds : ";
  }
  const ir::Module module = module_of(program_of(text + "a }"), {"x"});
  // A few for each quantifier: one a member, and their Or.
  EXPECT_LT(module.instructions.size(), 200u);
}

TEST(References, ReadTheRowTheyLeadTo) {
  EXPECT_EQ(ir::print(module_of(program_of(R"(article 1 {
  define x of Person as home.party and asylum.size is at least 2 persons and home is asylum })"),
                                {"x"})),
            R"(domain @Person : root Person
domain @*State : referenced State
column Person.home : reference to @*State
column *State.party : boolean
column Person.asylum : reference to @*State
column *State.size : number 0 to 100 scale 1
%0 : truth @*State = column_truth *State.party  ; rules 0
%1 : truth @Person = through_truth Person.home %0  ; rules 0
%2 : number @*State = column_number *State.size  ; rules 0
%3 : number @Person = through_number Person.asylum %2  ; rules 0
%4 : number @Person = constant_number 2  ; rules 0
%5 : truth @Person = less_equal %4 %3  ; rules 0
%6 : truth @Person = same_row Person.home Person.asylum  ; rules 0
%7 : truth @Person = and %1 %5 %6  ; rules 0
output "pact.x" : truth %7
)");
}

TEST(References, ADefinitionIsMadeWhereItsRowsAre) {
  EXPECT_EQ(shape_of(R"(article 1 { define safe of State as party and peace is high }
article 2 { define x of Person as home.safe or (for some tie in ties : tie.country.safe) })"),
            R"(%0 : truth @*State = column_truth *State.party
%1 : truth @*State = column_is *State.peace high
%2 : truth @*State = and %0 %1
%3 : truth @Person = through_truth Person.home %2
%4 : truth @Person.ties = through_truth Person.ties.country %2
%5 : truth @Person = some Person.ties %4
%6 : truth @Person = or %3 %5
output "pact.x" : truth %6
)");
}

TEST(References, RulesHaveAnEntryInEachDomainTheyAreMadeFor) {
  const program::Program program = program_of(R"(article 1 { define safe of State as party }
article 2 { define x of Person as home.safe })");
  const ir::Module module = module_of(program, {"x"}, true);
  std::vector<std::pair<std::string, std::string>> entries;
  for (const ir::RuleEntry& entry : module.rules) {
    entries.emplace_back(entry.citation,
                         module.domains[module.instructions[entry.value].domain].entity);
  }
  EXPECT_EQ(entries, (std::vector<std::pair<std::string, std::string>>{
                         {"Pact, art. 1", "State"}, {"Pact, art. 2", "Person"}}));
}

}  // namespace
}  // namespace nansen::lower

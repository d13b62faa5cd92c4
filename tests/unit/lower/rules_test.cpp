// Rules, their additions and exceptions, and groups of heads.
#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {
namespace {

TEST(Rules, ADefinitionIsItsCondition) {
  EXPECT_EQ(shape_of("article 1 { define x of Person as a and not b }"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = not %1
%3 : truth @Person = and %0 %2
output "pact.x" : truth %3
)");
}

TEST(Rules, AnAdditionIsAFurtherWayIn) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person as a }
article 2 { x also applies where b })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = or %0 %1
output "pact.x" : truth %2
)");
}

TEST(Rules, AnExceptionDefeatsEveryWayIn) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person as a }
article 2 { x also applies where b }
article 3 { x does not apply where c })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.c
%2 : truth @Person = not %1
%3 : truth @Person = and %0 %2
%4 : truth @Person = column_truth Person.b
%5 : truth @Person = and %4 %2
%6 : truth @Person = or %3 %5
output "pact.x" : truth %6
)");
}

TEST(Rules, AWayInThatIsSparedStands) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person as a }
article 2 { notwithstanding article 3, x also applies where b }
article 3 { x does not apply where c })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.c
%2 : truth @Person = not %1
%3 : truth @Person = and %0 %2
%4 : truth @Person = column_truth Person.b
%5 : truth @Person = or %3 %4
output "pact.x" : truth %5
)");
}

TEST(Rules, AnExceptionToAnExceptionLiftsIt) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person as a }
article 2 { (1) x does not apply where b
            article 2 (1) does not apply where c })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = column_truth Person.c
%3 : truth @Person = not %2
%4 : truth @Person = and %1 %3
%5 : truth @Person = not %4
%6 : truth @Person = and %0 %5
output "pact.x" : truth %6
)");
}

TEST(Rules, UnlessTakesFromALine) {
  EXPECT_EQ(shape_of("article 1 { define x of Person as a or (b unless c) }"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = column_truth Person.c
%3 : truth @Person = not %2
%4 : truth @Person = and %1 %3
%5 : truth @Person = or %0 %4
output "pact.x" : truth %5
)");
}

TEST(Rules, GroupsAskForTheirHeads) {
  EXPECT_EQ(shape_of(R"(article 1 { define x of Person as any of {
  (a) all of { a, b }
  (b) none of { c, d }
  (c) at least 2 of { a, b, d }
} })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = and %0 %1
%3 : truth @Person = column_truth Person.c
%4 : truth @Person = column_truth Person.d
%5 : truth @Person = or %3 %4
%6 : truth @Person = not %5
%7 : truth @Person = at_least 2 of %0 %1 %4
%8 : truth @Person = or %2 %6 %7
output "pact.x" : truth %8
)");
}

TEST(Rules, ADefinitionThatIsAskedForTwiceIsMadeOnce) {
  EXPECT_EQ(shape_of(R"(article 1 { define y of Person as a and b }
article 2 { define x of Person as (y and c) or (y and d) })"),
            R"(%0 : truth @Person = column_truth Person.a
%1 : truth @Person = column_truth Person.b
%2 : truth @Person = and %0 %1
%3 : truth @Person = column_truth Person.c
%4 : truth @Person = and %2 %3
%5 : truth @Person = column_truth Person.d
%6 : truth @Person = and %2 %5
%7 : truth @Person = or %4 %6
output "pact.x" : truth %7
)");
}

TEST(Rules, DefinitionsInAChainOfDoublesDoNotDouble) {
  std::string items = "article 1 { define x0 of Person as a and b }\n";
  for (int index = 1; index < 40; ++index) {
    const std::string before = "x" + std::to_string(index - 1);
    items += "article " + std::to_string(index + 1) + " { define x" + std::to_string(index) +
             " of Person as (" + before + " and c) or (" + before + " and d) }\n";
  }
  const ir::Module module = module_of(program_of(items), {"x39"});
  EXPECT_LT(module.instructions.size(), 200U);
}

TEST(Rules, EveryRuleThatIsReachedHasAnEntryWithItsAddress) {
  const program::Program program =
      program_of(R"(article 1 { define x of Person as all of { (a) a (b) b } }
article 2 { (1) x does not apply where c }
article 3 { define y of Person as d })");
  const ir::Module module = module_of(program, {"x"}, true);
  std::map<std::string, std::string> entries;
  for (const ir::RuleEntry& entry : module.rules) {
    const ir::Instruction& made = module.instructions[entry.value];
    entries[entry.citation] = made.opcode == ir::Opcode::ColumnTruth
                                  ? module.columns[made.column].name
                                  : std::string(ir::to_string(made.opcode));
  }
  EXPECT_EQ(entries, (std::map<std::string, std::string>{{"Pact, art. 1", "and"},
                                                         {"Pact, art. 1(a)", "a"},
                                                         {"Pact, art. 1(b)", "b"},
                                                         {"Pact, art. 2(1)", "c"}}));
  EXPECT_TRUE(module_of(program, {"x"}, false).rules.empty());
}

TEST(Rules, InstructionsKnowTheRulesTheyWereMadeFor) {
  const program::Program program = program_of(R"(article 1 { define x of Person as a and b }
article 2 { define y of Person as a })");
  const ir::Module module = module_of(program, {"x", "y"});
  const auto root = [&](std::string_view name) {
    const program::Definition& definition = program.definitions[definition_of(program, name)];
    return static_cast<std::uint32_t>(definition.root.index);
  };
  EXPECT_EQ(module.origins[0], (std::vector{root("x"), root("y")}));  // a
  EXPECT_EQ(module.origins[1], std::vector{root("x")});               // b
}

}  // namespace
}  // namespace nansen::lower

// What rights, norms, limits, bindings and reservations amount to.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

std::string provisions(const std::string& text) {
  return std::string(vocabulary) + R"(
ordered enumeration Attachment { jurisdiction < presence < stay }
ordered enumeration Treatment { none < aliens < nationals }
enumeration Duty { not_owed, absolute, best_efforts }
entity Refugee { attachment : Attachment  recognised : boolean  minor : boolean  asylum : State
  home : State }
entity Move { persons : integer from 0 to 1000 in persons  on_day : date  back_on : date
  from_state : State  to_state : State  forced : boolean  consented : boolean }
instrument pact { uses base
)" + text +
         "\n}\n";
}

const program::Rule& rule(const Checked& checked, program::RuleId id) {
  return checked.program.rules[id];
}

TEST(Rights, AreOwedToSomeFromALevelOn) {
  const Checked checked({provisions(R"(
    article 17 {
      right work of Refugee : Treatment owed to recognised attaches at stay {
        (1) where minor : aliens
        (2) where not minor : nationals
      }
    })")});
  ASSERT_EQ(checked.complaints(), Names{});
  const program::Right& right = checked.program.rights[program::RightId(0)];
  EXPECT_EQ(right.level, 2u);
  const program::Rule& owed = rule(checked, checked.program.definitions[right.owed].root);
  EXPECT_EQ(checked.program.expressions[owed.condition].heads.size(), 2u);
  const program::Rule& root = rule(checked, checked.definition("work").root);
  ASSERT_EQ(root.values.size(), 4u);  // not owed, (1), (2), otherwise
  EXPECT_EQ(rule(checked, root.values[0]).cause, program::RuleCause::Implied);
  EXPECT_EQ(rule(checked, root.values[1]).exceptions.size(), 1u);
  EXPECT_EQ(rule(checked, root.values[3]).role, program::RuleRole::Otherwise);
}

TEST(Rights, OfASingleValueNeedNoRules) {
  const Checked checked({provisions(
      "article 33 { right no_return of Refugee : Duty owed to recognised as absolute }")});
  const program::Rule& root = rule(checked, checked.definition("no_return").root);
  ASSERT_EQ(root.values.size(), 2u);
  const program::Rule& last = rule(checked, root.values[1]);
  EXPECT_EQ(checked.program.expressions[last.value].member, 1u);
}

TEST(Rights, ExceptionsSayToWhomTheyAreNotOwed) {
  const Checked checked({provisions(R"(
    article 33 { right no_return of Refugee : Duty owed to recognised as absolute }
    article 34 { no_return does not apply where minor }
    article 35 { article 33 does not apply where asylum.safe }
    article 36 { reservation of_some to no_return where home.safe }
    )")});
  ASSERT_EQ(checked.complaints(), Names{});
  const program::Rule& owed = rule(checked, checked.definition("no_return.owed").root);
  EXPECT_EQ(owed.exceptions.size(), 3u);
  EXPECT_TRUE(rule(checked, checked.definition("no_return").root).exceptions.empty());
}

TEST(Rights, AdmitFurtherRulesThatYieldWhereNothingIsOwed) {
  const Checked checked({provisions(R"(
    article 17 {
      right work of Refugee : Treatment owed to recognised { (1) where minor : aliens  otherwise : none }
    }
    article 18 { work also provides nationals where not minor }
    )")});
  const program::Rule& root = rule(checked, checked.definition("work").root);
  ASSERT_EQ(root.values.size(), 4u);
  EXPECT_EQ(rule(checked, root.values[2]).exceptions.size(), 1u);
}

TEST(Norms, DutiesHaveAFulfilmentAndABreach) {
  const Checked checked({provisions(R"(
    article 1 { prohibit forced_moves of Move where forced }
    article 2 { oblige consent of Move where not forced : consented }
    )")});
  ASSERT_EQ(checked.program.norms.size(), 2u);
  const program::Norm& duty = checked.program.norms[program::NormId(1)];
  EXPECT_EQ(checked.program.definitions[duty.fulfilled].name, "consent.fulfilled");
  EXPECT_EQ(checked.program.definitions[duty.breached].name, "consent.breached");
  const program::Norm& prohibition = checked.program.norms[program::NormId(0)];
  EXPECT_EQ(prohibition.breached, prohibition.holds);
}

TEST(Norms, ThatOpposeOneAnotherArePointedOutUnlessOnePrevails) {
  const std::string both = "article 1 { prohibit forced_moves of Move where forced }\narticle 2 { ";
  EXPECT_EQ(Checked({provisions(both + "permit moves of Move where consented }")}).complaints(),
            (Names{"OpposedNorms"}));
  EXPECT_TRUE(Checked({provisions(both + "notwithstanding forced_moves, permit moves of Move where "
                                         "consented }")})
                  .complaints()
                  .empty());
  EXPECT_TRUE(
      Checked({provisions(both + "permit moves of Move where not forced }")}).complaints().empty());
}

TEST(Limits, AreOfNumbersInGroupsAndWindows) {
  const Checked checked({provisions(R"(
    parameter places = 200 persons
    article 1 {
      limit yearly of Move : total of persons is at most places in each year of on_day
        by from_state, to_state where consented
      limit present of Move : count is at most 10 at once from on_day until back_on
    })")});
  ASSERT_EQ(checked.complaints(), Names{});
  const program::Limit& yearly = checked.program.limits[program::LimitId(0)];
  EXPECT_EQ(yearly.at_most, 200);
  EXPECT_TRUE(yearly.parameter.valid());
  EXPECT_EQ(yearly.window, program::LimitWindow::CalendarYear);
  EXPECT_EQ(yearly.by.size(), 2u);
  EXPECT_TRUE(yearly.condition.valid());
  const program::Limit& present = checked.program.limits[program::LimitId(1)];
  EXPECT_FALSE(present.counted.valid());
  EXPECT_EQ(present.window, program::LimitWindow::AtOnce);
  EXPECT_TRUE(present.until.valid());
}

TEST(Limits, CompareLikeWithLike) {
  EXPECT_EQ(Checked({provisions("article 1 { limit l of Move : total of persons is at most 200 }")})
                .complaints(),
            (Names{"UnitMismatch"}));
}

TEST(Bindings, ReachPersonsThroughTheirState) {
  const Checked checked({std::string(vocabulary) + R"(
    instrument pact { uses base
      binds Nationality from 1954-04-22 where protects
      binds Person through asylum
      article 1 { define d of Person as a }
    })"});
  EXPECT_EQ(checked.complaints(), (Names{"BindsNoOneYet"}));
}

TEST(References, AreNamedByTheFirstRuleThatHolds) {
  const Checked checked({std::string(vocabulary) + R"(
    instrument pact { uses base
      article 1 {
        define responsible of Person : State {
          (1) where a : asylum
          (2) where b : home
          otherwise : asylum
          the first applies
        }
      }
    })"});
  ASSERT_EQ(checked.complaints(), Names{});
  const program::DefinitionId id = *program::find_definition(checked.program, "responsible");
  EXPECT_EQ(program::reference_choices(checked.program, id).size(), 2u);
  EXPECT_EQ(checked.program.definitions[id].settlement, program::Settlement::TheFirst);
}

}  // namespace
}  // namespace nansen

// What statuses, clocks and computations amount to.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

constexpr std::string_view rules = R"(
    computation counting_from_the_next_day {
      the day of the event does not count
      month ends rounding down
    }
    computation counting_the_day {
      the day of the event counts
      month ends rounding up
    }
)";

std::string provisions(const std::string& text) {
  return std::string(vocabulary) + "instrument pact {\n uses base\n article 9 {\n" +
         std::string(rules) + " }\n" + text + "\n}\n";
}

/// The only rule that gives the value of `name`, or the first of two.
const program::Expression& value_of(const Checked& checked, const std::string& name) {
  const program::Definition& definition = checked.definition(name);
  const program::Rule& root = checked.program.rules[definition.root];
  const program::ExpressionId value =
      root.value.valid() ? root.value : checked.program.rules[root.values.front()].value;
  return checked.program.expressions[value];
}

TEST(Statuses, BecomeDefinitionsByName) {
  const Checked checked({provisions(R"(
    article 1 {
      periods are computed by counting_from_the_next_day
      status shelter of Person { begins on arrived  lasts 1 year }
    })")});
  ASSERT_EQ(checked.program.statuses.size(), 1u);
  for (const char* name :
       {"shelter", "shelter.first_day", "shelter.natural_last_day", "shelter.last_day",
        "shelter.ran_its_course", "shelter.step_1.applies", "shelter.step_1.last_day"}) {
    EXPECT_EQ(checked.definition(name).name, name);
  }
  EXPECT_EQ(checked.definition("shelter").type.kind, program::TypeKind::Boolean);
  EXPECT_TRUE(program::verify(checked.program).empty());
}

TEST(Statuses, APeriodEndsOnTheSameDayWhereTheFirstDoesNotCount) {
  const Checked checked({provisions(R"(
    article 1 {
      periods are computed by counting_from_the_next_day
      status shelter of Person { begins on arrived  lasts 1 year }
    })")});
  const program::Expression& day = value_of(checked, "shelter.step_1.last_day");
  ASSERT_EQ(day.kind, program::ExpressionKind::AddPeriod);
  EXPECT_EQ(day.month_end, program::MonthEnd::RoundingDown);
  EXPECT_EQ(checked.program.expressions[day.operands[0]].kind,
            program::ExpressionKind::DefinitionValue);
  EXPECT_EQ(checked.program.expressions[day.operands[1]].number, 12);
}

TEST(Statuses, APeriodEndsADayEarlierWhereTheFirstCounts) {
  const Checked checked({provisions(R"(
    article 1 {
      periods are computed by counting_the_day
      status shelter of Person { begins on arrived  lasts 1 year }
    })")});
  const program::Expression& day = value_of(checked, "shelter.step_1.last_day");
  ASSERT_EQ(day.kind, program::ExpressionKind::AddPeriod);
  EXPECT_EQ(checked.program.expressions[day.operands[1]].number, -1);
  const program::Expression& whole = checked.program.expressions[day.operands[0]];
  ASSERT_EQ(whole.kind, program::ExpressionKind::AddPeriod);
  EXPECT_EQ(whole.month_end, program::MonthEnd::RoundingUp);
}

TEST(Statuses, TheNearestComputationIsInForce) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 {
      periods are computed by counting_from_the_next_day
      paragraph 1 { status near of Person { begins on arrived  lasts 1 month } }
    }
    article 2 { status far of Person { begins on arrived  lasts 1 month } }
    )")});
  EXPECT_EQ(value_of(checked, "near.step_1.last_day").month_end, program::MonthEnd::RoundingDown);
  const program::Expression& far = value_of(checked, "far.step_1.last_day");
  EXPECT_EQ(checked.program.expressions[far.operands[0]].month_end, program::MonthEnd::RoundingUp);
}

TEST(Statuses, ARepeatedExtensionIsAStepEachTime) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 {
      status shelter of Person {
        begins on arrived
        (1) lasts 1 year
        (2) is extended 2 times by 6 months where a
        (3) may be extended 3 times by 1 year as often as age
      }
    })")});
  const program::Status& status = checked.program.statuses[program::StatusId(0)];
  ASSERT_EQ(status.steps.size(), 6u);
  EXPECT_EQ(status.steps[0].name, "lasts 1 year");
  EXPECT_EQ(status.steps[2].name, "extended by 6 months (2 of 2)");
  EXPECT_EQ(status.steps[5].name, "extended by 1 year (3 of 3)");
  EXPECT_FALSE(status.steps[0].extension);
  EXPECT_TRUE(status.steps[1].extension);
  EXPECT_EQ(to_string(status.steps[3].citation), "art. 1(3)");
}

TEST(Statuses, OtherProvisionsAddToThem) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 { status shelter of Person { begins on arrived  lasts 1 year } }
    article 2 { shelter may be extended by 1 year where a }
    article 3 { (b) shelter ends early on left where b }
    article 4 { status stable of Person { begins on never } }
    article 5 { shelter becomes stable }
    )")});
  const program::Status& status = checked.program.statuses[program::StatusId(0)];
  ASSERT_EQ(status.steps.size(), 2u);
  EXPECT_EQ(to_string(status.steps[1].citation), "art. 2");
  ASSERT_EQ(status.early_ends.size(), 1u);
  EXPECT_EQ(to_string(status.early_ends[0].citation), "art. 3(b)");
  ASSERT_EQ(status.successors.size(), 1u);
  EXPECT_EQ(to_string(status.successors[0].citation), "art. 5");
  EXPECT_EQ(checked.definition("stable.begin_2").type.kind, program::TypeKind::Date);
}

TEST(Statuses, ThatBecomeOneAnotherTurnInACircle) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 { status early of Person { lasts 1 year  becomes later_on } }
    article 2 { status later_on of Person { lasts 1 year  becomes early } }
    )")});
  EXPECT_EQ(checked.complaints(), (Names{"DefinitionCycle", "DefinitionCycle"}));
}

TEST(Statuses, BarWhatDoesNotApplyMeanwhile) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 { status shelter of Person { begins on arrived  lasts 1 year  bars removable } }
    article 2 { define removable of Person as a }
    )")});
  const program::Rule& root = checked.program.rules[checked.definition("removable").root];
  ASSERT_EQ(root.exceptions.size(), 1u);
  EXPECT_EQ(to_string(checked.program.rules[root.exceptions[0]].citation), "art. 1");
}

TEST(Clocks, CountTheStatusesThatCountTowardThem) {
  const Checked checked({provisions(R"(
    periods are computed by counting_the_day
    article 1 { status early of Person { begins on arrived  lasts 1 year  counts toward residence } }
    article 2 { status later_on of Person { begins on left  counts toward residence } }
    article 3 {
      clock residence of Person { starts anew after a gap of more than 6 months }
      define settled of Person as time in residence is at least 5 years
      define long of Person as time in residence is more than 100 days
    }
    )")});
  const program::Clock& clock = checked.program.clocks[program::ClockId(0)];
  EXPECT_EQ(clock.statuses.size(), 2u);
  EXPECT_EQ(clock.longest_gap, 6);
  EXPECT_TRUE(clock.gap_in_months);
  const program::Rule& settled = checked.program.rules[checked.definition("settled").root];
  const program::Expression& reaches = checked.program.expressions[settled.condition];
  EXPECT_EQ(reaches.kind, program::ExpressionKind::TimeReaches);
  EXPECT_EQ(reaches.operands.size(), 5u);
  const program::Rule& many = checked.program.rules[checked.definition("long").root];
  EXPECT_EQ(checked.program.expressions[many.condition].kind, program::ExpressionKind::Compare);
}

TEST(Days, MonthsNeedARuleOnlyWhereItMatters) {
  const auto codes = [](const std::string& condition) {
    return Checked({provisions("article 1 { define d of Person as " + condition + " }")})
        .complaints();
  };
  EXPECT_EQ(codes("left is after arrived + 1 month"), (Names{"MonthsAddedToDate"}));
  EXPECT_EQ(codes("left is after 2020-01-31 + 1 month"), (Names{"MonthsAddedToDate"}));
  EXPECT_TRUE(codes("left is after 2020-01-28 + 1 month").empty());
  EXPECT_TRUE(codes("left is before never + 1 month").empty());
  EXPECT_TRUE(codes("left is after arrived + 1 month rounding up").empty());
  EXPECT_TRUE(codes("left is after arrived - 2 weeks").empty());
  EXPECT_EQ(codes("left is after arrived + 2 weeks rounding up"), (Names{"RoundingOfDays"}));
}

TEST(Days, TheEndOfAPeriodFollowsTheComputation) {
  const Checked checked({provisions(R"(
    article 1 {
      periods are computed by counting_the_day
      define ends of Person : date as end of 3 months after arrived
      define timely of Person as left is no later than 3 months after arrived
    })")});
  const program::Expression& end = value_of(checked, "ends");
  ASSERT_EQ(end.kind, program::ExpressionKind::AddPeriod);
  EXPECT_EQ(checked.program.expressions[end.operands[1]].number, -1);
}

}  // namespace
}  // namespace nansen

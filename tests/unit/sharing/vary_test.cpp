// Many scenarios: the same whoever works them out, and what is said of them.
#include "compiler/sharing/vary.h"

#include "tests/unit/sharing/fixture.h"

namespace nansen::sharing {
namespace {

TEST(Spreads, AreMeansAndPercentilesThatOccur) {
  std::vector<std::int64_t> units;
  for (std::int64_t number = 100; number >= 1; --number) units.push_back(number);
  const Spread spread = spread_of(units);
  EXPECT_EQ(spread.mean, Rational(101, 2));
  EXPECT_EQ(spread.low, 5);
  EXPECT_EQ(spread.high, 95);
  EXPECT_EQ(spread.least, 1);
  EXPECT_EQ(spread.greatest, 100);
  EXPECT_EQ(spread_of({7}).low, 7);
}

TEST(Ranks, OfEqualsAreTheBetterPlace) {
  EXPECT_EQ(ranks_of({5, 9, 5, 1}), (Ranks{2, 1, 2, 4}));
  EXPECT_EQ(ranks_of({std::nullopt, -9, -5}), (Ranks{std::nullopt, 2, 1}));
}

TEST(Ranks, AreCountedOverScenarios) {
  VariedOutput shares;
  shares.units = {{3, 1, 2}, {2, 2, 1}};  // by State, then scenario
  Varied varied;
  varied.scenarios = 3;
  varied.asked.assign(2, std::vector<bool>(3, true));
  const std::vector<RankSpread> spreads = rank_spreads(varied, shares, {1, 2});
  EXPECT_EQ(spreads[0].kept, 2u);
  EXPECT_EQ(spreads[0].worst, 2u);
  EXPECT_EQ(spreads[1].best, 1u);
}

TEST(Spreads, AreOfTheScenariosThatAskForTheState) {
  VariedOutput shares;
  shares.units = {{3, 1, 0}, {2, 2, 5}};  // by State, then scenario
  Varied varied;
  varied.scenarios = 3;
  varied.asked = {{true, true, false}, {false, true, true}};
  EXPECT_EQ(times_asked(varied, 0), 2u);
  EXPECT_EQ(spread_of(units_asked(varied, shares, 0)).mean, Rational(2));
  EXPECT_EQ(spread_of(units_asked(varied, shares, 0)).low, 1);
  const std::vector<RankSpread> spreads = rank_spreads(varied, shares, {1, std::nullopt});
  EXPECT_EQ(spreads[0].kept, 1u);
  EXPECT_EQ(spreads[0].worst, 2u);
  EXPECT_EQ(spreads[1].kept, 0u);
  EXPECT_EQ(spreads[1].best, 1u);
  EXPECT_EQ(spreads[1].worst, 1u);
}

TEST(ScaleFinder, FindsTheCoarsestScaleThatHoldsAll) {
  ScaleFinder finder;
  EXPECT_TRUE(finder.add(Rational(5)));
  EXPECT_TRUE(finder.add(Rational(1, 8)));
  EXPECT_TRUE(finder.add(Rational(1, 12)));
  EXPECT_EQ(finder.scale(), 24);
  EXPECT_EQ(units_of(Rational(5, 8), 24), 15);
  EXPECT_FALSE(finder.add(Rational(mpz_class(runtime::scenario_limit))));
}

class VaryTest : public SharingTest {
 protected:
  void SetUp() override {
    formula = lowered(
        "parameter weight = 40% from 0% to 100%\n"
        "formula x of State { x = weight * share of population + (1 - weight) * share of gdp }\n"
        "allocate 100 persons by x, rounding by largest remainder, ties by name as quota");
    states = table(formula, "state,population,gdp\nDEU,80,30.5\nFRA,66,22\nMLT,1,0.1\n");
    ASSERT_TRUE(states.has_value()) << messages();
  }

  std::unique_ptr<ScenarioSource> source(const std::vector<std::string>& parameters,
                                         const std::vector<std::string>& indicators,
                                         std::optional<std::uint64_t> random = {}) {
    auto axes = read_axes(program(), formula, parameters, indicators, random.has_value(),
                          session->emitter());
    if (!axes) return nullptr;
    return vary(formula.sheet, states->sheet, *axes, random, 7, session->emitter());
  }

  std::optional<Varied> work_out(const ScenarioSource& scenarios, const VaryOptions& options) {
    return sharing::work_out(program(), formula, scenarios, 3, options, session->emitter());
  }

  lower::LoweredFormula formula;
  std::optional<StateTable> states;
};

TEST_F(VaryTest, StepsAreCombined) {
  const auto scenarios = source({"weight=0%..100%/3"}, {"population=50%..150%/2"});
  ASSERT_NE(scenarios, nullptr) << messages();
  ASSERT_EQ(scenarios->count(), 6u);
  EXPECT_EQ(scenarios->label(4), (std::vector<std::string>{"50%", "150%"}));
  const interpret::SheetTable table = scenarios->table(4);
  EXPECT_EQ(table.parameters[0], Rational(1, 2));
  EXPECT_EQ(table.inputs[0].numbers[1], Rational(99));
}

TEST_F(VaryTest, DrawsLieInTheirRangeAndFollowTheSeed) {
  const auto scenarios = source({"weight=10%..20%"}, {"gdp=90%..110%"}, 500);
  ASSERT_NE(scenarios, nullptr) << messages();
  for (std::size_t at = 0; at < 500; ++at) {
    const interpret::SheetTable table = scenarios->table(at);
    EXPECT_GE(table.parameters[0], Rational(1, 10));
    EXPECT_LE(table.parameters[0], Rational(1, 5));
    for (std::size_t row = 0; row < 3; ++row) {
      const Rational own = *states->sheet.inputs[1].numbers[row];
      EXPECT_GE(*table.inputs[1].numbers[row], own * Rational(9, 10));
      EXPECT_LE(*table.inputs[1].numbers[row], own * Rational(11, 10));
    }
  }
  const auto again = source({"weight=10%..20%"}, {"gdp=90%..110%"}, 500);
  EXPECT_EQ(again->table(123).parameters, scenarios->table(123).parameters);
  EXPECT_NE(scenarios->table(122).parameters, scenarios->table(123).parameters);
}

TEST_F(VaryTest, BatchesHoldWhatTablesSay) {
  const auto scenarios = source({"weight=0%..100%"}, {"population=50%..150%"}, 20);
  ASSERT_NE(scenarios, nullptr) << messages();
  const runtime::Scenarios batch = scenarios->batch(3, 20);
  for (std::size_t at = 3; at < 20; ++at) {
    const interpret::SheetTable table = scenarios->table(at);
    Rational held{mpz_class(batch.get(at - 3, 0, 1)), mpz_class(batch.scale(0))};
    held.canonicalize();
    EXPECT_EQ(*table.inputs[0].numbers[1], held);
  }
}

TEST_F(VaryTest, EnginesAndThreadsAgree) {
  const auto scenarios = source({"weight=0%..100%"}, {"population=50%..150%"}, 10'000);
  ASSERT_NE(scenarios, nullptr) << messages();
  VaryOptions options;
  options.engine.kind = EngineChoice::Kind::Native;
  options.threads = 3;
  const auto native = work_out(*scenarios, options);
  options.engine.kind = EngineChoice::Kind::Interpreter;
  options.threads = 1;
  const auto exact = work_out(*scenarios, options);
  ASSERT_TRUE(native && exact) << messages();
  for (std::size_t output = 0; output < exact->outputs.size(); ++output) {
    EXPECT_EQ(native->outputs[output].units, exact->outputs[output].units);
  }
  EXPECT_LT(native->exact, 1000u);
}

TEST_F(VaryTest, TheFirstScenarioWithoutAnswerIsNamed) {
  const auto scenarios = source({}, {"population=-50%..150%/3"});
  ASSERT_NE(scenarios, nullptr) << messages();
  EXPECT_FALSE(work_out(*scenarios, {}).has_value());
  EXPECT_EQ(messages(),
            "in scenario 1: \"population\" of DEU is -40, but a share needs numbers that are not "
            "below zero\n");
}

}  // namespace
}  // namespace nansen::sharing

// What compiled sheets answer, what they leave to the interpreter, and that they never answer
// otherwise than it does.
#include "compiler/backend/sheet_evaluator.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/random/sheet_answers.h"

namespace nansen::backend {
namespace {

using runtime::Scenarios;

ir::Sheet sheet_of(const std::string& text) {
  ir::Sheet sheet;
  std::string error;
  EXPECT_TRUE(ir::parse_sheet(text, sheet, error)) << error;
  EXPECT_EQ(ir::verify(sheet), std::vector<std::string>());
  return sheet;
}

/// A table of number inputs: by scenario, by input, by row; all at scale 1 and known.
using Numbers = std::vector<std::vector<std::vector<std::int64_t>>>;

Scenarios scenarios_of(const Numbers& numbers, std::int64_t scale = 1) {
  const std::size_t inputs = numbers[0].size();
  const std::size_t rows = numbers[0][0].size();
  const std::vector<std::vector<std::uint8_t>> all(inputs, std::vector<std::uint8_t>(rows, 1));
  Scenarios scenarios(rows, numbers.size(), std::vector<std::int64_t>(inputs, scale), {}, all, all);
  for (std::size_t scenario = 0; scenario < numbers.size(); ++scenario) {
    for (std::size_t input = 0; input < inputs; ++input) {
      for (std::size_t row = 0; row < rows; ++row) {
        scenarios.set(scenario, input, row, numbers[scenario][input][row]);
      }
    }
  }
  scenarios.finish();
  return scenarios;
}

runtime::ScenarioResults answers(const ir::Sheet& sheet, const Scenarios& scenarios,
                                 const std::vector<int>& digits, const Options& options = {}) {
  std::string error;
  const auto evaluator = compile(sheet, options, error);
  EXPECT_NE(evaluator, nullptr) << error;
  test::SheetCounts counts;
  EXPECT_EQ(test::sheet_disagreement(sheet, *evaluator, scenarios, digits, counts), "");
  runtime::ScenarioResults results;
  evaluator->evaluate(scenarios, digits, results);
  return results;
}

using Units = std::vector<std::int64_t>;
using Marks = std::vector<std::uint8_t>;

constexpr const char* two_inputs = "input 0 : number \"a\"\ninput 1 : number \"b\"\n";
constexpr const char* two_indicators =
    "%0 = always  ; from 0\n%1 = indicator 0 \"a\"  ; from 0\n%2 = indicator 1 \"b\"  ; from 0\n";

/// A sheet over inputs a, %1, and b, %2; %0 is every row; the last operation is the output.
ir::Sheet over_two(const std::vector<std::string>& operations) {
  std::string text = std::string(two_inputs) + two_indicators;
  std::size_t index = 3;
  for (const std::string& operation : operations) {
    text += "%" + std::to_string(index++) + " = " + operation + "  ; from 0\n";
  }
  return sheet_of(text + "output \"result\" : %" + std::to_string(index - 1) + " among %0\n");
}

// ---- expressions ----

TEST(CompiledSheet, CalculatesAndRoundsHalvesAwayFromZero) {
  const Scenarios scenarios = scenarios_of({{{1, 5, 40}, {2, -2, 3}}, {{7, 0, 1}, {-3, 1, 8}}});
  EXPECT_EQ(answers(over_two({"add %1 %2"}), scenarios, {0}).columns[0].values,
            (Units{3, 3, 43, 4, 1, 9}));
  EXPECT_EQ(answers(over_two({"subtract %2 %1"}), scenarios, {1}).columns[0].values,
            (Units{10, -70, -370, -100, 10, 70}));
  EXPECT_EQ(answers(over_two({"divide %1 %2"}), scenarios, {4}).columns[0].values,
            (Units{5000, -25000, 133333, -23333, 0, 1250}));
  const auto halves = answers(over_two({"constant 1/2", "multiply %2 %3"}), scenarios, {0});
  EXPECT_EQ(halves.columns[0].values, (Units{1, -1, 2, -2, 1, 4}));
  EXPECT_EQ(halves.undecided, (Marks{0, 0})) << "halves of whole numbers are exact";
  EXPECT_EQ(answers(over_two({"smaller %1 %2"}), scenarios, {0}).columns[0].values,
            (Units{1, -2, 3, -3, 0, 1}));
  EXPECT_EQ(
      answers(over_two({"constant 4", "middle_of %1 %2 %3"}), scenarios, {0}).columns[0].values,
      (Units{2, 4, 4, 4, 1, 4}));
}

TEST(CompiledSheet, LooksAcrossRows) {
  const Scenarios scenarios = scenarios_of({{{10, 30, 60}, {5, 5, 9}}});
  EXPECT_EQ(answers(over_two({"total %1 %0", "divide %1 %3"}), scenarios, {2}).columns[0].values,
            (Units{10, 30, 60}));
  EXPECT_EQ(
      answers(over_two({"median %1 %0", "greatest %2 %0", "least %1 %0", "middle_of %3 %4 %5"}),
              scenarios, {0})
          .columns[0]
          .values,
      (Units{10, 10, 10}));
  const auto ranks = answers(over_two({"rank %2 %0"}), scenarios, {0});
  EXPECT_EQ(ranks.columns[0].values, (Units{2, 2, 1}));
  EXPECT_EQ(ranks.undecided, Marks{0}) << "whole numbers may be equal";
}

TEST(CompiledSheet, LeavesOpenWhatItsBoundsDo) {
  // 1/3 + 2/3 is one, which doubles do not know for certain.
  const ir::Sheet sheet = over_two(
      {"constant 3", "divide %1 %3", "divide %2 %3", "add %4 %5", "constant 1", "less %6 %7"});
  EXPECT_EQ(answers(sheet, scenarios_of({{{1}, {2}}, {{1}, {1}}, {{2}, {2}}}), {0}).undecided,
            (Marks{1, 0, 0}));
  // And a half is not rounded where it may be a little less.
  const ir::Sheet half = over_two({"constant 3", "divide %1 %3"});
  EXPECT_EQ(answers(half, scenarios_of({{{1}, {0}}, {{3}, {0}}}), {0}).undecided, (Marks{0, 0}));
  const ir::Sheet tenth = over_two({"constant 1/10", "multiply %1 %3"});
  EXPECT_EQ(answers(tenth, scenarios_of({{{5}, {0}}, {{6}, {0}}}), {0}).undecided, (Marks{1, 0}));
}

TEST(CompiledSheet, LeavesErrorsToTheInterpreterOnlyWhereTheyMatter) {
  const Scenarios scenarios = scenarios_of({{{1, 2}, {0, 1}}, {{1, 2}, {3, 1}}});
  const ir::Sheet sheet = over_two({"divide %1 %2"});
  EXPECT_EQ(answers(sheet, scenarios, {1}).undecided, (Marks{1, 0}));
  const ir::Sheet avoided =
      over_two({"divide %1 %2", "constant 0", "less %4 %2", "choose %5 %3 %4"});
  const auto results = answers(avoided, scenarios, {1});
  EXPECT_EQ(results.undecided, (Marks{0, 0}));
  EXPECT_EQ(results.columns[0].values, (Units{0, 20, 3, 20}));
  const ir::Sheet negative = over_two({"subtract %2 %1", "not_negative %3"});
  EXPECT_EQ(answers(negative, scenarios, {0}).undecided, (Marks{1, 1}));
}

TEST(CompiledSheet, NeedsAnIndicatorOnlyWhereItIsLookedAt) {
  const std::string text = std::string(two_inputs) + two_indicators +
                           "%3 = known 1 \"b\"  ; from 0\n%4 = constant 7  ; from 0\n"
                           "%5 = choose %3 %2 %4  ; from 0\n%6 = total %2 %3  ; from 0\n";
  const std::vector<std::uint8_t> all{1, 1, 1};
  Scenarios scenarios(3, 1, {1, 1}, {}, {all, all}, {all, {1, 0, 1}});
  for (std::size_t row = 0; row < 3; ++row) scenarios.set(0, 1, row, 10);
  scenarios.finish();
  const auto chosen = answers(sheet_of(text + "output \"x\" : %5 among %0\n"), scenarios, {0});
  EXPECT_EQ(chosen.columns[0].values, (Units{10, 7, 10}));
  EXPECT_EQ(
      answers(sheet_of(text + "output \"x\" : %6 among %0\n"), scenarios, {0}).columns[0].values,
      (Units{20, 20, 20}));
  EXPECT_EQ(
      answers(sheet_of(text + "output \"x\" : %2 among %3\n"), scenarios, {0}).columns[0].values,
      (Units{10, 0, 10}));
  EXPECT_EQ(answers(sheet_of(text + "output \"x\" : %2 among %0\n"), scenarios, {0}).undecided,
            Marks{1});
}

TEST(CompiledSheet, AnswersTruths) {
  const Scenarios scenarios = scenarios_of({{{1, 2, 3}, {2, 2, 2}}});
  EXPECT_EQ(answers(over_two({"less %1 %2", "equal %1 %2", "or %3 %4", "not %5"}), scenarios, {0})
                .columns[0]
                .values,
            (Units{0, 0, 1}));
}

TEST(CompiledSheet, KeepsScalesApart) {
  const Scenarios scenarios = scenarios_of({{{123, 5}, {1, 250}}}, 100);
  EXPECT_EQ(answers(over_two({"add %1 %2"}), scenarios, {2}).columns[0].values, (Units{124, 255}));
}

TEST(CompiledSheet, TakesOnlyExactScalesForExact) {
  // A double holds 2^60 + 1 as 2^60, so that 2^53 units are not quite the eighth part of a half.
  const std::int64_t scale = (std::int64_t{1} << 60) + 1;
  const Scenarios scenarios = scenarios_of({{{runtime::scenario_limit}, {1}}}, scale);
  const ir::Sheet sheet = over_two({"constant 1/128", "less %1 %3"});
  EXPECT_EQ(answers(sheet, scenarios, {0}).undecided, Marks{1});
}

// ---- apportionment ----

ir::Sheet apportioning(const std::string& method, const std::string& limits = "%4 %3") {
  return over_two({"constant 10", "constant 0", "constant 3",
                   "apportion " + method + " %3 %1 " + limits + " %0"});
}

TEST(CompiledSheet, ApportionsByEveryMethod) {
  // The classic ten seats among votes of 6,653 hundred persons.
  const Scenarios scenarios = scenarios_of({{{2560, 1590, 1230, 770, 503}, {0, 0, 0, 0, 0}}});
  const auto quotas = [&](const std::string& method) {
    const auto results = answers(apportioning(method), scenarios, {0});
    EXPECT_EQ(results.undecided, Marks{0}) << method;
    return results.columns[0].values;
  };
  EXPECT_EQ(quotas("largest_remainder row"), (Units{4, 2, 2, 1, 1}));
  EXPECT_EQ(quotas("jefferson row"), (Units{4, 3, 2, 1, 0}));
  EXPECT_EQ(quotas("webster row"), (Units{4, 2, 2, 1, 1}));
  EXPECT_EQ(quotas("huntington_hill row"), (Units{4, 2, 2, 1, 1}));
  EXPECT_EQ(quotas("adams row"), (Units{4, 2, 2, 1, 1}));
}

TEST(CompiledSheet, ApportionsWithinCeilings) {
  const Scenarios scenarios = scenarios_of({{{2560, 1590, 1230, 770, 503}, {0, 0, 0, 0, 0}}});
  const auto results = answers(apportioning("largest_remainder row", "%4 %5"), scenarios, {0});
  EXPECT_EQ(results.undecided, Marks{0});
  EXPECT_EQ(results.columns[0].values, (Units{3, 3, 2, 1, 1}));
}

TEST(CompiledSheet, LeavesTiesToTheInterpreter) {
  const Scenarios scenarios = scenarios_of({{{1, 1, 1}, {0, 0, 0}}, {{1, 2, 4}, {0, 0, 0}}});
  for (const std::string method : {"largest_remainder", "jefferson", "webster", "adams"}) {
    EXPECT_EQ(answers(apportioning(method + " row"), scenarios, {0}).undecided[0], 1) << method;
  }
  EXPECT_EQ(answers(apportioning("largest_remainder row"), scenarios, {0}).undecided,
            (Marks{1, 0}));
}

TEST(CompiledSheet, LeavesWhatCannotBeDividedToTheInterpreter) {
  const Scenarios scenarios =
      scenarios_of({{{0, 0}, {0, 0}}, {{3, -1}, {0, 0}}, {{1000, 2777}, {0, 0}}});
  for (const std::string method :
       {"largest_remainder row", "each_to_the_nearest refused", "adams row"}) {
    const std::string limits = method == "each_to_the_nearest refused" ? "%4 %3" : "%4 %3";
    EXPECT_EQ(answers(apportioning(method, limits), scenarios, {0}).undecided, (Marks{1, 1, 0}))
        << method;
  }
}

TEST(CompiledSheet, RedistributesWhatCeilingsCut) {
  const Scenarios scenarios = scenarios_of({{{60, 30, 10}, {1, 1, 1}}});
  const auto shares = [&](const std::string& rounds) {
    const auto results = answers(
        over_two({"constant 35", "redistribute " + rounds + " %1 %3 %1 %0"}), scenarios, {3});
    EXPECT_EQ(results.undecided, Marks{0});
    return results.columns[0].values;
  };
  EXPECT_EQ(shares("once"), (Units{35000, 48750, 16250}));
  EXPECT_EQ(shares("until_nothing_is_cut"), (Units{35000, 35000, 30000}));
}

// ---- blocks, threads, processors ----

TEST(CompiledSheet, AnswersAnyNumberOfScenariosAndRows) {
  for (const std::size_t count : {1U, 7U, 8U, 9U, 17U}) {
    for (const std::size_t rows : {1U, 2U, 9U}) {
      Numbers numbers(count, {std::vector<std::int64_t>(rows), std::vector<std::int64_t>(rows)});
      for (std::size_t scenario = 0; scenario < count; ++scenario) {
        for (std::size_t row = 0; row < rows; ++row) {
          numbers[scenario][0][row] = static_cast<std::int64_t>(1000 * scenario + 37 * row + 1);
        }
      }
      const auto results =
          answers(apportioning("largest_remainder row"), scenarios_of(numbers), {0});
      EXPECT_EQ(results.undecided.size(), count);
      EXPECT_EQ(results.columns[0].values.size(), count * rows);
    }
  }
  std::string error;
  const auto evaluator = compile(apportioning("webster row"), {}, error);
  runtime::ScenarioResults results;
  evaluator->evaluate(Scenarios(0, 3, {1, 1}, {}, {{}, {}}, {{}, {}}), {0}, results);
  EXPECT_EQ(results.undecided, (Marks{0, 0, 0}));
}

TEST(CompiledSheet, GivesTheSameOnOlderProcessors) {
  const Scenarios scenarios = scenarios_of({{{60, 31, 17}, {4, 5, 6}}, {{1, 2, 3}, {9, 8, 7}}});
  const ir::Sheet sheet =
      over_two({"total %1 %0", "divide %1 %3", "constant 3/10", "smaller %4 %5", "divide %6 %2"});
  const auto here = answers(sheet, scenarios, {12});
  for (const char* processor : {"x86-64", "x86-64-v3"}) {
    for (const bool optimise : {false, true}) {
      Options options;
      options.optimise = optimise;
#if defined(__x86_64__)
      options.processor = processor;
#endif
      const auto there = answers(sheet, scenarios, {12}, options);
      EXPECT_EQ(there.columns[0].values, here.columns[0].values) << processor;
      EXPECT_EQ(there.undecided, here.undecided) << processor;
    }
  }
}

TEST(CompiledSheet, IsSafeToUseFromSeveralThreads) {
  const ir::Sheet sheet = over_two({"subtract %1 %2"});
  std::string error;
  const auto evaluator = compile(sheet, {}, error);
  ASSERT_NE(evaluator, nullptr) << error;
  // The second table has a negative number, for which another form is compiled when it comes.
  const Scenarios tables[2] = {scenarios_of({{{5}, {3}}}), scenarios_of({{{-5}, {3}}})};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int round = 0; round < 20; ++round) {
        runtime::ScenarioResults results;
        evaluator->evaluate(tables[thread % 2], {0}, results);
        EXPECT_EQ(results.columns[0].values[0], thread % 2 == 0 ? 2 : -8);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(CompiledSheet, ShowsItsCode) {
  std::string error;
  const auto evaluator = compile(over_two({"add %1 %2"}), {.keep_text = true}, error);
  ASSERT_NE(evaluator, nullptr) << error;
  EXPECT_NE(evaluator->llvm_text().find("fadd <8 x double>"), std::string::npos);
}

}  // namespace
}  // namespace nansen::backend

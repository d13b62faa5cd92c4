#include "runtime/scenarios.h"

#include <gtest/gtest.h>

namespace nansen::runtime {
namespace {

Scenarios make(std::size_t rows, std::size_t count) {
  const std::vector<std::uint8_t> all(rows, 1);
  return Scenarios(rows, count, {1, 100}, {10, 1, 1}, {all, all}, {all, all});
}

/// A number that no other place has.
std::int64_t number(std::size_t scenario, std::size_t input, std::size_t row) {
  return static_cast<std::int64_t>((scenario * 10 + input) * 1000 + row) - 5'000;
}

Scenarios filled(std::size_t rows, std::size_t count) {
  Scenarios scenarios = make(rows, count);
  for (std::size_t scenario = 0; scenario < count; ++scenario) {
    for (std::size_t input = 0; input < 2; ++input) {
      for (std::size_t row = 0; row < rows; ++row) {
        scenarios.set(scenario, input, row, number(scenario, input, row));
      }
    }
    for (std::size_t parameter = 0; parameter < 3; ++parameter) {
      scenarios.set_parameter(scenario, parameter, number(scenario, parameter, 999));
    }
  }
  scenarios.finish();
  return scenarios;
}

TEST(Scenarios, BeginAsZero) {
  const Scenarios scenarios = make(3, 9);
  EXPECT_EQ(scenarios.get(8, 1, 2), 0);
  EXPECT_EQ(scenarios.get_parameter(8, 2), 0);
}

TEST(Scenarios, KeepWhatIsSetWhereScenariosEndWithinABlockOrWithIt) {
  for (const std::size_t count : {1U, 7U, 8U, 9U, 16U, 17U}) {
    const Scenarios scenarios = filled(5, count);
    for (std::size_t scenario = 0; scenario < count; ++scenario) {
      for (std::size_t input = 0; input < 2; ++input) {
        for (std::size_t row = 0; row < 5; ++row) {
          ASSERT_EQ(scenarios.get(scenario, input, row), number(scenario, input, row));
        }
      }
      for (std::size_t parameter = 0; parameter < 3; ++parameter) {
        ASSERT_EQ(scenarios.get_parameter(scenario, parameter), number(scenario, parameter, 999));
      }
    }
  }
}

TEST(Scenarios, FillTheLanesOfABlock) {
  const Scenarios scenarios = filled(5, 19);
  ASSERT_EQ(scenarios.blocks(), 3U);
  for (std::size_t block = 0; block < 3; ++block) {
    for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
      // Past the last scenario its numbers are repeated.
      const std::size_t scenario = std::min<std::size_t>(block * scenario_lanes + lane, 18);
      for (std::size_t row = 0; row < 5; ++row) {
        ASSERT_EQ(scenarios.block(block, 1)[row * scenario_lanes + lane],
                  static_cast<double>(number(scenario, 1, row)));
      }
      ASSERT_EQ(scenarios.parameter_block(block, 2)[lane],
                static_cast<double>(number(scenario, 2, 999)));
    }
  }
}

TEST(Scenarios, LieOnLinesOfTheMemory) {
  const Scenarios scenarios = filled(5, 9);
  for (std::size_t block = 0; block < 2; ++block) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(scenarios.block(block, 1)) % 64, 0U);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(scenarios.parameter_block(block, 1)) % 64, 0U);
  }
}

TEST(Scenarios, HoldTheLimitsExactly) {
  Scenarios scenarios = make(1, 1);
  for (const std::int64_t value :
       {scenario_limit, scenario_limit - 1, -scenario_limit, 1 - scenario_limit}) {
    scenarios.set(0, 0, 0, value);
    EXPECT_EQ(scenarios.get(0, 0, 0), value);
  }
}

TEST(Scenarios, SayWhatIsKnownAndTrueAndTheirScales) {
  const Scenarios scenarios(2, 1, {1, 100}, {10}, {{1, 0}, {0, 1}}, {{0, 0}, {1, 0}});
  EXPECT_EQ(scenarios.truths(0), (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(scenarios.known(1), (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(scenarios.scale(1), 100);
  EXPECT_EQ(scenarios.parameter_scale(0), 10);
  EXPECT_EQ(scenarios.inputs(), 2U);
}

TEST(Scenarios, MayBeNone) {
  Scenarios scenarios = make(3, 0);
  scenarios.finish();
  EXPECT_EQ(scenarios.blocks(), 0U);
  EXPECT_EQ(scenarios.count(), 0U);
}

TEST(Scenarios, KnowTheRangeOfWhatIsKnown) {
  const std::vector<std::uint8_t> all(2, 1);
  Scenarios scenarios(2, 9, {1, 1}, {1}, {all, all}, {{0, 1}, {0, 0}});
  for (std::size_t scenario = 0; scenario < 9; ++scenario) {
    scenarios.set(scenario, 0, 0, -99);
    scenarios.set(scenario, 0, 1, 5 + static_cast<std::int64_t>(scenario));
    scenarios.set_parameter(scenario, 0, -static_cast<std::int64_t>(scenario));
  }
  scenarios.finish();
  EXPECT_EQ(scenarios.range(0).least, 5);
  EXPECT_EQ(scenarios.range(0).greatest, 13);
  EXPECT_EQ(scenarios.range(1).least, 0);
  EXPECT_EQ(scenarios.range(1).greatest, 0);
  EXPECT_EQ(scenarios.parameter_range(0).least, -8);
  EXPECT_EQ(scenarios.parameter_range(0).greatest, 0);
}

}  // namespace
}  // namespace nansen::runtime

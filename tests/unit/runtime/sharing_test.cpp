#include "runtime/sharing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "runtime/sharing_processors.h"

namespace nansen::runtime {
namespace {

/// Weights of `rows` rows in eight scenarios, all of them members.
struct Table {
  explicit Table(std::size_t rows, std::uint64_t seed = 1) : weights(rows), list(rows) {
    std::mt19937_64 engine(seed);
    for (Lanes& line : weights) {
      for (double& lane : line.values) lane = static_cast<double>(1 + engine() % 1'000'000);
    }
    std::iota(list.begin(), list.end(), 0U);
    for (double& lane : total.values) lane = static_cast<double>(engine() % 100'000);
  }

  Division division() const {
    Division asked;
    asked.total = {&total, &total, 0};
    asked.weights = {weights.data(), weights.data(), 0x1p-50};
    asked.weights_not_negative = true;
    asked.members = {list.data(), list.size()};
    return asked;
  }

  std::vector<Lanes> weights;
  std::vector<std::uint32_t> list;
  Lanes total{};
};

TEST(Sharing, MeetsTheTotal) {
  for (const std::size_t rows : {1U, 2U, 3U, 28U, 29U, 196U}) {
    const Table table(rows);
    SharingScratch scratch;
    for (const RoundingMethod method :
         {RoundingMethod::LargestRemainder, RoundingMethod::Jefferson, RoundingMethod::Webster,
          RoundingMethod::HuntingtonHill, RoundingMethod::Adams}) {
      std::vector<Lanes> quotas(rows);
      apportion(table.division(), method, scratch, {quotas.data(), nullptr});
      for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
        double sum = 0;
        for (const Lanes& line : quotas) sum += line.values[lane];
        EXPECT_EQ(sum, table.total.values[lane]) << rows << " rows, " << static_cast<int>(method);
      }
    }
  }
}

TEST(Sharing, IsTheSameOnEveryProcessor) {
  std::vector<const SharingFunctions*> forms = {&portable::functions()};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) forms.push_back(&x86_64_v3::functions());
  if (__builtin_cpu_supports("avx512dq")) forms.push_back(&x86_64_v4::functions());
#endif
  const Table table(61, 7);
  for (const bool nearest : {false, true}) {
    std::vector<std::vector<Lanes>> found;
    for (const SharingFunctions* form : forms) {
      std::vector<Lanes> memory(3 * table.list.size());
      found.emplace_back(table.list.size());
      if (nearest) {
        form->nearest(table.division(), found.back().data());
      } else {
        form->largest_remainders(table.division(), memory.data(), found.back().data());
      }
      for (std::size_t row = 0; row < table.list.size(); ++row) {
        for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
          EXPECT_EQ(found.back()[row].values[lane], found.front()[row].values[lane]);
        }
      }
    }
  }
}

TEST(Sharing, ScattersLinesToScenarios) {
  for (const std::size_t rows : {1U, 7U, 8U, 9U, 16U, 28U}) {
    for (const std::size_t scenarios : {1U, 7U, 8U}) {
      std::vector<Lanes> lines(rows);
      auto* numbers = reinterpret_cast<std::int64_t*>(lines.data());
      for (std::size_t at = 0; at < rows * 8; ++at) numbers[at] = static_cast<std::int64_t>(at);
      std::vector<std::int64_t> results(rows * scenarios + 1, -1);
      scatter(lines.data(), rows, scenarios, results.data());
      for (std::size_t scenario = 0; scenario < scenarios; ++scenario) {
        for (std::size_t row = 0; row < rows; ++row) {
          EXPECT_EQ(results[scenario * rows + row], static_cast<std::int64_t>(row * 8 + scenario));
        }
      }
      EXPECT_EQ(results.back(), -1);
    }
  }
}

TEST(Sharing, IsNotDecidedWhereTheBoundIsTooWide) {
  Table table(5);
  Division division = table.division();
  division.weights.bound = 0x1p-31;
  SharingScratch scratch;
  std::vector<Lanes> quotas(5);
  for (double& lane : table.total.values) lane = 1e15;
  apportion(division, RoundingMethod::LargestRemainder, scratch, {quotas.data(), nullptr});
  for (const double lane : quotas[0].values) EXPECT_TRUE(std::isnan(lane));
}

}  // namespace
}  // namespace nansen::runtime

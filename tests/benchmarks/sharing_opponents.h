// The opponents of compiled allocations. All work the same formula out for the same numbers: shares
// of population and product among those that take part, who come first; shares of the reciprocals
// of unemployment and of applications among all, at most 30 % of the first two together; 40 %, 40
// %, 10 % and 10 % of these; what is left of one by the mean of the first two; then 120,000 persons
// by largest remainder.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::benchmarks {

inline constexpr std::size_t key_inputs = 4;  // population, product, unemployment, applications
inline constexpr std::int32_t persons = 120'000;

struct KeyTable {
  std::size_t rows = 0;
  std::size_t taking_part = 0;
  std::size_t scenarios = 0;
  const double* by_scenario = nullptr;  // [scenario][input][row]
  const double* by_block = nullptr;     // [scenario / 8][input][row][scenario % 8]
};

/// Answers are [scenario][row], those of `eight_at_once` [scenario / 8][row][scenario % 8].
namespace own_compiler {
void one_by_one(const KeyTable& table, std::int32_t* answers);
/// Eight scenarios a vector; remainders are ranked by counting, or their border is found by
/// halving.
void eight_at_once(const KeyTable& table, bool rank, std::int32_t* answers);
}  // namespace own_compiler
namespace clang {
void one_by_one(const KeyTable& table, std::int32_t* answers);
void eight_at_once(const KeyTable& table, bool rank, std::int32_t* answers);
}  // namespace clang

/// Exactly: whole numbers over one common denominator, for the first `count` scenarios.
void common_denominator(const KeyTable& table, std::size_t count, std::int32_t* answers);

}  // namespace nansen::benchmarks

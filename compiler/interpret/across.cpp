#include "compiler/interpret/across.h"

#include <algorithm>

namespace nansen::interpret {

Rational middle_of(std::vector<Rational> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[half];
  return (numbers[half - 1] + numbers[half]) / 2;
}

std::vector<Rational> ranks(const std::vector<Rational>& numbers) {
  std::vector<Rational> descending = numbers;
  std::sort(descending.begin(), descending.end(), std::greater<>());
  std::vector<Rational> result;
  for (const Rational& number : numbers) {
    const auto first =
        std::lower_bound(descending.begin(), descending.end(), number, std::greater<>());
    result.emplace_back(static_cast<unsigned long>(first - descending.begin()) + 1);
  }
  return result;
}

std::vector<Rational> redistributed(const std::vector<Rational>& values,
                                    const std::vector<Rational>& ceilings,
                                    const std::vector<Rational>& weights,
                                    bool until_nothing_is_cut) {
  std::vector<Rational> result = values;
  std::vector<std::size_t> below;  // the rows that can take more
  Rational cut = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values[row] < ceilings[row]) {
      below.push_back(row);
    } else {
      cut += values[row] - ceilings[row];
      result[row] = ceilings[row];
    }
  }
  while (cut > 0) {
    Rational weight = 0;
    for (const std::size_t row : below) weight += weights[row];
    if (weight == 0) break;
    const Rational factor = cut / weight;
    for (const std::size_t row : below) result[row] += factor * weights[row];
    if (!until_nothing_is_cut) break;
    cut = 0;
    std::vector<std::size_t> still_below;
    for (const std::size_t row : below) {
      if (result[row] < ceilings[row]) {
        still_below.push_back(row);
      } else {
        cut += result[row] - ceilings[row];
        result[row] = ceilings[row];
      }
    }
    below = std::move(still_below);
  }
  return result;
}

}  // namespace nansen::interpret

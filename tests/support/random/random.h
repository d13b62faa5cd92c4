// Seeded choices, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace nansen::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A number in [0, end); 0 where `end` is 0.
  std::size_t below(std::size_t end) {
    return end == 0 ? 0 : static_cast<std::size_t>(engine_() % end);
  }
  /// A number in [least, greatest].
  std::int64_t between(std::int64_t least, std::int64_t greatest) {
    const std::uint64_t span =
        static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least) + 1;
    const std::uint64_t offset = span == 0 ? engine_() : engine_() % span;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + offset);
  }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace nansen::test

// The least that can be done with memory: read it once.
#include "tests/benchmarks/opponents.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {

std::uint64_t read_sum(const std::uint64_t* words, std::size_t count) {
  std::uint64_t total = 0;
  for (std::size_t word = 0; word < count; ++word) total += words[word];
  return total;
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT

// Times and medians. A time here is the processor time of the thread, which another process's turn
// on the processor does not lengthen.
#pragma once

#include <time.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace nansen::benchmarks {

inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Seconds that each of `runs` takes for one turn, in each of `rounds` rounds: all run in turn
/// within a round, `turns` times each, so that what slows the machine down meets all of them.
inline std::vector<std::vector<double>> interleaved(const std::vector<std::function<void()>>& runs,
                                                    std::size_t rounds, std::size_t turns) {
  for (const auto& run : runs) run();  // once to warm up
  std::vector<std::vector<double>> seconds(runs.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < runs.size(); ++index) {
      const double start = thread_seconds();
      for (std::size_t turn = 0; turn < turns; ++turn) runs[index]();
      seconds[index].push_back((thread_seconds() - start) / static_cast<double>(turns));
    }
  }
  return seconds;
}

/// The median over rounds of how many times as fast the second is as the first.
inline double median_ratio(const std::vector<double>& slower, const std::vector<double>& faster) {
  std::vector<double> ratios;
  for (std::size_t round = 0; round < slower.size(); ++round) {
    ratios.push_back(slower[round] / faster[round]);
  }
  return median(ratios);
}

}  // namespace nansen::benchmarks

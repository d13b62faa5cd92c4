// What was measured, as one table and one file of JSON, held against what is expected.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nansen::benchmarks {

/// One thing measured beside another in the same rounds.
struct Pair {
  /// What the file of expected ratios calls it: words between slashes, `kernels/cache/bit_sliced`.
  /// The first is the part that measured it. Stable: no compiler's or machine's name.
  std::string name;
  std::string ours;
  std::string opponent;
  std::string where;  // on what: `16384 cases in cache, one core`
  /// Seconds by round, for the same work; as many of one as of the other.
  std::vector<double> our_seconds;
  std::vector<double> opponent_seconds;
};

/// How many times as fast ours is as the opponent, in each round.
struct Ratio {
  double median = 0;
  double lower = 0;  // the quartiles
  double upper = 0;
};
Ratio ratio_of(const Pair& pair);

class Report {
 public:
  void add(Pair pair) { pairs_.push_back(std::move(pair)); }
  /// Something to be measured that cannot be here, and why.
  void add_absent(std::string name, std::string why) {
    absent_.push_back({std::move(name), std::move(why)});
  }
  /// A part of the whole that was not asked for.
  void add_left_out(std::string part) { left_out_.push_back(std::move(part)); }

  const std::vector<Pair>& pairs() const { return pairs_; }

  /// Prints the table of all pairs beside what `expected_path` expects and requires of them.
  void print(const std::string& expected_path) const;
  /// Writes all as JSON to `path`, with the machine, the compilers and the commit of the sources at
  /// `sources`. False iff that fails.
  bool write(const std::string& path, const std::string& sources) const;
  /// Prints each pair whose ratio is more than a third below what `expected_path` expects. True iff
  /// there is none, and the file can be read.
  bool check(const std::string& expected_path) const;

 private:
  struct Absent {
    std::string name;
    std::string why;
  };

  std::vector<Pair> pairs_;
  std::vector<Absent> absent_;
  std::vector<std::string> left_out_;
};

}  // namespace nansen::benchmarks

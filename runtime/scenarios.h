// Many scenarios of one table of States, laid out so that scenarios fill the vector lanes.
//
// A scenario is a table with parameters. All scenarios of a batch have the same rows, the same
// truths and the same indicators known; their numbers differ. A number is a whole number of units
// of 1/scale, the scale being the column's; it is kept as a double, in which every whole number
// within 2^53 is exact, so what is stored is what is meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nansen::runtime {

/// Scenarios in one block: one vector of eight doubles.
inline constexpr std::size_t scenario_lanes = 8;
/// The largest whole number that a scenario holds, on either side of zero.
inline constexpr std::int64_t scenario_limit = std::int64_t{1} << 53;

/// The least and the greatest of some numbers of units; both zero where there are none.
struct UnitRange {
  double least = 0;
  double greatest = 0;
};

class Scenarios {
 public:
  /// `scales` has an entry for each number input, `parameter_scales` for each parameter, all at
  /// least 1. `truths` and `known` hold for each input, row by row, 0 or 1: of a truth input
  /// whether it holds, of any input whether it is known. All numbers begin as zero.
  Scenarios(std::size_t rows, std::size_t count, std::vector<std::int64_t> scales,
            std::vector<std::int64_t> parameter_scales,
            std::vector<std::vector<std::uint8_t>> truths,
            std::vector<std::vector<std::uint8_t>> known);

  std::size_t rows() const { return rows_; }
  std::size_t count() const { return count_; }
  std::size_t blocks() const { return (count_ + scenario_lanes - 1) / scenario_lanes; }
  std::size_t inputs() const { return scales_.size(); }
  std::size_t parameters() const { return parameter_scales_.size(); }
  std::int64_t scale(std::size_t input) const { return scales_[input]; }
  std::int64_t parameter_scale(std::size_t parameter) const { return parameter_scales_[parameter]; }
  const std::vector<std::uint8_t>& truths(std::size_t input) const { return truths_[input]; }
  const std::vector<std::uint8_t>& known(std::size_t input) const { return known_[input]; }

  /// `value` must lie within scenario_limit.
  void set(std::size_t scenario, std::size_t input, std::size_t row, std::int64_t value);
  void set_parameter(std::size_t scenario, std::size_t parameter, std::int64_t value);
  std::int64_t get(std::size_t scenario, std::size_t input, std::size_t row) const;
  std::int64_t get_parameter(std::size_t scenario, std::size_t parameter) const;

  /// The numbers of a block: rows() times scenario_lanes doubles, 64-byte aligned, lanes innermost.
  /// Lanes past the last scenario repeat the last one.
  const double* block(std::size_t block, std::size_t input) const;
  /// scenario_lanes doubles.
  const double* parameter_block(std::size_t block, std::size_t parameter) const;
  /// Fills the lanes past the last scenario and finds the ranges; to be called once all is set.
  void finish();
  /// Of an input over all scenarios, at the rows where it is known; as it was at the last finish().
  const UnitRange& range(std::size_t input) const { return ranges_[input]; }
  const UnitRange& parameter_range(std::size_t parameter) const {
    return parameter_ranges_[parameter];
  }

 private:
  struct alignas(64) Line {
    double lanes[scenario_lanes];
  };
  Line& line(std::size_t block, std::size_t input, std::size_t row);
  const Line& line(std::size_t block, std::size_t input, std::size_t row) const;
  void find_ranges();

  std::size_t rows_ = 0;
  std::size_t count_ = 0;
  std::vector<std::int64_t> scales_;
  std::vector<std::int64_t> parameter_scales_;
  std::vector<std::vector<std::uint8_t>> truths_;
  std::vector<std::vector<std::uint8_t>> known_;
  std::vector<Line> lines_;       // [block][input][row]
  std::vector<Line> parameters_;  // [block][parameter]
  std::vector<UnitRange> ranges_;
  std::vector<UnitRange> parameter_ranges_;
};

/// What was asked of every scenario: whole numbers, row by row. A number is rounded to `digits`
/// decimals (halves away from zero) and held as that many units; a truth is 0 or 1. Where a row was
/// not asked it is zero.
struct ScenarioColumn {
  std::vector<std::int64_t> values;  // [scenario * rows + row]
};
struct ScenarioResults {
  std::vector<ScenarioColumn> columns;  // by output of the sheet
  /// By scenario: 1 iff its bounds left something undecided, so that its values must be worked out
  /// exactly; its values are then unspecified.
  std::vector<std::uint8_t> undecided;
};

}  // namespace nansen::runtime

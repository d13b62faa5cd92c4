// Where the numbers of scenarios lie.
#include "runtime/scenarios.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace nansen::runtime {

Scenarios::Scenarios(std::size_t rows, std::size_t count, std::vector<std::int64_t> scales,
                     std::vector<std::int64_t> parameter_scales,
                     std::vector<std::vector<std::uint8_t>> truths,
                     std::vector<std::vector<std::uint8_t>> known)
    : rows_(rows),
      count_(count),
      scales_(std::move(scales)),
      parameter_scales_(std::move(parameter_scales)),
      truths_(std::move(truths)),
      known_(std::move(known)),
      lines_(blocks() * inputs() * rows_, Line{}),
      parameters_(blocks() * parameters(), Line{}),
      ranges_(inputs()),
      parameter_ranges_(parameters()) {
  assert(truths_.size() == inputs() && known_.size() == inputs());
}

Scenarios::Line& Scenarios::line(std::size_t block, std::size_t input, std::size_t row) {
  assert(block < blocks() && input < inputs() && row < rows_);
  return lines_[(block * inputs() + input) * rows_ + row];
}

const Scenarios::Line& Scenarios::line(std::size_t block, std::size_t input,
                                       std::size_t row) const {
  assert(block < blocks() && input < inputs() && row < rows_);
  return lines_[(block * inputs() + input) * rows_ + row];
}

void Scenarios::set(std::size_t scenario, std::size_t input, std::size_t row, std::int64_t value) {
  assert(scenario < count_ && value >= -scenario_limit && value <= scenario_limit);
  line(scenario / scenario_lanes, input, row).lanes[scenario % scenario_lanes] =
      static_cast<double>(value);
}

void Scenarios::set_parameter(std::size_t scenario, std::size_t parameter, std::int64_t value) {
  assert(scenario < count_ && value >= -scenario_limit && value <= scenario_limit);
  parameters_[scenario / scenario_lanes * parameters() + parameter]
      .lanes[scenario % scenario_lanes] = static_cast<double>(value);
}

std::int64_t Scenarios::get(std::size_t scenario, std::size_t input, std::size_t row) const {
  return static_cast<std::int64_t>(
      line(scenario / scenario_lanes, input, row).lanes[scenario % scenario_lanes]);
}

std::int64_t Scenarios::get_parameter(std::size_t scenario, std::size_t parameter) const {
  return static_cast<std::int64_t>(
      parameter_block(scenario / scenario_lanes, parameter)[scenario % scenario_lanes]);
}

const double* Scenarios::block(std::size_t block, std::size_t input) const {
  return lines_[(block * inputs() + input) * rows_].lanes;
}

const double* Scenarios::parameter_block(std::size_t block, std::size_t parameter) const {
  return parameters_[block * parameters() + parameter].lanes;
}

void Scenarios::finish() {
  if (count_ == 0) return;
  const std::size_t last = (count_ - 1) % scenario_lanes;
  const auto repeat_last = [last](Line& line) {
    for (std::size_t lane = last + 1; lane < scenario_lanes; ++lane) {
      line.lanes[lane] = line.lanes[last];
    }
  };
  for (std::size_t at = lines_.size() - inputs() * rows_; at < lines_.size(); ++at) {
    repeat_last(lines_[at]);
  }
  for (std::size_t at = parameters_.size() - parameters(); at < parameters_.size(); ++at) {
    repeat_last(parameters_[at]);
  }
  find_ranges();
}

void Scenarios::find_ranges() {
  // A range that nothing has widened yet is empty.
  constexpr UnitRange none{std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()};
  std::fill(ranges_.begin(), ranges_.end(), none);
  std::fill(parameter_ranges_.begin(), parameter_ranges_.end(), none);
  const auto widen = [](UnitRange& range, const Line& line) {
    for (const double lane : line.lanes) {
      range.least = std::min(range.least, lane);
      range.greatest = std::max(range.greatest, lane);
    }
  };
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const std::size_t input = at / rows_ % inputs();
    if (known_[input][at % rows_] != 0) widen(ranges_[input], lines_[at]);
  }
  for (std::size_t at = 0; at < parameters_.size(); ++at) {
    widen(parameter_ranges_[at % parameters()], parameters_[at]);
  }
  for (UnitRange& range : ranges_) {
    if (range.least > range.greatest) range = {};
  }
}

}  // namespace nansen::runtime

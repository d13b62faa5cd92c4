// What is varied: parameters and indicators over ranges, in steps or at random.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lower/formula.h"
#include "compiler/program/program.h"
#include "compiler/sharing/table.h"

namespace nansen::sharing {

/// One thing that is varied, from one value to another.
struct Axis {
  std::string name;
  bool indicator = false;
  /// Of an indicator: the range is of factors by which each State's own figure is multiplied.
  bool relative = false;
  std::size_t parameter = 0;          // of the sheet
  std::vector<std::uint32_t> inputs;  // of an indicator
  Rational from;
  Rational to;
  /// Values from the first to the last, evenly spaced; nothing: any between, drawn at random.
  std::optional<std::uint64_t> steps;
};

/// `NAME=FROM..TO/STEPS`; without STEPS where `random` is set. Nothing after an error.
std::optional<std::vector<Axis>> read_axes(const program::Program& program,
                                           const lower::LoweredFormula& lowered,
                                           const std::vector<std::string>& parameters,
                                           const std::vector<std::string>& indicators, bool random,
                                           Emitter& emitter);

/// `unemployment_weight from 0% to 20% in 41 steps`.
std::string axis_words(const Axis& axis);
/// A value on the axis as a person writes it: `12.5%`, `20000`.
std::string axis_value(const Axis& axis, const Rational& value);

}  // namespace nansen::sharing

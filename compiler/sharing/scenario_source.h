// Many variants of one table of States, as batches for native code and one by one for the exact
// interpreter. Used inside this room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/interpret/sheet.h"
#include "compiler/ir/sheet.h"
#include "compiler/sharing/axes.h"
#include "compiler/sharing/scenario_table.h"
#include "runtime/scenarios.h"

namespace nansen::sharing {

/// Safe to use from several threads once made.
class ScenarioSource {
 public:
  virtual ~ScenarioSource() = default;

  virtual std::size_t count() const = 0;
  /// The end of the batch that begins with scenario `first`: at most `limit` further on, all of one
  /// shape.
  virtual std::size_t batch_end(std::size_t first, std::size_t limit) const = 0;
  /// The scenarios from `first` to `end`, which is what `batch_end` says or before.
  virtual runtime::Scenarios batch(std::size_t first, std::size_t end) const = 0;
  /// The same scenario as `batch` has it, exactly.
  virtual interpret::SheetTable table(std::size_t scenario) const = 0;
  /// By row of the scenario: the State's number among all States.
  virtual const std::vector<std::size_t>& states(std::size_t scenario) const = 0;
  /// By row of the scenario: whether the formula asks for the State.
  virtual const std::vector<bool>& asked(std::size_t scenario) const = 0;
  /// What tells the scenario from the others: `12.5%` of each axis, or its name.
  virtual std::vector<std::string> label(std::size_t scenario) const = 0;
};

/// The combinations of all steps of `axes`, or `random` draws with `seed` (an axis with steps is
/// then drawn among them; an indicator for each State by itself). Nothing after an error: a number
/// that native code cannot hold.
std::unique_ptr<ScenarioSource> vary(const ir::Sheet& sheet, const interpret::SheetTable& table,
                                     std::vector<Axis> axes, std::optional<std::uint64_t> random,
                                     std::uint64_t seed, Emitter& emitter);

/// Tables given one by one. `states` gets the names of all States of all tables. Nothing after an
/// error.
std::unique_ptr<ScenarioSource> given(const ir::Sheet& sheet,
                                      std::vector<std::pair<std::string, StateTable>> tables,
                                      std::vector<std::string>& states, Emitter& emitter);

/// How many scenarios the axes and draws come to, or nothing where that is beyond 2^63.
std::optional<std::uint64_t> scenario_count(const std::vector<Axis>& axes,
                                            std::optional<std::uint64_t> random);

}  // namespace nansen::sharing

// Tables of States as scenarios for native code: each column at a scale that holds all its numbers.
// Used inside this room.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/interpret/sheet.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"

namespace nansen::sharing {

/// The scale at which a number is a whole one of at most runtime::scenario_limit, if it is one at
/// some multiple of `scale`; grows from number to number.
class ScaleFinder {
 public:
  /// Takes `number` into account. False iff there is no scale that holds it and all before it.
  bool add(const Rational& number);
  std::int64_t scale() const { return scale_.get_si(); }

 private:
  mpz_class scale_ = 1;
  Rational greatest_;
};

/// `number` times `scale`, which is a whole number within runtime::scenario_limit.
std::int64_t units_of(const Rational& number, std::int64_t scale);

/// What all scenarios of one batch have in common: rows, truths and what is known.
struct ScenarioShape {
  std::size_t rows = 0;
  std::vector<std::vector<std::uint8_t>> truths;  // by input and row
  std::vector<std::vector<std::uint8_t>> known;
  auto operator<=>(const ScenarioShape&) const = default;
};
ScenarioShape shape_of(const ir::Sheet& sheet, const interpret::SheetTable& table);

}  // namespace nansen::sharing

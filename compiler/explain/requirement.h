// What a search for settling facts asks of one fact; used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "compiler/explain/case_facts.h"

namespace nansen::explain {

/// One fact of one row. A row beyond those of its table stands for one that would be added.
using FactPlace = std::pair<Place, program::FactId>;

enum class RequirementKind : std::uint8_t {
  OneOf,     // Boolean (no, yes) or Enumeration: one of the allowed members
  Members,   // Set: includes these, does not include those, is not empty
  Within,    // numbers, dates, periods: stored values from least to greatest
  Row,       // Reference: this row
  OtherRow,  // Reference: a row, but none of these
  Complete,  // Rows: no others than those listed
  Further,   // Rows: one row more than those listed
};

struct Requirement {
  RequirementKind kind{};
  std::vector<bool> allowed;             // of OneOf
  std::vector<bool> included, excluded;  // of Members
  bool not_empty = false;                // of Members
  std::int64_t least = 0, greatest = 0;  // of Within
  bool example = false;                  // of Within: other values would do with other facts
  std::size_t row = 0;                   // of Row
  std::set<std::size_t> excepted;        // of OtherRow

  bool operator==(const Requirement&) const = default;
  /// Narrows this to what meets `other` too; false iff nothing does.
  bool narrow(const Requirement& other);
  /// True iff whatever meets `other` meets this.
  bool implied_by(const Requirement& other) const;
};

/// Requirements that together settle the answer.
using Requirements = std::map<FactPlace, Requirement>;

/// Ways to reach something, none of which asks all that another asks, fewest facts first.
struct Ways {
  std::vector<Requirements> sets;
  /// No way with fewer facts than this is missing. Others may have been dropped.
  std::size_t whole_below = nothing_dropped;

  static constexpr std::size_t nothing_dropped = std::numeric_limits<std::size_t>::max();
  /// True iff nothing can bring it about, and none was dropped that might.
  bool impossible() const { return sets.empty() && whole_below == nothing_dropped; }
};

/// What holds already, and what nothing can bring about.
Ways reached();
inline Ways unreachable() { return {}; }

/// Sets of ways, at most `kept` of them: those with the fewest facts. A step is one requirement
/// copied or compared; once `steps` are spent only one way of each is followed up, so that what is
/// found is a way still, but perhaps not the smallest.
class WaysLimit {
 public:
  WaysLimit(std::size_t kept, std::size_t steps) : kept_(kept), steps_(steps) {}

  /// From here on so many steps may be made.
  void allow(std::size_t steps) { steps_ = steps; }
  std::size_t steps_left() const { return steps_; }
  /// How many ways of each are followed up now.
  std::size_t kept() const { return steps_ == 0 ? 1 : kept_; }

  /// Both must be brought about; or one of them.
  Ways both(const Ways& left, const Ways& right);
  Ways either(Ways left, const Ways& right);
  /// `count` of `parts` must be.
  Ways at_least(std::size_t count, const std::vector<Ways>& parts);
  Ways all(const std::vector<Ways>& parts);
  Ways any(const std::vector<Ways>& parts);

 private:
  Ways both(const Ways& left, const Ways& right, bool apart);
  Ways at_least_of_apart(std::size_t count, const std::vector<Ways>& parts);
  void spend(std::size_t steps) { steps_ -= steps < steps_ ? steps : steps_; }
  Ways pruned(Ways ways);

  std::size_t kept_;
  std::size_t steps_;
};

}  // namespace nansen::explain

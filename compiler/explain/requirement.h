// What a search for settling facts asks of one fact; used inside this room only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
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

  bool operator==(const Requirement&) const = default;
  /// Narrows this to what meets `other` too; false iff nothing does.
  bool narrow(const Requirement& other);
  /// True iff whatever meets `other` meets this.
  bool implied_by(const Requirement& other) const;
};

/// Requirements that together settle the answer.
using Requirements = std::map<FactPlace, Requirement>;

/// Ways to reach something, none of which asks all that another asks.
using Ways = std::vector<Requirements>;

/// What holds already, and what nothing can bring about.
Ways reached();
inline Ways unreachable() { return {}; }

/// Sets of ways, at most `kept` of them: those with the fewest facts.
class WaysLimit {
 public:
  explicit WaysLimit(std::size_t kept) : kept_(kept) {}

  /// Both must be brought about; or one of them.
  Ways both(const Ways& left, const Ways& right) const;
  Ways either(Ways left, const Ways& right) const;
  /// `count` of `parts` must be.
  Ways at_least(std::size_t count, const std::vector<Ways>& parts) const;
  Ways all(const std::vector<Ways>& parts) const;
  Ways any(const std::vector<Ways>& parts) const;

 private:
  Ways pruned(Ways ways) const;

  std::size_t kept_;
};

}  // namespace nansen::explain

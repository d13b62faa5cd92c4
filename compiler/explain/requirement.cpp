#include "compiler/explain/requirement.h"

#include <algorithm>

namespace nansen::explain {
namespace {

bool any_of(const std::vector<bool>& bits) {
  return std::find(bits.begin(), bits.end(), true) != bits.end();
}

// True iff every bit of `part` is set in `whole`.
bool contains(const std::vector<bool>& whole, const std::vector<bool>& part) {
  for (std::size_t at = 0; at < part.size(); ++at) {
    if (part[at] && !whole[at]) return false;
  }
  return true;
}

bool implied(const Requirements& weaker, const Requirements& stronger) {
  return std::all_of(weaker.begin(), weaker.end(), [&stronger](const auto& entry) {
    const auto found = stronger.find(entry.first);
    return found != stronger.end() && entry.second.implied_by(found->second);
  });
}

}  // namespace

bool Requirement::narrow(const Requirement& other) {
  if (kind != other.kind) return false;
  switch (kind) {
    case RequirementKind::OneOf:
      for (std::size_t at = 0; at < allowed.size(); ++at) {
        allowed[at] = allowed[at] && other.allowed[at];
      }
      return any_of(allowed);
    case RequirementKind::Members: {
      bool possible = false;
      for (std::size_t at = 0; at < included.size(); ++at) {
        included[at] = included[at] || other.included[at];
        excluded[at] = excluded[at] || other.excluded[at];
        if (included[at] && excluded[at]) return false;
        possible = possible || !excluded[at];
      }
      not_empty = not_empty || other.not_empty;
      return possible || !not_empty;
    }
    case RequirementKind::Within:
      least = std::max(least, other.least);
      greatest = std::min(greatest, other.greatest);
      example = example || other.example;
      return least <= greatest;
    case RequirementKind::Row: return row == other.row;
    case RequirementKind::Complete:
    case RequirementKind::Further: return true;
  }
  return false;
}

bool Requirement::implied_by(const Requirement& other) const {
  if (kind != other.kind) return false;
  switch (kind) {
    case RequirementKind::OneOf: return contains(allowed, other.allowed);
    case RequirementKind::Members:
      return contains(other.included, included) && contains(other.excluded, excluded) &&
             (!not_empty || other.not_empty || any_of(other.included));
    case RequirementKind::Within: return least <= other.least && other.greatest <= greatest;
    case RequirementKind::Row: return row == other.row;
    case RequirementKind::Complete:
    case RequirementKind::Further: return true;
  }
  return false;
}

Ways reached() { return {Requirements{}}; }

Ways WaysLimit::pruned(Ways ways) const {
  std::stable_sort(ways.begin(), ways.end(),
                   [](const Requirements& left, const Requirements& right) {
                     return left.size() < right.size();
                   });
  Ways result;
  for (Requirements& way : ways) {
    if (result.size() >= kept_) break;
    const bool needless =
        std::any_of(result.begin(), result.end(),
                    [&way](const Requirements& kept) { return implied(kept, way); });
    if (needless) continue;
    // Of two ways with the same facts the weaker demand stays.
    std::erase_if(result, [&way](const Requirements& kept) { return implied(way, kept); });
    result.push_back(std::move(way));
  }
  return result;
}

Ways WaysLimit::both(const Ways& left, const Ways& right) const {
  Ways result;
  for (const Requirements& first : left) {
    for (const Requirements& second : right) {
      Requirements merged = first;
      bool possible = true;
      for (const auto& [place, requirement] : second) {
        const auto [entry, added] = merged.try_emplace(place, requirement);
        if (!added && !entry->second.narrow(requirement)) {
          possible = false;
          break;
        }
      }
      if (possible) result.push_back(std::move(merged));
    }
  }
  return pruned(std::move(result));
}

Ways WaysLimit::either(Ways left, const Ways& right) const {
  left.insert(left.end(), right.begin(), right.end());
  return pruned(std::move(left));
}

Ways WaysLimit::all(const std::vector<Ways>& parts) const {
  Ways result = reached();
  for (const Ways& part : parts) {
    result = both(result, part);
    if (result.empty()) break;
  }
  return result;
}

Ways WaysLimit::any(const std::vector<Ways>& parts) const {
  Ways result;
  for (const Ways& part : parts) result.insert(result.end(), part.begin(), part.end());
  return pruned(std::move(result));
}

Ways WaysLimit::at_least(std::size_t count, const std::vector<Ways>& parts) const {
  // by_count[n]: ways to bring about n of the parts looked at so far.
  std::vector<Ways> by_count(count + 1);
  by_count[0] = reached();
  for (const Ways& part : parts) {
    for (std::size_t reached_so_far = count; reached_so_far > 0; --reached_so_far) {
      by_count[reached_so_far] =
          either(by_count[reached_so_far], both(by_count[reached_so_far - 1], part));
    }
  }
  return by_count[count];
}

}  // namespace nansen::explain

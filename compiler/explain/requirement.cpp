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

// A bit for each fact, several facts to a bit: what a way lacks here it lacks.
std::uint64_t signature(const Requirements& way) {
  std::uint64_t bits = 0;
  for (const auto& [place, requirement] : way) {
    const auto domain = static_cast<std::uint64_t>(place.first.domain.index);
    const auto fact = static_cast<std::uint64_t>(place.second.index);
    const std::uint64_t mixed = (place.first.row * 31 + domain) * 31 + fact;
    bits |= std::uint64_t{1} << (mixed % 64);
  }
  return bits;
}

std::size_t size_of(const Ways& ways) {
  std::size_t size = 0;
  for (const Requirements& way : ways.sets) size += way.size() + 1;
  return size;
}

// No way, dropped ones included, has fewer facts than this.
std::size_t least_size(const Ways& ways) {
  return ways.sets.empty() ? ways.whole_below
                           : std::min(ways.sets.front().size(), ways.whole_below);
}

std::size_t sum(std::size_t left, std::size_t right) {
  return left > Ways::nothing_dropped - right ? Ways::nothing_dropped : left + right;
}

// True iff nothing was dropped and no two parts ask for the same fact.
bool are_apart(const std::vector<Ways>& parts) {
  std::map<FactPlace, std::size_t> asked_by;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    if (parts[at].whole_below != Ways::nothing_dropped) return false;
    for (const Requirements& way : parts[at].sets) {
      for (const auto& [place, requirement] : way) {
        if (asked_by.try_emplace(place, at).first->second != at) return false;
      }
    }
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
  if (kind == RequirementKind::Row && other.kind == RequirementKind::OtherRow) {
    return !other.excepted.contains(row);
  }
  if (kind == RequirementKind::OtherRow && other.kind == RequirementKind::Row) {
    Requirement one = other;
    if (!one.narrow(*this)) return false;
    *this = std::move(one);
    return true;
  }
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
    case RequirementKind::OtherRow:
      excepted.insert(other.excepted.begin(), other.excepted.end());
      return true;
    case RequirementKind::Complete:
    case RequirementKind::Further: return true;
  }
  return false;
}

bool Requirement::implied_by(const Requirement& other) const {
  if (kind == RequirementKind::OtherRow && other.kind == RequirementKind::Row) {
    return !excepted.contains(other.row);
  }
  if (kind != other.kind) return false;
  switch (kind) {
    case RequirementKind::OneOf: return contains(allowed, other.allowed);
    case RequirementKind::Members:
      return contains(other.included, included) && contains(other.excluded, excluded) &&
             (!not_empty || other.not_empty || any_of(other.included));
    case RequirementKind::Within: return least <= other.least && other.greatest <= greatest;
    case RequirementKind::Row: return row == other.row;
    case RequirementKind::OtherRow:
      return std::includes(other.excepted.begin(), other.excepted.end(), excepted.begin(),
                           excepted.end());
    case RequirementKind::Complete:
    case RequirementKind::Further: return true;
  }
  return false;
}

Ways reached() { return {{Requirements{}}, Ways::nothing_dropped}; }

Ways WaysLimit::pruned(Ways ways) {
  std::stable_sort(ways.sets.begin(), ways.sets.end(),
                   [](const Requirements& left, const Requirements& right) {
                     return left.size() < right.size();
                   });
  struct Kept {
    Requirements way;
    std::uint64_t facts = 0;
  };
  std::vector<Kept> result;
  Ways pruned;
  pruned.whole_below = ways.whole_below;
  std::size_t compared = 0;
  for (Requirements& way : ways.sets) {
    if (result.size() >= kept()) {
      pruned.whole_below = std::min(pruned.whole_below, way.size());
      break;
    }
    const std::uint64_t facts = signature(way);
    const auto asks_less = [&](const Kept& kept) {
      if ((kept.facts & ~facts) != 0) return false;
      compared += kept.way.size();
      return implied(kept.way, way);
    };
    compared += 1 + result.size() / 8;
    if (std::any_of(result.begin(), result.end(), asks_less)) continue;
    // Of two ways with the same facts the weaker demand stays.
    std::erase_if(result, [&](const Kept& kept) {
      return kept.facts == facts && kept.way.size() == way.size() && implied(way, kept.way);
    });
    result.push_back({std::move(way), facts});
  }
  spend(compared);
  for (Kept& kept : result) pruned.sets.push_back(std::move(kept.way));
  return pruned;
}

Ways WaysLimit::both(const Ways& left, const Ways& right) { return both(left, right, false); }

// `apart` says that the two ask for no fact in common: then the facts of what was dropped add up.
Ways WaysLimit::both(const Ways& left, const Ways& right, bool apart) {
  if (left.impossible() || right.impossible()) return unreachable();
  Ways result;
  const std::size_t beside_left = apart ? least_size(right) : 0;
  const std::size_t beside_right = apart ? least_size(left) : 0;
  result.whole_below =
      std::min(sum(left.whole_below, beside_left), sum(right.whole_below, beside_right));
  spend(left.sets.size() * size_of(right) + right.sets.size() * size_of(left));
  const std::size_t followed = steps_ == 0 ? 1 : left.sets.size();
  for (std::size_t at = 0; at < left.sets.size(); ++at) {
    if (at == followed && !result.sets.empty()) {
      result.whole_below = std::min(result.whole_below, sum(left.sets[at].size(), beside_left));
      break;
    }
    for (const Requirements& second : right.sets) {
      Requirements merged = left.sets[at];
      bool possible = true;
      for (const auto& [place, requirement] : second) {
        const auto [entry, added] = merged.try_emplace(place, requirement);
        if (!added && !entry->second.narrow(requirement)) {
          possible = false;
          break;
        }
      }
      if (possible) result.sets.push_back(std::move(merged));
    }
  }
  return pruned(std::move(result));
}

Ways WaysLimit::either(Ways left, const Ways& right) {
  left.sets.insert(left.sets.end(), right.sets.begin(), right.sets.end());
  left.whole_below = std::min(left.whole_below, right.whole_below);
  spend(size_of(right));
  return pruned(std::move(left));
}

Ways WaysLimit::all(const std::vector<Ways>& parts) {
  const bool apart = are_apart(parts);
  Ways result = reached();
  for (const Ways& part : parts) {
    result = both(result, part, apart);
    if (result.sets.empty()) break;
  }
  return result;
}

Ways WaysLimit::any(const std::vector<Ways>& parts) {
  Ways result;
  for (const Ways& part : parts) {
    result.sets.insert(result.sets.end(), part.sets.begin(), part.sets.end());
    result.whole_below = std::min(result.whole_below, part.whole_below);
    spend(size_of(part));
  }
  return pruned(std::move(result));
}

Ways WaysLimit::at_least(std::size_t count, const std::vector<Ways>& parts) {
  if (count == 1) return any(parts);
  if (count == parts.size()) return all(parts);
  if (are_apart(parts)) return at_least_of_apart(count, parts);
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

// Of parts with no fact in common none spares another: a full list is not looked through for what
// can only be longer.
Ways WaysLimit::at_least_of_apart(std::size_t count, const std::vector<Ways>& parts) {
  std::vector<Ways> by_count(count + 1);
  by_count[0] = reached();
  for (const Ways& part : parts) {
    if (part.impossible()) continue;
    for (std::size_t reached_so_far = count; reached_so_far > 0; --reached_so_far) {
      Ways& ways = by_count[reached_so_far];
      const Ways& fewer = by_count[reached_so_far - 1];
      const std::size_t least = sum(least_size(fewer), least_size(part));
      if (ways.sets.size() >= kept() && ways.sets.back().size() <= least) {
        ways.whole_below = std::min(ways.whole_below, least);
      } else {
        ways = either(std::move(ways), both(fewer, part, true));
      }
    }
  }
  return by_count[count];
}

}  // namespace nansen::explain

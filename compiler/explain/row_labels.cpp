#include "compiler/explain/row_labels.h"

#include <fmt/format.h>

#include <deque>
#include <utility>

#include "compiler/explain/case_rows.h"

namespace nansen::explain {

using program::TypeKind;

// Breadth first: a row is called by the shortest way to it. What is linked to a referenced row is
// called by that row, so that no way goes through it.
RowLabels::RowLabels(const program::Program& program, const CaseFacts& facts, Place root,
                     RowNames names)
    : facts_(facts), names_(std::move(names)) {
  std::deque<Place> pending = {root};
  paths_[root] = {root, ""};
  while (!pending.empty()) {
    const Place place = pending.front();
    pending.pop_front();
    const Path path = paths_[place];
    for (std::size_t index = 0; index < program.facts.size(); ++index) {
      const program::FactId fact(index);
      const program::Fact& entry = program.facts[fact];
      if (!facts.column(place.domain, fact).valid()) continue;
      if (entry.type.kind == TypeKind::Reference) {
        const Place there = facts.fact(place, fact).reference;
        const bool first =
            there.known() &&
            paths_.try_emplace(there, Path{path.from, path.references + entry.name + "."}).second;
        if (first) pending.push_back(there);
      } else if (entry.type.kind == TypeKind::Rows && below_root(facts.module(), place.domain)) {
        for (const Place& row : facts.linked(place, fact).rows) {
          paths_[row] = {row, ""};
          pending.push_back(row);
        }
      }
    }
  }
}

RowLabel RowLabels::of(Place place) const {
  if (!place.known()) return {};
  switch (facts_.module().domains[place.domain].kind) {
    case ir::DomainKind::Root: return {};
    case ir::DomainKind::Rows: return {linked(place), ""};
    case ir::DomainKind::Referenced: break;
  }
  const auto path = paths_.find(place);
  if (path == paths_.end()) return {"", referenced(place) + "."};
  return {of(path->second.from).row, path->second.references};
}

std::string RowLabels::referenced(Place place) const {
  const std::string& entity = facts_.module().domains[place.domain].entity;
  const std::string name = names_ ? names_(place.domain, place.row) : std::string();
  return name.empty() ? fmt::format("{} {}", entity, place.row + 1)
                      : fmt::format("{} \"{}\"", entity, name);
}

std::string RowLabels::which(Place place) const {
  if (!place.known() || !paths_.contains(place) ||
      facts_.module().domains[place.domain].kind != ir::DomainKind::Referenced) {
    return "";
  }
  const std::string name = names_ ? names_(place.domain, place.row) : std::string();
  return name.empty() ? referenced(place) : name;
}

std::string RowLabels::linked(Place place) const {
  const ir::Domain& domain = facts_.module().domains[place.domain];
  const std::string& link = facts_.module().columns[domain.link].name;
  const bool added = place.row >= rows(place.domain);
  const Place above{domain.parent,
                    added ? place.row - rows(place.domain) : row_above(domain, place.row)};
  std::string text;
  if (added) {
    text = "a further row of " + link;
  } else {
    const std::size_t position = facts_.position(domain.link);
    const auto& table = facts_.batch().tables[static_cast<std::size_t>(above.domain.index)];
    const std::string name = names_ ? names_(place.domain, place.row) : std::string();
    text = name.empty()
               ? fmt::format("{} {}", link, place.row - table->rows_begin(above.row, position) + 1)
               : fmt::format("{} \"{}\"", link, name);
  }
  switch (facts_.module().domains[above.domain].kind) {
    case ir::DomainKind::Root: return text;
    case ir::DomainKind::Rows: return text + " of " + linked(above);
    case ir::DomainKind::Referenced: break;
  }
  return text + " of " + referenced(above);
}

// The row of the parent domain to which the linked row `row` belongs.
std::size_t RowLabels::row_above(const ir::Domain& domain, std::size_t row) const {
  const std::size_t position = facts_.position(domain.link);
  const auto& table = facts_.batch().tables[static_cast<std::size_t>(domain.parent.index)];
  std::size_t first = 0;
  std::size_t end = table->rows();
  while (first + 1 < end) {
    const std::size_t middle = first + (end - first) / 2;
    (table->rows_begin(middle, position) <= row ? first : end) = middle;
  }
  return first;
}

std::size_t RowLabels::rows(ir::DomainId domain) const {
  const auto& table = facts_.batch().tables[static_cast<std::size_t>(domain.index)];
  return table == nullptr ? 0 : table->rows();
}

}  // namespace nansen::explain

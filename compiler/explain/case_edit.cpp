#include "compiler/explain/case_edit.h"

#include <algorithm>
#include <limits>

#include "compiler/explain/case_rows.h"

namespace nansen::explain {
namespace {

using runtime::ColumnKind;
using runtime::Table;

// The first or last of `bits` that is set.
std::size_t chosen_bit(const std::vector<bool>& bits, Choice choice) {
  std::size_t chosen = 0;
  for (std::size_t at = 0; at < bits.size(); ++at) {
    if (!bits[at]) continue;
    chosen = at;
    if (choice == Choice::First) break;
  }
  return chosen;
}

// The members a set must include; where it need only not be empty, one more that it may.
std::vector<std::uint32_t> chosen_members(const Requirement& requirement, Choice choice) {
  std::vector<std::uint32_t> members;
  std::vector<bool> free(requirement.included.size());
  for (std::size_t at = 0; at < free.size(); ++at) {
    if (requirement.included[at]) members.push_back(static_cast<std::uint32_t>(at));
    free[at] = !requirement.included[at] && !requirement.excluded[at];
  }
  if (choice == Choice::Last) {
    // Every further member would do too.
    for (std::size_t at = 0; at < free.size(); ++at) {
      if (free[at]) members.push_back(static_cast<std::uint32_t>(at));
    }
  } else if (members.empty() && requirement.not_empty) {
    members.push_back(static_cast<std::uint32_t>(chosen_bit(free, choice)));
  }
  std::sort(members.begin(), members.end());
  return members;
}

// A row that no table has: nothing is known of it but that it is none of the others.
constexpr std::uint32_t unlisted_row = std::numeric_limits<std::uint32_t>::max();

// Where a fact is kept: twice the same place, unless it has two bounds.
struct Columns {
  std::size_t least = 0;
  std::size_t greatest = 0;
};

void meet(const Requirement& requirement, Choice choice, Table& table, std::size_t row,
          const Columns& columns) {
  const std::size_t column = columns.least;
  switch (requirement.kind) {
    case RequirementKind::OneOf: {
      const std::size_t value = chosen_bit(requirement.allowed, choice);
      if (table.shapes()[column].kind == ColumnKind::Boolean) {
        table.set_truth(row, column, value == 1);
      } else {
        table.set_code(row, column, static_cast<std::uint32_t>(value));
      }
      return;
    }
    case RequirementKind::Members:
      table.set_members(row, column, chosen_members(requirement, choice));
      return;
    case RequirementKind::Within: {
      const std::int64_t number =
          choice == Choice::First ? requirement.least : requirement.greatest;
      table.set_number(row, column, number);
      table.set_number(row, columns.greatest, number);
      return;
    }
    case RequirementKind::Row:
      table.set_reference(row, column, static_cast<std::uint32_t>(requirement.row));
      return;
    case RequirementKind::OtherRow: table.set_reference(row, column, unlisted_row); return;
    case RequirementKind::Complete: table.set_rows_known(row, column); return;
    case RequirementKind::Further: return;  // the row was added when the case was copied
  }
}

}  // namespace

runtime::Batch edited(const CaseFacts& facts, const Requirements& requirements, Choice choice) {
  const ir::Module& module = facts.module();
  const auto has_further = [&](ir::ColumnId link, std::size_t row) {
    return std::any_of(requirements.begin(), requirements.end(), [&](const auto& entry) {
      const auto& [place, fact] = entry.first;
      return entry.second.kind == RequirementKind::Further && place.row == row &&
             place.domain == module.columns[link].domain &&
             facts.column(place.domain, fact) == link;
    });
  };
  CopiedCase copy = copy_case(module, facts.batch(), 0, has_further);
  for (const auto& [fact_place, requirement] : requirements) {
    const auto& [place, fact] = fact_place;
    const auto domain = static_cast<std::size_t>(place.domain.index);
    const Columns columns{facts.position(facts.column(place.domain, fact)),
                          facts.position(facts.greatest_column(place.domain, fact))};
    if (!below_root(module, place.domain)) {
      // A shared table: the copy gets one of its own.
      std::shared_ptr<Table> own = copy_table(*copy.batch.tables[domain]);
      meet(requirement, choice, *own, place.row, columns);
      copy.batch.tables[domain] = std::move(own);
      continue;
    }
    const auto& sources = copy.sources[domain];
    const auto row = std::find(sources.begin(), sources.end(), place.row);
    if (row == sources.end()) continue;
    meet(requirement, choice, *copy.batch.tables[domain],
         static_cast<std::size_t>(row - sources.begin()), columns);
  }
  return std::move(copy.batch);
}

}  // namespace nansen::explain

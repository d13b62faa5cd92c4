// The rows of another entity, summed up for each State; used inside this room.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "compiler/base/rational.h"
#include "compiler/sharing/places.h"
#include "compiler/sharing/table.h"

namespace nansen::sharing {

/// What a group comes to for one State: nothing where it is not known, and then why, as in
/// Unsettled::group_row; or where there are no rows to make it of.
struct GroupValue {
  std::optional<Rational> number;
  std::string unknown;
};

/// By the name of the State, of those that have rows.
using GroupValues = std::map<std::string, GroupValue, std::less<>>;

/// Reads the table of `group` and sums it up. `states` are the States that have a row in the table
/// of States; rows of others are left out, with a warning. Nothing after an error.
std::optional<GroupValues> sum_up(const program::Program& program, const lower::GroupModule& group,
                                  const std::map<std::string, std::size_t, std::less<>>& states,
                                  const StateFiles& files, const EngineChoice& engine,
                                  const Places& places, Emitter& emitter);

/// What the group comes to for a State that has no rows.
GroupValue without_rows(const lower::GroupModule& group);

/// Opens the tables of `module` as `files` says.
std::unique_ptr<cases::Reader> open_tables(const program::Program& program,
                                           const ir::Module& module, const StateFiles& files,
                                           const cases::TableFiles& tables, Emitter& emitter);

/// The headers that are named for the table called `table`; "" is the table of States.
cases::TableOptions options_for(const StateFiles& files, const std::string& table);

}  // namespace nansen::sharing

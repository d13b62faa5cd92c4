// Which tables the cases of a program may have, what their columns are called, and where each fact
// goes in a compiled module.
//
//   main        one row a case: `id`, `weight`, the facts of the entity asked about
//   linked      one row a linked row: `case`, then the facts of the linked entity; named by the
//   link
//               (`nationalities`), nested ones by the path of links (`nationalities.permits`)
//   referenced  one row a row of an entity that others refer to: `id`, then its facts; named by the
//               entity (`State`); its own links are tables too (`State.borders`)
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"

namespace nansen::cases {

/// The names of the columns that are not facts.
inline constexpr std::string_view id_column = "id";
inline constexpr std::string_view weight_column = "weight";
inline constexpr std::string_view case_column = "case";
/// Of tables of States (see TableOptions): another name of `id`, and what tells their rows apart.
inline constexpr std::string_view state_column = "state";
inline constexpr std::string_view year_column = "year";
inline constexpr std::string_view scenario_column = "scenario";

/// The word for a set with no members, and what separates the members of a set.
inline constexpr std::string_view empty_set_word = "none";
inline constexpr char set_separator = '|';
/// What stands between the first and the last day of a range.
inline constexpr std::string_view range_mark = "..";

/// The most persons one row may stand for, so that no sum of weights overflows.
inline constexpr std::int64_t greatest_weight = 10'000'000'000;
/// The most linked rows one case may have.
inline constexpr std::uint32_t greatest_row_count = 1'000'000;

enum class TableKind : std::uint8_t { Main, Linked, Referenced };

/// One table that cases may come in. `keys` are the columns that say whose row a row is: none of a
/// main or referenced table; of a linked one `case` (or the referenced entity's name), then the
/// name of every link on the way: `nationalities.permits` has the keys `case` and `nationalities`.
struct TableSchema {
  TableKind kind{};
  bool under_referenced = false;  // the way to it begins at a referenced table, not at the main one
  std::string name;               // as in --table NAME=FILE; empty for the main table
  program::EntityId entity;
  std::vector<program::FactId> links;  // of Linked: from the main or referenced table down
  std::vector<std::string> keys;
};

/// The entity called `name`, or nothing.
std::optional<program::EntityId> find_entity(const program::Program& program,
                                             std::string_view name);
/// The fact of `entity` called `name`, or nothing.
std::optional<program::FactId> find_fact(const program::Program& program, program::EntityId entity,
                                         std::string_view name);

/// The entity that cases are of where nobody names it: of those that `definitions` are of (of all,
/// where there are none), the one that no other of them links or refers to; of several such, the
/// one with most definitions; of equals, the first declared. Nothing iff the program has no entity.
std::optional<program::EntityId> main_entity(const program::Program& program,
                                             std::span<const program::DefinitionId> definitions);

/// The main table of `entity`.
TableSchema main_table(program::EntityId entity);
/// The table called `name` beside the main table of `entity`, or nothing: one that links lead to,
/// or that of an entity which the cases, or what is linked to them, refer to.
std::optional<TableSchema> find_table(const program::Program& program, program::EntityId entity,
                                      std::string_view name);
/// The table of `link` (a Rows fact of `parent`'s entity).
TableSchema linked_table(const program::Program& program, const TableSchema& parent,
                         program::FactId link);
TableSchema referenced_table(const program::Program& program, program::EntityId entity);
/// What is wrong where cases of `entity` are given a table called `name` that is none of `known`,
/// the tables that they have beside the main one.
Diagnostic unknown_table(std::string_view entity, std::string_view name,
                         const std::vector<TableSchema>& known);
/// All tables beside the main one, links that lead back to an entity on their way left out.
std::vector<TableSchema> other_tables(const program::Program& program, program::EntityId entity);

/// The table whose rows are the rows of `domain`. `module` must have been lowered from `program`.
TableSchema table_of(const program::Program& program, const ir::Module& module,
                     ir::DomainId domain);
/// The domain that holds the rows of `table`, or an invalid id where the module has no use for
/// them.
ir::DomainId domain_of(const program::Program& program, const ir::Module& module,
                       const TableSchema& table);
/// The column of `domain` called `name`, or an invalid id. Of a fact that is kept as two bounds,
/// that of the least value.
ir::ColumnId column_of(const ir::Module& module, ir::DomainId domain, std::string_view name);
/// The column of the greatest value beside `least`, which is one of the least; any other column
/// itself.
ir::ColumnId greatest_column(const ir::Module& module, ir::ColumnId least);
/// The fact that `column` holds.
program::FactId fact_of(const program::Program& program, const ir::Module& module,
                        ir::ColumnId column);

}  // namespace nansen::cases

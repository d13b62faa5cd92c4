// What a table of cases must hold for definitions to be answered: which facts of which tables, in a
// drafter's words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/cases/schema.h"
#include "compiler/program/program.h"

namespace nansen::cases {

/// One fact that an answer may depend on.
struct FactNeed {
  program::FactId fact;
  std::string name;
  bool rows =
      false;  // the linked rows themselves: a table of their own, and no column but their count
  std::string type;    // `yes or no`, `a whole number, in persons`, `some of Ground`
  std::string values;  // what a cell may hold: `yes, no`, `race | religion`, `0 to 120`
  std::string question;
  bool judgement = false;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  std::vector<program::DefinitionId> used_by;  // of the asked definitions
};

struct TableNeed {
  TableSchema table;
  std::vector<FactNeed> facts;  // as the vocabulary declares them
};

/// The tables and facts that `definitions` (all of one entity, at least one) rest on, directly or
/// through other definitions: the main table first, then linked ones, then referenced ones.
std::vector<TableNeed> needs_of(const program::Program& program,
                                std::span<const program::DefinitionId> definitions);
/// The tables and facts that `expressions`, over a row of `entity`, rest on.
std::vector<TableNeed> needs_of(const program::Program& program, program::EntityId entity,
                                std::span<const program::ExpressionId> expressions);
/// All facts of `entity` and of the tables beside it, used or not.
std::vector<TableNeed> all_needs(const program::Program& program, program::EntityId entity);

/// One fact, as a need that nobody in particular has.
FactNeed need_of(const program::Program& program, program::FactId fact);

/// The header line of a table, ready to be filled in: keys or `id`, then the facts. Ends in a line
/// feed.
std::string csv_header(const TableNeed& table);

/// What may be written in a cell of `fact`, in words: FactNeed::type and FactNeed::values.
std::string type_words(const program::Program& program, const program::Fact& fact);
std::string value_words(const program::Program& program, const program::Fact& fact);

}  // namespace nansen::cases

// Defeasible rules, value rules and quantifiers become plain three-valued operations.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/program/program.h"

namespace nansen::lower {

struct Request {
  /// What is asked, in the order of the outputs; all of one entity, at least one.
  std::vector<program::DefinitionId> definitions;
  /// Readings chosen other than by default.
  std::map<program::ReadingId, std::size_t> readings = {};
  /// Asked as of this day (days since 1970-01-01): an asked definition whose instrument is not in
  /// force then applies to no one. An instrument is in force from the day it names (from its
  /// adoption, where it names no entry into force) until the day before its repeal. Absent: dates
  /// of instruments play no part.
  std::optional<std::int32_t> as_of = {};
  /// Answers only for rows that the asked definition's instrument binds (program::Binding) on that
  /// day: for others it applies to no one. Definitions of instruments that say nothing of whom they
  /// bind, or nothing of the asked entity, are asked as ever. Of instruments that do, numbers and
  /// dates cannot be asked so: no number says that there is none.
  bool bound_only = false;
  /// Facts (dates) of which some row has but a range: each becomes two columns.
  std::set<program::FactId> ranged = {};
  /// Keep a RuleEntry for every rule that the asked definitions reach, in each domain it was made
  /// for. A rule inside a quantifier over a set holds or not for each member, so it has none.
  bool keep_rules = true;
  /// Every fact of the asked entity, and of what it links and refers to, becomes a column, read or
  /// not, in the order of the vocabularies and before all else: cases read for one module then fit
  /// any other over the same vocabularies. A link back to an entity on its way is left out, unless
  /// it is read.
  bool all_facts = false;
};

/// `program` must have been checked without errors. The result always verifies.
ir::Module lower(const program::Program& program, const Request& request);

/// Bare expressions over the rows of one entity: what formulas read of a State.
struct ExpressionRequest {
  program::EntityId entity;
  /// Booleans and numbers, in the order of the outputs, each with the output's name.
  std::vector<std::pair<std::string, program::ExpressionId>> expressions;
  /// Facts of the entity to have as columns even where no expression reads them.
  std::vector<program::FactId> columns;
  std::map<program::ReadingId, std::size_t> readings;
  std::optional<std::int32_t> as_of;  // as in Request
  std::set<program::FactId> ranged;   // as in Request
};

/// As `lower`. What is made for no rule has the origin `ir::no_rule`.
ir::Module lower_expressions(const program::Program& program, const ExpressionRequest& request);

}  // namespace nansen::lower

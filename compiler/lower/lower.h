// Defeasible rules, value rules and quantifiers become plain three-valued operations.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/program/program.h"

namespace nansen::lower {

struct Request {
  /// What is asked, in the order of the outputs; all of one entity, at least one.
  std::vector<program::DefinitionId> definitions;
  /// Readings chosen other than by default.
  std::map<program::ReadingId, std::size_t> readings;
  /// Asked as of this day (days since 1970-01-01): an asked definition whose instrument is not in
  /// force then applies to no one. An instrument is in force from the day it names (from its
  /// adoption, where it names no entry into force) until the day before its repeal. Absent: dates
  /// of instruments play no part.
  std::optional<std::int32_t> as_of;
  /// Keep a RuleEntry for every rule that the asked definitions reach, in each domain it was made
  /// for. A rule inside a quantifier over a set holds or not for each member, so it has none.
  bool keep_rules = true;
};

/// `program` must have been checked without errors. The result always verifies.
ir::Module lower(const program::Program& program, const Request& request);

}  // namespace nansen::lower

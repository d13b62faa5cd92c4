// Rights, norms over acts, limits over sums of acts, and States' positions, as written. Rights and
// norms are definitions with a mark: see Definition in ast.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/ast/expression.h"

namespace nansen::ast {

/// What a definition is, beyond its value.
enum class DefinitionMark : std::uint8_t { None, Right, Prohibit, Oblige, Permit };

/// `owed to EXPRESSION`: to whom a right is owed.
struct OwedTo {
  ExpressionPtr beneficiary;
  Span span;
};
/// `attaches at lawful_stay`: from which level of the fact or definition `attachment` on.
struct AttachesAt {
  Name level;
  Span span;
};

enum class LimitWindow : std::uint8_t {
  Always,        // over all rows
  CalendarYear,  // in each year of DATE
  CalendarMonth,
  AtOnce  // at once from DATE until DATE
};

/// `limit NAME of ENTITY : total of persons is at most 200 persons in each year of moved_on by
/// origin, destination where ...`; `count is at most 5 at once from arrived_on until left_on`.
struct Limit {
  Name name;
  Name entity;
  ExpressionPtr counted;  // null: rows are counted
  ExpressionPtr at_most;
  LimitWindow window{};
  std::optional<Path> day;    // of CalendarYear and CalendarMonth; of AtOnce: the first day
  std::optional<Path> until;  // of AtOnce: the first day after
  std::vector<Path> by;       // what the rows are grouped by
  ExpressionPtr condition;    // or null
  std::vector<Annotation> annotations;
  Span span;
};

/// `binds State from DATE until DATE where CONDITION`.
struct BindsClause {
  Name entity;
  ExpressionPtr from;
  ExpressionPtr until;      // or null
  ExpressionPtr condition;  // or null
  std::vector<Annotation> annotations;
  Span span;
};
/// `binds Person through country_of_asylum`.
struct BindsThroughClause {
  Name entity;
  Path through;
  Span span;
};

/// `no reservation to article 1, article 33`.
struct NoReservationClause {
  std::vector<Address> provisions;
  std::vector<Annotation> annotations;
  Span span;
};

}  // namespace nansen::ast

// Rights, norms over acts, limits over sums of acts, and whom an instrument binds.
#pragma once

#include <string>
#include <vector>

#include "compiler/program/rule.h"

namespace nansen::program {

/// What a person is owed: a level of an ordered enumeration, or a member of one without order (an
/// absolute duty and an appeal to good will do not compare). Its first member says that nothing is
/// owed.
struct Right {
  DefinitionId value;  // NAME
  DefinitionId owed;   // NAME.owed: boolean
  /// The level from which it attaches, of the enumeration of the fact or definition `attachment`;
  /// invalid: from none.
  EnumerationId attachment;
  std::size_t level = 0;
};

enum class NormKind : std::uint8_t { Prohibit, Oblige, Permit };
/// What is prohibited, owed or permitted of an act, which is a row of an entity.
struct Norm {
  NormKind kind{};
  DefinitionId holds;      // NAME: boolean: the act is prohibited or permitted, or the duty is owed
  DefinitionId fulfilled;  // NAME.fulfilled, of Oblige
  DefinitionId breached;   // of Prohibit NAME itself, of Oblige NAME.breached; invalid of Permit
};

enum class LimitWindow : std::uint8_t { Always, CalendarYear, CalendarMonth, AtOnce };
/// What a sum over acts may not exceed, in each group and each window of time.
struct Limit {
  std::string name;
  InstrumentId instrument;
  EntityId entity;
  Citation citation;
  Span span;
  ExpressionId counted;  // a number of the row, never negative; invalid: rows are counted
  Rational at_most;
  ParameterId parameter;  // or the parameter that is the most
  LimitWindow window{};
  FactId day;              // of CalendarYear and CalendarMonth; of AtOnce the first day
  FactId until;            // of AtOnce: the first day after; never: still there
  std::vector<FactId> by;  // Reference, Enumeration, Boolean or Integer facts of the row
  ExpressionId condition;  // NAME.counts
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

/// Whom an instrument binds: the rows of `entity` themselves, or those that a reference leads to.
struct Binding {
  InstrumentId instrument;
  EntityId entity;
  DefinitionId binds;  // `binds.State`: boolean, on the day asked
  DefinitionId from;   // `binds.State.from`: the first day; never: not at all. Invalid if through
  DefinitionId until;  // `binds.State.until`: the first day no longer; never: without end
  FactId through;      // of `binds Person through country_of_asylum`
  Span span;
};

}  // namespace nansen::program

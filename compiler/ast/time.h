// Time as written: calendars, how periods are computed, statuses that begin, last and end, and the
// clocks that count the time spent in them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/ast/expression.h"

namespace nansen::ast {

/// `holiday 2026-01-01 "New Year's Day"`.
struct Holiday {
  DateLiteral day;
  std::optional<Text> name;
  Span span;
};
/// `holiday every 12-25 "Christmas Day"`.
struct YearlyHoliday {
  std::int32_t month = 0;
  std::int32_t day = 0;
  std::optional<Text> name;
  Span span;
};

/// `calendar NAME { weekend saturday, sunday  holiday ... }`: the days on which no one works.
struct Calendar {
  Name name;
  std::optional<Text> title;
  std::vector<Name> weekend;  // names of days of the week, as written
  std::vector<Holiday> holidays;
  std::vector<YearlyHoliday> yearly_holidays;
  std::vector<Annotation> annotations;
  Span span;
};

/// `the day of the event does not count`.
struct EventDayClause {
  bool counts = false;
  Span span;
};
/// `month ends rounding down`.
struct MonthEndClause {
  MonthEnd rule{};
  Span span;
};
/// `ends on the next working day of union_working_days`.
struct NextWorkingDayClause {
  Name calendar;
  Span span;
};

/// `computation NAME { ... }`: how the periods of provisions that name it are computed. Each clause
/// may be written several times; the checker refuses that.
struct Computation {
  Name name;
  std::optional<Text> title;
  std::vector<EventDayClause> event_days;
  std::vector<MonthEndClause> month_ends;
  std::vector<NextWorkingDayClause> working_days;
  std::vector<Annotation> annotations;
  Span span;
};

/// `periods are computed by NAME`: holds in the block it stands in and in all below.
struct ComputedBy {
  Path computation;
  Span span;
};

// ---- statuses ----------------------------------------------------------------------------------

/// `begins on DATE where CONDITION`.
struct BeginsClause {
  std::optional<Name> label;
  ExpressionPtr day;
  ExpressionPtr condition;  // or null
  std::vector<Annotation> annotations;
  Span span;
};

enum class StepKind : std::uint8_t {
  Lasts,       // lasts PERIOD
  LastsUntil,  // lasts until DATE
  IsExtended,  // is extended [N times] by PERIOD: of itself
  MayBeExtended
};

/// One step of a status's duration, in the order of the text. `period` is null iff the kind is
/// LastsUntil. `until` is of LastsUntil, and of an extension `by up to PERIOD until DATE`.
struct StepClause {
  StepKind kind{};
  std::optional<Name> label;
  std::int64_t times = 1;
  ExpressionPtr period;
  ExpressionPtr until;        // or null
  ExpressionPtr condition;    // or null
  ExpressionPtr as_often_as;  // or null: a whole number, how often it was in fact extended
  std::vector<Annotation> annotations;
  Span span;
};

/// `ends early on DATE where CONDITION`: from that day on it is no longer held.
struct EndsEarlyClause {
  std::optional<Name> label;
  ExpressionPtr day;
  ExpressionPtr condition;  // or null
  std::vector<Annotation> annotations;
  Span span;
};

/// `becomes STATUS where CONDITION`: the other status begins on the day after the last one.
struct BecomesClause {
  std::optional<Name> label;
  Path status;
  ExpressionPtr condition;  // or null
  std::vector<Annotation> annotations;
  Span span;
};

/// `counts toward regularisation`.
struct CountsTowardClause {
  Path clock;
  std::vector<Annotation> annotations;
  Span span;
};

/// `bars TARGET`: what does not apply while the status is held.
struct BarsClause {
  std::optional<Name> label;
  Path target;
  std::vector<Annotation> annotations;
  Span span;
};

/// `status NAME of ENTITY "..." { ... }`. How often a clause may stand is for the checker.
struct Status {
  Name name;
  Name entity;
  std::optional<Text> title;
  std::vector<BeginsClause> begins;
  std::vector<StepClause> steps;
  std::vector<EndsEarlyClause> early_ends;
  std::vector<BecomesClause> becomes;
  std::vector<CountsTowardClause> counts_toward;
  std::vector<BarsClause> bars;
  std::vector<Annotation> annotations;
  Span span;
};

/// `temporary_protection ends early on ...`, in a provision of its own: more clauses of a status
/// declared elsewhere. Name, entity and title of `clauses` are empty.
struct StatusAddition {
  Path status;
  Status clauses;
  Span span;
};

/// `starts anew after a gap of more than PERIOD`.
struct StartsAnewClause {
  ExpressionPtr gap;
  Span span;
};

/// `clock NAME of ENTITY "..." { ... }`: adds up the time spent in the statuses that count toward
/// it.
struct Clock {
  Name name;
  Name entity;
  std::optional<Text> title;
  std::vector<StartsAnewClause> starts_anew;
  std::vector<Annotation> annotations;
  Span span;
};

}  // namespace nansen::ast

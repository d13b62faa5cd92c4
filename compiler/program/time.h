// Time: how periods are computed, statuses and clocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/program/rule.h"

namespace nansen::program {

/// How the end of a period that begins with an event is found: the period is added to the day of
/// the event, less one day if that day itself counts; then, where there is a calendar, the next
/// working day. (AMMR, Regulation (EU) 2024/1351, article 75, is such a computation.)
struct Computation {
  std::string name;
  std::string title;
  InstrumentId instrument;
  Citation citation;
  Span span;
  bool event_day_counts = false;
  MonthEnd month_end{};
  CalendarId calendar;  // invalid: a period may end on any day
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

/// A part of a status's duration. It applies where the one before it does (the first, where the
/// status begins) and its own condition holds; then the last day becomes `last_day`, otherwise that
/// of the one before stays.
struct StatusStep {
  std::string name;       // `lasts 1 year`, `extended by 6 months (2 of 2)`
  Citation citation;      // its legal basis
  RuleId rule;            // carries notes and sources
  DefinitionId applies;   // boolean
  DefinitionId last_day;  // date: after this step and all before
  bool extension = false;
};
struct StatusEnd {
  Citation citation;
  RuleId rule;
  DefinitionId applies;  // boolean: it ends the status before its natural last day
  DefinitionId day;      // date: the first day on which it is no longer held
};
struct StatusSuccessor {
  Citation citation;
  StatusId status;
  DefinitionId applies;  // boolean: the status ran its course, and the condition holds
};
/// A legal position of a person (or of any row) that begins, lasts and ends by rules.
struct Status {
  std::string name;
  std::string title;
  InstrumentId instrument;
  EntityId entity;
  Citation citation;
  Span span;
  DefinitionId held;              // NAME: boolean, on the day asked
  DefinitionId first_day;         // NAME.first_day: never, where it does not begin
  DefinitionId natural_last_day;  // NAME.natural_last_day: without early ends; never: without end
  DefinitionId last_day;          // NAME.last_day; before first_day iff it is held on no day
  DefinitionId
      ran_its_course;  // NAME.ran_its_course: boolean: begun, not ended early, and with an end
  std::vector<StatusStep> steps;
  std::vector<StatusEnd> early_ends;
  std::vector<StatusSuccessor> successors;
  std::vector<ClockId> clocks;
  std::vector<RuleId> bars;  // the exceptions that it makes to other definitions
};

/// Adds up the time spent in statuses.
struct Clock {
  std::string name;
  std::string title;
  InstrumentId instrument;
  EntityId entity;
  Citation citation;
  Span span;
  std::vector<StatusId> statuses;
  /// A longer gap between two days that count makes the count start anew: in days, or months added
  /// rounding down; zero: gaps do not matter.
  std::int64_t longest_gap = 0;
  bool gap_in_months = false;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

}  // namespace nansen::program

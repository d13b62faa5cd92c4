// The statuses of one case: what is held on the day asked, since when and until when, step by step,
// what comes next, and how much time counts toward what.
//
// The days of a status do not depend on the day asked, so they are read once from the interpreter.
// Whether something has lasted long enough does: it is asked of day after day, between the days on
// which something changes by halving.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/explain/explain.h"
#include "compiler/lower/lower.h"
#include "compiler/program/program.h"

namespace nansen::timeline {

/// A day of which bounds may be known: days since 1970-01-01; absent where nothing is known.
struct Day {
  std::optional<std::int32_t> least;
  std::optional<std::int32_t> greatest;

  bool exact() const { return least && least == greatest; }
  bool operator==(const Day&) const = default;
};

struct Asked {
  std::vector<program::StatusId> statuses;  // of one entity, at least one
  std::map<program::ReadingId, std::size_t> readings = {};
  std::optional<std::int32_t> as_of = {};
};

/// What of the statuses has the same answer on every day, unless a condition reads the day asked.
std::vector<program::DefinitionId> lasting_parts(const program::Program& program,
                                                 const Asked& asked);
/// All that must be lowered to read the case.
std::vector<program::DefinitionId> definitions_of(const program::Program& program,
                                                  const Asked& asked);

/// A part of a status's duration.
struct StepCourse {
  std::string name;
  Citation citation;
  Truth applies{};
  Day first_day;  // of a first step, the status's; else the day after the step before
  Day last_day;
};
struct EndCourse {
  Citation citation;
  Truth applies{};
  Day day;  // the first on which it is no longer held
};
struct NextCourse {
  program::StatusId status;
  Citation citation;
  Truth applies{};
  Day first_day;
};
struct StatusCourse {
  program::StatusId status;
  std::optional<Truth> held;  // on the day asked
  std::string not_in_force;   // why the instrument does not bind on that day, or empty
  Truth begins{};             // it is held on some day
  Citation begun_by;          // the provision that it begins by
  Citation ended_by;          // the provision that its last day comes from
  Day first_day;
  Day natural_last_day;
  Day last_day;
  std::vector<StepCourse> steps;
  std::vector<EndCourse> ends;
  std::vector<NextCourse> successors;
  std::vector<explain::FactUse> unknown;  // what its days turn on and is not known
};

/// The days that count toward a clock before the day asked; absent where no bound is known.
struct ClockCourse {
  program::ClockId clock;
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> greatest;
};

/// A definition that asks for time in a clock, and when it has, or comes to have, its answer yes if
/// things stay as they are known.
struct Reached {
  program::DefinitionId definition;
  std::optional<Truth> now;  // on the day asked
  Truth ever{};              // whether such a day comes, or has come
  /// Its bounds: the first day on which the answer is not no, and the first on which it is yes.
  Day from;
  /// The last day on which it is still yes, if it ceases to be.
  std::optional<std::int32_t> last_day;

  /// True iff it is yes from the first day of the calendar on: nothing brings it about.
  bool always_before() const;
};

enum class EventKind : std::uint8_t { Begins, Extended, LastDay, Reached, Ceases };
/// What happens on a day.
struct Event {
  EventKind kind{};
  Day day;
  bool certain = false;
  std::string what;
  Citation basis;
};

struct Timeline {
  std::optional<std::int32_t> as_of;
  std::vector<StatusCourse> statuses;  // as they begin; those that do not are last
  std::vector<ClockCourse> clocks;     // only where a day is asked
  std::vector<Reached> reached;
  std::vector<Event> events;  // by day
};

/// `request` is what `view.module` was lowered from: `definitions_of`, with rules kept; without a
/// day, unless one of the lasting parts needs it.
Timeline timeline(const program::Program& program, const Asked& asked,
                  const lower::Request& request, const explain::CaseView& view);

}  // namespace nansen::timeline

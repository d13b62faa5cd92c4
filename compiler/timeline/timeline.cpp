#include "compiler/timeline/timeline.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "compiler/cases/schema.h"
#include "compiler/explain/in_force.h"
#include "compiler/layout/layout.h"
#include "compiler/timeline/answers.h"
#include "runtime/calendar.h"

namespace nansen::timeline {
namespace {

using program::DefinitionId;
using program::StatusId;
using runtime::last_day;

// The last day that is asked about: the one before never.
constexpr std::int32_t horizon = last_day - 1;

// The statuses asked about, those that they become or come from, and those that count with them.
std::vector<StatusId> all_statuses(const program::Program& program, const Asked& asked) {
  std::set<StatusId> found(asked.statuses.begin(), asked.statuses.end());
  const program::EntityId entity = program.statuses[asked.statuses.front()].entity;
  for (const program::Clock& clock : program.clocks) {
    if (clock.entity == entity) found.insert(clock.statuses.begin(), clock.statuses.end());
  }
  for (const StatusId status : asked.statuses) {
    for (const program::StatusSuccessor& next : program.statuses[status].successors) {
      found.insert(next.status);
    }
  }
  for (std::size_t index = 0; index < program.statuses.size(); ++index) {
    for (const program::StatusSuccessor& next : program.statuses[StatusId(index)].successors) {
      if (found.contains(next.status)) found.insert(StatusId(index));
    }
  }
  return {found.begin(), found.end()};
}

bool asks_for_time(const program::Program& program, program::ExpressionId id) {
  if (!id.valid()) return false;
  const program::Expression& expression = program.expressions[id];
  if (expression.kind == program::ExpressionKind::TimeIn ||
      expression.kind == program::ExpressionKind::TimeReaches) {
    return true;
  }
  return std::any_of(
      expression.operands.begin(), expression.operands.end(),
      [&](program::ExpressionId operand) { return asks_for_time(program, operand); });
}

// The definitions of the entity in whose own rules time in a clock is asked for.
std::vector<DefinitionId> definitions_with_clocks(const program::Program& program,
                                                  program::EntityId entity) {
  std::set<DefinitionId> found;
  for (const program::Rule& rule : program.rules) {
    const program::Definition& definition = program.definitions[rule.definition];
    const bool wanted = definition.entity == entity &&
                        definition.type.kind == program::TypeKind::Boolean &&
                        definition.role != program::DefinitionRole::StatusPart &&
                        definition.role != program::DefinitionRole::Status;
    if (!wanted || found.contains(rule.definition)) continue;
    if (asks_for_time(program, rule.condition)) found.insert(rule.definition);
  }
  return {found.begin(), found.end()};
}

Day after(const Day& day) {
  const auto next = [](std::optional<std::int32_t> bound) -> std::optional<std::int32_t> {
    if (!bound) return std::nullopt;
    return runtime::add_days(*bound, 1);
  };
  return {next(day.least), next(day.greatest)};
}

// Whether there is a day from `first` to `last`: a first day that is never is none.
Truth is_some_day(const Day& first, const Day& last) {
  if (first.least == last_day) return Truth::No;
  if (first.least && last.greatest && *last.greatest < *first.least) return Truth::No;
  const bool comes = first.greatest && *first.greatest < last_day;
  if (comes && last.least && *first.greatest <= *last.least) return Truth::Yes;
  return Truth::Undetermined;
}

class Teller {
 public:
  Teller(const program::Program& program, const Asked& asked, const lower::Request& request,
         const explain::CaseView& view)
      : program_(program), asked_(asked), request_(request), view_(view), lasting_(request, view) {}

  Timeline tell() {
    Timeline timeline;
    timeline.as_of = asked_.as_of;
    for (const StatusId status : all_statuses(program_, asked_)) {
      courses_.emplace(status, course_of(status));
    }
    if (asked_.as_of) {
      hold();
      const program::EntityId entity = program_.statuses[asked_.statuses.front()].entity;
      for (std::size_t index = 0; index < program_.clocks.size(); ++index) {
        const program::ClockId clock(index);
        if (program_.clocks[clock].entity != entity) continue;
        timeline.clocks.push_back(counted(program_, clock, *asked_.as_of, courses_));
      }
    }
    for (const StatusId status : asked_.statuses) timeline.statuses.push_back(courses_.at(status));
    const auto begin = [](const StatusCourse& course) {
      return std::pair(course.begins == Truth::No, course.first_day.least.value_or(last_day));
    };
    std::stable_sort(
        timeline.statuses.begin(), timeline.statuses.end(),
        [&](const StatusCourse& one, const StatusCourse& two) { return begin(one) < begin(two); });
    timeline.reached = reach();
    timeline.events = events_of(timeline);
    return timeline;
  }

 private:
  Day day(DefinitionId definition) const {
    const Day day = lasting_.day(definition);
    // Every day is never at the latest: that says nothing.
    return !day.least && day.greatest == last_day ? Day{} : day;
  }
  Truth truth(DefinitionId definition) const { return lasting_.truth(definition); }

  StatusCourse course_of(StatusId id) const {
    const program::Status& status = program_.statuses[id];
    StatusCourse course;
    course.status = id;
    course.first_day = day(status.first_day);
    course.natural_last_day = day(status.natural_last_day);
    course.last_day = day(status.last_day);
    course.begins = is_some_day(course.first_day, course.last_day);
    course.begun_by = begun_by(id, course.first_day);
    course.ended_by = status.citation;
    Day first = course.first_day;
    for (const program::StatusStep& step : status.steps) {
      StepCourse each{step.name, step.citation, truth(step.applies), first, day(step.last_day)};
      if (each.applies != Truth::No) course.ended_by = step.citation;
      first = after(each.last_day);
      course.steps.push_back(std::move(each));
    }
    for (const program::StatusEnd& end : status.early_ends) {
      EndCourse each{end.citation, truth(end.applies), day(end.day)};
      if (each.applies == Truth::Yes && after(course.last_day) == each.day) {
        course.ended_by = end.citation;
      }
      course.ends.push_back(std::move(each));
    }
    for (const program::StatusSuccessor& next : status.successors) {
      course.successors.push_back(
          {next.status, next.citation, truth(next.applies), after(course.last_day)});
    }
    course.unknown = unknown_of(status);
    return course;
  }

  // The provision by which it begins: that of the status before, where it came from one.
  Citation begun_by(StatusId id, const Day& first) const {
    for (std::size_t index = 0; index < program_.statuses.size(); ++index) {
      const program::Status& before = program_.statuses[StatusId(index)];
      for (const program::StatusSuccessor& next : before.successors) {
        if (next.status != id || truth(next.applies) != Truth::Yes) continue;
        if (after(day(before.last_day)) == first) return next.citation;
      }
    }
    const program::Status& status = program_.statuses[id];
    return program_.rules[program_.definitions[status.first_day].root].citation;
  }

  std::vector<explain::FactUse> unknown_of(const program::Status& status) const {
    std::vector<explain::FactUse> unknown;
    for (const DefinitionId part : {status.first_day, status.last_day}) {
      if (day(part).exact()) continue;
      const explain::Explanation explanation = explain::explain(
          program_, {.definition = part, .readings = asked_.readings, .as_of = request_.as_of},
          view_);
      for (const auto* facts : {&explanation.facts, &explanation.facts_of_exceptions}) {
        for (const explain::FactUse& use : *facts) {
          const bool known = use.known || std::any_of(unknown.begin(), unknown.end(),
                                                      [&](const explain::FactUse& each) {
                                                        return each.same_place(use);
                                                      });
          if (!known) unknown.push_back(use);
        }
      }
    }
    return unknown;
  }

  // Whether each status is held on the day asked.
  void hold() {
    std::vector<DefinitionId> definitions;
    for (const auto& [id, course] : courses_) definitions.push_back(program_.statuses[id].held);
    DailyTruths truths(program_, request_, view_, definitions);
    std::size_t position = 0;
    for (auto& [id, course] : courses_) {
      course.held = truths.truth(position++, *asked_.as_of);
      course.not_in_force = explain::out_of_force(
          program_.instruments[program_.statuses[id].instrument], asked_.as_of);
    }
  }

  // The days around which an answer may change: those on which statuses begin and end, the dates
  // among the facts, and the days on which law comes and goes.
  std::vector<std::int32_t> turning_days() const {
    std::set<std::int32_t> days{runtime::first_day, horizon};
    const auto add = [&](std::optional<std::int32_t> bound) {
      if (!bound) return;
      for (std::int32_t step = -1; step <= 2; ++step) {
        const std::int64_t day = static_cast<std::int64_t>(*bound) + step;
        if (day >= runtime::first_day && day <= horizon) days.insert(static_cast<int>(day));
      }
    };
    for (const auto& [id, course] : courses_) {
      for (const Day& each : {course.first_day, course.last_day}) {
        add(each.least);
        add(each.greatest);
      }
    }
    for (const program::Instrument& instrument : program_.instruments) {
      add(instrument.in_force);
      add(instrument.repealed);
    }
    add(asked_.as_of);
    const runtime::Table& table = *view_.batch.tables[0];
    for (std::size_t index = 0; index < view_.module.columns.size(); ++index) {
      const ir::ColumnId column(index);
      if (view_.module.columns[column].domain != ir::DomainId(0)) continue;
      const program::FactId fact = cases::fact_of(program_, view_.module, column);
      if (program_.facts[fact].type.kind != program::TypeKind::Date) continue;
      const std::size_t position = layout::position_of(view_.module, column);
      if (!table.plane(view_.row, position, 0)) continue;
      add(static_cast<std::int32_t>(table.number(view_.row, position)));
    }
    return {days.begin(), days.end()};
  }

  // The first day from `days[from]` on that `has` what is sought: between two of the days there is
  // one change at most.
  static std::optional<std::int32_t> first_with(const std::vector<std::int32_t>& days,
                                                std::size_t from,
                                                const std::function<bool(std::int32_t)>& has) {
    for (std::size_t at = from; at < days.size(); ++at) {
      if (!has(days[at])) continue;
      if (at == from) return days[at];
      std::int32_t before = days[at - 1];
      std::int32_t reached = days[at];
      while (reached - before > 1) {
        const std::int32_t middle = before + (reached - before) / 2;
        (has(middle) ? reached : before) = middle;
      }
      return reached;
    }
    return std::nullopt;
  }

  // The first day on which some status may begin: the last of all where nothing is known of one.
  std::int32_t first_beginning() const {
    std::int32_t first = last_day;
    for (const auto& [id, course] : courses_) {
      if (course.begins == Truth::No) continue;
      if (!course.first_day.least) return last_day;
      first = std::min(first, *course.first_day.least);
    }
    return first;
  }

  // Where `day` stands among `days`, or would.
  static std::size_t index_of(const std::vector<std::int32_t>& days, std::int32_t day) {
    return static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), day) - days.begin());
  }

  std::vector<Reached> reach() {
    const program::EntityId entity = program_.statuses[asked_.statuses.front()].entity;
    const std::vector<DefinitionId> definitions = definitions_with_clocks(program_, entity);
    std::vector<Reached> all;
    if (definitions.empty()) return all;
    DailyTruths truths(program_, request_, view_, definitions);
    const std::vector<std::int32_t> days = turning_days();
    for (std::size_t position = 0; position < definitions.size(); ++position) {
      Reached reached;
      reached.definition = definitions[position];
      if (asked_.as_of) reached.now = truths.truth(position, *asked_.as_of);
      const auto first = [&](Truth wanted) {
        const auto has = [&](std::int32_t each) { return truths.truth(position, each) >= wanted; };
        std::size_t from = 0;
        if (asked_.as_of) {
          // Where it is so already, the beginning of that; else what is to come.
          from = index_of(days, *asked_.as_of);
          while (from > 0 && has(days[from])) --from;
        }
        return first_with(days, from, has);
      };
      const auto possibly = first(Truth::Undetermined);
      const auto certainly = first(Truth::Yes);
      reached.ever = certainly ? Truth::Yes : possibly ? Truth::Undetermined : Truth::No;
      // What is open before any status can have begun is not open because of a day.
      const bool bounded = possibly == certainly || (possibly && *possibly >= first_beginning());
      if (bounded) reached.from.least = possibly;
      reached.from.greatest = certainly;
      if (certainly) {
        const auto ends = first_with(days, index_of(days, *certainly), [&](std::int32_t each) {
          return each > *certainly && truths.truth(position, each) != Truth::Yes;
        });
        if (ends) reached.last_day = *ends - 1;
      }
      all.push_back(reached);
    }
    return all;
  }

  std::vector<Event> events_of(const Timeline& timeline) const {
    std::vector<Event> events;
    for (const StatusCourse& course : timeline.statuses) {
      if (course.begins == Truth::No) continue;
      const std::string& name = program_.statuses[course.status].name;
      const bool certain = course.begins == Truth::Yes;
      events.push_back(
          {EventKind::Begins, course.first_day, certain, name + " begins", course.begun_by});
      for (std::size_t at = 1; at < course.steps.size(); ++at) {
        const StepCourse& step = course.steps[at];
        if (step.applies == Truth::No) continue;
        const Truth within = is_some_day(step.first_day, course.last_day);
        if (within == Truth::No) continue;
        events.push_back({EventKind::Extended, step.first_day,
                          certain && step.applies == Truth::Yes && within == Truth::Yes,
                          name + " is " + step.name, step.citation});
      }
      if (course.last_day.least == last_day) continue;
      events.push_back({EventKind::LastDay, course.last_day,
                        certain && course.last_day.greatest && *course.last_day.greatest < last_day,
                        "last day of " + name, course.ended_by});
    }
    for (const Reached& reached : timeline.reached) {
      if (reached.ever == Truth::No) continue;
      const program::Definition& definition = program_.definitions[reached.definition];
      if (!reached.always_before()) {
        events.push_back({EventKind::Reached, reached.from, reached.ever == Truth::Yes,
                          definition.name + ": yes from this day on", definition.citation});
      }
      if (reached.last_day) {
        events.push_back({EventKind::Ceases,
                          {reached.last_day, reached.last_day},
                          true,
                          definition.name + ": yes for the last day",
                          definition.citation});
      }
    }
    const auto key = [](const Event& event) {
      const std::int32_t greatest = event.day.greatest.value_or(last_day);
      return std::tuple(event.day.least.value_or(greatest), greatest, event.kind);
    };
    std::stable_sort(events.begin(), events.end(),
                     [&](const Event& one, const Event& two) { return key(one) < key(two); });
    return events;
  }

  const program::Program& program_;
  const Asked& asked_;
  const lower::Request& request_;
  const explain::CaseView& view_;
  LastingAnswers lasting_;
  std::map<StatusId, StatusCourse> courses_;
};

}  // namespace

bool Reached::always_before() const { return from.greatest == runtime::first_day; }

std::vector<DefinitionId> lasting_parts(const program::Program& program, const Asked& asked) {
  std::vector<DefinitionId> parts;
  for (const StatusId id : all_statuses(program, asked)) {
    const program::Status& status = program.statuses[id];
    for (const DefinitionId part :
         {status.first_day, status.natural_last_day, status.last_day, status.ran_its_course}) {
      parts.push_back(part);
    }
    for (const program::StatusStep& step : status.steps) {
      parts.push_back(step.applies);
      parts.push_back(step.last_day);
    }
    for (const program::StatusEnd& end : status.early_ends) {
      parts.push_back(end.applies);
      parts.push_back(end.day);
    }
    for (const program::StatusSuccessor& next : status.successors) parts.push_back(next.applies);
  }
  return parts;
}

std::vector<DefinitionId> definitions_of(const program::Program& program, const Asked& asked) {
  std::vector<DefinitionId> definitions = lasting_parts(program, asked);
  for (const StatusId id : all_statuses(program, asked)) {
    definitions.push_back(program.statuses[id].held);
  }
  const program::EntityId entity = program.statuses[asked.statuses.front()].entity;
  for (const DefinitionId definition : definitions_with_clocks(program, entity)) {
    definitions.push_back(definition);
  }
  return definitions;
}

Timeline timeline(const program::Program& program, const Asked& asked,
                  const lower::Request& request, const explain::CaseView& view) {
  return Teller(program, asked, request, view).tell();
}

}  // namespace nansen::timeline

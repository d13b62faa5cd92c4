// The invariants of time, rights, norms and bindings; verify.cpp lists those of the rest. After an
// error a part may be absent, but what is there names what it should.
//
//   instrument  replaces another one
//   calendar    leaves a day of the week that is worked on; its holidays stand in their order, once
//   computation names a calendar or none
//   clock       counts statuses of its own entity; its gap is not negative
//   status      its parts are definitions of its entity, of the type and role that they should have
//   right       gives a member of an enumeration; attaches at a level that there is
//   norm        is made of boolean definitions
//   limit       counts numbers by facts of its own entity
//   binding     is told by a boolean and days, or by a reference of the entity
#include "compiler/program/verify_time.h"

#include <fmt/format.h>

#include <algorithm>

namespace nansen::program {
namespace {

class TimeVerifier {
 public:
  explicit TimeVerifier(const Program& program) : program_(program) {}

  std::vector<std::string> verify() {
    for (std::size_t index = 0; index < program_.instruments.size(); ++index) {
      const InstrumentId replaced = program_.instruments[InstrumentId(index)].replaces;
      demand(!replaced.valid() ||
                 (program_.instruments.contains(replaced) && replaced != InstrumentId(index)),
             "instrument: {} replaces nothing", program_.instruments[InstrumentId(index)].name);
    }
    for (const Calendar& calendar : program_.calendars) verify_calendar(calendar);
    for (const Computation& computation : program_.computations) {
      demand(!computation.calendar.valid() || program_.calendars.contains(computation.calendar),
             "computation: {} names a calendar that is not there", computation.name);
    }
    for (const Clock& clock : program_.clocks) verify_clock(clock);
    for (const Status& status : program_.statuses) verify_status(status);
    for (const Right& right : program_.rights) verify_right(right);
    for (const Norm& norm : program_.norms) verify_norm(norm);
    for (const Limit& limit : program_.limits) verify_limit(limit);
    for (const Binding& binding : program_.bindings) verify_binding(binding);
    return std::move(complaints_);
  }

 private:
  template <typename... Arguments>
  void demand(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!holds) complaints_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  void verify_calendar(const Calendar& calendar) {
    constexpr unsigned all_week = 0x7f;
    demand((calendar.weekend & all_week) != all_week && calendar.weekend <= all_week,
           "calendar: {} has no working day", calendar.name);
    const auto out_of_order = std::adjacent_find(
        calendar.holidays.begin(), calendar.holidays.end(),
        [](const auto& left, const auto& right) { return left.day >= right.day; });
    demand(out_of_order == calendar.holidays.end(), "calendar: the holidays of {} are out of order",
           calendar.name);
  }

  void verify_clock(const Clock& clock) {
    demand(program_.instruments.contains(clock.instrument) &&
               program_.entities.contains(clock.entity) && clock.longest_gap >= 0,
           "clock: {} stands nowhere, or its gap is negative", clock.name);
    for (const StatusId status : clock.statuses) {
      demand(program_.statuses.contains(status) && program_.statuses[status].entity == clock.entity,
             "clock: {} counts what is no status of its entity", clock.name);
    }
  }

  /// Absent, or a definition of `entity` with that role and type.
  bool part(DefinitionId id, EntityId entity, DefinitionRole role, TypeKind kind) const {
    if (!id.valid()) return true;
    if (!program_.definitions.contains(id)) return false;
    const Definition& definition = program_.definitions[id];
    return definition.entity == entity && definition.role == role && definition.type.kind == kind;
  }

  void verify_status(const Status& status) {
    const auto demand_part = [&](DefinitionId id, TypeKind kind, std::string_view which) {
      demand(part(id, status.entity, DefinitionRole::StatusPart, kind),
             "status: {} of {} is not what it should be", which, status.name);
    };
    demand(program_.instruments.contains(status.instrument) &&
               program_.entities.contains(status.entity),
           "status: {} stands nowhere", status.name);
    demand(part(status.held, status.entity, DefinitionRole::Status, TypeKind::Boolean),
           "status: {} is no truth of its entity", status.name);
    demand_part(status.first_day, TypeKind::Date, "the first day");
    demand_part(status.natural_last_day, TypeKind::Date, "the natural last day");
    demand_part(status.last_day, TypeKind::Date, "the last day");
    demand_part(status.ran_its_course, TypeKind::Boolean, "having run its course");
    for (const StatusStep& step : status.steps) {
      demand_part(step.applies, TypeKind::Boolean, "a step");
      demand_part(step.last_day, TypeKind::Date, "the last day of a step");
    }
    for (const StatusEnd& end : status.early_ends) {
      demand_part(end.applies, TypeKind::Boolean, "an early end");
      demand_part(end.day, TypeKind::Date, "the day of an early end");
    }
    for (const StatusSuccessor& successor : status.successors) {
      demand_part(successor.applies, TypeKind::Boolean, "becoming another");
      demand(!successor.status.valid() || program_.statuses.contains(successor.status),
             "status: {} becomes what is no status", status.name);
    }
    for (const ClockId clock : status.clocks) {
      demand(program_.clocks.contains(clock), "status: {} counts toward no clock", status.name);
    }
    for (const RuleId rule : status.bars) {
      demand(program_.rules.contains(rule) && program_.rules[rule].role == RuleRole::Exception,
             "status: {} bars by what is no exception", status.name);
    }
  }

  void verify_right(const Right& right) {
    if (!program_.definitions.contains(right.value)) {
      demand(!right.value.valid(), "right: one has no value");
      return;
    }
    const Definition& value = program_.definitions[right.value];
    const bool gives_member =
        value.type.kind == TypeKind::Enumeration || value.type.kind == TypeKind::Invalid;
    demand(value.role == DefinitionRole::Right && gives_member,
           "right: {} gives no member of an enumeration", value.name);
    demand(part(right.owed, value.entity, DefinitionRole::RightPart, TypeKind::Boolean),
           "right: what {} is owed by is no truth", value.name);
    demand(!right.attachment.valid() ||
               (program_.enumerations.contains(right.attachment) &&
                right.level < program_.enumerations[right.attachment].members.size()),
           "right: {} attaches at a level that is not there", value.name);
  }

  void verify_norm(const Norm& norm) {
    if (!program_.definitions.contains(norm.holds)) {
      demand(!norm.holds.valid(), "norm: one has no definition");
      return;
    }
    const Definition& holds = program_.definitions[norm.holds];
    demand(part(norm.holds, holds.entity, DefinitionRole::Norm, TypeKind::Boolean),
           "norm: {} is no truth", holds.name);
    demand(part(norm.fulfilled, holds.entity, DefinitionRole::NormPart, TypeKind::Boolean) &&
               (norm.kind == NormKind::Oblige || !norm.fulfilled.valid()),
           "norm: what fulfils {} is not what it should be", holds.name);
    const bool breach_fits =
        norm.kind == NormKind::Prohibit
            ? !norm.breached.valid() || norm.breached == norm.holds
            : part(norm.breached, holds.entity, DefinitionRole::NormPart, TypeKind::Boolean) &&
                  (norm.kind == NormKind::Oblige || !norm.breached.valid());
    demand(breach_fits, "norm: what breaches {} is not what it should be", holds.name);
  }

  bool fact_of(FactId fact, EntityId entity) const {
    return program_.facts.contains(fact) && program_.facts[fact].entity == entity;
  }

  bool has_type(ExpressionId id, std::initializer_list<TypeKind> kinds) const {
    if (!program_.expressions.contains(id)) return false;
    const TypeKind kind = program_.expressions[id].type.kind;
    return kind == TypeKind::Invalid || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  }

  void verify_limit(const Limit& limit) {
    const auto day = [&](FactId fact, bool wanted) {
      return wanted ? !fact.valid() || (fact_of(fact, limit.entity) &&
                                        program_.facts[fact].type.kind == TypeKind::Date)
                    : !fact.valid();
    };
    demand(
        program_.instruments.contains(limit.instrument) && program_.entities.contains(limit.entity),
        "limit: {} stands nowhere", limit.name);
    demand(!limit.counted.valid() ||
               has_type(limit.counted, {TypeKind::Integer, TypeKind::Decimal, TypeKind::Period}),
           "limit: what {} counts is no number", limit.name);
    demand(!limit.condition.valid() || has_type(limit.condition, {TypeKind::Boolean}),
           "limit: the condition of {} is no truth", limit.name);
    demand(!limit.parameter.valid() || program_.parameters.contains(limit.parameter),
           "limit: the most of {} is not there", limit.name);
    demand(day(limit.day, limit.window != LimitWindow::Always) &&
               day(limit.until, limit.window == LimitWindow::AtOnce),
           "limit: the window of {} is not what it should be", limit.name);
    for (const FactId fact : limit.by) {
      demand(fact_of(fact, limit.entity), "limit: {} is grouped by what its rows have not",
             limit.name);
    }
  }

  void verify_binding(const Binding& binding) {
    const std::string name = program_.instruments.contains(binding.instrument)
                                 ? program_.instruments[binding.instrument].name
                                 : std::string("?");
    demand(program_.instruments.contains(binding.instrument) &&
               program_.entities.contains(binding.entity) &&
               part(binding.binds, binding.entity, DefinitionRole::Binding, TypeKind::Boolean),
           "binding: whom {} binds is no truth", name);
    demand(part(binding.from, binding.entity, DefinitionRole::Binding, TypeKind::Date) &&
               part(binding.until, binding.entity, DefinitionRole::Binding, TypeKind::Date),
           "binding: from and until when {} binds are no days", name);
    demand(!binding.through.valid() ||
               (fact_of(binding.through, binding.entity) &&
                program_.facts[binding.through].type.kind == TypeKind::Reference),
           "binding: {} binds through what is no reference", name);
  }

  const Program& program_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> verify_time(const Program& program) {
  return TimeVerifier(program).verify();
}

}  // namespace nansen::program

// A program made by hand: a status with a step, an early end and a successor, a clock, a calendar,
// a right, norms, a limit and a binding, over the person of the small program.
#pragma once

#include <string>
#include <utility>

#include "tests/unit/program/small_program.h"

namespace nansen::program {

struct TimedProgram : SmallProgram {
  TimedProgram() {
    date.kind = TypeKind::Date;
    days.kind = TypeKind::Period;
    months.kind = TypeKind::Period;
    months.in_months = true;
    add_fact("granted_on", date);
    add_fact("extra", days);
    Type reference;
    reference.kind = TypeKind::Reference;
    reference.entity = EntityId(0);
    add_fact("father", reference);
    granted_on = FactId(3);
    extra = FactId(4);
    father = FactId(5);

    Calendar calendar;
    calendar.name = "union_days";
    calendar.vocabulary = "v";
    calendar.weekend = 0x60;
    calendar.holidays = {{0, "The first day"}};
    calendar.yearly_holidays = {{2, 3, ""}};
    calendar.notes = {"a note"};
    program.calendars.add(std::move(calendar));
    Computation computation;
    computation.name = "usual";
    computation.instrument = InstrumentId(0);
    computation.citation = {"pact", "Pact", {}, {}};
    computation.month_end = MonthEnd::RoundingUp;
    computation.calendar = CalendarId(0);
    program.computations.add(std::move(computation));

    const ExpressionId begun = value(granted_on);
    Expression year = expression(ExpressionKind::NumberConstant, months);
    year.number = 12;
    add_year = add_period(begun, program.expressions.add(year), MonthEnd::RoundingDown);
    first_day = define("stay.first_day", DefinitionRole::StatusPart, begun);
    last_day = define("stay.last_day", DefinitionRole::StatusPart, add_year);
    day_asked = program.expressions.add(expression(ExpressionKind::DayAsked, date));
    held = define("stay", DefinitionRole::Status,
                  compare(CompareOperator::AtMost, day_asked, add_year));
    applies = define("stay.step_1.applies", DefinitionRole::StatusPart, value(FactId(0)));

    Clock clock;
    clock.name = "residence";
    clock.instrument = InstrumentId(0);
    clock.entity = EntityId(0);
    clock.citation = {"pact", "Pact", {}, {}};
    clock.statuses = {StatusId(0)};
    clock.longest_gap = 6;
    clock.gap_in_months = true;
    program.clocks.add(std::move(clock));

    Status status;
    status.name = "stay";
    status.title = "A stay";
    status.instrument = InstrumentId(0);
    status.entity = EntityId(0);
    status.citation = {"pact", "Pact", {}, {}};
    status.held = held;
    status.first_day = first_day;
    status.last_day = last_day;
    status.steps = {{"lasts 1 year", status.citation, program.definitions[applies].root, applies,
                     last_day, false}};
    status.early_ends = {{status.citation, program.definitions[applies].root, applies, first_day}};
    status.successors = {{status.citation, StatusId(0), applies}};
    status.clocks = {ClockId(0)};
    status.bars = {RuleId(3)};
    program.statuses.add(std::move(status));

    Right right;
    Expression low = expression(ExpressionKind::MemberConstant, ordered);
    right.value = define("work", DefinitionRole::Right, program.expressions.add(low));
    right.owed = define("work.owed", DefinitionRole::RightPart, value(FactId(0)));
    right.attachment = EnumerationId(0);
    right.level = 1;
    program.rights.add(right);
    const DefinitionId duty = define("duty", DefinitionRole::Norm, value(FactId(0)));
    const DefinitionId done = define("duty.fulfilled", DefinitionRole::NormPart, value(FactId(0)));
    const DefinitionId not_done =
        define("duty.breached", DefinitionRole::NormPart, value(FactId(0)));
    program.norms.add({NormKind::Oblige, duty, done, not_done});

    Limit limit;
    limit.name = "cap";
    limit.instrument = InstrumentId(0);
    limit.entity = EntityId(0);
    limit.citation = {"pact", "Pact", {}, {}};
    limit.counted = value(FactId(2));
    limit.at_most = 200;
    limit.window = LimitWindow::CalendarYear;
    limit.day = granted_on;
    limit.by = {father, FactId(0)};
    limit.condition = value(FactId(0));
    program.limits.add(std::move(limit));

    Binding binding;
    binding.instrument = InstrumentId(0);
    binding.entity = EntityId(0);
    binding.binds = define("binds.Person", DefinitionRole::Binding, value(FactId(0)));
    binding.from = define("binds.Person.from", DefinitionRole::Binding, begun);
    binding.through = father;
    program.bindings.add(binding);
  }

  ExpressionId add_period(ExpressionId day, ExpressionId period, MonthEnd month_end) {
    Expression sum = expression(ExpressionKind::AddPeriod, date);
    sum.operands = {day, period};
    sum.month_end = month_end;
    return program.expressions.add(std::move(sum));
  }

  /// A definition of the one expression, which is its condition or its value.
  DefinitionId define(std::string name, DefinitionRole role, ExpressionId what) {
    const DefinitionId id(program.definitions.size());
    Rule base;
    base.role = RuleRole::Base;
    base.definition = id;
    base.citation = {"pact", "Pact", {}, {}};
    const Type type = program.expressions[what].type;
    (type.kind == TypeKind::Boolean ? base.condition : base.value) = what;
    Definition made;
    made.name = std::move(name);
    made.role = role;
    made.instrument = InstrumentId(0);
    made.entity = EntityId(0);
    made.type = type;
    made.citation = base.citation;
    made.root = program.rules.add(std::move(base));
    program.order.push_back(program.definitions.add(std::move(made)));
    return id;
  }

  Type date;
  Type days;
  Type months;
  FactId granted_on;
  FactId extra;
  FactId father;
  ExpressionId add_year;
  ExpressionId day_asked;
  DefinitionId held;
  DefinitionId first_day;
  DefinitionId last_day;
  DefinitionId applies;
};

}  // namespace nansen::program

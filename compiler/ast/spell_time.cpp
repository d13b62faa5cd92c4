// Calendars, computations, the steps of a status, limits: as they are spelt.
#include <fmt/format.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

std::string behind(const std::optional<Text>& name) {
  return name ? ' ' + quoted(name->text) : std::string();
}

}  // namespace

std::string_view keyword(MonthEnd rule) {
  return rule == MonthEnd::RoundingDown ? "rounding down" : "rounding up";
}

std::string_view keyword(DefinitionMark mark) {
  switch (mark) {
    case DefinitionMark::None: return "define";
    case DefinitionMark::Right: return "right";
    case DefinitionMark::Prohibit: return "prohibit";
    case DefinitionMark::Oblige: return "oblige";
    case DefinitionMark::Permit: return "permit";
  }
  return {};
}

std::string_view keyword(StepKind kind) {
  switch (kind) {
    case StepKind::Lasts: return "lasts";
    case StepKind::LastsUntil: return "lasts until";
    case StepKind::IsExtended: return "is extended";
    case StepKind::MayBeExtended: return "may be extended";
  }
  return {};
}

std::string spell(const DayAsked& /*node*/) { return "the day asked"; }

std::string spell(const Never& /*node*/) { return "never"; }

std::string spell(const TimeIn& node) { return "time in " + spell(node.clock); }

std::string spell(const DateRange& range) {
  return fmt::format("between {} and {}", spell(range.least), spell(range.greatest));
}

std::string spell(const Holiday& holiday) {
  return "holiday " + spell(holiday.day) + behind(holiday.name);
}

std::string spell(const YearlyHoliday& holiday) {
  return fmt::format("holiday every {:02}-{:02}", holiday.month, holiday.day) +
         behind(holiday.name);
}

std::string spell(const EventDayClause& clause) {
  return clause.counts ? "the day of the event counts" : "the day of the event does not count";
}

std::string spell(const MonthEndClause& clause) {
  return fmt::format("month ends {}", keyword(clause.rule));
}

std::string spell(const NextWorkingDayClause& clause) {
  return "ends on the next working day of " + clause.calendar.text;
}

std::string spell(const ComputedBy& clause) {
  return "periods are computed by " + spell(clause.computation);
}

std::string spell(const ReplacesClause& clause) { return "replaces " + clause.instrument.text; }

std::string spell_opening(const StepClause& step) {
  std::string text(keyword(step.kind));
  if (step.kind == StepKind::Lasts || step.kind == StepKind::LastsUntil) return text;
  if (step.times != 1) text += fmt::format(" {} times", step.times);
  return text + (step.until ? " by up to" : " by");
}

std::string spell_window(const Limit& limit) {
  switch (limit.window) {
    case LimitWindow::Always: return {};
    case LimitWindow::CalendarYear: return "in each year of " + spell(*limit.day);
    case LimitWindow::CalendarMonth: return "in each month of " + spell(*limit.day);
    case LimitWindow::AtOnce:
      return fmt::format("at once from {} until {}", spell(*limit.day), spell(*limit.until));
  }
  return {};
}

std::string spell_groups(const Limit& limit) {
  std::string text;
  for (const Path& path : limit.by) text += (text.empty() ? "by " : ", ") + spell(path);
  return text;
}

}  // namespace nansen::ast

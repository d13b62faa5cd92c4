// Calendars, computations, statuses and clocks in a printed tree.
#include <fmt/format.h>

#include "compiler/ast/print_tree.h"
#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

std::string labelled(const std::optional<Name>& label, std::string_view words) {
  return label ? fmt::format("({}) {}", label->text, words) : std::string(words);
}

/// Clauses that give a day.
template <typename Clause>
void print_days(TreePrinter& printer, std::string_view words, const std::vector<Clause>& clauses) {
  for (const Clause& clause : clauses) {
    printer.line(labelled(clause.label, words));
    const TreePrinter::Level level(printer);
    printer.expression("day", *clause.day);
    printer.condition(clause.condition);
    printer.annotations(clause.annotations);
  }
}

}  // namespace

void print_clauses(TreePrinter& printer, const Status& node) {
  print_days(printer, "begins", node.begins);
  for (const StepClause& step : node.steps) {
    printer.line(labelled(
        step.label, step.times == 1 ? std::string(keyword(step.kind))
                                    : fmt::format("{} {} times", keyword(step.kind), step.times)));
    const TreePrinter::Level level(printer);
    if (step.period) printer.expression("period", *step.period);
    if (step.until) printer.expression("until", *step.until);
    printer.condition(step.condition);
    if (step.as_often_as) printer.expression("as often as", *step.as_often_as);
    printer.annotations(step.annotations);
  }
  print_days(printer, "ends early", node.early_ends);
  for (const BecomesClause& clause : node.becomes) {
    printer.line(labelled(clause.label, "becomes " + spell(clause.status)));
    const TreePrinter::Level level(printer);
    printer.condition(clause.condition);
    printer.annotations(clause.annotations);
  }
  for (const CountsTowardClause& clause : node.counts_toward) {
    printer.line("counts toward " + spell(clause.clock));
    const TreePrinter::Level level(printer);
    printer.annotations(clause.annotations);
  }
  for (const BarsClause& clause : node.bars) {
    printer.line(labelled(clause.label, "bars " + spell(clause.target)));
    const TreePrinter::Level level(printer);
    printer.annotations(clause.annotations);
  }
}

void print(TreePrinter& printer, const Calendar& node) {
  printer.line(titled("calendar", node.name, node.title));
  const TreePrinter::Level level(printer);
  for (const Name& day : node.weekend) printer.line("weekend " + day.text);
  for (const Holiday& holiday : node.holidays) printer.line(spell(holiday));
  for (const YearlyHoliday& holiday : node.yearly_holidays) printer.line(spell(holiday));
  printer.annotations(node.annotations);
}

void print(TreePrinter& printer, const Computation& node) {
  printer.line(titled("computation", node.name, node.title));
  const TreePrinter::Level level(printer);
  for (const EventDayClause& clause : node.event_days) printer.line(spell(clause));
  for (const MonthEndClause& clause : node.month_ends) printer.line(spell(clause));
  for (const NextWorkingDayClause& clause : node.working_days) printer.line(spell(clause));
  printer.annotations(node.annotations);
}

void print(TreePrinter& printer, const ComputedBy& node) { printer.line(spell(node)); }

void print(TreePrinter& printer, const Status& node) {
  printer.line("status " + node.name.text + titled(" of", node.entity, node.title));
  const TreePrinter::Level level(printer);
  print_clauses(printer, node);
  printer.annotations(node.annotations);
}

void print(TreePrinter& printer, const StatusAddition& node) {
  printer.line("more of status " + spell(node.status));
  const TreePrinter::Level level(printer);
  print_clauses(printer, node.clauses);
}

void print(TreePrinter& printer, const Clock& node) {
  printer.line("clock " + node.name.text + titled(" of", node.entity, node.title));
  const TreePrinter::Level level(printer);
  for (const StartsAnewClause& clause : node.starts_anew) {
    printer.expression("starts anew after a gap of more than", *clause.gap);
  }
  printer.annotations(node.annotations);
}

}  // namespace nansen::ast

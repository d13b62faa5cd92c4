// Steps for what a rule demands: groups, sentences with their facts, quantifiers.
#include <fmt/format.h>

#include "compiler/explain/explainer.h"

namespace nansen::explain {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::RuleId;
using program::TypeKind;

// A name or sentence that the step already has is kept.
void Explainer::describe(ExpressionId id, Step& step) const {
  step.demand = demand_of(id);
  if (step.demand.empty() && step.words.empty()) step.words = words_of(id);
}

Step Explainer::condition_step(ExpressionId id, const Scope& scope, bool decisive) {
  const Expression& expression = program_.expressions[id];
  if (expression.kind == ExpressionKind::DefinitionValue) {
    Step step = definition_step(expression.definition, evaluation_.place(expression.subject, scope),
                                words_of(id), decisive);
    if (!evaluation_.place(expression.subject, scope).known()) add_fact(expression, scope, step);
    return step;
  }
  if (expression.kind == ExpressionKind::RuleHolds) {
    return rule_step(expression.rule, StepKind::Provision, scope, decisive);
  }
  Step step;
  step.kind = StepKind::Condition;
  step.decisive = decisive;
  describe(id, step);
  if (expression.type.kind == TypeKind::Boolean) {
    step.truth = evaluation_.truth(id, scope);
  } else {
    const Known known = evaluation_.value(id, scope);
    step.truth = is_settled(expression.type, known) ? Truth::Yes : Truth::Undetermined;
    step.value = facts_.text(expression.type, known);
  }
  add_condition_parts(id, scope, step);
  return step;
}

// The parts of one condition under `step`, which stands for the whole of it.
void Explainer::add_condition_parts(ExpressionId id, const Scope& scope, Step& step) {
  const Expression& expression = program_.expressions[id];
  if (demand_of(id).empty()) {
    add_sentence(id, scope, step);
    return;
  }
  switch (expression.kind) {
    case ExpressionKind::Not: add_condition_parts(expression.operands[0], scope, step); return;
    case ExpressionKind::Group: {
      const Truth truth = evaluation_.truth(id, scope);
      const Truth wanted = expression.quantity == Quantity::None ? !truth : truth;
      for (const RuleId head : expression.heads) {
        const bool matters = step.decisive && evaluation_.holds(head, scope) == wanted;
        step.children.push_back(rule_step(head, StepKind::Head, scope, matters));
      }
      return;
    }
    case ExpressionKind::OverRows: add_rows(id, scope, step); return;
    case ExpressionKind::OverSet: add_members(id, scope, step); return;
    default: break;
  }
  const Truth truth = evaluation_.truth(id, scope);
  for (std::size_t at = 0; at < expression.operands.size(); ++at) {
    const bool turned = expression.kind == ExpressionKind::Unless && at == 1;
    const Truth part = evaluation_.truth(expression.operands[at], scope);
    const bool matters = step.decisive && part == (turned ? !truth : truth);
    step.children.push_back(condition_step(expression.operands[at], scope, matters));
  }
}

// A sentence read as one: its facts, and the definitions it refers to as children.
void Explainer::add_sentence(ExpressionId id, const Scope& scope, Step& step) {
  const Expression& expression = program_.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::FactValue: add_fact(expression, scope, step); return;
    case ExpressionKind::DayAsked: add_once(step.remarks, day_asked_words()); return;
    case ExpressionKind::DefinitionValue:
    case ExpressionKind::RuleHolds:
      step.children.push_back(condition_step(id, scope, step.decisive));
      return;
    case ExpressionKind::ReadingIs: {
      const program::Reading& reading = program_.readings[expression.reading];
      const std::size_t choice = evaluation_.choice(expression.reading);
      step.remarks.push_back(
          fmt::format("the reading {} is {}",
                      asked_.readings.contains(expression.reading) ? "chosen" : "by default",
                      reading.choices[choice].name));
      return;
    }
    case ExpressionKind::Group:
    case ExpressionKind::OverRows:
    case ExpressionKind::OverSet:
      step.children.push_back(condition_step(id, scope, step.decisive));
      return;
    case ExpressionKind::TimeIn:
    case ExpressionKind::TimeReaches: add_time_counted(expression, scope, step); break;
    default: break;
  }
  for (const ExpressionId operand : expression.operands) add_sentence(operand, scope, step);
}

// How long the statuses that count toward a clock have been held.
void Explainer::add_time_counted(const Expression& expression, const Scope& scope, Step& step) {
  const Bounds days = evaluation_.time_counted(expression, scope);
  program::Type period;
  period.kind = TypeKind::Period;
  const std::string counted = bounds_words(period, days.least, days.greatest);
  step.remarks.push_back((counted == "unknown" ? "the time is not known" : counted + " counted") +
                         "; " + day_asked_words());
}

// Behind a reference that is not known, the reference is the fact that is missing: also where a
// definition is asked of the row.
void Explainer::add_fact(const Expression& expression, const Scope& scope, Step& step) {
  program::Subject subject = expression.subject;
  program::FactId fact = expression.fact;
  for (std::size_t count = 0; count < expression.subject.references.size(); ++count) {
    subject.references.assign(
        expression.subject.references.begin(),
        expression.subject.references.begin() + static_cast<std::ptrdiff_t>(count));
    const program::FactId reference = expression.subject.references[count];
    if (evaluation_.place(subject, scope).known() &&
        !facts_.fact(evaluation_.place(subject, scope), reference).settled) {
      fact = reference;
      break;
    }
    subject = expression.subject;
  }
  if (fact.valid()) add_once(step.facts, fact_use(subject, fact, scope));
}

FactUse Explainer::fact_use(const program::Subject& subject, program::FactId id,
                            const Scope& scope) const {
  const program::Fact& fact = program_.facts[id];
  const Place place = evaluation_.place(subject, scope);
  FactUse use;
  use.fact = id;
  use.domain = place.domain;
  use.row = place.row;
  if (subject.variable.valid()) use.name = program_.variables[subject.variable].name + ".";
  for (const program::FactId reference : subject.references) {
    use.name += program_.facts[reference].name + ".";
  }
  use.name += fact.name;
  const RowLabel label =
      row_labels_.of(evaluation_.place(program::Subject{subject.variable, {}}, scope));
  use.owner = label.prefix;
  use.row_name = label.row;
  use.which = row_labels_.which(place);
  const Known known = facts_.fact(place, id);
  use.known = known.settled;
  use.value = facts_.text(fact.type, known);
  if (fact.type.kind == TypeKind::Reference) use.value = row_of_fact(id, place);
  use.judgement = fact.judgement;
  use.question = fact.question;
  return use;
}

std::string Explainer::row_name(Place place) const {
  return view_.row_names ? view_.row_names(place.domain, place.row) : std::string();
}

void Explainer::add_rows(ExpressionId id, const Scope& scope, Step& step) {
  const Expression& expression = program_.expressions[id];
  const Place above = evaluation_.place(expression.subject, scope);
  const LinkedRows linked = facts_.linked(above, expression.fact);
  const Truth truth = evaluation_.truth(id, scope);
  const Truth wanted = expression.quantity == Quantity::None ? !truth : truth;
  if (!linked.complete) {
    FactUse use = fact_use(expression.subject, expression.fact, scope);
    use.value = linked.rows.empty() ? "unknown"
                                    : fmt::format("{} listed, perhaps more", linked.rows.size());
    add_once(step.facts, use);
  } else if (linked.rows.empty()) {
    FactUse use = fact_use(expression.subject, expression.fact, scope);
    use.value = "none";
    use.known = true;
    add_once(step.facts, use);
  }
  Scope inner = scope;
  for (const Place& row : linked.rows) {
    inner.variables[expression.variable] = row;
    step.children.push_back(instance_step(row_labels_.of(row).row, expression.operands[0], inner,
                                          step.decisive, wanted));
  }
}

void Explainer::add_members(ExpressionId id, const Scope& scope, Step& step) {
  const Expression& expression = program_.expressions[id];
  const program::Type& type = program_.expressions[expression.operands[0]].type;
  const Known set = evaluation_.value(expression.operands[0], scope);
  const Truth truth = evaluation_.truth(id, scope);
  const Truth wanted = expression.quantity == Quantity::None ? !truth : truth;
  add_sentence(expression.operands[0], scope, step);
  for (std::size_t member = 0; member < set.members.size(); ++member) {
    if (set.members[member] == Truth::No) continue;
    Scope inner = scope;
    inner.variables[expression.variable] = member;
    const std::string& name = program_.enumerations[type.enumeration].members[member].name;
    step.children.push_back(
        instance_step(name, expression.operands[1], inner, step.decisive, wanted));
  }
}

Step Explainer::instance_step(std::string name, ExpressionId body, const Scope& scope,
                              bool decisive, Truth wanted) {
  Step step;
  step.kind = StepKind::Row;
  step.truth = evaluation_.truth(body, scope);
  step.decisive = decisive && step.truth == wanted;
  step.demand = demand_of(body);
  step.label = name;
  step.words = std::move(name);
  if (step.demand.empty()) step.words += ": " + words_of(body);
  add_condition_parts(body, scope, step);
  return step;
}

}  // namespace nansen::explain

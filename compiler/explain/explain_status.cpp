// Steps for statuses: whether one is held, its first day, and its last day stage by stage.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/explain/explainer.h"
#include "compiler/explain/made_words.h"
#include "runtime/calendar.h"

namespace nansen::explain {

using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;

namespace {

// `2022-03-04`, `a day between 2022-02-24 and 2022-03-31`, `a day that is not known`.
std::string day_words(const program::Type& type, const Known& known) {
  const Bounds& day = known.number;
  if (day.exact()) return number_words(type, *day.exact());
  if (!day.least && !day.greatest) return "a day that is not known";
  return "a day " + bounds_words(type, day.least, day.greatest);
}

bool is_never(const Known& known) { return known.number.exact() == Rational(runtime::last_day); }

}  // namespace

// What is held from which day to which, and of which day it is asked.
std::string Explainer::held_words(const program::Status& status, const Scope& scope) const {
  const program::Type& date = program_.definitions[status.first_day].type;
  const Known& first = evaluation_.definition(status.first_day, scope.own);
  const Known& last = evaluation_.definition(status.last_day, scope.own);
  std::string text;
  if (is_never(first)) {
    text = "it does not begin";
  } else if (compared(first.number, last.number, program::CompareOperator::MoreThan) ==
             Truth::Yes) {
    text = "it ends before it begins";
  } else {
    text = "held from " + day_words(date, first);
    text += is_never(last) ? " on, without end" : " to " + day_words(date, last);
  }
  return text + "; " + day_asked_words();
}

std::string Explainer::day_asked_words() const {
  return asked_.as_of ? "the day asked is " + runtime::format_date(*asked_.as_of)
                      : std::string("no day is asked");
}

// Its first and its last day, in place of the comparisons with the day asked.
void Explainer::add_held(const program::Status& status, const Scope& scope, Step& step) {
  const Expression& whole = program_.expressions[program_.rules[step.rule].condition];
  const Truth truth = evaluation_.truth(program_.rules[step.rule].condition, scope);
  const auto matters = [&](std::size_t at) {
    return step.decisive && evaluation_.truth(whole.operands[at], scope) == truth;
  };
  for (const auto& [day, decisive] :
       {std::pair(status.first_day, matters(0)), std::pair(status.last_day, matters(1))}) {
    step.children.push_back(
        definition_step(day, scope.own, words(program_, day, speaker_), decisive));
  }
}

// The last day, or the last one without an early end: what it is counted from, how long the status
// lasts stage by stage, and what ends it early.
void Explainer::add_duration(const program::Status& status, bool early_ends, const Scope& scope,
                             Step& step) {
  if (!explained_.contains({status.first_day, scope.own}) && !status.steps.empty()) {
    step.children.push_back(definition_step(
        status.first_day, scope.own, words(program_, status.first_day, speaker_), step.decisive));
  }
  const auto [explained, first] =
      explained_.try_emplace({status.natural_last_day, scope.own}, step.decisive);
  const bool again = !first && early_ends && (explained->second || !step.decisive);
  if (again) {
    step.children.push_back(definition_step(status.natural_last_day, scope.own,
                                            words(program_, status.natural_last_day, speaker_),
                                            step.decisive));
  } else {
    explained->second = explained->second || step.decisive;
    for (std::size_t at = 0; at < status.steps.size(); ++at) {
      add_stage(status, at, scope, step);
    }
  }
  if (!early_ends) return;
  for (const program::StatusEnd& end : status.early_ends) add_early_end(status, end, scope, step);
}

// One stage: whether it applies, to which day it leads, and what it asks.
void Explainer::add_stage(const program::Status& status, std::size_t at, const Scope& scope,
                          Step& above) {
  const program::StatusStep& stage = status.steps[at];
  Step step = made_step(stage.applies, stage.rule, stage.name, scope, above.decisive);
  const DefinitionId before = at == 0 ? DefinitionId() : status.steps[at - 1].applies;
  add_written_parts(stage.applies, {before}, scope, step);
  if (step.truth != Truth::No) {
    const Known& day = evaluation_.definition(stage.last_day, scope.own);
    const program::Rule& root = program_.rules[program_.definitions[stage.last_day].root];
    const RuleId rule =
        root.values.empty() ? program_.definitions[stage.last_day].root : root.values.front();
    const ExpressionId value = program_.rules[rule].value;
    const program::Type& date = program_.definitions[stage.last_day].type;
    step.value =
        "to " + day_words(date, step.truth == Truth::Yes ? day : evaluation_.value(value, scope));
    const Speaking speaking(speaker_, rule);
    add_days_of(status, value, scope, step);
  }
  above.children.push_back(std::move(step));
}

void Explainer::add_early_end(const program::Status& status, const program::StatusEnd& end,
                              const Scope& scope, Step& above) {
  const RuleId root = program_.definitions[end.day].root;
  const ExpressionId day = program_.rules[root].value;
  const Speaking speaking(speaker_, root);
  Step step =
      made_step(end.applies, end.rule, "ends early on " + words_of(day), scope, above.decisive);
  const Known& known = evaluation_.definition(end.day, scope.own);
  if (program_.expressions[day].kind != ExpressionKind::FactValue) {
    step.value = "on " + day_words(program_.definitions[end.day].type, known);
  }
  add_days_of(status, day, scope, step);
  add_written_parts(end.applies, {end.day}, scope, step);
  above.children.push_back(std::move(step));
}

// A step that speaks of what a status's clause amounts to, and cites the clause.
Step Explainer::made_step(DefinitionId applies, RuleId clause, std::string words,
                          const Scope& scope, bool decisive) {
  Step step;
  step.kind = StepKind::Stage;
  step.decisive = decisive;
  set_provision(clause, step);
  step.rule = program_.definitions[applies].root;
  step.truth = traced(step.rule, scope, evaluation_.definition(applies, scope.own).truth);
  step.words = std::move(words);
  return step;
}

// The parts of the condition under which a clause applies that were written as such: not that the
// stage before applies, nor how the day of an early end lies.
void Explainer::add_written_parts(DefinitionId applies, const std::vector<DefinitionId>& implied,
                                  const Scope& scope, Step& step) {
  const RuleId root = program_.definitions[applies].root;
  const program::Rule& rule = program_.rules[root];
  const Speaking speaking(speaker_, root);
  if (!rule.additions.empty() || !rule.exceptions.empty()) {
    add_rule_parts(root, scope, step);
    return;
  }
  const std::function<bool(ExpressionId)> speaks_of_implied = [&](ExpressionId id) {
    const Expression& expression = program_.expressions[id];
    if (expression.kind == ExpressionKind::TruthConstant) return true;
    if (expression.kind == ExpressionKind::DefinitionValue) {
      return std::find(implied.begin(), implied.end(), expression.definition) != implied.end();
    }
    return expression.kind == ExpressionKind::Compare && speaks_of_implied(expression.operands[0]);
  };
  const Expression& whole = program_.expressions[rule.condition];
  const std::vector<ExpressionId> parts =
      whole.kind == ExpressionKind::And ? whole.operands : std::vector{rule.condition};
  for (const ExpressionId part : parts) {
    if (speaks_of_implied(part)) continue;
    const bool matters = step.decisive && evaluation_.truth(part, scope) == step.truth;
    step.children.push_back(condition_step(part, scope, matters));
  }
}

// The facts and definitions that a day rests on, but for the status's own days, which stand beside.
void Explainer::add_days_of(const program::Status& status, ExpressionId id, const Scope& scope,
                            Step& step) {
  const Expression& expression = program_.expressions[id];
  if (expression.kind == ExpressionKind::DefinitionValue) {
    const bool own =
        program_.definitions[expression.definition].role == program::DefinitionRole::StatusPart &&
        status_of_part(program_, expression.definition) == &status;
    if (own) return;
  }
  const bool inner = expression.kind == ExpressionKind::AddPeriod ||
                     expression.kind == ExpressionKind::Earliest ||
                     expression.kind == ExpressionKind::Latest;
  if (!inner) {
    add_sentence(id, scope, step);
    return;
  }
  for (const ExpressionId operand : expression.operands) {
    add_days_of(status, operand, scope, step);
  }
}

}  // namespace nansen::explain

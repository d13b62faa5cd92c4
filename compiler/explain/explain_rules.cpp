// Steps for definitions and rules: ways in, exceptions, and what lifts them.
#include <fmt/format.h>

#include "compiler/explain/explainer.h"
#include "compiler/explain/in_force.h"
#include "compiler/explain/made_words.h"
#include "compiler/program/in_force.h"

namespace nansen::explain {

using program::ExpressionId;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

Step Explainer::bare_definition(program::DefinitionId id, std::string words) const {
  const program::Definition& definition = program_.definitions[id];
  Step step;
  step.kind = StepKind::Definition;
  step.definition = id;
  step.words = std::move(words);
  set_provision(definition.root, step);
  return step;
}

void Explainer::set_provision(RuleId id, Step& step) const {
  const program::Rule& rule = program_.rules[id];
  step.rule = id;
  step.citation = to_full_string(rule.citation);
  step.label = own_label(program_, id);
  step.heading = heading_of(rule.citation);
  step.sources = rule.sources;
  step.notes = rule.notes;
  step.unverified = rule.unverified;
}

// An answer that is open is undetermined; only facts are unknown.
std::string Explainer::answer_text(program::DefinitionId id, const Known& known,
                                   Place place) const {
  const program::Type& type = program_.definitions[id].type;
  const std::string text =
      type.kind == TypeKind::Reference ? row_text(id, known, place) : facts_.text(type, known);
  return text == "unknown" ? std::string(to_string(Truth::Undetermined)) : text;
}

// The row that a definition names by rules, and in brackets the fact that leads there: `FRA
// (minor_family_state)`.
std::string Explainer::row_text(program::DefinitionId id, const Known& known, Place place) const {
  const std::vector<program::FactId> choices = reference_choices(program_, id);
  std::string possible;
  std::size_t possibilities = 0;
  for (std::size_t choice = 0; choice < choices.size(); ++choice) {
    const Truth is = known.members[choice];
    if (is == Truth::No) continue;
    const std::string row =
        row_of_fact(choices[choice], place) + " (" + program_.facts[choices[choice]].name + ")";
    if (is == Truth::Yes) return row;
    possible += (possible.empty() ? "" : " or ") + row;
    ++possibilities;
  }
  if (possibilities == 0) return "no value";
  return possibilities == choices.size() ? "unknown" : "possibly " + possible;
}

std::string Explainer::row_of_fact(program::FactId fact, Place place) const {
  const Known known = facts_.fact(place, fact);
  if (!known.settled) return "unknown";
  const std::string name = row_name(known.reference);
  return name.empty() ? fmt::format("row {}", known.reference.row + 1) : name;
}

Step Explainer::definition_step(program::DefinitionId id, Place place, std::string words,
                                bool decisive) {
  const program::Definition& definition = program_.definitions[id];
  Step step = bare_definition(id, std::move(words));
  step.decisive = decisive;
  const Known& known = evaluation_.definition(id, place);
  const bool boolean = definition.type.kind == TypeKind::Boolean;
  step.truth = boolean ? known.truth
                       : (is_settled(definition.type, known) ? Truth::Yes : Truth::Undetermined);
  if (!boolean) step.value = answer_text(id, known, place);
  // What is not known then is the reference.
  if (!place.known()) return step;
  const Speaking speaking(speaker_, definition.root);
  // The same definition of the same row is explained twice at most: once where the answer turns
  // on it, and once before that where it does not.
  const auto [explained, first] = explained_.try_emplace({id, place}, decisive);
  if (!first && (explained->second || !decisive)) {
    step.remarks.push_back("explained above");
    return step;
  }
  explained->second = explained->second || decisive;
  const Scope scope{place, {}};
  const program::Status* status = status_of_part(program_, id);
  if (status != nullptr && (id == status->last_day || id == status->natural_last_day)) {
    add_duration(*status, id == status->last_day, scope, step);
  } else if (evaluation_.gives_values(definition.root)) {
    add_value_parts(definition.root, scope, known, step);
  } else {
    step.truth = traced(definition.root, scope, step.truth);
    add_rule_parts(definition.root, scope, step);
  }
  return step;
}

void Explainer::add_value_parts(RuleId root, const Scope& scope, const Known& known, Step& step) {
  const program::Rule& entry = program_.rules[root];
  const program::Type& type = program_.definitions[entry.definition].type;
  const std::string value = facts_.text(type, known);
  for (const Candidate& candidate : evaluation_.candidates(root, scope)) {
    const program::Rule& rule = program_.rules[candidate.rule];
    if (candidate.rule == root) {
      const program::Expression& expression = program_.expressions[entry.value];
      const bool made_of_parts = status_of_part(program_, entry.definition) != nullptr &&
                                 expression.kind == program::ExpressionKind::Earliest;
      const std::vector<ExpressionId> parts =
          made_of_parts ? expression.operands : std::vector{entry.value};
      for (const ExpressionId part : parts) {
        step.children.push_back(condition_step(part, scope, step.decisive));
      }
      continue;
    }
    // The value turns on the rules that give it, on those that may hold where it is open, and on
    // those that do not hold and so leave it to others.
    const bool gives =
        candidate.applies == Truth::Yes && facts_.text(type, candidate.gives) == value;
    const bool open = step.truth == Truth::Undetermined && candidate.applies != Truth::No;
    const bool otherwise = rule.role == RuleRole::Otherwise;
    const bool implied = otherwise && rule.cause == program::RuleCause::Implied;
    if (implied && candidate.applies == Truth::No) continue;
    Step child =
        rule_step(candidate.rule, otherwise ? StepKind::Otherwise : StepKind::ValueRule, scope,
                  step.decisive && (gives || open || candidate.applies == Truth::No));
    child.truth = candidate.applies;
    child.value = words(program_, rule.value, candidate.rule);
    if (candidate.applies != Truth::No) add_given(candidate, scope, child);
    if (candidate.applies == Truth::Yes && !gives && !open) {
      child.remarks.push_back("yields to another rule");
    }
    const bool first =
        program_.definitions[entry.definition].settlement == program::Settlement::TheFirst;
    if (first && candidate.applies == Truth::No &&
        evaluation_.holds(candidate.rule, scope) == Truth::Yes) {
      child.remarks.push_back("a rule before it applies");
    }
    step.children.push_back(std::move(child));
  }
  for (const RuleId exception : entry.exceptions) {
    Step child = rule_step(exception, StepKind::Exception, scope, step.decisive);
    add_exception_remarks(exception, scope, child);
    step.children.push_back(std::move(child));
  }
}

// What a rule that applies, or may, gives: how that is worked out, and what comes of it.
void Explainer::add_given(const Candidate& candidate, const Scope& scope, Step& step) {
  const ExpressionId value = program_.rules[candidate.rule].value;
  const program::Expression& expression = program_.expressions[value];
  const Speaking speaking(speaker_, candidate.rule);
  if (expression.type.kind == TypeKind::Reference) add_sentence(value, scope, step);
  if (expression.type.kind != TypeKind::Date) return;
  add_sentence(value, scope, step);
  const std::string day = facts_.text(expression.type, candidate.gives);
  const bool stands_there = expression.kind == program::ExpressionKind::FactValue ||
                            expression.kind == program::ExpressionKind::NumberConstant;
  if (!stands_there && day != "unknown") step.value += " (" + day + ")";
}

Step Explainer::rule_step(RuleId id, StepKind kind, const Scope& scope, bool decisive) {
  const program::Rule& rule = program_.rules[id];
  const Speaking speaking(speaker_, id);
  Step step;
  step.kind = kind;
  step.decisive = decisive;
  set_provision(id, step);
  step.truth = traced(id, scope, evaluation_.holds(id, scope));
  const program::Instrument* other = program::other_instrument(program_, id);
  if (other != nullptr) step.words = out_of_force(*other, asked_.as_of);
  if (!step.words.empty()) return step;
  if (!rule.condition.valid()) {
    step.words = rule.role == RuleRole::Otherwise ? "otherwise" : "in every case";
    return step;
  }
  add_rule_parts(id, scope, step);
  return step;
}

// The ways in and the exceptions of `id` under `step`; where it has neither, its own condition's
// parts directly.
void Explainer::add_rule_parts(RuleId id, const Scope& scope, Step& step) {
  const program::Rule& rule = program_.rules[id];
  if (rule.additions.empty() && rule.exceptions.empty()) {
    add_own_parts(id, scope, step);
    return;
  }
  const Truth truth = evaluation_.holds(id, scope);
  for (const RuleId way : evaluation_.ways(id)) {
    const Truth met = evaluation_.met(id, way, scope);
    const Truth stands = evaluation_.stands(id, way, scope);
    const bool matters = truth == Truth::No ? met == Truth::No
                         : truth == Truth::Yes
                             ? stands == Truth::Yes
                             : stands == Truth::Undetermined && met == Truth::Undetermined;
    Step child = way == id ? base_step(id, scope, step.decisive && matters)
                           : rule_step(way, StepKind::WayIn, scope, step.decisive && matters);
    if (met != Truth::No) add_defeats(id, way, scope, child);
    step.children.push_back(std::move(child));
  }
  for (const RuleId exception : rule.exceptions) {
    const bool lifts = step.kind == StepKind::Exception || step.kind == StepKind::Lift;
    Step child = rule_step(exception, lifts ? StepKind::Lift : StepKind::Exception, scope,
                           step.decisive && exception_matters(id, exception, truth, scope));
    add_exception_remarks(exception, scope, child);
    step.children.push_back(std::move(child));
  }
}

Step Explainer::base_step(RuleId id, const Scope& scope, bool decisive) {
  const program::Rule& rule = program_.rules[id];
  const Speaking speaking(speaker_, id);
  Step step;
  step.kind = StepKind::Base;
  step.decisive = decisive;
  step.rule = id;
  step.citation = to_full_string(rule.citation);
  step.heading = heading_of(rule.citation);
  step.label = own_label(program_, id);
  step.truth = evaluation_.own(id, scope);
  add_own_parts(id, scope, step);
  return step;
}

// What the rule itself asks, without its ways in and exceptions. That a status is held is not
// written as a condition.
void Explainer::add_own_parts(RuleId id, const Scope& scope, Step& step) {
  const program::Rule& rule = program_.rules[id];
  const program::Status* status = status_of_part(program_, rule.definition);
  if (status != nullptr && program_.definitions[status->held].root == id) {
    step.demand = held_words(*status, scope);
    add_held(*status, scope, step);
    return;
  }
  describe(rule.condition, step);
  add_condition_parts(rule.condition, scope, step);
}

// For yes, an exception that is against a way that stands; for no, one that defeats a way that
// was or might be met; otherwise one that is open against a way that is open because of it.
bool Explainer::exception_matters(RuleId id, RuleId exception, Truth truth,
                                  const Scope& scope) const {
  const Truth exception_truth = evaluation_.holds(exception, scope);
  if (exception_truth != !truth) return false;
  for (const RuleId way : evaluation_.ways(id)) {
    if (evaluation_.spares(exception, way)) continue;
    const bool touched = truth == Truth::No ? evaluation_.met(id, way, scope) != Truth::No
                                            : evaluation_.stands(id, way, scope) == truth;
    if (touched) return true;
  }
  return false;
}

// What is open by its own facts is not said to be open because of an exception as well.
void Explainer::add_defeats(RuleId id, RuleId way, const Scope& scope, Step& step) const {
  const bool met = evaluation_.met(id, way, scope) == Truth::Yes;
  for (const RuleId exception : program_.rules[id].exceptions) {
    if (evaluation_.spares(exception, way)) continue;
    const Truth truth = evaluation_.holds(exception, scope);
    if (truth == Truth::No || (truth == Truth::Undetermined && !met)) continue;
    step.remarks.push_back((truth == Truth::Yes ? "defeated by " : "open because of ") +
                           address(exception, id));
  }
}

void Explainer::add_exception_remarks(RuleId id, const Scope& scope, Step& step) const {
  const program::Rule& rule = program_.rules[id];
  if (rule.cause == program::RuleCause::SubjectTo) step.remarks.push_back("\"subject to\"");
  if (rule.cause == program::RuleCause::Notwithstanding) {
    step.remarks.push_back("\"notwithstanding\"");
  }
  for (const RuleId spared : rule.spares) {
    step.remarks.push_back("does not touch " + address(spared, rule.parent));
  }
  const Truth own = evaluation_.own(id, scope);
  if (step.truth == Truth::Yes || own == Truth::No) return;
  for (const RuleId lift : rule.exceptions) {
    const Truth truth = evaluation_.holds(lift, scope);
    if (truth == Truth::No || (truth == Truth::Undetermined && own != Truth::Yes)) continue;
    step.remarks.push_back((truth == Truth::Yes ? "lifted by " : "open because of ") +
                           address(lift, id));
  }
}

// Short within one instrument.
std::string Explainer::address(RuleId id, RuleId seen_from) const {
  const Citation& citation = program_.rules[id].citation;
  return citation.instrument == program_.rules[seen_from].citation.instrument
             ? to_string(citation)
             : to_full_string(citation);
}

}  // namespace nansen::explain

#include "compiler/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/explain/evaluation.h"
#include "compiler/explain/in_force.h"
#include "compiler/explain/words.h"

namespace nansen::explain {
namespace {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

void add_once(std::vector<FactUse>& list, const FactUse& use) {
  const bool there = std::any_of(list.begin(), list.end(),
                                 [&use](const FactUse& other) { return use.same_place(other); });
  if (!there) list.push_back(use);
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

class Explainer {
 public:
  Explainer(const program::Program& program, const Asked& asked, const CaseView& view)
      : program_(program),
        asked_(asked),
        view_(view),
        facts_(program, view.module, view.batch),
        evaluation_(program, asked.readings, facts_) {
    for (const ir::RuleEntry& entry : view.module.rules) {
      if (view.module.instructions[entry.value].domain != ir::DomainId(0)) continue;
      entries_[RuleId(entry.rule)] = entry.value;
    }
  }

  Explanation explain() {
    const program::Definition& definition = program_.definitions[asked_.definition];
    Explanation explanation;
    explanation.not_in_force =
        out_of_force(program_.instruments[definition.instrument], asked_.as_of);
    if (explanation.not_in_force.empty()) {
      explanation.root = definition_step(asked_.definition, root_place(),
                                         qualified_name(program_, asked_.definition), true);
      check_answer();
    } else {
      explanation.root =
          bare_definition(asked_.definition, qualified_name(program_, asked_.definition));
      explanation.root.truth = Truth::No;
      explanation.root.decisive = true;
      if (definition.type.kind != TypeKind::Boolean) explanation.root.value = "no value";
    }
    explanation.answer = explanation.root.value.empty()
                             ? std::string(nansen::to_string(explanation.root.truth))
                             : explanation.root.value;
    explanation.undetermined = explanation.root.truth == Truth::Undetermined;
    collect(explanation.root, false, explanation);
    std::erase_if(explanation.facts_of_exceptions, [&explanation](const FactUse& use) {
      return std::any_of(explanation.facts.begin(), explanation.facts.end(),
                         [&use](const FactUse& other) { return use.same_place(other); });
    });
    return explanation;
  }

 private:
  Place root_place() const { return {ir::DomainId(0), view_.row}; }

  // ---- agreement with the interpreter
  // ------------------------------------------------------------

  Truth traced(RuleId rule, const Scope& scope, Truth worked_out) const {
    const auto entry = entries_.find(rule);
    if (entry == entries_.end() || scope.own != root_place() || !scope.variables.empty()) {
      return worked_out;
    }
    const Truth truth = view_.trace.truth(entry->second, view_.row);
    if (truth != worked_out) {
      bug(fmt::format("{} is {} by the interpreter and {} by its explanation",
                      to_full_string(program_.rules[rule].citation), nansen::to_string(truth),
                      nansen::to_string(worked_out)));
    }
    return truth;
  }

  void check_answer() const {
    const std::string name = qualified_name(program_, asked_.definition);
    const Known& known = evaluation_.definition(asked_.definition, root_place());
    const auto differs = [&](Truth truth, ir::ValueId value) {
      return view_.trace.truth(value, view_.row) != truth;
    };
    for (const ir::Output& output : view_.module.outputs) {
      if (output.name != name) continue;
      bool wrong = false;
      switch (output.kind) {
        case ir::OutputKind::Truth: wrong = differs(known.truth, output.values[0]); break;
        case ir::OutputKind::Enumeration:
          for (std::size_t at = 0; at < output.values.size(); ++at) {
            wrong |= differs(known.members[at], output.values[at]);
          }
          break;
        case ir::OutputKind::OrderedEnumeration:
          for (std::size_t at = 0; at < output.values.size(); ++at) {
            wrong |= differs(known.members[at + 1], output.values[at]);
          }
          break;
        case ir::OutputKind::Number:
        case ir::OutputKind::Date:
          wrong = std::get<std::optional<Rational>>(view_.trace.at(output.values[0], view_.row)) !=
                  known.number;
          break;
      }
      if (wrong) bug("the explanation of " + name + " and the interpreter's answer differ");
    }
  }

  // ---- definitions
  // -------------------------------------------------------------------------------

  Step bare_definition(program::DefinitionId id, std::string words) const {
    const program::Definition& definition = program_.definitions[id];
    Step step;
    step.kind = StepKind::Definition;
    step.definition = id;
    step.words = std::move(words);
    set_provision(definition.root, step);
    return step;
  }

  void set_provision(RuleId id, Step& step) const {
    const program::Rule& rule = program_.rules[id];
    step.rule = id;
    step.citation = to_full_string(rule.citation);
    step.label = own_label(program_, id);
    step.heading = heading_of(rule.citation);
    step.sources = rule.sources;
    step.notes = rule.notes;
    step.unverified = rule.unverified;
  }

  Step definition_step(program::DefinitionId id, Place place, std::string words, bool decisive) {
    const program::Definition& definition = program_.definitions[id];
    Step step = bare_definition(id, std::move(words));
    step.decisive = decisive;
    const Known& known = evaluation_.definition(id, place);
    const bool boolean = definition.type.kind == TypeKind::Boolean;
    step.truth = boolean ? known.truth
                         : (is_settled(definition.type, known) ? Truth::Yes : Truth::Undetermined);
    if (!boolean) step.value = facts_.text(definition.type, known);
    if (!place.known()) {
      step.remarks.push_back("whose row is meant is not known");
      return step;
    }
    // The same definition of the same row is explained twice at most: once where the answer turns
    // on it, and once before that where it does not.
    const auto [explained, first] = explained_.try_emplace({id, place}, decisive);
    if (!first && (explained->second || !decisive)) {
      step.remarks.push_back("explained above");
      return step;
    }
    explained->second = explained->second || decisive;
    const Scope scope{place, {}};
    if (evaluation_.gives_values(definition.root)) {
      add_value_parts(definition.root, scope, known, step);
    } else {
      step.truth = traced(definition.root, scope, step.truth);
      add_rule_parts(definition.root, scope, step);
    }
    return step;
  }

  void add_value_parts(RuleId root, const Scope& scope, const Known& known, Step& step) {
    const program::Rule& entry = program_.rules[root];
    const program::Type& type = program_.definitions[entry.definition].type;
    const std::string value = facts_.text(type, known);
    for (const Candidate& candidate : evaluation_.candidates(root, scope)) {
      const program::Rule& rule = program_.rules[candidate.rule];
      if (candidate.rule == root) {
        step.children.push_back(condition_step(entry.value, scope, step.decisive));
        continue;
      }
      // The value turns on the rules that give it, on those that may hold where it is open, and on
      // those that do not hold and so leave it to others.
      const bool gives =
          candidate.applies == Truth::Yes && facts_.text(type, candidate.gives) == value;
      const bool open = step.truth == Truth::Undetermined && candidate.applies != Truth::No;
      const bool otherwise = rule.role == RuleRole::Otherwise;
      Step child =
          rule_step(candidate.rule, otherwise ? StepKind::Otherwise : StepKind::ValueRule, scope,
                    step.decisive && (gives || open || candidate.applies == Truth::No));
      child.truth = candidate.applies;
      child.value = words(program_, rule.value);
      if (candidate.applies == Truth::Yes && !gives && !open) {
        child.remarks.push_back("yields to another rule");
      }
      step.children.push_back(std::move(child));
    }
    for (const RuleId exception : entry.exceptions) {
      Step child = rule_step(exception, StepKind::Exception, scope, step.decisive);
      add_exception_remarks(exception, scope, child);
      step.children.push_back(std::move(child));
    }
  }

  // ---- rules
  // -------------------------------------------------------------------------------------

  Step rule_step(RuleId id, StepKind kind, const Scope& scope, bool decisive) {
    const program::Rule& rule = program_.rules[id];
    Step step;
    step.kind = kind;
    step.decisive = decisive;
    set_provision(id, step);
    step.truth = traced(id, scope, evaluation_.holds(id, scope));
    if (!rule.condition.valid()) {
      step.words = rule.role == RuleRole::Otherwise ? "otherwise" : "in every case";
      return step;
    }
    add_rule_parts(id, scope, step);
    return step;
  }

  // The ways in and the exceptions of `id` under `step`; where it has neither, its own condition's
  // parts directly.
  void add_rule_parts(RuleId id, const Scope& scope, Step& step) {
    const program::Rule& rule = program_.rules[id];
    if (rule.additions.empty() && rule.exceptions.empty()) {
      describe(rule.condition, step);
      add_condition_parts(rule.condition, scope, step);
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

  Step base_step(RuleId id, const Scope& scope, bool decisive) {
    const program::Rule& rule = program_.rules[id];
    Step step;
    step.kind = StepKind::Base;
    step.decisive = decisive;
    step.rule = id;
    step.citation = to_full_string(rule.citation);
    step.heading = heading_of(rule.citation);
    step.label = own_label(program_, id);
    describe(rule.condition, step);
    step.truth = evaluation_.own(id, scope);
    add_condition_parts(rule.condition, scope, step);
    return step;
  }

  // For yes, an exception that is against a way that stands; for no, one that defeats a way that
  // was or might be met; otherwise one that is open against a way that is open because of it.
  bool exception_matters(RuleId id, RuleId exception, Truth truth, const Scope& scope) const {
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

  void add_defeats(RuleId id, RuleId way, const Scope& scope, Step& step) const {
    for (const RuleId exception : program_.rules[id].exceptions) {
      if (evaluation_.spares(exception, way)) continue;
      const Truth truth = evaluation_.holds(exception, scope);
      if (truth == Truth::No) continue;
      step.remarks.push_back((truth == Truth::Yes ? "defeated by " : "open because of ") +
                             address(exception, id));
    }
  }

  void add_exception_remarks(RuleId id, const Scope& scope, Step& step) const {
    const program::Rule& rule = program_.rules[id];
    if (rule.cause == program::RuleCause::SubjectTo) step.remarks.push_back("\"subject to\"");
    if (rule.cause == program::RuleCause::Notwithstanding) {
      step.remarks.push_back("\"notwithstanding\"");
    }
    for (const RuleId spared : rule.spares) {
      step.remarks.push_back("does not touch " + address(spared, rule.parent));
    }
    if (step.truth == Truth::Yes || evaluation_.own(id, scope) == Truth::No) return;
    for (const RuleId lift : rule.exceptions) {
      const Truth truth = evaluation_.holds(lift, scope);
      if (truth == Truth::No) continue;
      step.remarks.push_back((truth == Truth::Yes ? "lifted by " : "open because of ") +
                             address(lift, id));
    }
  }

  // Short within one instrument.
  std::string address(RuleId id, RuleId seen_from) const {
    const Citation& citation = program_.rules[id].citation;
    return citation.instrument == program_.rules[seen_from].citation.instrument
               ? to_string(citation)
               : to_full_string(citation);
  }

  // ---- conditions
  // --------------------------------------------------------------------------------

  // A name or sentence that the step already has is kept.
  void describe(ExpressionId id, Step& step) const {
    step.demand = demand_words(program_, id);
    if (step.demand.empty() && step.words.empty()) step.words = words(program_, id);
  }

  Step condition_step(ExpressionId id, const Scope& scope, bool decisive) {
    const Expression& expression = program_.expressions[id];
    if (expression.kind == ExpressionKind::DefinitionValue) {
      return definition_step(expression.definition, evaluation_.place(expression.subject, scope),
                             words(program_, id), decisive);
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
  void add_condition_parts(ExpressionId id, const Scope& scope, Step& step) {
    const Expression& expression = program_.expressions[id];
    if (demand_words(program_, id).empty()) {
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
  void add_sentence(ExpressionId id, const Scope& scope, Step& step) {
    const Expression& expression = program_.expressions[id];
    switch (expression.kind) {
      case ExpressionKind::FactValue: add_fact(expression, scope, step); return;
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
      default:
        for (const ExpressionId operand : expression.operands) add_sentence(operand, scope, step);
    }
  }

  void add_fact(const Expression& expression, const Scope& scope, Step& step) {
    // Behind a reference that is not known, the reference is the fact that is missing.
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
    add_once(step.facts, fact_use(subject, fact, scope));
  }

  FactUse fact_use(const program::Subject& subject, program::FactId id, const Scope& scope) const {
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
    const auto label =
        row_labels_.find(evaluation_.place(program::Subject{subject.variable, {}}, scope));
    if (label != row_labels_.end()) use.row_name = label->second;
    const Known known = facts_.fact(place, id);
    use.known = known.settled;
    use.value = facts_.text(fact.type, known);
    if (known.settled && fact.type.kind == TypeKind::Reference) {
      const std::string name = row_name(known.reference);
      use.value = name.empty() ? fmt::format("row {}", known.reference.row + 1) : name;
    }
    use.judgement = fact.judgement;
    use.question = fact.question;
    return use;
  }

  std::string row_name(Place place) const {
    return view_.row_names ? view_.row_names(place.domain, place.row) : std::string();
  }

  // ---- quantifiers
  // -------------------------------------------------------------------------------

  void add_rows(ExpressionId id, const Scope& scope, Step& step) {
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
    const auto label_above = row_labels_.find(above);
    const std::string prefix = label_above == row_labels_.end() ? "" : label_above->second + ", ";
    for (std::size_t at = 0; at < linked.rows.size(); ++at) {
      const Place row = linked.rows[at];
      const std::string name = row_name(row);
      const std::string& link = program_.facts[expression.fact].name;
      row_labels_[row] = prefix + (name.empty() ? fmt::format("{} {}", link, at + 1)
                                                : fmt::format("{} \"{}\"", link, name));
      Scope inner = scope;
      inner.variables[expression.variable] = row;
      step.children.push_back(
          instance_step(row_labels_[row], expression.operands[0], inner, step.decisive, wanted));
    }
  }

  void add_members(ExpressionId id, const Scope& scope, Step& step) {
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

  Step instance_step(std::string name, ExpressionId body, const Scope& scope, bool decisive,
                     Truth wanted) {
    Step step;
    step.kind = StepKind::Row;
    step.truth = evaluation_.truth(body, scope);
    step.decisive = decisive && step.truth == wanted;
    step.demand = demand_words(program_, body);
    step.words = std::move(name);
    if (step.demand.empty()) step.words += ": " + words(program_, body);
    add_condition_parts(body, scope, step);
    return step;
  }

  // ---- the whole
  // ---------------------------------------------------------------------------------

  void collect(const Step& step, bool in_failed_exception, Explanation& explanation) const {
    const bool exception =
        in_failed_exception || ((step.kind == StepKind::Exception || step.kind == StepKind::Lift) &&
                                step.truth == Truth::No);
    if (step.decisive) {
      for (const FactUse& use : step.facts) {
        add_once(exception ? explanation.facts_of_exceptions : explanation.facts, use);
      }
      collect_marks(step, exception, explanation);
    }
    for (const Step& child : step.children) collect(child, exception, explanation);
  }

  void collect_marks(const Step& step, bool exception, Explanation& explanation) const {
    const auto add = [&](const std::string& name, const auto& marked) {
      for (const std::string& note : marked.notes) {
        if (!exception || step.truth == Truth::Yes) {
          add_once(explanation.notes, name + ": " + note);
        }
      }
      for (const std::string& mark : marked.unverified) {
        add_once(explanation.unverified, name + ": " + mark);
      }
    };
    if (step.rule.valid()) {
      const program::Rule& rule = program_.rules[step.rule];
      const program::Instrument& instrument =
          program_.instruments[program_.definitions[rule.definition].instrument];
      add(instrument.cited_as.empty() ? instrument.title : instrument.cited_as, instrument);
      add(step.citation, step);
    }
    for (const FactUse& use : step.facts)
      add(program_.facts[use.fact].name, program_.facts[use.fact]);
  }

  const program::Program& program_;
  const Asked& asked_;
  const CaseView& view_;
  CaseFacts facts_;
  Evaluation evaluation_;
  std::map<RuleId, ir::ValueId> entries_;
  std::map<std::pair<program::DefinitionId, Place>, bool> explained_;
  std::map<Place, std::string> row_labels_;
};

}  // namespace

Explanation explain(const program::Program& program, const Asked& asked, const CaseView& view) {
  return Explainer(program, asked, view).explain();
}

}  // namespace nansen::explain

#include "compiler/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/explain/explainer.h"
#include "compiler/explain/in_force.h"

namespace nansen::explain {

using program::RuleId;
using program::TypeKind;

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

void add_once(std::vector<FactUse>& list, const FactUse& use) {
  const bool there = std::any_of(list.begin(), list.end(),
                                 [&use](const FactUse& other) { return use.same_place(other); });
  if (!there) list.push_back(use);
}

std::string FactUse::full_name() const {
  return (row_name.empty() ? "" : row_name + ": ") + owner + name +
         (which.empty() ? "" : " (" + which + ")");
}

Explainer::Explainer(const program::Program& program, const Asked& asked, const CaseView& view)
    : program_(program),
      asked_(asked),
      view_(view),
      facts_(program, view.module, view.batch),
      evaluation_(program, asked.readings, asked.as_of, facts_),
      row_labels_(program, facts_, root_place(), view.row_names) {
  for (const ir::RuleEntry& entry : view.module.rules) {
    if (view.module.instructions[entry.value].domain != ir::DomainId(0)) continue;
    entries_[RuleId(entry.rule)] = entry.value;
  }
}

Explanation Explainer::explain() {
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

Truth Explainer::traced(RuleId rule, const Scope& scope, Truth worked_out) const {
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

void Explainer::check_answer() const {
  const std::string name = qualified_name(program_, asked_.definition);
  const Known& known = evaluation_.definition(asked_.definition, root_place());
  const auto differs = [&](Truth truth, ir::ValueId value) {
    return view_.trace.truth(value, view_.row) != truth;
  };
  const auto number = [&](ir::ValueId value) {
    return std::get<std::optional<Rational>>(view_.trace.at(value, view_.row));
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
      case ir::OutputKind::Date: wrong = number(output.values[0]) != known.number.exact(); break;
      case ir::OutputKind::DateRange:
        wrong = known.number != Bounds{number(output.values[0]), number(output.values[1])};
        break;
    }
    if (wrong) bug("the explanation of " + name + " and the interpreter's answer differ");
  }
}

void Explainer::collect(const Step& step, bool in_failed_exception,
                        Explanation& explanation) const {
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

void Explainer::collect_marks(const Step& step, bool exception, Explanation& explanation) const {
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

Explanation explain(const program::Program& program, const Asked& asked, const CaseView& view) {
  return Explainer(program, asked, view).explain();
}

}  // namespace nansen::explain

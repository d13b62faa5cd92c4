#include "compiler/rights/rights.h"

#include <fmt/format.h>

#include "compiler/cases/writer.h"
#include "compiler/explain/words.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"

namespace nansen::rights {
namespace {

using program::RuleId;
using program::RuleRole;

// The head of a right's condition that the construct makes: (to), (attachment).
RuleId head_of(const program::Program& program, const program::Right& right,
               std::string_view label) {
  const RuleId root = program.definitions[right.owed].root;
  const program::Expression& condition = program.expressions[program.rules[root].condition];
  for (const RuleId head : condition.heads) {
    if (explain::own_label(program, head) == label) return head;
  }
  return {};
}

std::vector<Offer> offers_of(const program::Program& program, const program::Right& right) {
  const RuleId root = program.definitions[right.value].root;
  std::vector<Offer> offers;
  const std::vector<RuleId>& values = program.rules[root].values;
  // The first rule says that nothing is owed where the right is not; where no other rule says what
  // holds otherwise, the last one says the same.
  for (std::size_t at = 1; at < values.size(); ++at) {
    const program::Rule& rule = program.rules[values[at]];
    const bool otherwise = rule.role == RuleRole::Otherwise;
    if (otherwise && rule.value == program.rules[values.front()].value) continue;
    Offer offer;
    offer.standard = explain::words(program, rule.value, values[at]);
    if (rule.condition.valid()) {
      offer.condition = explain::condition_words(program, values[at]);
    } else {
      offer.otherwise = otherwise && !offers.empty();
    }
    offers.push_back(std::move(offer));
  }
  return offers;
}

/// What the instrument and the rules of the right are marked with.
std::vector<std::string> marks_of(const program::Program& program, const program::Right& right) {
  const program::Definition& value = program.definitions[right.value];
  const program::Instrument& instrument = program.instruments[value.instrument];
  std::vector<std::string> marks;
  for (const std::string& mark : instrument.unverified) {
    marks.push_back(instrument.cited_as + ": " + mark);
  }
  std::vector<RuleId> rules = program.rules[value.root].values;
  rules.push_back(value.root);
  rules.push_back(program.definitions[right.owed].root);
  for (const RuleId rule : rules) {
    for (const std::string& mark : program.rules[rule].unverified) {
      marks.push_back(to_full_string(program.rules[rule].citation) + ": " + mark);
    }
  }
  return marks;
}

std::string level_name(const program::Program& program, const program::Right& right) {
  if (!right.attachment.valid()) return {};
  return program.enumerations[right.attachment].members[right.level].name;
}

// What stands in the way, from the decisive steps under the one for `R.owed`.
void add_obstacles(const explain::Step& step, std::vector<std::string>& obstacles) {
  for (const explain::Step& child : step.children) {
    if (!child.decisive) continue;
    const bool exception = child.kind == explain::StepKind::Exception;
    if (child.truth != (exception ? Truth::Yes : Truth::No)) continue;
    if (exception) {
      obstacles.push_back("excepted by " + child.citation +
                          (child.words.empty() ? "" : ": " + child.words));
      continue;
    }
    if (child.kind == explain::StepKind::Base || child.words.empty()) {
      add_obstacles(child, obstacles);
      continue;
    }
    std::string text = "not so: " + child.words;
    for (const explain::FactUse& use : child.facts) {
      if (use.value != "no") text += fmt::format(" ({} is {})", use.name, use.value);
    }
    obstacles.push_back(std::move(text));
  }
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

std::vector<explain::FactUse> unknown_in(const explain::Explanation& explanation) {
  std::vector<explain::FactUse> missing;
  for (const auto* facts : {&explanation.facts, &explanation.facts_of_exceptions}) {
    for (const explain::FactUse& use : *facts) {
      if (!use.known) missing.push_back(use);
    }
  }
  return missing;
}

}  // namespace

std::vector<program::DefinitionId> definitions_of(const program::Program& program,
                                                  const Asked& asked) {
  std::vector<program::DefinitionId> definitions;
  for (const program::RightId id : asked.rights) {
    definitions.push_back(program.rights[id].value);
    definitions.push_back(program.rights[id].owed);
  }
  return definitions;
}

std::vector<Scheduled> schedule(const program::Program& program, const Asked& asked) {
  std::vector<Scheduled> entries;
  for (const program::RightId id : asked.rights) {
    const program::Right& right = program.rights[id];
    const program::Definition& value = program.definitions[right.value];
    Scheduled entry;
    entry.right = id;
    entry.name = program::qualified_name(program, right.value);
    entry.provision = to_full_string(value.citation);
    entry.heading = heading_of(value.citation);
    entry.instrument = value.citation.instrument_title;
    entry.address = to_string(value.citation);
    const RuleId to = head_of(program, right, "to");
    if (to.valid()) {
      entry.owed_to = explain::words(program, program.rules[to].condition, to);
    }
    entry.attaches_at = level_name(program, right);
    entry.offers = offers_of(program, right);
    entry.unverified = marks_of(program, right);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Owed> owed_to(const program::Program& program, const Asked& asked,
                          const explain::CaseView& view, const cases::CaseBatch& batch) {
  runtime::Results results(layout::output_shapes(view.module), batch.size());
  interpret::evaluate(view.module, batch.batch, results);
  const cases::ResultText text(program, view.module);
  std::vector<Owed> all;
  for (std::size_t at = 0; at < asked.rights.size(); ++at) {
    const program::Right& right = program.rights[asked.rights[at]];
    Owed owed;
    text.append(batch, results, 2 * at, view.row, owed.standard);
    owed.owed = view.trace.truth(view.module.outputs[2 * at + 1].values[0], view.row);
    const auto explanation_of = [&](program::DefinitionId definition) {
      return explain::explain(
          program, {.definition = definition, .readings = asked.readings, .as_of = asked.as_of},
          view);
    };
    const explain::Explanation whether = explanation_of(right.owed);
    const explain::Explanation what = explanation_of(right.value);
    owed.settled = !what.undetermined;
    if (!whether.not_in_force.empty()) {
      owed.because = whether.not_in_force;
    } else if (owed.owed == Truth::No) {
      std::vector<std::string> obstacles;
      add_obstacles(whether.root, obstacles);
      owed.because = joined(obstacles);
    }
    if (whether.undetermined) {
      owed.missing = unknown_in(whether);
    } else if (what.undetermined) {
      owed.missing = unknown_in(what);
    }
    all.push_back(std::move(owed));
  }
  return all;
}

}  // namespace nansen::rights

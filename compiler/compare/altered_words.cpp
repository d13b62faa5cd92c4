// An altered provision as it is shown: where it stands, what it said and says, and by what
// amendment.
#include <vector>

#include "compiler/compare/alignment.h"
#include "compiler/explain/in_force.h"
#include "compiler/explain/words.h"

namespace nansen::compare {

using program::Expression;
using program::ExpressionId;
using program::Rule;
using program::RuleId;
using program::RuleRole;

void Alignment::add_writing(ExpressionId id, Amendments& found) const {
  if (!id.valid()) return;
  const Expression& expression = program(Side::After).expressions[id];
  amendment_search_.add_around(expression.span, found);
  for (const ExpressionId operand : expression.operands) add_writing(operand, found);
}

/// What was inserted, also in a provision that stays, has its place in the draft's own text; what
/// was only left out is found by its address.
Amendments Alignment::amendments(const Provision& provision) const {
  Amendments found;
  if (provision.after.valid()) {
    const Rule& rule = program(Side::After).rules[provision.after];
    amendment_search_.add_around(rule.span, found);
    add_writing(rule.condition, found);
    add_writing(rule.value, found);
  }
  if (!found.empty()) return found;
  const Side side = provision.before.valid() ? Side::Before : Side::After;
  const RuleId id = provision.before.valid() ? provision.before : provision.after;
  const Rule& rule = program(side).rules[id];
  const std::string address = to_string(rule.citation);
  const auto fitting = [&](Amendments all) {
    // What is gone was not renumbered.
    std::erase_if(all, [&](std::size_t at) {
      return !provision.after.valid() &&
             worlds_[1]->changes[at].kind == consolidate::ChangeKind::Renumbered;
    });
    return all;
  };
  // At the address itself, else at that of what it is a part of.
  found = fitting(amendment_search_.at(rule.citation.instrument, address));
  if (found.empty()) found = fitting(amendment_search_.above(rule.citation.instrument, address));
  if (!found.empty() || provision.after.valid()) return found;
  // A clause of a status is omitted by its word: `art. 155, interim_protection.extended`.
  const std::string whole = whole_of(program(side).definitions[rule.definition].name);
  return amendment_search_.omitting(rule.citation.instrument, address + ", " + whole + ".");
}

std::string Alignment::words_of(Side side, RuleId id) const {
  if (!id.valid()) return "";
  const program::Program& program = this->program(side);
  const Rule& rule = program.rules[id];
  const std::string condition =
      rule.condition.valid() ? explain::words(program, rule.condition, id) : "";
  const std::string value = rule.value.valid() ? explain::words(program, rule.value, id) : "";
  switch (rule.role) {
    case RuleRole::Addition: return "also applies where " + condition;
    case RuleRole::Exception: return "does not apply where " + condition;
    case RuleRole::Value: return "where " + condition + ": " + value;
    case RuleRole::Otherwise: return "otherwise: " + value;
    case RuleRole::Base:
    case RuleRole::Head: break;
  }
  return condition.empty() ? value : condition;
}

/// `, with method narrow`, for each reading that the condition asks for.
std::string Alignment::readings_of(Side side, RuleId rule) const {
  const program::Program& program = this->program(side);
  std::set<program::ReadingId> readings;
  const auto collect = [&](const auto& self, ExpressionId id) -> void {
    if (!id.valid()) return;
    const Expression& expression = program.expressions[id];
    if (expression.reading.valid()) readings.insert(expression.reading);
    for (const ExpressionId operand : expression.operands) self(self, operand);
    for (const RuleId head : expression.heads) self(self, program.rules[head].condition);
  };
  collect(collect, program.rules[rule].condition);
  std::string words;
  for (const program::ReadingId id : readings) {
    const auto& chosen = world(side).request.readings;
    const program::Reading& reading = program.readings[id];
    const auto choice = chosen.find(id);
    words += ", with " + reading.name + " " +
             reading.choices[choice == chosen.end() ? reading.default_choice : choice->second].name;
  }
  return words;
}

void Alignment::describe(Provision& provision) {
  ChangedProvision& shown = provision.shown;
  const bool inserted = !provision.before.valid();
  const bool omitted = !provision.after.valid();
  const Rule& rule = omitted ? program(Side::Before).rules[provision.before]
                             : program(Side::After).rules[provision.after];
  shown.citation = to_full_string(rule.citation);
  if (rule.role == RuleRole::Base && inserted != omitted) {
    const Side side = omitted ? Side::Before : Side::After;
    shown.citation += ", " + whole_of(program(side).definitions[rule.definition].name);
  }
  shown.kind = inserted  ? ChangedProvision::Kind::Inserted
               : omitted ? ChangedProvision::Kind::Omitted
                         : ChangedProvision::Kind::Changed;
  shown.before = words_of(Side::Before, provision.before);
  shown.after = words_of(Side::After, provision.after);
  // The same words, read otherwise.
  if (!inserted && !omitted && shown.before == shown.after) {
    shown.before += readings_of(Side::Before, provision.before);
    shown.after += readings_of(Side::After, provision.after);
  }
  if (provision.elsewhere) {
    // Most often it is no longer, or not yet, the law.
    const auto in_force = [this](Side side, RuleId id) {
      const program::Program& text = program(side);
      const program::Definition& definition = text.definitions[text.rules[id].definition];
      const std::string why =
          explain::out_of_force(text.instruments[definition.instrument], world(side).request.as_of);
      return why.empty() ? "in force" : why;
    };
    const std::string was = inserted ? "" : in_force(Side::Before, provision.before);
    const std::string is = omitted ? "" : in_force(Side::After, provision.after);
    if (was != is) {
      shown.before = was;
      shown.after = is;
    }
  }
  for (const std::size_t at : amendments(provision)) {
    const std::string& amending = worlds_[1]->changes[at].amending;
    if (shown.amending.find(amending) != std::string::npos) continue;
    shown.amending += (shown.amending.empty() ? "" : "; ") + amending;
  }
}

}  // namespace nansen::compare

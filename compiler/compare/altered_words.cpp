// An altered provision as it is shown: where it stands, what it said and says, and by what
// amendment.
#include <algorithm>

#include "compiler/compare/alignment.h"
#include "compiler/explain/in_force.h"
#include "compiler/explain/words.h"

namespace nansen::compare {

using program::Expression;
using program::ExpressionId;
using program::Rule;
using program::RuleId;
using program::RuleRole;

namespace {

bool lies_in(const Span& span, const Span& whole) {
  return span.valid() && span.file == whole.file && span.begin >= whole.begin &&
         span.end <= whole.end;
}

}  // namespace

bool Alignment::written_in(Side side, ExpressionId id, const Span& span) const {
  if (!id.valid()) return false;
  const Expression& expression = program(side).expressions[id];
  return lies_in(expression.span, span) ||
         std::any_of(expression.operands.begin(), expression.operands.end(),
                     [&](ExpressionId operand) { return written_in(side, operand, span); });
}

bool Alignment::written_in(Side side, RuleId rule, const Span& span) const {
  const Rule& entry = program(side).rules[rule];
  return lies_in(entry.span, span) || written_in(side, entry.condition, span) ||
         written_in(side, entry.value, span);
}

/// What was inserted, also in a provision that stays, has its place in the draft's own text; what
/// was only left out is found by its address.
std::vector<const consolidate::Change*> Alignment::amendments(const Provision& provision) const {
  const std::vector<consolidate::Change>& changes = worlds_[1]->changes;
  std::vector<const consolidate::Change*> found;
  if (provision.after.valid()) {
    for (const consolidate::Change& change : changes) {
      if (written_in(Side::After, provision.after, change.span)) found.push_back(&change);
    }
  }
  if (!found.empty()) return found;
  const Side side = provision.before.valid() ? Side::Before : Side::After;
  const RuleId rule = provision.before.valid() ? provision.before : provision.after;
  const Citation& citation = program(side).rules[rule].citation;
  const std::string address = to_string(citation);
  // At the address itself, else at that of what it is a part of.
  for (const bool itself : {true, false}) {
    for (const consolidate::Change& change : changes) {
      if (change.instrument != citation.instrument) continue;
      const std::string old =
          as_cited(change.old_address.empty() ? change.new_address : change.old_address);
      const bool fits = itself ? old == address : !old.empty() && address.starts_with(old);
      if (fits) found.push_back(&change);
    }
    if (!found.empty()) return found;
  }
  if (provision.after.valid()) return found;
  // A clause of a status is omitted by its word: `art. 155, interim_protection.extended`.
  const program::Definition& definition =
      program(side).definitions[program(side).rules[rule].definition];
  const std::string clause = address + ", " + whole_of(definition.name) + ".";
  for (const consolidate::Change& change : changes) {
    if (change.kind == consolidate::ChangeKind::Omitted &&
        change.instrument == citation.instrument && change.old_address.starts_with(clause)) {
      found.push_back(&change);
    }
  }
  return found;
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
  if (shown.before == shown.after) {
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
  const auto amending = amendments(provision);
  for (const consolidate::Change* change : amending) {
    if (shown.amending.find(change->amending) != std::string::npos) continue;
    shown.amending += (shown.amending.empty() ? "" : "; ") + change->amending;
  }
}

}  // namespace nansen::compare

// Finding rules by where they stand in the law.
#include "compiler/check/addresses.h"

#include <algorithm>
#include <set>

namespace nansen::check {

using program::RuleId;
using program::RuleRole;

namespace {

/// A rule that an address can name: written as such, not derived, and a head only by its label. The
/// root of rules that give values is not one: its rules are.
bool addressable(const Context& context, RuleId id) {
  const program::Rule& rule = context.program.rules[id];
  if (rule.cause != program::RuleCause::Written || rule.role == RuleRole::Otherwise) return false;
  if (rule.role == RuleRole::Base && rule.values.empty() && !rule.condition.valid()) {
    return rule.value.valid();
  }
  if (rule.role == RuleRole::Base) return rule.values.empty();
  const RuleInfo& info = context.rule_infos[static_cast<std::size_t>(id.index)];
  return rule.role != RuleRole::Head || info.label != nullptr;
}

bool heads_match(const std::vector<ast::Name>& written, const std::vector<std::string>& heads) {
  return std::equal(
      written.begin(), written.end(), heads.begin(), heads.end(),
      [](const ast::Name& name, const std::string& head) { return name.text == head; });
}

std::string steps_text(const std::vector<Division>& divisions) {
  std::string text;
  for (const Division& division : divisions) {
    text += (text.empty() ? "" : " ") + division.level + " " + division.label;
  }
  return text;
}

std::string citation_steps(const Citation& citation) {
  std::string text = steps_text(citation.divisions);
  for (const std::string& head : citation.heads) text += " (" + head + ")";
  return text;
}

void report_unknown(Context& context, program::InstrumentId instrument,
                    const ast::Address& address) {
  std::vector<std::string> candidates;
  const std::size_t count = context.has_enough() ? 0 : context.program.rules.size();
  for (std::size_t index = 0; index < count; ++index) {
    const Citation& citation = context.program.rules[RuleId(index)].citation;
    if (citation.instrument == context.program.instruments[instrument].name) {
      candidates.push_back(citation_steps(citation));
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  // The nearest, and up to two more: a drafter who miscounts is seldom off by one thing only.
  const std::string wanted = address_text(address);
  std::vector<std::string> near;
  while (near.size() < 3) {
    const std::string next = nearest(wanted, candidates);
    if (next.empty()) break;
    near.push_back("\"" + next + "\"");
    candidates.erase(std::find(candidates.begin(), candidates.end(), next));
  }
  const std::string suggestion =
      near.empty() ? "" : "; did you mean " + list_text(near, "or") + "?";
  context.report(Code::UnknownAddress, address.span, context.program.instruments[instrument].name,
                 wanted, suggestion);
}

}  // namespace

bool steps_match(const std::vector<ast::DivisionStep>& steps,
                 const std::vector<Division>& divisions, std::size_t* end) {
  for (std::size_t from = 0; from + steps.size() <= divisions.size(); ++from) {
    bool all = true;
    for (std::size_t index = 0; all && index < steps.size(); ++index) {
      all = steps[index].level == divisions[from + index].level &&
            steps[index].label.text == divisions[from + index].label;
    }
    if (!all) continue;
    if (end != nullptr) *end = from + steps.size();
    return true;
  }
  return false;
}

std::vector<RuleId> find_rules(Context& context, FileId file, program::InstrumentId instrument,
                               const ast::Address& address, const ast::Clause* except) {
  if (address.instrument) {
    const std::string& name = address.instrument->text;
    const auto module = context.modules.find(name);
    if (context.misses(file, name)) return {};
    if (module == context.modules.end() || !module->second.instrument.valid()) {
      std::vector<std::string> candidates;
      for (const auto& [other, entry] : context.modules) {
        if (entry.instrument.valid()) candidates.push_back(other);
      }
      context.report(Code::UnknownName, address.instrument->span, name,
                     did_you_mean(name, candidates));
      return {};
    }
    if (!context.sees_module(file, name)) {
      context.report(Code::NotUsed, address.instrument->span, address_text(address), name);
      return {};
    }
    instrument = module->second.instrument;
  }
  const std::string& name = context.program.instruments[instrument].name;
  std::vector<RuleId> found;
  std::set<std::string> places;
  const ast::DivisionStep& last = address.divisions.back();
  const auto standing =
      context.rules_in_division.find(division_key(name, last.level, last.label.text));
  const std::vector<RuleId> none;
  for (const RuleId id : standing == context.rules_in_division.end() ? none : standing->second) {
    const program::Rule& rule = context.program.rules[id];
    const RuleInfo& info = context.info(id);
    std::size_t end = 0;
    if (!addressable(context, id) || (except != nullptr && info.clause == except) ||
        !steps_match(address.divisions, rule.citation.divisions, &end)) {
      continue;
    }
    if (address.heads.empty()) {
      if (rule.role == RuleRole::Head) continue;
    } else if (!heads_match(address.heads, rule.citation.heads)) {
      continue;
    }
    found.push_back(id);
    places.insert(steps_text({rule.citation.divisions.begin(),
                              rule.citation.divisions.begin() + static_cast<std::ptrdiff_t>(end)}));
  }
  if (found.empty()) report_unknown(context, instrument, address);
  if (places.size() > 1) {
    std::vector<std::string> words;
    for (const std::string& place : places) words.push_back("\"" + place + "\"");
    context.report(Code::AmbiguousName, address.span, address_text(address),
                   list_text(words, "or"));
    return {};
  }
  return found;
}

std::string address_text(const ast::Address& address) {
  std::string text;
  for (const ast::DivisionStep& step : address.divisions) {
    text += (text.empty() ? "" : " ") + step.level + " " + step.label.text;
  }
  for (const ast::Name& head : address.heads) {
    text += (text.empty() ? "(" : " (") + head.text + ")";
  }
  return text;
}

}  // namespace nansen::check

// The shared state of a check: diagnostics with their provision, and who sees what.
#include "compiler/check/context.h"

namespace nansen::check {

Diagnostic& Context::deliver(Diagnostic diagnostic, Span span) {
  if (!emitted_.emplace(diagnostic.code, span, diagnostic.message).second) {
    repeated_ = std::move(diagnostic);
    return repeated_;
  }
  if (provision != nullptr) diagnostic.provision = provision_text(*provision);
  return emitter_.emit(std::move(diagnostic));
}

bool Context::sees(FileId file, const Origin& origin) {
  if (origin.module.empty()) return origin.file == file;
  return sees_module(file, origin.module);
}

bool Context::sees_module(FileId file, const std::string& module) {
  const auto found = modules.find(module);
  if (found == modules.end()) return false;
  FileView& view = views[file];
  if (found->second.file != file && !view.visible.contains(module)) return false;
  view.used.insert(module);
  return true;
}

bool Context::misses(FileId file, const std::string& name) const {
  const auto view = views.find(file);
  return view != views.end() && view->second.missing.contains(name);
}

bool Context::misses_any(FileId file) const {
  const auto view = views.find(file);
  return view != views.end() && !view->second.missing.empty();
}

program::DefinitionId Context::definition(program::InstrumentId instrument,
                                          const std::string& name) const {
  const auto found = definition_names.find({instrument, name});
  return found == definition_names.end() ? program::DefinitionId() : found->second;
}

program::RuleId Context::add_rule(program::Rule rule, RuleInfo info) {
  const program::RuleId id = program.rules.add(std::move(rule));
  rule_infos.push_back(std::move(info));
  const Citation& citation = program.rules[id].citation;
  std::set<std::string> keys;
  for (const Division& division : citation.divisions) {
    keys.insert(division_key(citation.instrument, division.level, division.label));
  }
  for (const std::string& key : keys) rules_in_division[key].push_back(id);
  if (!rule_infos.back().container.valid()) rule_infos.back().container = id;
  return id;
}

program::ExpressionId Context::add_expression(program::Expression expression) {
  return program.expressions.add(std::move(expression));
}

std::string rule_text(const Context& context, program::RuleId rule) {
  const program::Rule& entry = context.program.rules[rule];
  const std::string text = provision_text(entry.citation);
  const bool unlabelled = entry.role == program::RuleRole::Head && entry.parent.valid() &&
                          context.program.rules[entry.parent].citation == entry.citation;
  return unlabelled ? "a condition of " + text : text;
}

std::string division_key(const std::string& instrument, const std::string& level,
                         const std::string& label) {
  return instrument + " " + level + " " + label;
}

void report_duplicate(Context& context, const std::string& name, Span again, Span first) {
  context.report(Code::DuplicateName, again, name)
      .labels.push_back({first, "it is first declared here"});
}

std::string list_text(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) {
      text += index + 1 == words.size() ? " " + std::string(last) + " " : std::string(", ");
    }
    text += words[index];
  }
  return text;
}

}  // namespace nansen::check

// Finding what vocabularies declare.
#include "compiler/check/vocabulary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace nansen::check {
namespace {

/// The types that are one word.
constexpr std::array<const char*, 6> built_in_types = {"boolean", "judgement", "integer",
                                                       "decimal", "share",     "date"};

std::string described(const std::string& what, const Origin& origin) {
  return origin.module.empty() ? what + " of this file" : what + " of " + origin.module;
}

/// Emits that nothing visible is called `name`: either it is declared in `elsewhere`, which the
/// file does not use, or nowhere.
template <typename Names>
void report_unseen(Context& context, const ast::Name& name, const std::string& elsewhere,
                   FileId file, const Names& names, bool any_type = false) {
  if (context.misses_any(file)) return;
  if (!elsewhere.empty()) {
    context.report(Code::NotUsed, name.span, name.text, elsewhere);
    return;
  }
  std::vector<std::string> candidates;
  if (!context.has_enough()) {
    for (const auto& [known, meaning] : names) candidates.push_back(known);
    if (any_type) candidates.insert(candidates.end(), built_in_types.begin(), built_in_types.end());
  }
  Diagnostic& unknown =
      context.report(Code::UnknownName, name.span, name.text, did_you_mean(name.text, candidates));
  if (any_type) {
    unknown.help = fmt::format(
        "write {}, period in days, an enumeration, an entity, or \"set of\" an enumeration or "
        "\"rows of\" an entity",
        fmt::join(built_in_types, ", "));
  }
}

}  // namespace

NamedType resolve_type_name(Context& context, FileId file, const ast::Name& name, bool any_type) {
  NamedType seen;
  std::vector<std::string> meanings;
  std::string elsewhere;
  const auto found = context.type_names.find(name.text);
  if (found != context.type_names.end()) {
    for (const NamedType& type : found->second) {
      const bool entity = type.entity.valid();
      const Origin& origin =
          entity ? context.entity_origins[static_cast<std::size_t>(type.entity.index)]
                 : context.enumeration_origins[static_cast<std::size_t>(type.enumeration.index)];
      if (!context.sees(file, origin)) {
        elsewhere = origin.module;
        continue;
      }
      // Twice in one vocabulary means that the vocabulary itself is there twice, which is said of
      // it.
      std::string meaning = described(entity ? "the entity" : "the enumeration", origin);
      if (std::find(meanings.begin(), meanings.end(), meaning) != meanings.end()) continue;
      meanings.push_back(std::move(meaning));
      seen = type;
    }
  }
  if (meanings.size() > 1) {
    context.report(Code::AmbiguousName, name.span, name.text, list_text(meanings, "or"));
    return {};
  }
  if (meanings.empty()) report_unseen(context, name, elsewhere, file, context.type_names, any_type);
  return seen;
}

bool resolve_unit_name(Context& context, FileId file, const ast::Name& name) {
  if (name.text.empty()) return false;  // it could not be read, which has been reported
  std::string elsewhere;
  const auto found = context.unit_names.find(name.text);
  if (found != context.unit_names.end()) {
    for (const std::size_t index : found->second) {
      const Origin& origin = context.units[index].origin;
      if (context.sees(file, origin)) return true;
      elsewhere = origin.module;
    }
  }
  report_unseen(context, name, elsewhere, file, context.unit_names);
  return false;
}

std::optional<program::FactId> find_fact(const Context& context, program::EntityId entity,
                                         const std::string& name) {
  const auto found = context.fact_names.find({entity, name});
  if (found == context.fact_names.end()) return std::nullopt;
  return found->second;
}

void add_fact_names(const Context& context, program::EntityId entity,
                    std::vector<std::string>& names) {
  if (!entity.valid() || context.has_enough()) return;
  for (const program::FactId fact : context.program.entities[entity].facts) {
    names.push_back(context.program.facts[fact].name);
  }
}

std::optional<std::size_t> find_member(const program::Program& program,
                                       program::EnumerationId enumeration,
                                       const std::string& name) {
  if (!enumeration.valid()) return std::nullopt;
  const std::vector<program::Member>& members = program.enumerations[enumeration].members;
  for (std::size_t index = 0; index < members.size(); ++index) {
    if (members[index].name == name) return index;
  }
  return std::nullopt;
}

void report_unknown_member(Context& context, program::EnumerationId enumeration,
                           const ast::Name& name) {
  const program::Enumeration& entry = context.program.enumerations[enumeration];
  std::vector<std::string> candidates;
  for (const program::Member& member : entry.members) candidates.push_back(member.name);
  context
      .report(Code::UnknownMember, name.span, name.text, entry.name,
              did_you_mean(name.text, candidates))
      .labels.push_back({entry.span, "its members are listed here"});
}

}  // namespace nansen::check

// Finding what vocabularies declare.
#include "compiler/check/vocabulary.h"

namespace nansen::check {
namespace {

std::string described(const std::string& what, const Origin& origin) {
  return origin.module.empty() ? what + " of this file" : what + " of " + origin.module;
}

/// Emits that nothing visible is called `name`: either it is declared in `elsewhere`, which the file
/// does not use, or nowhere.
void report_unseen(Context& context, const ast::Name& name, const std::string& elsewhere,
                   const std::vector<std::string>& candidates) {
  if (!elsewhere.empty()) {
    context.report(Code::NotUsed, name.span, name.text, elsewhere);
  } else {
    context.report(Code::UnknownName, name.span, name.text, did_you_mean(name.text, candidates));
  }
}

}  // namespace

NamedType resolve_type_name(Context& context, FileId file, const ast::Name& name) {
  NamedType found;
  std::vector<std::string> meanings;
  std::vector<std::string> candidates;
  std::string elsewhere;
  const auto consider = [&](const std::string& called, const Origin& origin,
                            const std::string& kind) {
    const bool matches = called == name.text;
    // Asking whether it is seen counts as use, so ask only for the name itself.
    if (!matches) {
      candidates.push_back(called);
      return false;
    }
    if (!context.sees(file, origin)) {
      elsewhere = origin.module;
      return false;
    }
    meanings.push_back(described(kind, origin));
    return true;
  };
  for (std::size_t index = 0; index < context.program.enumerations.size(); ++index) {
    const program::EnumerationId id(index);
    if (consider(context.program.enumerations[id].name, context.enumeration_origins[index],
                 "the enumeration")) {
      found = {id, {}};
    }
  }
  for (std::size_t index = 0; index < context.program.entities.size(); ++index) {
    const program::EntityId id(index);
    if (consider(context.program.entities[id].name, context.entity_origins[index], "the entity")) {
      found = {{}, id};
    }
  }
  if (meanings.size() > 1) {
    context.report(Code::AmbiguousName, name.span, name.text, list_text(meanings, "or"));
    return {};
  }
  if (meanings.empty()) report_unseen(context, name, elsewhere, candidates);
  return found;
}

bool resolve_unit_name(Context& context, FileId file, const ast::Name& name) {
  std::vector<std::string> candidates;
  std::string elsewhere;
  for (const UnitEntry& unit : context.units) {
    if (unit.name != name.text) {
      candidates.push_back(unit.name);
    } else if (context.sees(file, unit.origin)) {
      return true;
    } else {
      elsewhere = unit.origin.module;
    }
  }
  report_unseen(context, name, elsewhere, candidates);
  return false;
}

std::optional<program::FactId> find_fact(const program::Program& program, program::EntityId entity,
                                         const std::string& name) {
  if (!entity.valid()) return std::nullopt;
  for (const program::FactId fact : program.entities[entity].facts) {
    if (program.facts[fact].name == name) return fact;
  }
  return std::nullopt;
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

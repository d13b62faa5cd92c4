// Questions about a typed program that several rooms ask.
#include <fmt/format.h>

#include "compiler/program/program.h"

namespace nansen::program {

std::string qualified_name(const Program& program, DefinitionId definition) {
  const Definition& entry = program.definitions[definition];
  return program.instruments[entry.instrument].name + "." + entry.name;
}

std::optional<DefinitionId> find_definition(const Program& program, std::string_view name) {
  std::optional<DefinitionId> found;
  bool alone = true;
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const DefinitionId id(index);
    const Definition& definition = program.definitions[id];
    // `pact.status.last_day` may be a name in full, and `status.last_day` one without instrument.
    const std::string& instrument = program.instruments[definition.instrument].name;
    if (name.size() == instrument.size() + 1 + definition.name.size() &&
        name.starts_with(instrument) && name[instrument.size()] == '.' &&
        name.ends_with(definition.name)) {
      return id;
    }
    if (definition.name != name) continue;
    alone = !found;
    found = id;
  }
  return alone ? found : std::nullopt;
}

namespace {

/// `persons per million inhabitants`; the powers above one are written by repetition.
std::string to_string(const Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [name, power] : unit.powers) {
    for (int count = 0; count < power; ++count) above += above.empty() ? name : " " + name;
    for (int count = 0; count > power; --count) below += " per " + name;
  }
  return above.empty() ? "1" + below : above + below;
}

}  // namespace

std::string to_string(const Program& program, const Type& type) {
  const auto with_unit = [&](std::string_view word) {
    return type.unit.powers.empty() ? std::string(word)
                                    : fmt::format("{} in {}", word, to_string(type.unit));
  };
  switch (type.kind) {
    case TypeKind::Invalid: return "unknown type";
    case TypeKind::Boolean: return "boolean";
    case TypeKind::Integer: return with_unit("integer");
    case TypeKind::Decimal: return with_unit("decimal");
    case TypeKind::Date: return "date";
    case TypeKind::Period: return type.in_months ? "period in months" : "period in days";
    case TypeKind::Enumeration: return program.enumerations[type.enumeration].name;
    case TypeKind::Set: return "set of " + program.enumerations[type.enumeration].name;
    case TypeKind::Reference: return program.entities[type.entity].name;
    case TypeKind::Rows: return "rows of " + program.entities[type.entity].name;
  }
  return "unknown type";
}

}  // namespace nansen::program

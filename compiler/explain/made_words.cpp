#include "compiler/explain/made_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace nansen::explain {
namespace {

using program::DefinitionId;
using program::DefinitionRole;
using program::Program;

// Whatever the name of a part says: `temporary_protection.begin_2` is its `begin_2`.
std::string_view part_of(const program::Definition& definition, const std::string& whole) {
  std::string_view name = definition.name;
  name.remove_prefix(std::min(name.size(), whole.size() + 1));
  return name;
}

std::optional<std::string> of_status(const Program& program, const program::Status& status,
                                     DefinitionId id, const std::string& name) {
  if (id == status.first_day) return "the first day of " + name;
  if (id == status.last_day) return "the last day of " + name;
  if (id == status.ran_its_course) return name + " has run its course";
  if (id == status.natural_last_day) {
    return "the last day of " + name + (status.early_ends.empty() ? "" : " without an early end");
  }
  for (const program::StatusStep& step : status.steps) {
    if (id == step.applies) return fmt::format("{} {}", name, step.name);
    if (id == step.last_day) return fmt::format("the last day of {}, {}", name, step.name);
  }
  for (const program::StatusEnd& end : status.early_ends) {
    const std::string address = to_string(end.citation);
    if (id == end.applies) return fmt::format("{} ends early by {}", name, address);
    if (id == end.day) return fmt::format("the day on which {} ends by {}", name, address);
  }
  for (const program::StatusSuccessor& next : status.successors) {
    if (id != next.applies) continue;
    return fmt::format("{} becomes {}", name, program.statuses[next.status].name);
  }
  // A day that counts among several: of a way to begin, or of an early end.
  const program::Definition& definition = program.definitions[id];
  const std::string_view part = part_of(definition, status.name);
  const std::string address = to_string(definition.citation);
  if (part.starts_with("begin_")) {
    return fmt::format("the first day of {} by {}", name, address);
  }
  if (part.starts_with("end_")) return fmt::format("the last day of {} by {}", name, address);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> made_words(const Program& program, DefinitionId id,
                                      const std::function<std::string(DefinitionId)>& name) {
  const program::Definition& definition = program.definitions[id];
  switch (definition.role) {
    case DefinitionRole::StatusPart:
      if (const program::Status* status = status_of_part(program, id)) {
        return of_status(program, *status, id, name(status->held));
      }
      return std::nullopt;
    case DefinitionRole::RightPart:
      for (const program::Right& right : program.rights) {
        if (right.owed == id) return name(right.value) + " is owed";
      }
      return std::nullopt;
    case DefinitionRole::NormPart:
      for (const program::Norm& norm : program.norms) {
        if (norm.fulfilled == id) return name(norm.holds) + " is fulfilled";
        if (norm.breached == id) return name(norm.holds) + " is breached";
      }
      return std::nullopt;
    case DefinitionRole::Binding:
      for (const program::Binding& binding : program.bindings) {
        const program::Instrument& instrument = program.instruments[binding.instrument];
        const std::string& law =
            instrument.cited_as.empty() ? instrument.title : instrument.cited_as;
        const std::string& whom = program.entities[binding.entity].name;
        if (binding.binds == id) return fmt::format("{} binds the {}", law, whom);
        if (binding.from == id) return fmt::format("the day from which {} binds the {}", law, whom);
        if (binding.until == id) {
          return fmt::format("the day from which {} no longer binds the {}", law, whom);
        }
      }
      return std::nullopt;
    case DefinitionRole::Defined:
    case DefinitionRole::Status:
    case DefinitionRole::Right:
    case DefinitionRole::Norm: return std::nullopt;
  }
  return std::nullopt;
}

DefinitionId whole_of(const Program& program, DefinitionId id) {
  switch (program.definitions[id].role) {
    case DefinitionRole::StatusPart:
      if (const program::Status* status = status_of_part(program, id)) return status->held;
      return id;
    case DefinitionRole::RightPart:
      for (const program::Right& right : program.rights) {
        if (right.owed == id) return right.value;
      }
      return id;
    case DefinitionRole::NormPart:
      for (const program::Norm& norm : program.norms) {
        if (norm.fulfilled == id || norm.breached == id) return norm.holds;
      }
      return id;
    case DefinitionRole::Defined:
    case DefinitionRole::Status:
    case DefinitionRole::Right:
    case DefinitionRole::Norm:
    case DefinitionRole::Binding: return id;
  }
  return id;
}

const program::Status* status_of_part(const Program& program, DefinitionId id) {
  const program::Definition& definition = program.definitions[id];
  const bool made =
      definition.role == DefinitionRole::Status || definition.role == DefinitionRole::StatusPart;
  if (!made) return nullptr;
  const auto found = std::find_if(
      program.statuses.begin(), program.statuses.end(), [&](const program::Status& status) {
        return status.instrument == definition.instrument &&
               (status.held == id || definition.name.starts_with(status.name + "."));
      });
  return found == program.statuses.end() ? nullptr : &*found;
}

}  // namespace nansen::explain

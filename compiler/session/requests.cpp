// What is checked of a request as a whole: one entity, the day, and whom the law binds.
#include <algorithm>

#include "compiler/session/session.h"

namespace nansen::session {

bool Session::has_one_entity(const lower::Request& request) {
  const auto entity_of = [this](program::DefinitionId definition) {
    return program_.definitions[definition].entity;
  };
  for (const program::DefinitionId definition : request.definitions) {
    if (entity_of(definition) == entity_of(request.definitions.front())) continue;
    emitter_.emit(Code::MixedEntities, CommandLocation{},
                  program::qualified_name(program_, request.definitions.front()),
                  program_.entities[entity_of(request.definitions.front())].name,
                  program::qualified_name(program_, definition),
                  program_.entities[entity_of(definition)].name);
    return false;
  }
  return true;
}

bool Session::require_day(const lower::Request& request) {
  if (request.as_of) return true;
  for (const program::DefinitionId definition : request.definitions) {
    if (!program::needs_day(program_, definition)) continue;
    emitter_.emit(Code::NeedsDayAsked, CommandLocation{},
                  program::qualified_name(program_, definition));
    return false;
  }
  return true;
}

bool Session::check_bound_only(const lower::Request& request) {
  if (!request.bound_only) return true;
  bool some = false;
  for (const program::DefinitionId id : request.definitions) {
    const program::Definition& definition = program_.definitions[id];
    const auto binding = std::find_if(
        program_.bindings.begin(), program_.bindings.end(), [&](const program::Binding& each) {
          return each.instrument == definition.instrument && each.entity == definition.entity;
        });
    if (binding == program_.bindings.end()) continue;
    some = true;
    const program::TypeKind kind = definition.type.kind;
    if (kind != program::TypeKind::Boolean && kind != program::TypeKind::Enumeration) {
      emitter_.emit(Code::BoundOnlyOfValues, CommandLocation{},
                    program::qualified_name(program_, id),
                    program::to_string(program_, definition.type));
      return false;
    }
    if (!request.as_of && program::needs_day(program_, binding->binds)) {
      emitter_.emit(Code::NeedsDayAsked, CommandLocation{},
                    program::qualified_name(program_, binding->binds));
      return false;
    }
  }
  if (!some) emitter_.emit(Code::NothingBinds, CommandLocation{});
  return some;
}

}  // namespace nansen::session

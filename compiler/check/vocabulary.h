// Finding what vocabularies declare: entities, enumerations and units by name, as a file sees them.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// What a type's name means: one of the two, or neither after an error.
struct NamedType {
  program::EnumerationId enumeration;
  program::EntityId entity;
};

/// The one visible enumeration or entity called `name`. Emits where there is none (naming the
/// vocabulary that has it, where the file merely does not use it) or more than one.
NamedType resolve_type_name(Context& context, FileId file, const ast::Name& name);

/// True iff a visible unit is called `name`; emits otherwise.
bool resolve_unit_name(Context& context, FileId file, const ast::Name& name);

/// The fact of `entity` called `name`, or nothing.
std::optional<program::FactId> find_fact(const program::Program& program, program::EntityId entity,
                                         const std::string& name);

/// The member of `enumeration` called `name`, or nothing.
std::optional<std::size_t> find_member(const program::Program& program,
                                       program::EnumerationId enumeration, const std::string& name);

/// Emits that `enumeration` has no such member, with the nearest.
void report_unknown_member(Context& context, program::EnumerationId enumeration,
                           const ast::Name& name);

}  // namespace nansen::check

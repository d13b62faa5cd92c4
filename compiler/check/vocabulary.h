// Finding what vocabularies declare: entities, enumerations and units by name, as a file sees them.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// The one visible enumeration or entity called `name`. Emits where there is none (naming the
/// vocabulary that has it, where the file merely does not use it) or more than one. With `any_type`
/// the name stands where a built-in type could, and the help names those.
NamedType resolve_type_name(Context& context, FileId file, const ast::Name& name,
                            bool any_type = false);

/// True iff a visible unit is called `name`; emits otherwise.
bool resolve_unit_name(Context& context, FileId file, const ast::Name& name);

/// The fact of `entity` called `name`, or nothing.
std::optional<program::FactId> find_fact(const Context& context, program::EntityId entity,
                                         const std::string& name);

/// Appends the names of the facts of `entity`, to suggest one; none once enough has been reported.
void add_fact_names(const Context& context, program::EntityId entity,
                    std::vector<std::string>& names);

/// The member of `enumeration` called `name`, or nothing.
std::optional<std::size_t> find_member(const program::Program& program,
                                       program::EnumerationId enumeration, const std::string& name);

/// Emits that `enumeration` has no such member, with the nearest.
void report_unknown_member(Context& context, program::EnumerationId enumeration,
                           const ast::Name& name);

}  // namespace nansen::check

// What a reader calls the definitions that a status, a right, a duty or a binding is made of.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "compiler/program/program.h"

namespace nansen::explain {

/// `the last day of temporary_protection`, `work is owed`; nothing of a definition that is called
/// by its name. `name` says what a definition of that kind is called: the status, the right, the
/// duty.
std::optional<std::string> made_words(
    const program::Program& program, program::DefinitionId definition,
    const std::function<std::string(program::DefinitionId)>& name);

/// The status, right or norm that `definition` is made for; any other definition itself.
program::DefinitionId whole_of(const program::Program& program, program::DefinitionId definition);

/// The status that `definition` is, or is a part of; null where it is neither.
const program::Status* status_of_part(const program::Program& program,
                                      program::DefinitionId definition);

}  // namespace nansen::explain

// What a name in an expression means.
//
// A bare name is a quantifier's variable, a fact of the entity the definition is of, a definition
// of the same instrument over that entity, or a reading of the instrument. `a.b` goes through a
// variable or a reference to a fact or definition of that row, or names a definition or reading of
// an instrument in sight. Two meanings at once are an error: nothing is preferred in silence.
#pragma once

#include <optional>
#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

/// Where an expression stands.
struct Scope {
  FileId file;
  program::InstrumentId instrument;
  program::EntityId entity;
  program::RuleId rule;  // heads written here are heads of it
  std::vector<program::VariableId> variables;
};

enum class MeaningKind : std::uint8_t { None, Fact, Definition, Variable, Row, Reading };

/// What a path means. `None`: nothing that can be used, which has been reported.
struct Meaning {
  MeaningKind kind = MeaningKind::None;
  program::Subject subject;          // of Fact and Definition
  program::FactId fact;              // of Fact
  program::DefinitionId definition;  // of Definition
  program::VariableId variable;      // of Variable (a member) and Row
  program::ReadingId reading;        // of Reading
};

/// Resolves a path where `scope` is; emits where it means nothing, or more than one thing.
Meaning resolve_path(Context& context, const Scope& scope, const ast::Path& path);

/// True iff the bare `name` means something in `scope` without an enumeration to look in; emits
/// nothing.
std::optional<Meaning> resolve_silently(Context& context, const Scope& scope,
                                        const std::string& name);

/// A definition named by a target, an expectation or a connective: `refugee` of `instrument`, or
/// `convention_1951.refugee`. Emits where there is none.
program::DefinitionId resolve_definition(Context& context, FileId file,
                                         program::InstrumentId instrument, const ast::Path& path);

/// `agents` of `instrument`, or `pact.agents`. Emits where there is none.
program::ReadingId resolve_reading(Context& context, FileId file, const ast::Path& path);

/// The choice of `reading` called `name`; emits where it has none such.
std::optional<std::size_t> resolve_choice(Context& context, program::ReadingId reading,
                                          const ast::Name& name);

/// The path as written, with dots.
std::string path_text(const ast::Path& path);

}  // namespace nansen::check

// Files in, typed program out: declare, resolve, type, order the rules.
#pragma once

#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"
#include "compiler/source/source.h"

namespace nansen::check {

/// Checks all files of a run together. The program is well formed iff no error was emitted; after
/// errors it holds what could be understood. `is_known_sound`: this program has checked the same
/// files before and said nothing; then it does not look again for what only a solver finds.
program::Program check(const std::vector<ast::File>& files, const SourceFiles& sources,
                       Emitter& emitter, bool is_known_sound = false);

}  // namespace nansen::check

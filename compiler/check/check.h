// Files in, typed program out: declare, resolve, type, order the rules.
#pragma once

#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"
#include "compiler/source/source.h"

namespace nansen::check {

/// Checks all files of a run together. The program is well formed iff no error was emitted; after
/// errors it holds what could be understood.
program::Program check(const std::vector<ast::File>& files, const SourceFiles& sources,
                       Emitter& emitter);

}  // namespace nansen::check

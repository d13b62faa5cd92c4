// Diagnostics as a person reads them in a terminal, and as a program reads them.
#pragma once

#include <span>
#include <string>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen {

/// Each diagnostic with its number, place, the line of source underlined, the provision's heading
/// under the excerpt, further places and help. `colour` adds ANSI colours and nothing else. Sorted
/// by file and offset; ends in a line that counts errors and warnings. The help is that of `door`.
std::string render_text(std::span<const Diagnostic> diagnostics, const SourceFiles& files,
                        bool colour, Door door = Door::Command);

/// A JSON array, one object a diagnostic: number, name, severity, message, help, provision, file,
/// line, column, end_line, end_column, row, column_name, labels.
std::string render_json(std::span<const Diagnostic> diagnostics, const SourceFiles& files);

}  // namespace nansen

// The canonical layout of a provision file.
#pragma once

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::format {

/// The file in canonical layout: two spaces a level, lines of at most 100 columns where no single
/// text is longer, labels in a column, at most one blank line in a row. Every comment stays at its
/// place, and formatting the result changes nothing.
///
/// Nothing when the file has syntax errors, which are reported. The result is parsed again and must
/// say the same as the file; if it did not, the formatter would be wrong, and the process ends
/// before anything is written.
std::optional<std::string> format(const SourceFiles& files, FileId file, Emitter& emitter);

}  // namespace nansen::format

// Whether the bytes of a file are text at all. For files of this folder.
#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::syntax {

/// True iff the file may be cut into tokens: within `limit` bytes, valid UTF-8, and without control
/// characters other than tab and line ends. What is wrong is reported, at the first bad byte.
bool check_characters(const SourceFiles& files, FileId file, std::size_t limit, Emitter& emitter);

}  // namespace nansen::syntax

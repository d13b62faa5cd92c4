// The tables named on the command line.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/arguments.h"

namespace nansen::driver {

/// Paths by the names of the tables.
using NamedPaths = std::vector<std::pair<std::string, std::string>>;

/// `NAME=PATH` words as pairs. Nothing after an error (a word without `=`, a name twice).
std::optional<NamedPaths> named_tables(const std::vector<std::string>& words, Emitter& emitter);

/// The files a Reader needs. Nothing after an error.
std::optional<cases::TableFiles> table_files(const CaseFiles& files, Emitter& emitter);

}  // namespace nansen::driver

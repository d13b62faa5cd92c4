// The tables named on the command line, and one case of them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/arguments.h"
#include "compiler/driver/command.h"
#include "compiler/explain/explain.h"

namespace nansen::driver {

/// Paths by the names of the tables.
using NamedPaths = std::vector<std::pair<std::string, std::string>>;

/// `NAME=PATH` words as pairs. Nothing after an error (a word without `=`, a name twice).
std::optional<NamedPaths> named_tables(const std::vector<std::string>& words, Emitter& emitter);

/// The files a Reader needs. Nothing after an error.
std::optional<cases::TableFiles> table_files(const CaseFiles& files, Emitter& emitter);
/// The files that are read beside provisions.
std::vector<InputFile> inputs_of(const cases::TableFiles& files);

/// The one case of `batch`. All must outlive the view.
explain::CaseView view_of(const ir::Module& module, const interpret::Trace& trace,
                          const cases::CaseBatch& batch);

}  // namespace nansen::driver

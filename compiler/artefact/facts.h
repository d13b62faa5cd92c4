// Columns and tables in the program's words. Used inside this room only.
#pragma once

#include <string>

#include "compiler/artefact/image.h"

namespace nansen::artefact {

/// The fact that `column` of the image's modules holds; null where the program has none.
const program::Fact* fact_of(const Image& image, const ir::Column& column);

/// The name of the table whose rows are those of `domain`: empty for the cases, the entity of a
/// referenced table, the links that lead to linked rows (`nationalities.permits`).
std::string table_name(const ir::Module& module, ir::DomainId domain);

}  // namespace nansen::artefact

// The order in which diagnostics are shown, one for all renderers. Used inside this room only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen {

/// The command line first, then whole files, then provisions by file and offset, then tables by
/// path, row and column; what stands at one place keeps the order in which it was found.
std::vector<const Diagnostic*> in_reading_order(std::span<const Diagnostic> diagnostics);

/// `N2001`.
std::string number_of(Code code);

}  // namespace nansen

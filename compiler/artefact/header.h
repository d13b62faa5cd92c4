// The C header of an artefact.
#pragma once

#include <string>

#include "compiler/artefact/image.h"

namespace nansen::artefact {

/// Declares the descriptor of `image`, as an object or an archive exports it, and constants for
/// whatever programs would otherwise count by hand: the places of definitions among the answers, of
/// columns in their tables, and the numbers of members. Beside each stands the provision it comes
/// from, or the question that it answers.
std::string c_header(const Image& image);

}  // namespace nansen::artefact

// An image and the machine code of all that it answers, as a file.
#pragma once

#include <optional>
#include <string>

#include "compiler/artefact/image.h"
#include "compiler/backend/build.h"

namespace nansen::session {

/// The bytes of the artefact of `image`, whose target is that of its origin. Shared
/// libraries and WebAssembly modules are sealed (compiler/artefact/seal.h). A shared library
/// exports `nansen_artefact`; objects and archives export `nansen_artefact_NAME`. Nothing where the
/// back end cannot make it, and then why in `error`.
std::optional<std::string> artefact_file(const artefact::Image& image, backend::ArtefactKind kind,
                                         const backend::Options& options, std::string& error);

/// The symbol of the descriptor of an object or archive called `name`.
std::string descriptor_symbol(const std::string& name);

}  // namespace nansen::session

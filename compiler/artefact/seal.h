// What tells that a shared library or a WebAssembly module is the one that was built, before any of
// its code runs: its last bytes, which no loader looks at. Stripping or patching a sealed file
// breaks its seal.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/artefact/image.h"

namespace nansen::artefact {

/// `file` with its seal behind it.
std::string seal(std::string file);

/// `module`, of WebAssembly, with its seal in a custom section behind it: nansen.seal. The seal is
/// over the head of that section too, so that it is found and checked as that of any other file.
std::string seal_module(std::string module);

/// The file that was sealed. Nothing where `bytes` carry no seal (NotAnImage: another file, or one
/// whose end is missing), or where they are not what was sealed (Damaged).
std::optional<std::string_view> sealed_file(std::span<const std::byte> bytes, Damage& damage,
                                            std::string& error);

}  // namespace nansen::artefact

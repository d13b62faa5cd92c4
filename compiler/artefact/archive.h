// Everything that an image carries beside its description, as bytes and back. Used inside this room
// only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/artefact/image.h"

namespace nansen::artefact {

/// A number that changes with what images are made of: the kinds, the widths and the order of all
/// their fields. Bytes written with another fingerprint mean something else.
std::uint64_t archive_fingerprint();

std::string to_archive(const Image& image);

/// Reads what `to_archive` wrote. Nothing where the bytes are not that: a length that the rest
/// cannot hold, a number outside its type or its enumeration, bytes left over, or an id that names
/// nothing.
std::optional<Image> from_archive(std::string_view bytes);

}  // namespace nansen::artefact

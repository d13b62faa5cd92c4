// Digests that tell damage: of images, artefacts and caches. They are quick, and no protection
// against whoever wants two inputs with one digest; receipts have SHA-256.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace nansen {

/// XXH3 of 128 bits, in its canonical order of bytes: the same on every machine.
using Digest = std::array<std::byte, 16>;

/// The digest of `parts`, as if they stood one after another.
Digest digest_of(std::span<const std::string_view> parts);
Digest digest_of(std::string_view bytes);

}  // namespace nansen

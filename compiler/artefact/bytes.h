// Numbers among bytes, least significant first. Used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nansen::artefact {

/// Appends `width` bytes of `number`.
inline void put(std::string& bytes, std::uint64_t number, std::size_t width) {
  for (std::size_t at = 0; at < width; ++at) {
    bytes.push_back(static_cast<char>(number >> (8 * at) & 0xff));
  }
}

/// The number in `width` bytes from `at` on, which must be there.
inline std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t next = width; next-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[at + next]);
  }
  return number;
}

}  // namespace nansen::artefact

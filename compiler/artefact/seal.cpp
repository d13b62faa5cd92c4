// A seal: 8 bytes of magic, 8 of the length of what is sealed, 16 of its digest.
#include "compiler/artefact/seal.h"

#include <algorithm>
#include <utility>

#include "compiler/artefact/bytes.h"
#include "compiler/base/digest.h"

namespace nansen::artefact {
namespace {

constexpr std::string_view magic("NANSEAL\n", 8);
constexpr std::size_t digest_at = 16;
constexpr std::size_t seal_bytes = digest_at + sizeof(Digest);
constexpr std::string_view section = "nansen.seal";

}  // namespace

std::string seal(std::string file) {
  const Digest digest = digest_of(file);
  const std::size_t length = file.size();
  file += magic;
  put(file, length, 8);
  file.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  return file;
}

std::string seal_module(std::string module) {
  constexpr std::size_t content = 1 + section.size() + seal_bytes;
  static_assert(content < 128, "numbers below 128 are one byte in WebAssembly");
  put(module, 0, 1);  // a custom section
  put(module, content, 1);
  put(module, section.size(), 1);
  module += section;
  return seal(std::move(module));
}

std::optional<std::string_view> sealed_file(std::span<const std::byte> bytes, Damage& damage,
                                            std::string& error) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.size() < seal_bytes || text.substr(text.size() - seal_bytes, magic.size()) != magic) {
    damage = Damage::NotAnImage;
    error = "nansen build did not write it, or its end is missing";
    return std::nullopt;
  }
  const std::string_view file = text.substr(0, text.size() - seal_bytes);
  const std::string_view stated = text.substr(file.size() + digest_at);
  const Digest digest = digest_of(file);
  if (number_at(text, file.size() + magic.size(), 8) != file.size() ||
      stated != std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())) {
    damage = Damage::Damaged;
    error = "it is not as nansen build wrote it: its digest is not the one that it states";
    return std::nullopt;
  }
  damage = Damage::None;
  return file;
}

}  // namespace nansen::artefact

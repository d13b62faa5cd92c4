#include "compiler/base/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>

namespace nansen {

Digest digest_of(std::span<const std::string_view> parts) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  for (const std::string_view part : parts) {
    XXH3_128bits_update(&state, part.data(), part.size());
  }
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
  return std::bit_cast<Digest>(canonical);
}

Digest digest_of(std::string_view bytes) { return digest_of(std::span(&bytes, 1)); }

}  // namespace nansen

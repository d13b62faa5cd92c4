#include "compiler/provenance/provision_text.h"

namespace nansen {

std::string provision_text(const Citation& citation) {
  std::string text = to_full_string(citation);
  const std::string heading = heading_of(citation);
  if (!heading.empty()) text += " \"" + heading + "\"";
  return text;
}

}  // namespace nansen

// A provision as messages name it.
#pragma once

#include <string>

#include "compiler/provenance/citation.h"

namespace nansen {

/// `1951 Convention, art. 1F "Exclusion"`: the address in full and the innermost heading.
std::string provision_text(const Citation& citation);

}  // namespace nansen

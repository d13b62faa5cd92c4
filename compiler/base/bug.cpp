#include "compiler/base/bug.h"

#include <cstdio>
#include <cstdlib>

namespace nansen {

void bug(std::string_view what, std::source_location where) {
  std::fprintf(stderr, "nansen: internal error: %.*s (%s:%u)\n", static_cast<int>(what.size()),
               what.data(), where.file_name(), static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace nansen

#include "compiler/embed/places.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace nansen::embed {

namespace {

namespace fs = std::filesystem;

/// The folder of this library, or of the program that it is linked into.
fs::path own_folder() {
  static const char here = 0;
  Dl_info found{};
  if (dladdr(&here, &found) == 0 || found.dli_fname == nullptr) return {};
  std::error_code failure;
  const fs::path path = fs::weakly_canonical(fs::absolute(found.dli_fname, failure), failure);
  return failure ? fs::path() : path.parent_path();
}

}  // namespace

std::string find_library(const std::string& library) {
  std::error_code ignored;
  for (const fs::path& folder : {own_folder(), fs::path(NANSEN_BUILT_LIBRARIES)}) {
    if (!folder.empty() && fs::exists(folder / library, ignored)) {
      return (folder / library).string();
    }
  }
  return {};
}

std::vector<std::string> library_folders() {
  const fs::path own = own_folder();
  std::error_code ignored;
  // A folder of libraries may be named after the machine: lib/x86_64-linux-gnu.
  for (const fs::path& folder : {own / "stdlib", own / "../share/nansen/stdlib",
                                 own / "../../share/nansen/stdlib", fs::path(NANSEN_STDLIB)}) {
    if (!own.empty() && fs::is_directory(folder, ignored)) {
      return {folder.lexically_normal().string()};
    }
  }
  return {};
}

}  // namespace nansen::embed

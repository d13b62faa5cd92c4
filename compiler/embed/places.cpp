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
  const fs::path folder = own_folder();
  std::error_code ignored;
  if (folder.empty() || !fs::exists(folder / library, ignored)) return {};
  return (folder / library).string();
}

std::vector<std::string> library_folders() {
  const fs::path own = own_folder();
  if (own.empty()) return {};
  std::error_code ignored;
  // The first is a wheel's, and in the build tree a link to the sources' (which is followed, for
  // messages name the files). A folder of libraries may be named after the machine:
  // lib/x86_64-linux-gnu.
  for (const fs::path& folder :
       {own / "stdlib", own / "../share/nansen/stdlib", own / "../../share/nansen/stdlib"}) {
    if (fs::is_directory(folder, ignored)) return {fs::weakly_canonical(folder, ignored).string()};
  }
  return {};
}

}  // namespace nansen::embed

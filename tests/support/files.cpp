#include "tests/support/files.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace nansen::testing_support {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::abort();
}

template <typename Iterator>
std::vector<fs::path> collect(const fs::path& folder, const std::vector<std::string>& extensions) {
  std::vector<fs::path> found;
  if (!fs::is_directory(folder)) return found;
  for (const fs::directory_entry& entry : Iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    const bool wanted = std::ranges::find(extensions, extension) != extensions.end();
    if (wanted && entry.is_regular_file()) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

fs::path source_directory() { return NANSEN_SOURCE_DIR; }
fs::path binary_directory() { return NANSEN_BINARY_DIR; }

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) give_up("cannot write " + path.string());
}

std::vector<fs::path> files_in(const fs::path& folder, const std::vector<std::string>& extensions) {
  return collect<fs::directory_iterator>(folder, extensions);
}

std::vector<fs::path> files_below(const fs::path& folder,
                                  const std::vector<std::string>& extensions) {
  return collect<fs::recursive_directory_iterator>(folder, extensions);
}

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  if (!fs::is_directory(folder)) return found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (fs::temp_directory_path() / "nansen-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) give_up("cannot make a folder like " + pattern);
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

bool updating_goldens() { return std::getenv("NANSEN_UPDATE_GOLDENS") != nullptr; }

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace nansen::testing_support

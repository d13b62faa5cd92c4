// Files and folders, for tests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::testing_support {

/// The repository, and the folder it is built in.
std::filesystem::path source_directory();
std::filesystem::path binary_directory();

/// The bytes of a file, or nothing where it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// Writes the bytes; a failure aborts the test program.
void write_file(const std::filesystem::path& path, std::string_view text);

/// The files directly in `folder` that end in one of `extensions` (each with its dot), by name.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            const std::vector<std::string>& extensions);

/// The same in `folder` and everything below it.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::vector<std::string>& extensions);

/// The folders directly in `folder`, by name.
std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder);

/// A new folder for one test, removed with all it holds at the end of its life.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// True iff NANSEN_UPDATE_GOLDENS is set: expected outputs are then written rather than compared.
bool updating_goldens();

/// The lines of a text, without their line feeds.
std::vector<std::string> lines_of(std::string_view text);

/// What separates two texts, line by line: `- ` before what is only in `expected`, `+ ` before what
/// is only in `actual`, two lines around each difference. Empty iff the texts are the same.
std::string difference(std::string_view expected, std::string_view actual);

}  // namespace nansen::testing_support

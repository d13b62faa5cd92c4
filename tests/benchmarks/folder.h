// A place for files.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace nansen::benchmarks {

/// A temporary folder, gone with the object.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "nansen_benchmark_XXXXXX") {
    std::string name = path_.string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code failure;
    std::filesystem::remove_all(path_, failure);
  }
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace nansen::benchmarks

// Waiting until files are saved; libuv stays inside.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace nansen::driver {

/// Watches some files until it is told to stop by an interrupt (or SIGTERM). Their folders are
/// watched, since editors write a new file and give it the old one's name.
class FileWatch {
 public:
  FileWatch();
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  /// Watches `path` too; it need not exist. Why its folder cannot be watched, or empty.
  std::string add(const std::string& path);

  /// Waits for the next change and until there was none for `quiet` milliseconds more (an editor
  /// writes in several steps). The files, as they were added, that may have changed since the last
  /// call; none iff it was told to stop.
  std::set<std::string> next(unsigned quiet = 4);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nansen::driver

// What was made once and can be made again, kept in a folder from run to run: machine code, syntax
// trees. Nothing depends on it: whatever is wrong with the folder or a file in it, all is as if
// nothing had been kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/digest.h"

namespace nansen::kept {

/// A folder of such files. Safe to use from several threads and processes at once.
class Files {
 public:
  /// In `folder`, which is made when something is first kept; empty: nothing is found or kept. The
  /// files take at most about `most_bytes`.
  explicit Files(std::string folder, std::uint64_t most_bytes = std::uint64_t{256} << 20);
  /// Where something was kept, the files that were not used for longest make room.
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  /// What was kept of `kind` under `key`. Nothing where nothing was, or where the file is not what
  /// was written: cut short, changed, of another form, or another user's.
  std::optional<std::string> find(std::string_view kind, const Digest& key) const;
  /// Keeps it, where that can be done. Readers see all of it or nothing. `kind` is a word of
  /// letters.
  void keep(std::string_view kind, const Digest& key, std::string_view bytes);

 private:
  std::string path_of(std::string_view kind, const Digest& key) const;
  void make_room() const;

  std::string folder_;
  std::uint64_t most_bytes_ = 0;
  std::atomic<bool> has_kept_ = false;
};

/// What tells this build of the program (or of the shared library that holds the code which calls
/// this) from others: a part of the keys of whatever depends on it.
const std::string& build_identity();

}  // namespace nansen::kept

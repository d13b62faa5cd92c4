// Files that commands write: all of them or none, and never one that is being read.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/driver/temporary.h"

namespace nansen::driver {

/// Why outputs could not be written.
struct OutputFailure {
  std::string name;     // the path, or `standard output`
  std::string reason;   // in the system's words
  bool partly = false;  // something had arrived before
};

/// Text that becomes visible all at once or not at all, unless it is passed through: at `path`, or
/// on standard output where `path` is empty. A file is replaced, where symbolic links lead to, and
/// keeps its rights and its owner; it must be one that the user may write. What is no regular file
/// (a device, a pipe) is written to. Until then the text is in a temporary file, so that memory
/// does not grow.
class Output {
 public:
  explicit Output(std::string path) : path_(std::move(path)) {}
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  const std::string& path() const { return path_; }

  /// Makes ready for `write`; nothing is changed at the path. The failure where that cannot be
  /// written.
  std::optional<OutputFailure> open();
  /// Must be open. What goes wrong is told by `deliver`.
  void write(std::string_view text);
  /// Must be open. From now on what is written to standard output is visible at the next `flush`:
  /// for whoever knows that what is written stays true whatever comes, and that who reads it sees
  /// an error that follows. False iff it is none, or something has been written before; then all
  /// stays as it was.
  bool pass_through();
  void flush();
  /// Must be open. True iff someone watches what is written, in a terminal: who reads a file or a
  /// pipe cannot know whether it was meant to be longer, but here an error follows.
  bool is_watched() const;

 private:
  friend std::optional<OutputFailure> deliver(std::span<Output* const> outputs);

  enum class Way : std::uint8_t { StandardOutput, WriteThrough, Replace };

  void choose_way();
  void fail();
  void finish();
  void pass_on();
  std::optional<OutputFailure> failure(bool partly) const;

  std::string path_;
  Way way_ = Way::StandardOutput;
  std::string target_;   // of Replace: the path after all links
  bool exists_ = false;  // of Replace: something stands at `target_`
  Temporary temporary_;  // of Replace
  std::FILE* file_ = nullptr;
  bool written_ = false;
  bool passes_through_ = false;
  bool passed_on_ = false;
  int error_ = 0;  // errno of the first failure
};

/// Makes all that was written to `outputs`, which must be open, visible. The failure where
/// something could not be written; then no file has been changed, unless `partly`.
std::optional<OutputFailure> deliver(std::span<Output* const> outputs);

/// True iff writing to one of the paths would write to the other: they lead to one file, or would
/// if it existed. Devices and pipes are no such files.
bool is_same_file(const std::string& left, const std::string& right);

}  // namespace nansen::driver

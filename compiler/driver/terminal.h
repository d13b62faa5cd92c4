// Standard output, standard error and files: the only place where anything is printed or written.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace nansen::driver {

/// What is known of the terminal: colours only where a person looks, and only if NO_COLOR is unset.
struct Terminal {
  bool colour_out = false;
  bool colour_error = false;
  bool progress = false;    // standard error is a terminal
  std::size_t width = 100;  // columns of standard output

  static Terminal detect();
};

void print_out(std::string_view text);
void print_error(std::string_view text);

/// Text that becomes visible all at once or not at all: at `path`, or on standard output where
/// `path` is empty. Kept in a temporary file until `commit`, so that a run that fails half-way
/// leaves nothing half written and memory does not grow.
class Output {
 public:
  /// `path` empty: standard output.
  explicit Output(std::string path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text);
  /// Makes everything visible. False iff something could not be written; `reason` says why.
  bool commit(std::string& reason);

 private:
  void fail();

  std::string path_;
  std::string temporary_;  // the path beside `path_`; empty for standard output
  std::FILE* file_ = nullptr;
  int error_ = 0;  // errno of the first failure
};

/// A bar on standard error for work that takes over a second; silent where standard error is no
/// terminal.
class Progress {
 public:
  /// `total` in any unit; 0 where it is not known.
  Progress(const Terminal& terminal, std::string label, std::uint64_t total);
  ~Progress();
  void advance(std::uint64_t done);

 private:
  void clear();

  bool shown_ = false;
  bool enabled_;
  std::string label_;
  std::uint64_t total_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace nansen::driver

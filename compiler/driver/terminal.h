// Standard output and standard error: the only place where anything is printed.
#pragma once

#include <chrono>
#include <cstdint>
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

/// What standard output is called in messages.
inline constexpr std::string_view standard_output = "standard output";

/// Must be called before any file is opened. Takes the places of standard streams that are closed,
/// so that no file gets them and what is printed into it; and lets a file that grows too large be
/// an error like others, not the end of the program.
void guard_streams();

/// To standard output. What goes wrong is told by `flush_out`.
void print_out(std::string_view text);
/// Prints all that is waiting. The errno of the first failure since the last call, or 0.
int flush_out();
void print_error(std::string_view text);

/// The system's words for an errno of writing.
std::string reason_of(int error);

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

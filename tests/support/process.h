// Commands run by tests, as a user would type them.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace nansen::testing_support {

struct ProcessResult {
  std::string output;  // what came on standard output and standard error, as it came
  int status = 0;      // the exit status; 128 and the signal's number where a signal ended it
  bool timed_out = false;
};

/// Runs `command` with /bin/sh in `folder`: the built `nansen` is first on the PATH, the locale is
/// C.UTF-8, nothing else of the environment bears on it, and standard input is empty. The
/// repository's own path is written as `<source>` in the output. After `limit` the command is ended
/// with all its children.
ProcessResult run_command(const std::string& command, const std::filesystem::path& folder,
                          std::chrono::seconds limit = std::chrono::seconds(120));

}  // namespace nansen::testing_support

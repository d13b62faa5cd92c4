#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tests/support/files.h"

namespace nansen::testing_support {

namespace {

using Clock = std::chrono::steady_clock;

/// What the child does between fork and exec. Only calls that are safe there.
[[noreturn]] void become(const char* command, const char* folder, char* const* environment,
                         int output) {
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (chdir(folder) != 0) _exit(126);
  std::array<const char*, 4> words = {"sh", "-c", command, nullptr};
  execve("/bin/sh", const_cast<char* const*>(words.data()), environment);
  _exit(127);
}

/// Reads until the other end is closed; false iff `deadline` came first.
bool read_all(int descriptor, Clock::time_point deadline, std::string& output) {
  std::array<char, 65536> buffer;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready == 0) return false;
    if (ready < 0 && errno == EINTR) continue;
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

ProcessResult run_command(const std::string& command, const std::filesystem::path& folder,
                          std::chrono::seconds limit) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> settings = {
      "PATH=" + (binary_directory() / "bin").string() + ":" + (path == nullptr ? "" : path),
      "HOME=" + folder.string(),
      // One for all tests: what is kept between commands is shared by them as by a user's.
      "XDG_CACHE_HOME=" + (binary_directory() / "kept").string(), "LC_ALL=C.UTF-8", "TZ=UTC"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) {
      settings.push_back(std::string(name) + "=" + value);
    }
  }
  std::vector<char*> environment;
  for (std::string& setting : settings) environment.push_back(setting.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {"no pipe could be opened", 126, false};
  const std::string folder_name = folder.string();
  const pid_t child = fork();
  if (child < 0) return {"no process could be started", 126, false};
  if (child == 0) become(command.c_str(), folder_name.c_str(), environment.data(), ends[1]);
  close(ends[1]);

  ProcessResult result;
  result.timed_out = !read_all(ends[0], Clock::now() + limit, result.output);
  close(ends[0]);
  if (result.timed_out) kill(-child, SIGKILL);
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  result.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  replace_all(result.output, source_directory().string(), "<source>");
  return result;
}

}  // namespace nansen::testing_support

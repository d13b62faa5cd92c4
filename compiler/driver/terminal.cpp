#include "compiler/driver/terminal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace nansen::driver {

Terminal Terminal::detect() {
  Terminal terminal;
  const char* no_colour = std::getenv("NO_COLOR");
  const bool colour = no_colour == nullptr || *no_colour == '\0';
  const bool out = ::isatty(STDOUT_FILENO) != 0;
  const bool error = ::isatty(STDERR_FILENO) != 0;
  terminal.colour_out = out && colour;
  terminal.colour_error = error && colour;
  terminal.progress = error;
  winsize size{};
  if (out && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.width = std::max<std::size_t>(size.ws_col, 40);
  }
  return terminal;
}

void guard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    // Gets the lowest number that is free. Standard output is opened for reading, so that writing
    // to it fails; nobody would learn of what cannot be written to standard error.
    ::open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
  }
  std::signal(SIGXFSZ, SIG_IGN);
}

namespace {

int out_error = 0;  // errno of the first failure that flush_out has not told

void note_out_error() {
  if (out_error == 0) out_error = errno;
}

}  // namespace

void print_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_out_error();
}

int flush_out() {
  if (std::fflush(stdout) != 0) note_out_error();
  return std::exchange(out_error, 0);
}

void print_error(std::string_view text) {
  // What comes first stands first where both are one terminal.
  if (std::fflush(stdout) != 0) note_out_error();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string reason_of(int error) {
  return error == EBADF ? std::string("it is closed") : std::string(std::strerror(error));
}

Progress::Progress(const Terminal& terminal, std::string label, std::uint64_t total)
    : enabled_(terminal.progress),
      label_(std::move(label)),
      total_(total),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (shown_) print_error("\r\x1b[K");
  shown_ = false;
}

void Progress::advance(std::uint64_t done) {
  if (!enabled_) return;
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  if (now - begin_ < milliseconds(1000) || now - last_ < milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  if (total_ == 0) {
    print_error(fmt::format("\r\x1b[K{} {}", label_, done));
    return;
  }
  constexpr std::uint64_t cells = 30;
  const std::uint64_t filled = std::min(cells, cells * done / total_);
  std::string bar;
  for (std::uint64_t cell = 0; cell < cells; ++cell) bar += cell < filled ? "█" : "░";
  print_error(fmt::format("\r\x1b[K{} {} {:3} %", label_, bar,
                          std::min<std::uint64_t>(100, 100 * done / total_)));
}

}  // namespace nansen::driver

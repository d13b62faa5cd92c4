#include "compiler/driver/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

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

void print_out(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_error(std::string_view text) {
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

Output::Output(std::string path) : path_(std::move(path)) {
  if (path_.empty()) {
    file_ = std::tmpfile();
  } else {
    temporary_ = fmt::format("{}.{}.part", path_, ::getpid());
    file_ = std::fopen(temporary_.c_str(), "wb");
  }
  if (file_ == nullptr) fail();
}

Output::~Output() {
  if (file_ != nullptr) std::fclose(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::fail() {
  if (error_ == 0) error_ = errno;
}

void Output::write(std::string_view text) {
  if (error_ != 0) return;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

bool Output::commit(std::string& reason) {
  if (error_ == 0 && std::fflush(file_) != 0) fail();
  if (error_ == 0 && path_.empty()) {
    std::rewind(file_);
    std::string part(1 << 16, '\0');
    for (;;) {
      const std::size_t count = std::fread(part.data(), 1, part.size(), file_);
      if (count == 0) break;
      if (std::fwrite(part.data(), 1, count, stdout) != count) {
        fail();
        break;
      }
    }
    if (std::fflush(stdout) != 0) fail();
  }
  if (error_ == 0 && !path_.empty()) {
    const bool closed = std::fclose(file_) == 0;
    file_ = nullptr;
    if (!closed || std::rename(temporary_.c_str(), path_.c_str()) != 0) fail();
    if (error_ == 0) temporary_.clear();
  }
  if (error_ != 0) reason = std::strerror(error_);
  return error_ == 0;
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
  print_error(
      fmt::format("\r\x1b[K{} {} {:3} %", label_, bar, std::min<std::uint64_t>(100, 100 * done / total_)));
}

}  // namespace nansen::driver

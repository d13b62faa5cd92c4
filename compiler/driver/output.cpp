#include "compiler/driver/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <tuple>

#include "compiler/driver/terminal.h"

namespace nansen::driver {

namespace {

namespace fs = std::filesystem;

/// Where `path` leads when it is a symbolic link, to a file that may not exist yet.
std::string followed(const std::string& path) {
  constexpr int most_links = 40;  // as many as the system follows
  fs::path place = path;
  std::error_code none;
  for (int count = 0; count < most_links; ++count) {
    const fs::path next = fs::read_symlink(place, none);
    if (none) break;
    place = next.is_absolute() ? next : place.parent_path() / next;
  }
  return place.string();
}

struct Identity {
  dev_t device{};
  ino_t number{};
  std::string name;  // inside that folder; empty where the file itself is meant

  bool operator==(const Identity&) const = default;
};

std::optional<Identity> identity_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    return Identity{status.st_dev, status.st_ino, {}};
  }
  const fs::path target = followed(path);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (::stat(folder.c_str(), &status) != 0) return std::nullopt;
  return Identity{status.st_dev, status.st_ino, target.filename().string()};
}

bool is_standard_output(const struct stat& status) {
  struct stat standard{};
  return ::fstat(STDOUT_FILENO, &standard) == 0 && standard.st_dev == status.st_dev &&
         standard.st_ino == status.st_ino;
}

/// Asks the system itself: rights are not all that can forbid writing.
bool may_be_written(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  ::close(descriptor);
  return true;
}

}  // namespace

bool is_same_file(const std::string& left, const std::string& right) {
  const std::optional<Identity> identity = identity_of(left);
  return identity && identity == identity_of(right);
}

Output::~Output() {
  if (file_ != nullptr) std::fclose(file_);
  // Whoever waits at the other end of a named pipe is told that nothing comes.
  struct stat status{};
  if (passed_on_ || path_.empty() || ::stat(path_.c_str(), &status) != 0) return;
  if (!S_ISFIFO(status.st_mode)) return;
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor >= 0) ::close(descriptor);
}

std::optional<OutputFailure> Output::open() {
  choose_way();
  return failure(false);
}

void Output::choose_way() {
  struct stat status{};
  exists_ = !path_.empty() && ::stat(path_.c_str(), &status) == 0;
  // ELOOP, ENOTDIR and the like: nothing can come to stand there.
  if (!path_.empty() && !exists_ && errno != ENOENT) return fail();
  const bool regular = !exists_ || S_ISREG(status.st_mode);
  if (path_.empty() || (exists_ && regular && is_standard_output(status))) {
    way_ = Way::StandardOutput;
  } else {
    way_ = regular ? Way::Replace : Way::WriteThrough;
  }
  if (way_ != Way::Replace) {
    if (exists_ && S_ISDIR(status.st_mode)) {
      errno = EISDIR;
      return fail();
    }
    if (exists_ && ::faccessat(AT_FDCWD, path_.c_str(), W_OK, AT_EACCESS) != 0) return fail();
    file_ = std::tmpfile();
    if (file_ == nullptr) fail();
    return;
  }
  if (exists_ && !may_be_written(path_)) return fail();
  target_ = followed(path_);
  file_ = temporary_.create(target_, exists_);
  if (file_ == nullptr) return fail();
  if (!exists_) return;
  // Only the administrator may give a file away: where the owner cannot be kept, the group may.
  const int descriptor = ::fileno(file_);
  if (::fchown(descriptor, status.st_uid, status.st_gid) != 0 &&
      ::fchown(descriptor, static_cast<uid_t>(-1), status.st_gid) != 0) {
    status.st_mode &= ~static_cast<mode_t>(S_IRWXG);
  }
  if (::fchmod(descriptor, status.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO)) != 0) fail();
}

void Output::fail() {
  if (error_ == 0) error_ = errno;
}

void Output::write(std::string_view text) {
  if (error_ != 0) return;
  written_ = written_ || !text.empty();
  if (passes_through_) return print_out(text);
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

bool Output::pass_through() {
  if (!passes_through_ && (way_ != Way::StandardOutput || written_)) return false;
  passes_through_ = true;
  return true;
}

bool Output::is_watched() const {
  return way_ == Way::StandardOutput && ::isatty(STDOUT_FILENO) != 0;
}

void Output::flush() {
  if (!passes_through_) return;
  passed_on_ = true;
  if (const int error = flush_out(); error_ == 0) error_ = error;
}

std::optional<OutputFailure> Output::failure(bool partly) const {
  if (error_ == 0) return std::nullopt;
  return OutputFailure{path_.empty() ? std::string(standard_output) : path_, reason_of(error_),
                       partly};
}

// Everything is in the temporary file, or an error says that it is not.
void Output::finish() {
  if (error_ != 0) return;
  if (std::fflush(file_) != 0) return fail();
  if (way_ != Way::Replace) return;
  const bool closed = std::fclose(file_) == 0;
  file_ = nullptr;
  if (!closed) fail();
}

// From the temporary file to standard output, or to what is no regular file.
void Output::pass_on() {
  if (passes_through_) return flush();
  std::FILE* destination = nullptr;
  if (way_ == Way::WriteThrough) {
    destination = std::fopen(path_.c_str(), "wbe");
    if (destination == nullptr) return fail();
  }
  passed_on_ = true;
  std::rewind(file_);
  std::string part(1 << 16, '\0');
  while (error_ == 0) {
    const std::size_t count = std::fread(part.data(), 1, part.size(), file_);
    if (count == 0) break;
    const std::string_view text = std::string_view(part).substr(0, count);
    if (destination == nullptr) {
      print_out(text);
    } else if (std::fwrite(text.data(), 1, count, destination) != count) {
      fail();
    }
  }
  if (std::ferror(file_) != 0) fail();
  if (destination == nullptr) {
    if (const int error = flush_out(); error_ == 0) error_ = error;
  } else if (std::fclose(destination) != 0) {
    fail();
  }
}

std::optional<OutputFailure> deliver(std::span<Output* const> outputs) {
  for (Output* output : outputs) {
    output->finish();
    if (const auto failure = output->failure(output->passed_on_)) return failure;
  }
  // Files come last: they are what can still be left as it was.
  bool partly = false;
  for (Output* output : outputs) {
    if (output->way_ == Output::Way::Replace) continue;
    output->pass_on();
    partly = partly || output->passed_on_;
    if (const auto failure = output->failure(partly)) return failure;
  }
  for (std::size_t at = 0; at < outputs.size(); ++at) {
    Output& output = *outputs[at];
    if (output.way_ != Output::Way::Replace || output.temporary_.become(output.target_)) continue;
    output.fail();
    for (const Output* earlier : outputs.first(at)) {
      if (earlier->way_ != Output::Way::Replace) continue;
      if (earlier->exists_) {
        partly = true;
      } else {
        ::unlink(earlier->target_.c_str());
      }
    }
    return output.failure(partly);
  }
  return std::nullopt;
}

}  // namespace nansen::driver

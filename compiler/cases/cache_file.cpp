#include "compiler/cases/cache_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace nansen::cases {
namespace {

constexpr std::string_view form = "nansen cases 1\n";
constexpr std::size_t head_bytes = form.size() + sizeof(Digest);
// Files are digested in pieces, so that no more of them is in memory at once.
constexpr std::size_t piece_bytes = std::size_t{1} << 20;
// No record is longer: some thousand cases take a few megabytes.
constexpr std::uint64_t longest_record_bytes = std::uint64_t{1} << 32;

/// What stands before each record; the last has no bytes.
struct RecordHead {
  std::uint64_t size = 0;
  Digest digest{};
};

/// Reads `count` bytes, or as many as there are; how many.
std::size_t read_up_to(int file, char* bytes, std::size_t count) {
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got = ::read(file, bytes + done, count - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

bool is_ours(int file) {
  char head[form.size()];
  const std::size_t got = read_up_to(file, head, sizeof(head));
  return std::string_view(head, got) == form;
}

}  // namespace

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<Digest> digest_of_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return std::nullopt;
  struct stat status{};
  std::string digests;
  bool good = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  std::string piece(piece_bytes, '\0');
  std::uint64_t size = 0;
  while (good) {
    const std::size_t got = read_up_to(file, piece.data(), piece.size());
    digests += bytes_of(digest_of(std::string_view(piece).substr(0, got)));
    size += got;
    if (got < piece.size()) break;
  }
  good = good && size == static_cast<std::uint64_t>(status.st_size);
  ::close(file);
  if (!good) return std::nullopt;
  return digest_of(digests);
}

std::unique_ptr<CacheInput> CacheInput::open(const std::string& path, const Digest& key) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return nullptr;
  struct stat status{};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  std::unique_ptr<CacheInput> input(
      new CacheInput(file, regular ? static_cast<std::uint64_t>(status.st_size) : 0));
  Digest found{};
  if (!regular || !is_ours(file) ||
      read_up_to(file, reinterpret_cast<char*>(found.data()), found.size()) != found.size() ||
      found != key) {
    return nullptr;
  }
  input->position_ = head_bytes;
  std::string bytes;
  while (input->next(bytes)) {
  }
  if (!input->whole_ || input->position_ != input->size_) return nullptr;
  input->rewind();
  return input;
}

CacheInput::~CacheInput() { ::close(file_); }

void CacheInput::rewind() {
  ::lseek(file_, static_cast<off_t>(head_bytes), SEEK_SET);
  position_ = head_bytes;
  whole_ = false;
}

bool CacheInput::next(std::string& bytes) {
  if (whole_) return false;
  RecordHead head;
  if (read_up_to(file_, reinterpret_cast<char*>(&head), sizeof(head)) != sizeof(head)) return false;
  position_ += sizeof(head);
  if (head.size > longest_record_bytes || head.size > size_ - position_) return false;
  bytes.resize(head.size);
  if (read_up_to(file_, bytes.data(), bytes.size()) != bytes.size()) return false;
  position_ += head.size;
  if (digest_of(bytes) != head.digest) return false;
  whole_ = bytes.empty();
  return !whole_;
}

std::unique_ptr<CacheOutput> CacheOutput::open(const std::string& path, const std::string& like) {
  struct stat status{};
  if (::stat(like.c_str(), &status) != 0) return nullptr;
  const mode_t mode = status.st_mode & 0666;
  if (::lstat(path.c_str(), &status) == 0) {
    const int there = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const bool ours = there >= 0 && S_ISREG(status.st_mode) && is_ours(there);
    if (there >= 0) ::close(there);
    if (!ours) return nullptr;
  }
  std::string unfinished = path + ".XXXXXX";
  const int file = ::mkostemp(unfinished.data(), O_CLOEXEC);
  if (file < 0) return nullptr;
  std::unique_ptr<CacheOutput> output(new CacheOutput(file, path, std::move(unfinished)));
  output->failed_ = ::fchmod(file, mode) != 0;
  // The key is not known before all has been read.
  output->write(std::string(head_bytes, '\0'));
  return output;
}

CacheOutput::~CacheOutput() {
  if (file_ >= 0) ::close(file_);
  if (!unfinished_.empty()) ::unlink(unfinished_.c_str());
}

void CacheOutput::write(std::string_view bytes) {
  while (!failed_ && !bytes.empty()) {
    const ssize_t count = ::write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    failed_ = count <= 0;
    if (!failed_) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void CacheOutput::add(std::string_view bytes) {
  const RecordHead head{bytes.size(), digest_of(bytes)};
  write({reinterpret_cast<const char*>(&head), sizeof(head)});
  write(bytes);
}

bool CacheOutput::finish(const Digest& key) {
  add({});
  failed_ = failed_ || ::lseek(file_, 0, SEEK_SET) != 0;
  write(std::string(form).append(bytes_of(key)));
  const bool closed = ::close(std::exchange(file_, -1)) == 0;
  if (failed_ || !closed || ::rename(unfinished_.c_str(), path_.c_str()) != 0) return false;
  unfinished_.clear();
  return true;
}

}  // namespace nansen::cases

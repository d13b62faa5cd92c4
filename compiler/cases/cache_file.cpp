#include "compiler/cases/cache_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <type_traits>
#include <utility>

namespace nansen::cases {
namespace {

// What all our files begin with, whichever form they have, and the form of now.
constexpr std::string_view family = "nansen cases ";
constexpr std::string_view form = "nansen cases 2\n";
constexpr std::size_t key_end = form.size() + sizeof(Digest);
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

/// The same from `place`; whether there are as many. `bytes` is used up.
bool read_all(int file, std::uint64_t place, std::span<iovec> bytes) {
  // As many pieces as the system takes at once.
  constexpr std::size_t most_pieces = 1024;
  while (!bytes.empty()) {
    const int count = static_cast<int>(std::min(bytes.size(), most_pieces));
    ssize_t got = ::preadv(file, bytes.data(), count, static_cast<off_t>(place));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    place += static_cast<std::uint64_t>(got);
    const bool none = got == 0;
    while (!bytes.empty() && bytes.front().iov_len <= static_cast<std::size_t>(got)) {
      got -= static_cast<ssize_t>(bytes.front().iov_len);
      bytes = bytes.subspan(1);
    }
    if (bytes.empty()) break;
    if (none) return false;
    bytes.front().iov_base = static_cast<char*>(bytes.front().iov_base) + got;
    bytes.front().iov_len -= static_cast<std::size_t>(got);
  }
  return true;
}

bool read_all(int file, std::uint64_t place, void* bytes, std::size_t count) {
  iovec piece{bytes, count};
  return read_all(file, place, {&piece, 1});
}

bool is_ours(int file) {
  char head[family.size()];
  // What a failing disk has left of one of ours is ours too, and be it nothing.
  return family.starts_with(std::string_view(head, read_up_to(file, head, sizeof(head))));
}

/// The rights of whoever is not the file's owner alone: who may read and write.
constexpr mode_t rights = 0666;

/// A file in the folder of `path` that has no name yet, so that nothing is left of it when the run
/// ends too soon. Negative where the system knows no such files.
int open_unnamed(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

/// Gives an unnamed file a name of its own beside `path`; empty iff that fails.
std::string name_unnamed(int file, const std::string& path) {
  const std::string self = "/proc/self/fd/" + std::to_string(file);
  std::string name = path + "." + std::to_string(::getpid());
  for (const bool again : {false, true}) {
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      return name;
    }
    // Left by a process of this number that ended between two calls.
    if (again || errno != EEXIST || ::unlink(name.c_str()) != 0) break;
  }
  return {};
}

// ---- the stamps ----

/// The time from which on a change may have the stamp of one before: clocks of files are coarse,
/// and those of some systems count in two seconds.
constexpr std::int64_t grain = 2'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::optional<FileStamp> stamp_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                   nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

/// What stands before the stamps.
struct StampsHead {
  std::uint64_t count = 0;
  std::int64_t recorded = 0;
  Digest digest{};  // of the time and the stamps
};

static_assert(std::is_trivially_copyable_v<KnownFile>);

std::string_view bytes_of(const std::vector<KnownFile>& files) {
  return {reinterpret_cast<const char*>(files.data()), files.size() * sizeof(KnownFile)};
}

Digest digest_of(const KnownFiles& known) {
  const std::string_view parts[] = {
      {reinterpret_cast<const char*>(&known.recorded), sizeof(known.recorded)},
      bytes_of(known.files)};
  return nansen::digest_of(parts);
}

std::string head_bytes(const Digest& key, const KnownFiles& known) {
  const StampsHead stamps{known.files.size(), known.recorded, digest_of(known)};
  std::string head(form);
  head.append(cases::bytes_of(key));
  head.append(reinterpret_cast<const char*>(&stamps), sizeof(stamps));
  return head.append(bytes_of(known.files));
}

}  // namespace

std::int64_t present_time() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return nanoseconds(now);
}

bool KnownFiles::holds(std::size_t index, const FileStamp& stamp) const {
  return index < files.size() && files[index].stamp == stamp && stamp.changed < recorded - grain;
}

std::optional<FileStamp> stamp_of_file(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return stamp_of(status);
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<KnownFile> digest_of_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return std::nullopt;
  struct stat status{};
  std::string digests;
  bool good = ::fstat(file, &status) == 0;
  const std::optional<FileStamp> stamp = good ? stamp_of(status) : std::nullopt;
  good = stamp.has_value();
  std::string piece(piece_bytes, '\0');
  std::uint64_t size = 0;
  while (good) {
    const std::size_t got = read_up_to(file, piece.data(), piece.size());
    digests += bytes_of(nansen::digest_of(std::string_view(piece).substr(0, got)));
    size += got;
    if (got < piece.size()) break;
  }
  good = good && size == stamp->size && ::fstat(file, &status) == 0 && stamp_of(status) == stamp;
  ::close(file);
  if (!good) return std::nullopt;
  return KnownFile{*stamp, nansen::digest_of(digests)};
}

std::unique_ptr<CacheInput> CacheInput::open(const std::string& path, const std::string& like) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return nullptr;
  struct stat status{};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  std::unique_ptr<CacheInput> input(
      new CacheInput(file, regular ? static_cast<std::uint64_t>(status.st_size) : 0));
  if (!regular || !input->read_head()) return nullptr;
  // The table may have become more secret since.
  const mode_t mode = status.st_mode & rights;
  if (::stat(like.c_str(), &status) != 0) return nullptr;
  const mode_t allowed = mode & status.st_mode;
  if (allowed != mode && ::fchmod(file, allowed) != 0) return nullptr;
  return input;
}

CacheInput::~CacheInput() { ::close(file_); }

bool CacheInput::read_head() {
  char start[form.size()];
  StampsHead stamps;
  if (!read_all(file_, 0, start, sizeof(start)) || std::string_view(start, sizeof(start)) != form ||
      !read_all(file_, form.size(), key_.data(), key_.size()) ||
      !read_all(file_, key_end, &stamps, sizeof(stamps))) {
    return false;
  }
  position_ = key_end + sizeof(stamps);
  if (position_ > size_ || stamps.count > (size_ - position_) / sizeof(KnownFile)) return false;
  known_.recorded = stamps.recorded;
  known_.files.resize(stamps.count);
  const std::size_t bytes = stamps.count * sizeof(KnownFile);
  // Someone may be writing them anew just now; then the tables are digested.
  if (!read_all(file_, position_, known_.files.data(), bytes)) return false;
  if (digest_of(known_) != stamps.digest) known_.files.clear();
  position_ += bytes;
  return true;
}

bool CacheInput::next(std::string& bytes) {
  if (whole_) return false;
  RecordHead head;
  if (position_ > size_ || !read_all(file_, position_, &head, sizeof(head))) return false;
  position_ += sizeof(head);
  if (position_ > size_ || head.size > longest_record_bytes || head.size > size_ - position_) {
    return false;
  }
  bytes.resize(head.size);
  if (!read_all(file_, position_, bytes.data(), bytes.size())) return false;
  position_ += head.size;
  if (nansen::digest_of(bytes) != head.digest) return false;
  whole_ = bytes.empty() && position_ == size_;
  return !bytes.empty();
}

bool CacheInput::read(const CachePart& part, std::span<iovec> pieces) {
  std::vector<std::string_view> texts;
  std::size_t sum = 0;
  for (const iovec& piece : pieces) {
    texts.emplace_back(static_cast<const char*>(piece.iov_base), piece.iov_len);
    sum += piece.iov_len;
  }
  if (sum != part.size || !read_all(file_, position_, pieces)) return false;
  position_ += sum;
  return nansen::digest_of(texts) == part.digest;
}

std::unique_ptr<CacheOutput> CacheOutput::open(const std::string& path, const std::string& like,
                                               std::size_t files) {
  struct stat status{};
  if (::stat(like.c_str(), &status) != 0) return nullptr;
  const mode_t mode = status.st_mode & rights;
  if (::lstat(path.c_str(), &status) == 0) {
    const int there = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const bool ours = there >= 0 && S_ISREG(status.st_mode) && is_ours(there);
    if (there >= 0) ::close(there);
    if (!ours) return nullptr;
  }
  std::string unfinished;
  int file = open_unnamed(path);
  if (file < 0) {
    unfinished = path + ".XXXXXX";
    file = ::mkostemp(unfinished.data(), O_CLOEXEC);
  }
  if (file < 0) return nullptr;
  std::unique_ptr<CacheOutput> output(new CacheOutput(file, path, std::move(unfinished)));
  output->failed_ = ::fchmod(file, mode) != 0;
  // The key is not known before all has been read.
  output->write(std::string(head_bytes({}, {.files = std::vector<KnownFile>(files)}).size(), '\0'));
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

void CacheOutput::add(std::string_view bytes, std::span<const std::string_view> parts) {
  const RecordHead head{bytes.size(), nansen::digest_of(bytes)};
  write({reinterpret_cast<const char*>(&head), sizeof(head)});
  write(bytes);
  for (const std::string_view part : parts) write(part);
}

bool CacheOutput::finish(const Digest& key, const KnownFiles& known) {
  add({});
  failed_ = failed_ || ::lseek(file_, 0, SEEK_SET) != 0;
  write(head_bytes(key, known));
  if (!failed_ && unfinished_.empty()) unfinished_ = name_unnamed(file_, path_);
  failed_ = failed_ || unfinished_.empty();
  const bool closed = ::close(std::exchange(file_, -1)) == 0;
  if (failed_ || !closed || ::rename(unfinished_.c_str(), path_.c_str()) != 0) return false;
  unfinished_.clear();
  return true;
}

void refresh(const std::string& path, const Digest& key, const KnownFiles& known) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return;
  const std::string head = head_bytes(key, known);
  std::string there(key_end + sizeof(std::uint64_t), '\0');
  // Another may have put a cache of other tables there since.
  if (read_all(file, 0, there.data(), there.size()) && head.starts_with(there)) {
    [[maybe_unused]] const ssize_t written =
        ::pwrite(file, head.data() + key_end, head.size() - key_end, key_end);
  }
  ::close(file);
}

}  // namespace nansen::cases

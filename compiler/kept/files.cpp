// A file is written under a name of its own and then renamed, so that two who write the same one do
// not disturb each other. It begins with the digest of its key and of what follows, so that
// whatever became of it is noticed.
#include "compiler/kept/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace nansen::kept {
namespace {

constexpr std::string_view form = "nansen kept 1\n";
constexpr std::size_t head_bytes = form.size() + sizeof(Digest);
// Larger ones are no use: they are not what makes anyone wait.
constexpr std::uint64_t most_file_bytes = std::uint64_t{64} << 20;
// Whoever writes for longer than this is gone.
constexpr std::chrono::hours longest_writing{1};
constexpr const char* unfinished = ".unfinished-";
constexpr std::string_view digits = "0123456789abcdef";

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// The head of the file that holds `bytes` under `key`.
std::string head_of(const Digest& key, std::string_view bytes) {
  const std::string_view parts[] = {form, bytes_of(key), bytes};
  return std::string(form).append(bytes_of(digest_of(parts)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  /// False iff something that was written may be lost.
  bool close() {
    const int closed = std::exchange(number_, -1);
    return closed < 0 || ::close(closed) == 0;
  }

 private:
  int number_;
};

std::optional<std::string> read_all(int file, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(file, bytes.data() + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

struct Entry {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::filesystem::file_time_type used;
};

/// True iff `name` is one that `path_of` gives, or of a file that is being written: the folder may
/// hold files of others, which are not ours to count or to remove.
bool is_ours(std::string_view name) {
  if (name.starts_with(unfinished)) return true;
  const auto is_letter = [](char each) { return each >= 'a' && each <= 'z'; };
  const auto is_digit = [](char each) { return digits.find(each) != std::string_view::npos; };
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return false;
  const std::string_view kind = name.substr(0, dash);
  const std::string_view key = name.substr(dash + 1);
  return key.size() == 2 * sizeof(Digest) && std::all_of(kind.begin(), kind.end(), is_letter) &&
         std::all_of(key.begin(), key.end(), is_digit);
}

std::vector<Entry> entries_of(const std::string& folder) {
  std::vector<Entry> entries;
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    std::error_code gone;
    if (!is_ours(entry->path().filename().string())) continue;
    if (!entry->is_regular_file(gone)) continue;
    Entry found{entry->path(), entry->file_size(gone), entry->last_write_time(gone)};
    if (!gone) entries.push_back(std::move(found));
  }
  return entries;
}

}  // namespace

Files::Files(std::string folder, std::uint64_t most_bytes)
    : folder_(std::move(folder)), most_bytes_(most_bytes) {}

Files::~Files() {
  if (has_kept_) make_room();
}

std::string Files::path_of(std::string_view kind, const Digest& key) const {
  std::string path = folder_ + "/" + std::string(kind) + "-";
  for (const std::byte byte : key) {
    path += digits[std::to_integer<unsigned>(byte >> 4)];
    path += digits[std::to_integer<unsigned>(byte & std::byte{15})];
  }
  return path;
}

std::optional<std::string> Files::find(std::string_view kind, const Digest& key) const {
  if (folder_.empty()) return std::nullopt;
  const std::string path = path_of(kind, key);
  // What is no file must not keep us waiting, and a file of someone else's is not believed.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status = {};
  if (!file || ::fstat(file.number(), &status) != 0) return std::nullopt;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() || size < head_bytes ||
      size > most_file_bytes) {
    return std::nullopt;
  }
  auto bytes = read_all(file.number(), static_cast<std::size_t>(size));
  if (!bytes) return std::nullopt;
  const std::string_view content = std::string_view(*bytes).substr(head_bytes);
  if (!bytes->starts_with(head_of(key, content))) return std::nullopt;
  ::futimens(file.number(), nullptr);  // it was used now
  bytes->erase(0, head_bytes);
  return bytes;
}

void Files::keep(std::string_view kind, const Digest& key, std::string_view bytes) {
  if (folder_.empty() || bytes.size() + head_bytes > std::min(most_file_bytes, most_bytes_)) return;
  std::error_code failure;
  if (std::filesystem::create_directories(folder_, failure)) {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failure);
  }
  std::string written = folder_ + "/" + unfinished + "XXXXXX";
  Descriptor file(::mkostemp(written.data(), O_CLOEXEC));
  if (!file) return;
  const bool good = write_all(file.number(), head_of(key, bytes)) &&
                    write_all(file.number(), bytes) && file.close();
  if (!good || ::rename(written.c_str(), path_of(kind, key).c_str()) != 0) {
    ::unlink(written.c_str());
    return;
  }
  has_kept_ = true;
}

void Files::make_room() const {
  std::vector<Entry> entries = entries_of(folder_);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& left, const Entry& right) { return left.used < right.used; });
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.bytes;
  // Somewhat more room than is needed, so that it lasts for a while.
  const std::uint64_t wanted = total > most_bytes_ ? most_bytes_ / 4 * 3 : most_bytes_;
  const auto oldest = std::filesystem::file_time_type::clock::now() - longest_writing;
  for (const Entry& entry : entries) {
    const bool is_unfinished = entry.path.filename().string().starts_with(unfinished);
    if (is_unfinished ? entry.used >= oldest : total <= wanted) continue;
    std::error_code gone;
    if (std::filesystem::remove(entry.path, gone)) total -= std::min(total, entry.bytes);
  }
}

}  // namespace nansen::kept

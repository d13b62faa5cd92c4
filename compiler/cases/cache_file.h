// The file that cases are kept in: a head with a key and the stamps of the tables, then records,
// each with its digest. Used inside this room.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"

namespace nansen::cases {

/// What the system says of a file: another content, and it says something else, or it was changed
/// within the grain of its clock.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t number = 0;  // of the file on its device
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970; whoever writes a file can set it
  std::int64_t changed = 0;   // the same, which no one can set
  bool operator==(const FileStamp&) const = default;
};

/// A file and what it holds.
struct KnownFile {
  FileStamp stamp;
  Digest digest{};
};

/// Files as they were when they were last digested.
struct KnownFiles {
  std::int64_t recorded = 0;  // when, in nanoseconds since 1970, before the first was looked at
  std::vector<KnownFile> files;

  /// True iff the file number `index` is sure to hold what it held: its stamp is `stamp`, and it
  /// had not been changed for so long when that was recorded that a change since has another stamp.
  bool holds(std::size_t index, const FileStamp& stamp) const;
};

/// The stamp of the regular file at `path`; nothing iff it is none.
std::optional<FileStamp> stamp_of_file(const std::string& path);
/// The regular file at `path`; nothing iff it is none, cannot be read, or changes meanwhile.
std::optional<KnownFile> digest_of_file(const std::string& path);
/// Nanoseconds since 1970.
std::int64_t present_time();

/// Some bytes beside a record: how many, and their digest, which stand in the record.
struct CachePart {
  std::uint64_t size = 0;
  Digest digest{};
};

/// Reads the records of a cache one by one, and of the parts after each those that are wanted.
class CacheInput {
 public:
  /// Opens the file at `path`. Null iff it is none of ours. Who may not read the file at `like` may
  /// not read it from now on.
  static std::unique_ptr<CacheInput> open(const std::string& path, const std::string& like);
  CacheInput(const CacheInput&) = delete;
  CacheInput& operator=(const CacheInput&) = delete;
  ~CacheInput();

  const Digest& key() const { return key_; }
  /// The tables as they were when they were kept; no files where that is not to be read.
  const KnownFiles& known() const { return known_; }

  /// Reads the next record to `bytes`. False iff there is none; then `whole` says whether the end
  /// was reached.
  bool next(std::string& bytes);
  /// Reads the next part of the record to `pieces`, which are as long together. False iff it is not
  /// there as it was written.
  bool read(const CachePart& part, std::span<iovec> pieces);
  /// Passes over it.
  void pass_over(const CachePart& part) { position_ += part.size; }
  bool whole() const { return whole_; }
  std::uint64_t bytes_read() const { return position_; }
  std::uint64_t bytes_total() const { return size_; }

 private:
  CacheInput(int file, std::uint64_t size) : file_(file), size_(size) {}
  bool read_head();

  int file_;
  std::uint64_t size_;
  Digest key_{};
  KnownFiles known_;
  std::uint64_t position_ = 0;
  bool whole_ = false;
};

/// Writes a cache under a name of its own, and gives it its name when it is whole: two who write
/// the same one do not disturb each other. After a failure, such as a full disk, nothing is kept.
class CacheOutput {
 public:
  /// Null iff nothing can be written there, or what stands there is none of ours. Who may read the
  /// file at `like` may read the cache. It will be one of `files` tables.
  static std::unique_ptr<CacheOutput> open(const std::string& path, const std::string& like,
                                           std::size_t files);
  CacheOutput(const CacheOutput&) = delete;
  CacheOutput& operator=(const CacheOutput&) = delete;
  ~CacheOutput();

  /// Adds a record, and its parts after it, which it tells the sizes and digests of.
  void add(std::string_view bytes, std::span<const std::string_view> parts = {});
  /// All has been added: from now on it is found under `key`. False iff it could not be kept.
  bool finish(const Digest& key, const KnownFiles& known);

 private:
  CacheOutput(int file, std::string path, std::string unfinished)
      : file_(file), path_(std::move(path)), unfinished_(std::move(unfinished)) {}
  void write(std::string_view bytes);

  int file_;
  std::string path_;
  std::string unfinished_;
  bool failed_ = false;
};

/// Writes down, in the cache at `path`, that its tables are now known as `known`; as many as it was
/// written with. Where that cannot be done, all stays as it is.
void refresh(const std::string& path, const Digest& key, const KnownFiles& known);

/// The bytes of a digest.
std::string_view bytes_of(const Digest& digest);

}  // namespace nansen::cases

// The file that cases are kept in: a head with a key, then records, each with its digest. Used
// inside this room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/digest.h"

namespace nansen::cases {

/// Reads the records of a cache one by one.
class CacheInput {
 public:
  /// Opens the file at `path` and holds all of it against its digests. Null iff it has not the key,
  /// or is not what was written.
  static std::unique_ptr<CacheInput> open(const std::string& path, const Digest& key);
  CacheInput(const CacheInput&) = delete;
  CacheInput& operator=(const CacheInput&) = delete;
  ~CacheInput();

  /// Reads the next record to `bytes`. False iff there is none; then `whole` says whether the end
  /// was reached.
  bool next(std::string& bytes);
  bool whole() const { return whole_; }
  std::uint64_t bytes_read() const { return position_; }
  std::uint64_t bytes_total() const { return size_; }

 private:
  CacheInput(int file, std::uint64_t size) : file_(file), size_(size) {}
  void rewind();

  int file_;
  std::uint64_t size_;
  std::uint64_t position_ = 0;
  bool whole_ = false;
};

/// Writes a cache under a name of its own, and gives it its name when it is whole: two who write
/// the same one do not disturb each other. After a failure, such as a full disk, nothing is kept.
class CacheOutput {
 public:
  /// Null iff nothing can be written there, or what stands there is none of ours. Who may read the
  /// file at `like` may read the cache.
  static std::unique_ptr<CacheOutput> open(const std::string& path, const std::string& like);
  CacheOutput(const CacheOutput&) = delete;
  CacheOutput& operator=(const CacheOutput&) = delete;
  ~CacheOutput();

  void add(std::string_view bytes);
  /// All has been added: from now on it is found under `key`. False iff it could not be kept.
  bool finish(const Digest& key);

 private:
  CacheOutput(int file, std::string path, std::string unfinished)
      : file_(file), path_(std::move(path)), unfinished_(std::move(unfinished)) {}
  void write(std::string_view bytes);

  int file_;
  std::string path_;
  std::string unfinished_;
  bool failed_ = false;
};

/// The digest of the regular file at `path`; nothing iff it is none or cannot be read.
std::optional<Digest> digest_of_file(const std::string& path);

/// The bytes of a digest.
std::string_view bytes_of(const Digest& digest);

}  // namespace nansen::cases

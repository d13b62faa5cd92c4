// The bytes of provision files, and spans into them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/base/ids.h"

namespace nansen {

struct SourceBuffer;
using FileId = Id<SourceBuffer>;

/// One provision file: its path as the user named it, and its bytes (UTF-8).
struct SourceBuffer {
  std::string path;
  std::string text;
};

/// Half-open range of bytes [begin, end) in one file. An invalid `file` means "nowhere in a file".
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool valid() const { return file.valid(); }
  auto operator<=>(const Span&) const = default;
};

/// The smallest span that covers both; each must lie in the same file, or be invalid.
Span cover(Span left, Span right);

/// A place as editors count it: the first line and the first column are 1; columns count characters
/// (Unicode code points), not bytes.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// All files of one run. Line and column are worked out only when something is printed.
class SourceFiles {
 public:
  FileId add(std::string path, std::string text);
  /// The file reads `text` from now on; spans into what it read before mean nothing any more.
  void replace(FileId file, std::string text) { files_[file].text = std::move(text); }
  const SourceBuffer& operator[](FileId file) const { return files_[file]; }
  std::size_t size() const { return files_.size(); }

  std::string_view text(Span span) const;
  LineColumn line_column(FileId file, std::uint32_t offset) const;
  /// The whole line that holds `offset`, without its line ending.
  std::string_view line_text(FileId file, std::uint32_t offset) const;

 private:
  Store<SourceBuffer, SourceBuffer> files_;
};

}  // namespace nansen

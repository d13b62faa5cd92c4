// The lines of source under a diagnostic, with what they are about underlined. Used inside this
// room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace nansen {

/// Puts ANSI colours around words, or nothing.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}

  std::string error(std::string_view text) const { return painted("1;31", text); }
  std::string warning(std::string_view text) const { return painted("1;33", text); }
  std::string gutter(std::string_view text) const { return painted("1;34", text); }
  std::string strong(std::string_view text) const { return painted("1", text); }

 private:
  std::string painted(std::string_view style, std::string_view text) const;

  bool colour_;
};

/// One underlined place. The primary one is marked `^^^`, the others `---` with their message.
struct Annotation {
  Span span;
  bool primary = false;
  std::string message;
};

/// How many columns the largest line number of an excerpt takes; at least two, so that short files
/// look alike.
std::size_t gutter_width(const std::vector<Annotation>& annotations, const SourceFiles& files);

/// The lines of `annotations`, which lie in one file and are in its order. Tabs are four columns
/// wide; a long line is cut around its place; of a place over several lines the first and the last
/// are shown.
std::string excerpt(const std::vector<Annotation>& annotations, const SourceFiles& files,
                    std::size_t gutter, const Paint& paint);

}  // namespace nansen

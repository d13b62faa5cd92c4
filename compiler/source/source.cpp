// Lines and columns are worked out from the text each time: they are wanted only for what is
// printed, which is little.
#include "compiler/source/source.h"

#include <algorithm>
#include <cassert>

#include "compiler/base/utf8.h"

namespace nansen {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The offset at which the line that holds `offset` begins.
std::size_t line_begin(std::string_view text, std::size_t offset) {
  if (offset == 0) return 0;
  const std::size_t newline = text.rfind('\n', offset - 1);
  if (newline != std::string_view::npos) return newline + 1;
  return text.starts_with(byte_order_mark) ? std::min(offset, byte_order_mark.size()) : 0;
}

}  // namespace

Span cover(Span left, Span right) {
  if (!left.valid()) return right;
  if (!right.valid()) return left;
  assert(left.file == right.file && "a span lies in one file");
  return {left.file, std::min(left.begin, right.begin), std::max(left.end, right.end)};
}

FileId SourceFiles::add(std::string path, std::string text) {
  return files_.add({std::move(path), std::move(text)});
}

std::string_view SourceFiles::text(Span span) const {
  if (!span.valid()) return {};
  const std::string_view text = files_[span.file].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return text.substr(begin, end - begin);
}

LineColumn SourceFiles::line_column(FileId file, std::uint32_t offset) const {
  const std::string_view text = files_[file].text;
  const std::size_t place = std::min<std::size_t>(offset, text.size());
  const auto newlines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n');
  const std::size_t begin = line_begin(text, place);
  const std::size_t before = utf8_length(text.substr(begin, place - begin));
  return {static_cast<std::uint32_t>(newlines) + 1, static_cast<std::uint32_t>(before) + 1};
}

std::string_view SourceFiles::line_text(FileId file, std::uint32_t offset) const {
  const std::string_view text = files_[file].text;
  const std::size_t place = std::min<std::size_t>(offset, text.size());
  const std::size_t begin = line_begin(text, place);
  const std::size_t end = std::min(text.find('\n', place), text.size());
  std::string_view line = text.substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace nansen

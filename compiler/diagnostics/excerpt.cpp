#include "compiler/diagnostics/excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "compiler/base/utf8.h"

namespace nansen {

namespace {

constexpr std::size_t tab_columns = 4;
constexpr std::size_t widest_line = 100;    // columns of source; a wider line is cut
constexpr std::size_t columns_before = 40;  // kept in front of the place where a line is cut
constexpr std::string_view ellipsis = "…";

/// A part of one line that is to be underlined: its bytes inside the line, `end` maybe equal to
/// `begin`.
struct LinePart {
  std::uint32_t offset = 0;  // of any byte of the line in its file
  std::uint32_t number = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The columns of the character at `offset` when shown in an excerpt.
std::size_t shown_width(std::string_view line, std::size_t offset) {
  const Utf8Character character = utf8_at(line, offset);
  return character.code_point == U'\t' ? tab_columns : display_width(character.code_point);
}

/// A line as it is shown, and the columns under which its part stands.
struct ShownLine {
  std::string text;
  std::size_t first_column = 0;
  std::size_t columns = 0;
};

/// True iff the line needs more than `widest_line` columns; looks no further than that.
bool is_too_wide(std::string_view line) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < line.size(); offset += utf8_at(line, offset).length) {
    width += shown_width(line, offset);
    if (width > widest_line) return true;
  }
  return false;
}

/// The offset at most `columns_before` characters in front of `offset`, at the start of one.
std::size_t cut_before(std::string_view line, std::size_t offset) {
  for (std::size_t count = 0; offset > 0 && count < columns_before; ++count) {
    --offset;
    while (offset > 0 && (static_cast<std::uint8_t>(line[offset]) & 0xC0u) == 0x80u) --offset;
  }
  return offset;
}

ShownLine show(std::string_view line, const LinePart& part) {
  ShownLine shown;
  std::size_t column = 0;
  std::size_t offset = 0;
  if (is_too_wide(line)) {
    offset = cut_before(line, part.begin);
    if (offset > 0) {
      shown.text += ellipsis;
      column = 1;
    }
  }
  shown.first_column = column;
  while (offset < line.size()) {
    if (column >= widest_line) {
      shown.text += ellipsis;
      ++column;
      break;
    }
    const std::size_t length = utf8_at(line, offset).length;
    const std::size_t width = shown_width(line, offset);
    if (offset < part.begin) shown.first_column += width;
    if (offset >= part.begin && offset < part.end) shown.columns += width;
    shown.text += line[offset] == '\t' ? std::string(tab_columns, ' ')
                                       : printable(line.substr(offset, length));
    column += width;
    offset += length;
  }
  shown.columns = std::max<std::size_t>(shown.columns, 1);
  return shown;
}

/// The end of `span` without the line endings that close it, so that a span over whole lines does
/// not point at the line after.
std::uint32_t visible_end(const Span& span, const SourceFiles& files) {
  std::string_view text = files.text(span);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return span.begin + static_cast<std::uint32_t>(text.size());
}

/// Where the line that holds `offset` begins.
std::uint32_t line_start(const SourceFiles& files, FileId file, std::uint32_t offset) {
  const std::string_view line = files.line_text(file, offset);
  return static_cast<std::uint32_t>(line.data() - files[file].text.data());
}

/// The first and, where the span goes on, the last line of a span.
std::vector<LinePart> parts_of(const Span& span, const SourceFiles& files) {
  const auto file_size = static_cast<std::uint32_t>(files[span.file].text.size());
  const std::uint32_t begin = std::min(span.begin, file_size);
  const std::uint32_t end = std::max(begin, visible_end(span, files));
  const std::uint32_t first_number = files.line_column(span.file, begin).line;
  const std::uint32_t last_number = files.line_column(span.file, end).line;
  const std::uint32_t first_start = line_start(files, span.file, begin);
  const std::size_t first_begin = begin < first_start ? 0 : begin - first_start;
  if (first_number == last_number) {
    return {
        {begin, first_number, first_begin, std::max<std::size_t>(first_begin, end - first_start)}};
  }
  const std::string_view first_line = files.line_text(span.file, begin);
  const std::uint32_t last_start = line_start(files, span.file, end);
  const std::string_view last_line = files.line_text(span.file, end);
  const std::size_t indent = std::min(last_line.find_first_not_of(" \t"), last_line.size());
  const std::size_t last_end = end - last_start;
  return {{begin, first_number, first_begin, std::max(first_begin, first_line.size())},
          {end, last_number, std::min(indent, last_end), last_end}};
}

class ExcerptWriter {
 public:
  ExcerptWriter(const SourceFiles& files, std::size_t gutter, const Paint& paint)
      : files_(files), gutter_(gutter), paint_(paint) {}

  void add(const Annotation& annotation) {
    const std::vector<LinePart> parts = parts_of(annotation.span, files_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool last = i + 1 == parts.size();
      add_part(annotation, parts[i], last ? annotation.message : std::string());
    }
  }

  std::string finish() && { return std::move(output_); }

 private:
  void add_part(const Annotation& annotation, const LinePart& part, const std::string& message) {
    const ShownLine shown = show(files_.line_text(annotation.span.file, part.offset), part);
    // A second place on the line just shown is underlined below the first; where the line was cut
    // around the first, it is shown again.
    if (part.number != shown_number_ || shown.text != shown_text_) {
      if (shown_number_ == 0) {
        output_ += margin("") + '\n';
      } else if (part.number != shown_number_ + 1 && part.number != shown_number_) {
        output_ += paint_.gutter("...") + '\n';
      }
      output_ += margin(std::to_string(part.number));
      output_ += shown.text.empty() ? "\n" : " " + shown.text + '\n';
    }
    const std::string marks(shown.columns, annotation.primary ? '^' : '-');
    std::string underline = annotation.primary ? paint_.error(marks) : paint_.gutter(marks);
    if (!message.empty()) underline += " " + printable(message);
    output_ += margin("") + " " + std::string(shown.first_column, ' ') + underline + '\n';
    shown_number_ = part.number;
    shown_text_ = shown.text;
  }

  std::string margin(const std::string& number) const {
    return paint_.gutter(fmt::format("{:>{}} |", number, gutter_));
  }

  const SourceFiles& files_;
  std::size_t gutter_;
  const Paint& paint_;
  std::string output_;
  std::uint32_t shown_number_ = 0;  // 0 before the first line
  std::string shown_text_;
};

}  // namespace

std::string Paint::painted(std::string_view style, std::string_view text) const {
  if (!colour_) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", style, text);
}

std::size_t gutter_width(const std::vector<Annotation>& annotations, const SourceFiles& files) {
  std::size_t width = 2;
  for (const Annotation& annotation : annotations) {
    const Span& span = annotation.span;
    const LineColumn last = files.line_column(span.file, visible_end(span, files));
    width = std::max(width, std::to_string(last.line).size());
  }
  return width;
}

std::string excerpt(const std::vector<Annotation>& annotations, const SourceFiles& files,
                    std::size_t gutter, const Paint& paint) {
  ExcerptWriter writer(files, gutter, paint);
  for (const Annotation& annotation : annotations) writer.add(annotation);
  return std::move(writer).finish();
}

}  // namespace nansen

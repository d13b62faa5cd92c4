#include "compiler/report/terminal.h"

#include <algorithm>

#include "compiler/base/utf8.h"

namespace nansen::report {
namespace {

// The most bytes of `word` that fit into `width` columns, at least one character. A name is
// preferably broken after `_` or `.`.
std::size_t bytes_that_fit(std::string_view word, std::size_t width) {
  std::size_t used = 0;
  std::size_t fitting = 0;
  std::size_t seam = 0;
  while (fitting < word.size()) {
    const Utf8Character character = utf8_at(word, fitting);
    const std::size_t columns = display_width(character.code_point);
    if (used + columns > width && fitting > 0) break;
    used += columns;
    fitting += character.length;
    const char last = word[fitting - 1];
    if (last == '_' || last == '.') seam = fitting;
  }
  return seam > 0 && fitting < word.size() ? seam : fitting;
}

void wrap_line(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t used = 0;
  bool any_word = false;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    const std::size_t columns = display_width(word);
    if (any_word && used + 1 + columns <= width) {
      line += ' ';
      line += word;
      used += 1 + columns;
      continue;
    }
    if (any_word) lines.push_back(std::move(line));
    while (display_width(word) > width) {
      const std::size_t bytes = bytes_that_fit(word, width);
      if (bytes == word.size()) break;
      lines.emplace_back(word.substr(0, bytes));
      word.remove_prefix(bytes);
    }
    line = word;
    used = display_width(word);
    any_word = true;
  }
  lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  const std::string shown = printable(text);
  std::string_view rest = shown;
  std::vector<std::string> lines;
  while (true) {
    const std::size_t feed = rest.find('\n');
    wrap_line(rest.substr(0, feed), std::max<std::size_t>(width, 1), lines);
    if (feed == std::string_view::npos) return lines;
    rest.remove_prefix(feed + 1);
  }
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::string_view mark(Truth truth) {
  switch (truth) {
    case Truth::Yes: return "✓";
    case Truth::No: return "✗";
    case Truth::Undetermined: return "?";
  }
  return "?";
}

std::string tinted(std::string_view text, Truth truth, bool colour) {
  if (!colour) return std::string(text);
  const std::string_view code = truth == Truth::Yes  ? "\x1b[32m"
                                : truth == Truth::No ? "\x1b[31m"
                                                     : "\x1b[33m";
  return std::string(code) + std::string(text) + "\x1b[0m";
}

}  // namespace nansen::report

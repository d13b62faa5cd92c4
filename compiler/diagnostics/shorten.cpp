#include "compiler/diagnostics/shorten.h"

#include <algorithm>

#include "compiler/base/utf8.h"

namespace nansen {

namespace {

constexpr std::size_t longest = 120;
constexpr std::size_t kept = 40;

void append(std::string_view stretch, std::string& out) {
  // The bytes are no fewer than the characters.
  if (stretch.size() <= longest || utf8_length(stretch) <= longest) {
    out += stretch;
    return;
  }
  std::size_t end = 0;
  for (std::size_t count = 0; count < kept; ++count) end += utf8_at(stretch, end).length;
  out += stretch.substr(0, end);
  out += "...";
}

}  // namespace

std::string shortened(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool quoted = text.front() == '"';
    if (quoted || text.front() == ' ' || text.front() == '\n') {
      out += text.front();
      text.remove_prefix(1);
    }
    std::size_t end = std::min(text.find_first_of(quoted ? "\"" : "\" \n"), text.size());
    // What follows a word is no part of it.
    while (!quoted && end > 1 && (text[end - 1] == ':' || text[end - 1] == ',')) --end;
    append(text.substr(0, end), out);
    text.remove_prefix(end);
    if (quoted && !text.empty()) {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace nansen

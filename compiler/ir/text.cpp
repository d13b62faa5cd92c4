#include "compiler/ir/text.h"

namespace nansen::ir {
namespace {

constexpr std::string_view blank = " \t\r";
constexpr std::string_view punctuation = "{},:=;";
constexpr std::string_view ends_a_word = " \t\r\"{},:=;";

}  // namespace

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char character : text) {
    if (character == '\n') {
      result += "\\n";
      continue;
    }
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result + "\"";
}

void LineReader::split(std::string_view line) {
  tokens_.clear();
  at_ = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    const char first = line[at];
    if (blank.find(first) != std::string_view::npos) {
      ++at;
    } else if (first == '"') {
      Token token{"", true};
      for (++at; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] == '\\' && at + 1 < line.size()) {
          ++at;
          token.text += line[at] == 'n' ? '\n' : line[at];
        } else {
          token.text += line[at];
        }
      }
      if (at == line.size()) return fail("a quotation does not end");
      ++at;
      tokens_.push_back(std::move(token));
    } else if (punctuation.find(first) != std::string_view::npos) {
      tokens_.push_back({std::string(1, first), false});
      ++at;
    } else {
      const std::size_t end = std::min(line.find_first_of(ends_a_word, at), line.size());
      tokens_.push_back({std::string(line.substr(at, end - at)), false});
      at = end;
    }
  }
}

void LineReader::fail(std::string_view why) {
  if (ok()) error_ = fmt::format("line {}: {}", line_, why);
}

bool LineReader::next_is(std::string_view text) const {
  return !at_end() && !tokens_[at_].quoted && tokens_[at_].text == text;
}

std::string LineReader::peek() const { return at_end() ? std::string() : tokens_[at_].text; }

std::string LineReader::word(std::string_view wanted) {
  if (at_end() || tokens_[at_].quoted) {
    fail(fmt::format("{} is missing", wanted));
    return "";
  }
  return tokens_[at_++].text;
}

std::string LineReader::string(std::string_view wanted) {
  if (at_end() || !tokens_[at_].quoted) {
    fail(fmt::format("{} is missing, in quotation marks", wanted));
    return "";
  }
  return tokens_[at_++].text;
}

void LineReader::expect(std::string_view text) {
  if (word(fmt::format("\"{}\"", text)) != text) fail(fmt::format("\"{}\" is missing", text));
}

void LineReader::expect_end() {
  if (ok() && !at_end()) fail(fmt::format("\"{}\" is too much", tokens_[at_].text));
}

Rational LineReader::rational() {
  const std::string text = word("a number");
  Rational result;
  if (ok() && (result.set_str(text, 10) != 0 || result.get_den() == 0)) {
    fail(fmt::format("\"{}\" is not a number", text));
    return 0;
  }
  result.canonicalize();
  return result;
}

std::size_t LineReader::value_index() {
  const std::string label = word("a value");
  std::size_t index = 0;
  const char* const end = label.data() + label.size();
  if (!ok()) return 0;
  const auto read = label.starts_with('%')
                        ? std::from_chars(label.data() + 1, end, index)
                        : std::from_chars_result{end, std::errc::invalid_argument};
  // Ids have 31 bits.
  if (read.ec != std::errc() || read.ptr != end || index > 0x7fff'ffff) {
    fail(fmt::format("\"{}\" is not a value, as %12 is", label));
  }
  return index;
}

}  // namespace nansen::ir

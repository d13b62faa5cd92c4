// The words of the text of modules and sheets; used inside this room only.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/rational.h"

namespace nansen::ir {

/// `text` in quotation marks, as LineReader reads it.
std::string quoted(std::string_view text);

/// Reads a text line by line and token by token: quoted strings, punctuation, and runs of anything
/// else. The first failure is kept, with its line; after it everything reads as nothing.
class LineReader {
 protected:
  /// Splits each line of `text` that is not empty and calls `read_line` with it; stops at the first
  /// failure.
  template <typename ReadLine>
  void read_lines(std::string_view text, ReadLine read_line) {
    line_ = 0;
    while (!text.empty() && ok()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      split(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (ok() && !tokens_.empty()) read_line();
    }
  }

  void fail(std::string_view why);
  bool ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }

  bool at_end() const { return at_ == tokens_.size(); }
  bool next_is(std::string_view text) const;
  /// The text of the next token, empty at the line's end.
  std::string peek() const;
  /// Passes over the next token, whatever it is.
  void skip() { ++at_; }
  /// The next token, which must not be quoted. `wanted` is what to call it if it is missing.
  std::string word(std::string_view wanted);
  /// The next token, which must be quoted.
  std::string string(std::string_view wanted);
  void expect(std::string_view text);
  /// Fails unless the line has been read to its end.
  void expect_end();
  Rational rational();

  template <typename Number>
  Number number(std::string_view wanted) {
    const std::string text = word(wanted);
    Number result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (ok() && (error != std::errc() || end != text.data() + text.size())) {
      fail(fmt::format("\"{}\" is not {}", text, wanted));
    }
    return result;
  }

  /// The place of a value: 12 for `%12`.
  std::size_t value_index();

  template <typename Kind>
  Kind one_of(std::initializer_list<Kind> kinds, std::string_view wanted) {
    const std::string text = word(wanted);
    for (const Kind kind : kinds) {
      if (to_string(kind) == text) return kind;
    }
    fail(fmt::format("\"{}\" is not {}", text, wanted));
    return *kinds.begin();
  }

 private:
  struct Token {
    std::string text;
    bool quoted = false;
  };
  void split(std::string_view line);

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::string error_;
};

}  // namespace nansen::ir

// Text into tokens and comments, by the automaton that was made of the grammar.
#include "compiler/syntax/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/base/bug.h"
#include "compiler/base/utf8.h"
#include "compiler/syntax/tables.h"

namespace nansen::syntax {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The class of each ASCII character.
std::array<tables::Class, 128> ascii_classes() {
  std::array<tables::Class, 128> all{};
  std::size_t at = 0;
  for (std::size_t character = 0; character < all.size(); ++character) {
    while (tables::code_points[at + 1].first <= character) ++at;
    all[character] = tables::code_points[at].characters;
  }
  return all;
}

tables::Class class_of(std::uint32_t code_point) {
  const auto after = std::upper_bound(
      tables::code_points.begin(), tables::code_points.end(), code_point,
      [](std::uint32_t value, const tables::CodePoints& each) { return value < each.first; });
  return std::prev(after)->characters;
}

/// A token's bytes end at `end`.
struct Read {
  tables::Accepted as;
  std::size_t end = 0;
};

/// The longest token that begins at `from`, which is not the end of `text`. There is one: a
/// character of no other is a STRAY.
Read read_token(std::string_view text, std::size_t from) {
  static const std::array<tables::Class, 128> ascii = ascii_classes();
  Read read;
  std::size_t state = 0;
  for (std::size_t at = from; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    tables::Class characters = 0;
    if (byte < ascii.size()) {
      characters = ascii[byte];
      ++at;
    } else {
      const Utf8Character character = utf8_at(text, at);
      characters = class_of(character.code_point);
      at += character.length;
    }
    state = tables::token_states[state * tables::classes + characters];
    if (state == tables::nowhere) break;
    if (tables::accepted[state].type != 0) read = {tables::accepted[state], at};
  }
  if (read.end == 0) bug("the grammar has no token for a character");
  return read;
}

/// Stands for what was spelt in a way that cannot be read.
struct MendedToken : antlr4::CommonToken {
  MendedToken(std::size_t type, std::string meant_text)
      : antlr4::CommonToken(type), meant(std::move(meant_text)) {}
  std::string meant;
};

ast::Comment make_comment(std::string_view text, Span span) {
  std::string_view words = text.substr(span.begin, span.end - span.begin);
  words.remove_prefix(1);
  if (words.starts_with(' ')) words.remove_prefix(1);
  const std::size_t last = words.find_last_not_of(" \t");
  words = last == std::string_view::npos ? std::string_view{} : words.substr(0, last + 1);
  return ast::Comment{std::string(words), span, is_first_on_line(text, span.begin)};
}

}  // namespace

Lexed lex(std::string_view text, FileId file, std::size_t from) {
  const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t begin = std::max(from, mark);
  const auto lines_in = [&](std::size_t first, std::size_t last) {
    const std::string_view part = text.substr(first, last - first);
    return static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
  };
  std::size_t line = 1 + lines_in(0, begin);
  Lexed result;
  const auto add = [&](std::size_t type, std::size_t first, std::size_t last) {
    auto token = std::make_unique<antlr4::CommonToken>(type);
    token->setStartIndex(first);
    token->setStopIndex(last - 1);
    token->setLine(line);
    result.tokens.push_back(std::move(token));
  };
  for (std::size_t at = begin; at < text.size();) {
    const Read read = read_token(text, at);
    if (read.as.type == Word::COMMENT) {
      const Span span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(read.end)};
      result.comments.push_back(make_comment(text, span));
    } else if (!read.as.is_skipped) {
      add(read.as.type, at, read.end);
    }
    line += lines_in(at, read.end);
    at = read.end;
  }
  add(antlr4::Token::EOF, text.size(), text.size());
  return result;
}

std::unique_ptr<antlr4::Token> make_token(std::size_t type, std::size_t begin, std::size_t end,
                                          const antlr4::Token& beside,
                                          std::optional<std::string> meant) {
  std::unique_ptr<antlr4::CommonToken> token;
  if (meant) {
    token = std::make_unique<MendedToken>(type, std::move(*meant));
  } else {
    token = std::make_unique<antlr4::CommonToken>(type);
  }
  token->setStartIndex(begin);
  token->setStopIndex(end - 1);
  token->setLine(beside.getLine());
  return token;
}

std::unique_ptr<antlr4::Token> copy_of(const antlr4::Token& token) {
  const auto* mended = dynamic_cast<const MendedToken*>(&token);
  return make_token(token.getType(), token.getStartIndex(), token.getStopIndex() + 1, token,
                    mended == nullptr ? std::nullopt : std::optional<std::string>(mended->meant));
}

Span span_of(const antlr4::Token& token, FileId file) {
  const auto begin = static_cast<std::uint32_t>(token.getStartIndex());
  const auto end = static_cast<std::uint32_t>(token.getStopIndex() + 1);
  return Span{file, begin, std::max(begin, end)};
}

std::string_view text_of(const antlr4::Token& token, std::string_view text) {
  return text.substr(token.getStartIndex(), token.getStopIndex() + 1 - token.getStartIndex());
}

std::string_view meant_by(const antlr4::Token& token, std::string_view text) {
  const auto* mended = dynamic_cast<const MendedToken*>(&token);
  return mended == nullptr ? text_of(token, text) : mended->meant;
}

std::string shown_text(std::string_view bytes) {
  constexpr std::size_t longest = 40;
  const std::string_view words = bytes.substr(0, bytes.find_first_of("\r\n"));
  if (words.size() <= longest && words.size() == bytes.size()) return fmt::format("\"{}\"", words);
  std::size_t end = 0;
  while (end < std::min(longest, words.size())) end += utf8_at(words, end).length;
  return fmt::format("\"{}...\"", words.substr(0, end));
}

bool is_first_on_line(std::string_view text, std::size_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r' ||
         text.substr(0, offset) == byte_order_mark;
}

}  // namespace nansen::syntax

// Text into tokens and comments: ANTLR's lexer, with its code-point indices turned into bytes.
#include "compiler/syntax/tokens.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.h"

namespace nansen::syntax {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Byte offsets of code points. In a text that is all ASCII they are the code points' own indices,
/// and no table is made.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view text, std::size_t base) : base_(base) {
    const auto is_ascii = [](char character) { return static_cast<signed char>(character) >= 0; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) return;
    offsets_.reserve(text.size() + 1);
    for (std::size_t offset = 0; offset < text.size(); ++offset) {
      const bool continues = (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U;
      if (!continues) offsets_.push_back(static_cast<std::uint32_t>(offset));
    }
    offsets_.push_back(static_cast<std::uint32_t>(text.size()));
  }

  std::size_t operator[](std::size_t code_point) const {
    return base_ + (offsets_.empty() ? code_point : offsets_[code_point]);
  }

 private:
  std::size_t base_;
  std::vector<std::uint32_t> offsets_;
};

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
  const std::size_t base = std::max(from, mark);
  const std::string_view content = text.substr(base);
  const std::string_view before = text.substr(0, base);
  const ByteOffsets offsets(content, base);
  antlr4::ANTLRInputStream input(content.data(), content.size());
  Lexer lexer(&input);
  lexer.removeErrorListeners();
  const auto lines_before = std::count(before.begin(), before.end(), '\n');
  lexer.setLine(1 + static_cast<std::size_t>(lines_before));

  Lexed result;
  for (std::unique_ptr<antlr4::Token>& token : lexer.getAllTokens()) {
    auto& common = static_cast<antlr4::CommonToken&>(*token);
    const std::size_t begin = offsets[common.getStartIndex()];
    const std::size_t end = offsets[common.getStopIndex() + 1];
    common.setStartIndex(begin);
    common.setStopIndex(end - 1);
    if (common.getType() == Lexer::COMMENT) {
      const Span span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      result.comments.push_back(make_comment(text, span));
    } else {
      result.tokens.push_back(std::move(token));
    }
  }
  auto end = std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF);
  end->setStartIndex(text.size());
  end->setStopIndex(text.size() - 1);
  end->setLine(lexer.getLine());
  result.tokens.push_back(std::move(end));
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

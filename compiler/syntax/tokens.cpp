// Text into tokens and comments: ANTLR's lexer, with its code-point indices turned into bytes.
#include "compiler/syntax/tokens.h"

#include <algorithm>

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
                                          const antlr4::Token& beside) {
  auto token = std::make_unique<antlr4::CommonToken>(type);
  token->setStartIndex(begin);
  token->setStopIndex(end - 1);
  token->setLine(beside.getLine());
  return token;
}

Span span_of(const antlr4::Token& token, FileId file) {
  const auto begin = static_cast<std::uint32_t>(token.getStartIndex());
  const auto end = static_cast<std::uint32_t>(token.getStopIndex() + 1);
  return Span{file, begin, std::max(begin, end)};
}

std::string_view text_of(const antlr4::Token& token, std::string_view text) {
  return text.substr(token.getStartIndex(), token.getStopIndex() + 1 - token.getStartIndex());
}

bool is_first_on_line(std::string_view text, std::size_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r' ||
         text.substr(0, offset) == byte_order_mark;
}

}  // namespace nansen::syntax

// The automaton that is made of the grammar cuts a text as ANTLR's own lexer does.
#include "compiler/syntax/tokens.h"

#include <gtest/gtest.h>

#include <tuple>

#include "TreatyLexer.h"
#include "compiler/base/utf8.h"
#include "compiler/syntax/tables.h"
#include "tests/unit/syntax/texts.h"

namespace nansen::syntax {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The type of a token and its bytes; its line too, of what is no comment.
using Piece = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>;

struct Cut {
  std::vector<Piece> tokens;
  std::vector<Piece> comments;
};

Cut cut_by_automaton(const std::string& text) {
  Cut cut;
  const Lexed lexed = lex(text, FileId(std::size_t{0}));
  for (const auto& token : lexed.tokens) {
    cut.tokens.emplace_back(token->getType(), token->getStartIndex(), token->getStopIndex() + 1,
                            token->getLine());
  }
  for (const ast::Comment& comment : lexed.comments) {
    cut.comments.emplace_back(Word::COMMENT, comment.span.begin, comment.span.end, 0);
  }
  return cut;
}

Cut cut_by_antlr(const std::string& text) {
  const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  std::vector<std::size_t> offsets;  // of each code point, and of the end
  for (std::size_t at = mark; at < text.size(); at += utf8_at(text, at).length) {
    offsets.push_back(at);
  }
  offsets.push_back(text.size());
  antlr4::ANTLRInputStream input(text.substr(mark));
  grammar::TreatyLexer lexer(&input);
  lexer.removeErrorListeners();
  Cut cut;
  for (const auto& token : lexer.getAllTokens()) {
    const std::size_t begin = offsets.at(token->getStartIndex());
    const std::size_t end = offsets.at(token->getStopIndex() + 1);
    if (token->getChannel() == antlr4::Token::DEFAULT_CHANNEL) {
      cut.tokens.emplace_back(token->getType(), begin, end, token->getLine());
    } else {
      cut.comments.emplace_back(token->getType(), begin, end, 0);
    }
  }
  cut.tokens.emplace_back(antlr4::Token::EOF, text.size(), text.size(), lexer.getLine());
  return cut;
}

void expect_same(const std::string& text) {
  const Cut here = cut_by_automaton(text);
  const Cut there = cut_by_antlr(text);
  EXPECT_TRUE(here.tokens == there.tokens) << text.substr(0, 400);
  EXPECT_TRUE(here.comments == there.comments) << text.substr(0, 400);
}

std::string utf8_of(char32_t code_point) {
  const auto tail = [&](int shift) {
    return static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xC0 | (code_point >> 6)), tail(0)};
  if (code_point < 0x10000) {
    return {static_cast<char>(0xE0 | (code_point >> 12)), tail(6), tail(0)};
  }
  return {static_cast<char>(0xF0 | (code_point >> 18)), tail(12), tail(6), tail(0)};
}

TEST(Tokens, OfTheTextsOfTheRepositoryAreThoseOfAntlr) {
  const std::vector<std::string> texts = all_texts();
  EXPECT_GT(texts.size(), 100U);
  for (const std::string& text : texts) {
    if (!first_invalid_utf8(text)) expect_same(text);
  }
}

TEST(Tokens, TellCharactersApartAsAntlrDoes) {
  constexpr char32_t last = 0x10FFFF;
  const auto classes = tables::code_points;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const char32_t end = i + 1 < classes.size() ? classes[i + 1].first : last + 1;
    for (const char32_t code_point : {char32_t{classes[i].first}, char32_t{end - 1}}) {
      const std::string character = utf8_of(code_point);
      if (!utf8_at(character, 0).valid) continue;  // one half of a pair: no text has it
      expect_same(character);
      expect_same("a" + character + "1");
      expect_same("1" + character + "-");
    }
  }
}

TEST(Tokens, ThatEndEarlyAreThoseOfAntlr) {
  for (const char* text : {"", "1-", "12.", "2024-01-", "2024-01-0", "\"a\\q", "\"a\\q\" b", "\"",
                           "#", "# a", "a\r\n# b\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBFg",
                           "\U00010400", "\U0010FFFF", "a\U00010400b", "\"\U0010FFFF\" a"}) {
    expect_same(text);
  }
}

}  // namespace
}  // namespace nansen::syntax

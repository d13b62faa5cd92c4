// Text into tokens and comments. For files of this folder.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

struct Lexed {
  Tokens tokens;
  std::vector<ast::Comment> comments;
};

/// Cuts `text`, valid UTF-8, into tokens and comments, starting at the byte `from`. Characters of no
/// token become STRAY tokens.
Lexed lex(std::string_view text, FileId file, std::size_t from = 0);

/// A token of `type` over the bytes [begin, end), on the line of `beside`.
std::unique_ptr<antlr4::Token> make_token(std::size_t type, std::size_t begin, std::size_t end,
                                          const antlr4::Token& beside);

/// The bytes of `token`; the end of the file has none.
Span span_of(const antlr4::Token& token, FileId file);
std::string_view text_of(const antlr4::Token& token, std::string_view text);

/// True iff nothing but space stands before `offset` on its line.
bool is_first_on_line(std::string_view text, std::size_t offset);

}  // namespace nansen::syntax

// Text into tokens and comments. For files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

struct Lexed {
  Tokens tokens;
  std::vector<ast::Comment> comments;
};

/// Cuts `text`, valid UTF-8, into tokens and comments, starting at the byte `from`. Characters of
/// no token become STRAY tokens.
Lexed lex(std::string_view text, FileId file, std::size_t from = 0);

/// A token of `type` over the bytes [begin, end), on the line of `beside`. With `meant` it is read
/// as if those were its bytes.
std::unique_ptr<antlr4::Token> make_token(std::size_t type, std::size_t begin, std::size_t end,
                                          const antlr4::Token& beside,
                                          std::optional<std::string> meant = std::nullopt);

/// A token like `token`.
std::unique_ptr<antlr4::Token> copy_of(const antlr4::Token& token);

/// The bytes of `token`; the end of the file has none.
Span span_of(const antlr4::Token& token, FileId file);
std::string_view text_of(const antlr4::Token& token, std::string_view text);
/// What `token` is to be read as: other than its bytes iff it was made so.
std::string_view meant_by(const antlr4::Token& token, std::string_view text);
/// Bytes of a file as a message quotes them: the first line, cut where it is long.
std::string shown_text(std::string_view bytes);

/// True iff nothing but space stands before `offset` on its line.
bool is_first_on_line(std::string_view text, std::size_t offset);

}  // namespace nansen::syntax

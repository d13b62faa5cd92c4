// Quotations that do not end.
//
// One quotation mark too few turns all later quotations of the file inside out, so the mark that
// the lexer finds without a partner is rarely the culprit. The culprit is the first quotation that
// goes over a line's end and stops in front of a letter; when it is ended with its line, what
// follows can be read again.
#include <algorithm>
#include <array>
#include <optional>

#include "compiler/base/utf8.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

constexpr std::size_t most_reported = 20;

bool is_letter_or_digit(char character) {
  const bool is_letter = (character >= 'a' && character <= 'z') ||
                         (character >= 'A' && character <= 'Z') || character == '_';
  return is_letter || (character >= '0' && character <= '9') ||
         static_cast<signed char>(character) < 0;
}

bool is_inside_out(const antlr4::Token& token, std::string_view text) {
  const std::size_t end = token.getStopIndex() + 1;
  return token.getType() == Word::STRING && end < text.size() && is_letter_or_digit(text[end]) &&
         text_of(token, text).find('\n') != std::string_view::npos;
}

/// The position in `tokens` of the quotation that should have ended, if one does not end.
std::optional<std::size_t> find_culprit(const Tokens& tokens, std::string_view text) {
  if (tokens.size() < 2 || tokens[tokens.size() - 2]->getType() != Word::UNTERMINATED) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (is_inside_out(*tokens[i], text)) return i;
  }
  return tokens.size() - 2;
}

void report(std::string_view text, Span line, Emitter& emitter) {
  constexpr std::array<std::string_view, 2> marks = {"\u201D", "\u201C"};
  for (const std::string_view mark : marks) {
    const std::size_t offset = text.substr(line.begin, line.end - line.begin).find(mark);
    if (offset == std::string_view::npos) continue;
    const auto begin = line.begin + static_cast<std::uint32_t>(offset);
    const Span place{line.file, begin, begin + static_cast<std::uint32_t>(mark.size())};
    emitter.emit(Code::QuotationMark, place, mark);
    return;
  }
  emitter.emit(Code::UnterminatedString, line);
}

}  // namespace

Lexed lex_all(std::string_view text, FileId file, Emitter& emitter) {
  Lexed lexed = lex(text, file);
  for (std::size_t reported = 0; const auto culprit = find_culprit(lexed.tokens, text);
       ++reported) {
    const std::size_t begin = lexed.tokens[*culprit]->getStartIndex();
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    report(text, Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
           emitter);
    auto quotation = make_token(Word::STRING, begin, end, *lexed.tokens[*culprit]);
    lexed.tokens.resize(*culprit);
    lexed.tokens.push_back(std::move(quotation));
    std::erase_if(lexed.comments,
                  [begin](const ast::Comment& comment) { return comment.span.begin > begin; });
    Lexed rest = lex(text, file, reported < most_reported ? end : text.size());
    std::move(rest.tokens.begin(), rest.tokens.end(), std::back_inserter(lexed.tokens));
    std::move(rest.comments.begin(), rest.comments.end(), std::back_inserter(lexed.comments));
  }
  return lexed;
}

}  // namespace nansen::syntax

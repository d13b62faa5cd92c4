// A walk over the tokens of a file that puts others in the place of some.
#include "compiler/syntax/token_cursor.h"

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"

namespace nansen::syntax {

std::size_t TokenCursor::type(std::size_t ahead) const {
  return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead]->getType() : antlr4::Token::EOF;
}

std::string_view TokenCursor::words(std::size_t ahead) const {
  return next_ + ahead < tokens_.size() ? text_of(*tokens_[next_ + ahead], text_)
                                        : std::string_view{};
}

bool TokenCursor::is_word(std::size_t ahead, std::string_view word) const {
  return words(ahead) == word;
}

bool TokenCursor::is_name(std::size_t ahead) const { return is_name_word(type(ahead)); }

bool TokenCursor::begins_line(std::size_t ahead) const {
  return type(ahead) == antlr4::Token::EOF ||
         is_first_on_line(text_, tokens_[next_ + ahead]->getStartIndex());
}

std::size_t TokenCursor::line(std::size_t ahead) const {
  return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead]->getLine() : 0;
}

bool TokenCursor::are_joined(std::size_t count, std::size_t ahead) const {
  const std::size_t first = next_ + ahead;
  if (first + count > tokens_.size()) return false;
  for (std::size_t i = first + 1; i < first + count; ++i) {
    if (tokens_[i]->getStartIndex() != tokens_[i - 1]->getStopIndex() + 1) return false;
  }
  return true;
}

bool TokenCursor::on_one_line(std::size_t count) const {
  return next_ + count <= tokens_.size() && line() == line(count - 1);
}

std::size_t TokenCursor::previous(std::size_t back) const {
  return back <= passed_.size() ? passed_[passed_.size() - back]->getType() : antlr4::Token::EOF;
}

bool TokenCursor::behind_name() const {
  return is_name_word(previous()) && passed_.back()->getLine() == line();
}

bool TokenCursor::previous_begins_line(std::size_t back) const {
  return back <= passed_.size() &&
         is_first_on_line(text_, passed_[passed_.size() - back]->getStartIndex());
}

Span TokenCursor::place(std::size_t count, std::size_t ahead) const {
  return cover(span_of(*tokens_[next_ + ahead], file_),
               span_of(*tokens_[next_ + ahead + count - 1], file_));
}

std::string TokenCursor::shown(std::size_t count, std::size_t ahead) const {
  const Span bytes = place(count, ahead);
  return shown_text(text_.substr(bytes.begin, bytes.end - bytes.begin));
}

void TokenCursor::keep(std::size_t count) {
  for (; count > 0; --count) put(std::move(tokens_[next_++]));
}

void TokenCursor::replace(std::size_t count, const std::vector<std::size_t>& meant) {
  const Span bytes = place(count);
  const std::size_t first = next_;
  next_ += count;
  for (const std::size_t type : meant) {
    put(make_token(type, bytes.begin, bytes.end, *tokens_[first]));
  }
}

void TokenCursor::replace(std::size_t count, std::size_t meant, std::string text) {
  const Span bytes = place(count);
  put(make_token(meant, bytes.begin, bytes.end, *tokens_[next_], std::move(text)));
  next_ += count;
}

void TokenCursor::replace_unreadable(std::size_t count) {
  // A date can stand wherever an operand can, and one without digits is read as a missing operand.
  replace(count, Word::DATE_NUMERAL, "");
}

void TokenCursor::insert(std::size_t meant) {
  const std::size_t begin = tokens_[next_]->getStartIndex();
  put(make_token(meant, begin, begin, *tokens_[next_]));
}

void TokenCursor::insert(std::size_t meant, std::string text) {
  const std::size_t begin = tokens_[next_]->getStartIndex();
  put(make_token(meant, begin, begin, *tokens_[next_], std::move(text)));
}

void TokenCursor::put(std::unique_ptr<antlr4::Token> token) {
  const std::size_t type = token->getType();
  if (type == Word::FORMULA) {
    formula_begins_ = true;
  } else if (!is_name_word(type) && type != Word::OF && type != Word::AMONG && type != Word::DOT &&
             !is_opening(type)) {
    formula_begins_ = false;
  }
  if (is_opening(type)) {
    open_.push_back(type == Word::OPEN_BRACE ? enclosed_by_next_brace() : Enclosed::Other);
    if (open_.back() == Enclosed::Formula) ++open_formulas_;
    formula_begins_ = false;
  } else if (is_closing(type) && !open_.empty()) {
    if (open_.back() == Enclosed::Formula) --open_formulas_;
    open_.pop_back();
  }
  const bool begins = is_first_on_line(text_, token->getStartIndex());
  since_line_begin_ = begins ? 1 : since_line_begin_ + 1;
  passed_.push_back(std::move(token));
}

Enclosed TokenCursor::enclosed_by_next_brace() const {
  if (formula_begins_) return Enclosed::Formula;
  if (previous() == Word::OF) {
    const bool lists = previous(2) == Word::ONE || is_combination(previous(2));
    return lists ? Enclosed::Choices : Enclosed::Heads;
  }
  const std::size_t title = previous() == Word::STRING ? 1 : 0;
  return previous(title + 2) == Word::ENUMERATION ? Enclosed::Members : Enclosed::Other;
}

}  // namespace nansen::syntax

// Which brackets have no partner, and where the missing one was meant to stand.
#include "compiler/syntax/brackets.h"

#include <algorithm>
#include <vector>

namespace nansen::syntax {

namespace {

std::size_t closing_of(std::size_t opening) {
  if (opening == Word::OPEN_BRACE) return Word::CLOSE_BRACE;
  if (opening == Word::OPEN_PARENTHESIS) return Word::CLOSE_PARENTHESIS;
  return Word::CLOSE_BRACKET;
}

std::string_view sign_of(std::size_t type) {
  switch (type) {
    case Word::OPEN_BRACE: return "{";
    case Word::CLOSE_BRACE: return "}";
    case Word::OPEN_PARENTHESIS: return "(";
    case Word::CLOSE_PARENTHESIS: return ")";
    case Word::OPEN_BRACKET: return "[";
    default: return "]";
  }
}

std::size_t opening_of(std::size_t closing) {
  if (closing == Word::CLOSE_BRACE) return Word::OPEN_BRACE;
  if (closing == Word::CLOSE_PARENTHESIS) return Word::OPEN_PARENTHESIS;
  return Word::OPEN_BRACKET;
}

bool are_paired(const Tokens& tokens) {
  std::vector<std::size_t> open;
  for (const auto& token : tokens) {
    const std::size_t type = token->getType();
    if (is_opening(type)) open.push_back(closing_of(type));
    if (!is_closing(type)) continue;
    if (open.empty() || open.back() != type) return false;
    open.pop_back();
  }
  return open.empty();
}

/// An opening bracket that waits for its partner.
struct Open {
  std::size_t closing = 0;
  Span span;
  std::size_t indent = 0;  // of the line it stands on
  bool block = false;      // its content begins on a line of its own, indented further
};

class Pairer {
 public:
  Pairer(Tokens tokens, std::string_view text, FileId file, Emitter& emitter)
      : tokens_(std::move(tokens)), text_(text), file_(file), emitter_(emitter) {}

  Tokens pair() && {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const antlr4::Token& token = *tokens_[i];
      const std::size_t type = token.getType();
      if (type == antlr4::Token::EOF) {
        while (!open_.empty()) close_missing(token);
      } else if (is_first_on_line(text_, token.getStartIndex())) {
        close_by_layout(token);
      }
      if (is_closing(type) && !close(token)) continue;
      if (is_opening(type)) open(i);
      paired_.push_back(std::move(tokens_[i]));
    }
    return std::move(paired_);
  }

 private:
  /// Of the line of `offset`, which is no less than before: each line is looked through once.
  std::size_t indent_at(std::size_t offset) {
    const std::string_view since = text_.substr(seen_, offset - seen_);
    const std::size_t line_end = since.find_last_of("\r\n");
    if (line_end != std::string_view::npos) line_begin_ = seen_ + line_end + 1;
    seen_ = offset;
    const std::size_t first = text_.find_first_not_of(" \t", line_begin_);
    return first == std::string_view::npos ? 0 : first - line_begin_;
  }

  void open(std::size_t position) {
    const antlr4::Token& token = *tokens_[position];
    Open entry;
    entry.closing = closing_of(token.getType());
    entry.span = span_of(token, file_);
    entry.indent = indent_at(token.getStartIndex());
    if (position + 1 < tokens_.size()) {
      const antlr4::Token& next = *tokens_[position + 1];
      entry.block = next.getLine() > token.getLine() &&
                    indent_at(std::min(next.getStartIndex(), text_.size())) > entry.indent;
    }
    open_.push_back(entry);
  }

  /// Closes the blocks that cannot go on, because `token` begins a line and stands too far left.
  void close_by_layout(const antlr4::Token& token) {
    const std::size_t indent = indent_at(token.getStartIndex());
    const bool closes = is_closing(token.getType());
    while (!open_.empty() && open_.back().block) {
      const bool ended = closes ? indent < open_.back().indent : indent <= open_.back().indent;
      if (!ended) return;
      close_missing(token);
    }
  }

  void close_missing(const antlr4::Token& before) {
    const Open missing = open_.back();
    open_.pop_back();
    const std::size_t offset = before.getStartIndex();
    emitter_
        .emit(Code::UnclosedBracket, span_of(before, file_), sign_of(opening_of(missing.closing)),
              sign_of(missing.closing))
        .labels.push_back(Label{missing.span, "opened here"});
    paired_.push_back(make_token(missing.closing, offset, offset, before));
  }

  /// False iff `token` closes nothing and is to be left out.
  bool close(const antlr4::Token& token) {
    const auto waits = [&token](const Open& entry) { return entry.closing == token.getType(); };
    if (std::none_of(open_.begin(), open_.end(), waits)) {
      emitter_.emit(Code::UnopenedBracket, span_of(token, file_), sign_of(token.getType()),
                    sign_of(opening_of(token.getType())));
      return false;
    }
    while (!waits(open_.back())) close_missing(token);
    open_.pop_back();
    return true;
  }

  Tokens tokens_;
  std::string_view text_;
  FileId file_;
  Emitter& emitter_;
  Tokens paired_;
  std::vector<Open> open_;
  std::size_t seen_ = 0;        // up to where the beginning of the line is known,
  std::size_t line_begin_ = 0;  // which is this
};

}  // namespace

bool is_opening(std::size_t type) {
  return type == Word::OPEN_BRACE || type == Word::OPEN_PARENTHESIS || type == Word::OPEN_BRACKET;
}

bool is_closing(std::size_t type) {
  return type == Word::CLOSE_BRACE || type == Word::CLOSE_PARENTHESIS ||
         type == Word::CLOSE_BRACKET;
}

Tokens pair_brackets(Tokens tokens, std::string_view text, FileId file, Emitter& emitter) {
  if (are_paired(tokens)) return tokens;
  return Pairer(std::move(tokens), text, file, emitter).pair();
}

std::vector<std::size_t> partners(const Tokens& tokens) {
  std::vector<std::size_t> result(tokens.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < result.size(); ++i) {
    const std::size_t type = tokens[i]->getType();
    if (is_opening(type)) open.push_back(i);
    if (is_closing(type) && !open.empty()) {
      result[open.back()] = i;
      open.pop_back();
    }
  }
  return result;
}

}  // namespace nansen::syntax

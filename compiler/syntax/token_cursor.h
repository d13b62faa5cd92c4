// A walk over the tokens of a file that puts others in the place of some. For files of this folder.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

/// What a bracket encloses, as far as the words in front of it tell.
enum class Enclosed : std::uint8_t { Heads, Choices, Members, Formula, Other };

/// The tokens that were passed are kept, left out or replaced; `ahead` counts from the next one.
class TokenCursor {
 public:
  TokenCursor(Tokens tokens, std::string_view text, FileId file, Emitter& emitter)
      : tokens_(std::move(tokens)), text_(text), file_(file), emitter_(emitter) {}

  bool at_end() const { return next_ >= tokens_.size(); }
  Emitter& emitter() const { return emitter_; }

  /// The type of a token; the end of the file beyond the last.
  std::size_t type(std::size_t ahead = 0) const;
  /// The bytes of a token as they stand in the file.
  std::string_view words(std::size_t ahead = 0) const;
  bool is_word(std::size_t ahead, std::string_view word) const;
  /// True iff the token is a word of the language that can be a name, or any other name.
  bool is_name(std::size_t ahead = 0) const;
  /// True iff nothing but space stands before the token on its line; the end of the file begins
  /// one.
  bool begins_line(std::size_t ahead = 0) const;
  std::size_t line(std::size_t ahead = 0) const;
  /// True iff no space stands between `count` tokens from `ahead` on.
  bool are_joined(std::size_t count, std::size_t ahead = 0) const;
  /// True iff the next `count` tokens are there and stand on one line.
  bool on_one_line(std::size_t count) const;

  /// The type of the `back`th token before the next, 1 the nearest; the end of the file if none.
  std::size_t previous(std::size_t back = 1) const;
  /// True iff the nearest token before the next is a name on the same line.
  bool behind_name() const;
  bool previous_begins_line(std::size_t back) const;
  /// The number of tokens from the one that begins the line up to the next; 0 iff that begins it.
  std::size_t line_start() const { return begins_line() ? 0 : since_line_begin_; }
  /// What the innermost bracket that is open encloses.
  Enclosed enclosed() const { return open_.empty() ? Enclosed::Other : open_.back(); }

  bool is_nested() const { return !open_.empty(); }
  /// True iff a bracket that is open is a formula's.
  bool in_formula() const { return open_formulas_ > 0; }

  /// The bytes of `count` tokens from `ahead` on.
  Span place(std::size_t count, std::size_t ahead = 0) const;
  /// The same as they are quoted in a message: on one line, cut where they are long.
  std::string shown(std::size_t count, std::size_t ahead = 0) const;

  void keep(std::size_t count = 1);
  void leave_out(std::size_t count) { next_ += count; }
  /// Puts tokens of the types of `meant` in the place of the next `count`; each covers all their
  /// bytes.
  void replace(std::size_t count, const std::vector<std::size_t>& meant);
  /// Puts one token in the place of the next `count`, which reads as `text`.
  void replace(std::size_t count, std::size_t meant, std::string text);
  /// Puts an operand that says nothing in the place of the next `count`.
  void replace_unreadable(std::size_t count);
  /// Puts a token of no bytes in front of the next.
  void insert(std::size_t meant);
  /// The same, read as `text`.
  void insert(std::size_t meant, std::string text);

  Tokens take() && { return std::move(passed_); }

 private:
  void put(std::unique_ptr<antlr4::Token> token);
  Enclosed enclosed_by_next_brace() const;

  Tokens tokens_;
  std::string_view text_;
  FileId file_;
  Emitter& emitter_;
  Tokens passed_;
  std::size_t since_line_begin_ = 1;  // to the end of passed_; counted on from in front of the text
  std::vector<Enclosed> open_;
  std::size_t open_formulas_ = 0;  // of those in open_: every word asks
  bool formula_begins_ = false;    // its brace is still to come
  std::size_t next_ = 0;
};

}  // namespace nansen::syntax

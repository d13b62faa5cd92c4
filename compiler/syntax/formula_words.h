// The names of methods of rounding, and the rules for ties and for missing indicators, as words of
// the text. For files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/ast/formula.h"
#include "compiler/syntax/token_cursor.h"

namespace nansen::syntax {

/// The words of several tokens.
class Words {
 public:
  void add(std::string_view token);

  /// One space between them, as they are looked up: hyphens count as spaces.
  const std::string& text() const { return text_; }
  /// With their hyphens.
  const std::string& spelt() const { return spelt_; }

 private:
  std::string text_;
  std::string spelt_;
};

/// What `words` name, or nothing; methods and rules for ties without regard to capital letters.
std::optional<ast::RoundingMethod> rounding_method(const Words& words);
std::optional<ast::TieRule> tie_rule(const Words& words);
std::optional<ast::MissingRule> missing_rule(const Words& words);

/// The words of the next `count` tokens.
Words next_words(const TokenCursor& at, std::size_t count);
/// The number of tokens that come next and can belong to the name of a method or rule; those on the
/// same line, or up to the next sign or clause.
std::size_t naming_length(const TokenCursor& at, bool over_lines);
/// The next `count` tokens are no `code` that there is: reports them.
void refuse_name(const TokenCursor& at, Code code, std::size_t count);

/// True iff a value can end with a token of this type, so that a name behind it begins a line.
bool ends_value(std::size_t type);
/// True iff `at most` or `at least` comes next.
bool is_limit(const TokenCursor& at);
/// True iff a token comes next that is not the first of its line.
bool goes_on(const TokenCursor& at);

/// Reports the next `length` tokens as unexpected.
void refuse(const TokenCursor& at, std::size_t length, std::string_view help);
/// Puts a word of the language in the place of the next, which is none, and reports that.
void replace_foreign(TokenCursor& at, std::string_view help, std::size_t meant);

}  // namespace nansen::syntax

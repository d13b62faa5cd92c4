// The names of methods of rounding, and the rules for ties and for missing indicators, as words of
// the text. For files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/ast/formula.h"

namespace nansen::syntax {

/// The words of several tokens, one space between them, hyphens left out.
class Words {
 public:
  void add(std::string_view token);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// What `words` name, or nothing; methods and rules for ties without regard to capital letters.
std::optional<ast::RoundingMethod> rounding_method(const Words& words);
std::optional<ast::TieRule> tie_rule(const Words& words);
std::optional<ast::MissingRule> missing_rule(const Words& words);

}  // namespace nansen::syntax

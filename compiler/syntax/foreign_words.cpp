// Words of programming languages and of ordinary drafting that are none of this language.
#include "compiler/syntax/foreign_words.h"

#include <algorithm>
#include <array>

namespace nansen::syntax {

namespace {

struct ForeignWord {
  std::string_view word;
  std::string_view meant;
};

constexpr std::array<ForeignWord, 16> foreign_words = {{
    {"if", "\"where\" in front of the condition"},
    {"when", "\"where\" in front of the condition"},
    {"whenever", "\"where\" in front of the condition"},
    {"provided", "\"where\" in front of the condition, or \"unless\" in front of an exception"},
    {"then", "\":\" in front of the value"},
    {"else", "\"otherwise\" in front of the last rule"},
    {"elsif", "a further rule, \"where\" and its condition"},
    {"elif", "a further rule, \"where\" and its condition"},
    {"except", "\"unless\" in front of the exception"},
    {"save", "\"unless\" in front of the exception"},
    {"but", "\"and\", or \"unless\" in front of an exception"},
    {"true", "yes"},
    {"false", "no"},
    {"null", "unknown"},
    {"return", "\"as\" in front of what is defined"},
    {"equals", "\"is\""},
}};

}  // namespace

std::string_view meaning_of_foreign(std::string_view word) {
  const auto* const found =
      std::find_if(foreign_words.begin(), foreign_words.end(),
                   [word](const ForeignWord& foreign) { return foreign.word == word; });
  return found == foreign_words.end() ? std::string_view() : found->meant;
}

}  // namespace nansen::syntax

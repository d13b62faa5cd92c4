// The names of methods of rounding, and the rules for ties and for missing indicators.
#include "compiler/syntax/formula_words.h"

#include <algorithm>
#include <array>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"

namespace nansen::syntax {

namespace {

template <typename Meaning>
struct Named {
  std::string_view words;
  Meaning meaning{};
};

constexpr std::array<Named<ast::RoundingMethod>, 9> methods = {
    {{"largest remainder", ast::RoundingMethod::LargestRemainder},
     {"hamilton", ast::RoundingMethod::LargestRemainder},
     {"jefferson", ast::RoundingMethod::Jefferson},
     {"dhondt", ast::RoundingMethod::Jefferson},
     {"webster", ast::RoundingMethod::Webster},
     {"sainte lague", ast::RoundingMethod::Webster},
     {"sainte lagu\u00EB", ast::RoundingMethod::Webster},
     {"huntington hill", ast::RoundingMethod::HuntingtonHill},
     {"adams", ast::RoundingMethod::Adams}}};

constexpr std::array<Named<ast::TieRule>, 4> tie_rules = {
    {{"order of the table", ast::TieRule::OrderOfTheTable},
     {"name", ast::TieRule::Name},
     {"larger share", ast::TieRule::LargerShare},
     {"smaller share", ast::TieRule::SmallerShare}}};

constexpr std::array<Named<ast::MissingRule>, 4> missing_rules = {
    {{"error", ast::MissingRule::Error},
     {"zero", ast::MissingRule::Zero},
     {"exclude the State", ast::MissingRule::ExcludeState},
     {"mean of the years reported", ast::MissingRule::MeanOfReported}}};

template <typename Meaning, std::size_t size>
std::optional<Meaning> find(const std::array<Named<Meaning>, size>& names,
                            const std::string& words) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named<Meaning>& named) {
    return named.words == words;
  });
  if (found == names.end()) return std::nullopt;
  return found->meaning;
}

std::string lowered(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

}  // namespace

void Words::add(std::string_view token) {
  const bool is_hyphen = token == "-";
  if (!spelt_.empty() && !is_hyphen && !spelt_.ends_with('-')) spelt_ += ' ';
  spelt_ += token;
  if (is_hyphen) return;
  if (!text_.empty()) text_ += ' ';
  text_ += token;
}

std::optional<ast::RoundingMethod> rounding_method(const Words& words) {
  return find(methods, lowered(words.text()));
}

std::optional<ast::TieRule> tie_rule(const Words& words) {
  return find(tie_rules, lowered(words.text()));
}

std::optional<ast::MissingRule> missing_rule(const Words& words) {
  return find(missing_rules, words.text());
}

Words next_words(const TokenCursor& at, std::size_t count) {
  Words result;
  for (std::size_t i = 0; i < count; ++i) result.add(at.words(i));
  return result;
}

std::size_t naming_length(const TokenCursor& at, bool over_lines) {
  const auto ends = [&at](std::size_t ahead) {
    switch (const std::size_t type = at.type(ahead)) {
      case antlr4::Token::EOF:
      case Word::COMMA:
      case Word::AS:
      case Word::SOURCE:
      case Word::NOTE:
      case Word::UNVERIFIED:
      case Word::STRING: return true;
      case Word::TIES:
      case Word::ROUNDING:
      case Word::EXEMPTING:
      case Word::AT: return ahead > 0;
      default: return is_opening(type) || is_closing(type);
    }
  };
  if (at.begins_line() && at.type(1) == Word::EQUALS) return 0;
  std::size_t length = 0;
  while (!ends(length) && (length == 0 || over_lines || !at.begins_line(length))) ++length;
  return length;
}

void refuse_name(const TokenCursor& at, Code code, std::size_t count) {
  const std::string shown = at.shown(count);
  at.emitter().emit(code, at.place(count), shown.substr(1, shown.size() - 2));
}

bool ends_value(std::size_t type) {
  switch (type) {
    case Word::CLOSE_BRACE:
    case Word::CLOSE_PARENTHESIS:
    case Word::STRING:
    case Word::INTEGER_NUMERAL:
    case Word::DECIMAL_NUMERAL:
    case Word::DATE_NUMERAL:
    case Word::PERCENT:
    case Word::YES:
    case Word::NO: return true;
    default: return is_name_word(type);
  }
}

bool is_limit(const TokenCursor& at) {
  return at.type() == Word::AT && (at.type(1) == Word::MOST || at.type(1) == Word::LEAST);
}

bool goes_on(const TokenCursor& at) {
  return at.previous() != antlr4::Token::EOF && !at.begins_line();
}

void refuse(const TokenCursor& at, std::size_t length, std::string_view help) {
  at.emitter().emit(Code::UnexpectedText, at.place(length), at.shown(length), help);
}

void replace_foreign(TokenCursor& at, std::string_view help, std::size_t meant) {
  at.emitter().emit(Code::ForeignWord, at.place(1), at.words(), help);
  at.replace(1, {meant});
}

}  // namespace nansen::syntax

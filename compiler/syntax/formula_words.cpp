// The names of methods of rounding, and the rules for ties and for missing indicators.
#include "compiler/syntax/formula_words.h"

#include <algorithm>
#include <array>

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
  if (token == "-") return;
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

}  // namespace nansen::syntax

// Headings of divisions as a treaty prints them: `Article 1. Definition {`, `art. 1 {`, `articel 1
// {`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "compiler/syntax/expectations.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

struct Abbreviation {
  std::string_view word;
  std::size_t level;
};

/// The words that open a division.
constexpr std::array<std::size_t, 10> levels = {
    Word::PART,    Word::CHAPTER, Word::TITLE,      Word::ANNEX,     Word::SCHEDULE,
    Word::ARTICLE, Word::SECTION, Word::CONCLUSION, Word::PARAGRAPH, Word::SUBPARAGRAPH};

constexpr std::array<Abbreviation, 6> abbreviations = {{{"art", Word::ARTICLE},
                                                        {"sec", Word::SECTION},
                                                        {"sect", Word::SECTION},
                                                        {"para", Word::PARAGRAPH},
                                                        {"ch", Word::CHAPTER},
                                                        {"subpara", Word::SUBPARAGRAPH}}};

bool is_level(std::size_t type) {
  return std::find(levels.begin(), levels.end(), type) != levels.end();
}

/// The word that opens a division and that a word stands for, misspelt or cut short.
std::optional<std::size_t> level_meant(const TokenCursor& at, std::size_t ahead) {
  if (is_level(at.type(ahead))) return at.type(ahead);
  if (at.type(ahead) != Word::IDENTIFIER) return std::nullopt;
  std::string lowered(at.words(ahead));
  for (char& letter : lowered) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  for (const Abbreviation& abbreviation : abbreviations) {
    if (lowered == abbreviation.word) return abbreviation.level;
  }
  std::vector<std::string> words;
  for (const std::size_t level : levels) words.push_back(word_of(level));
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (words[i] == lowered) return levels.at(i);
  }
  const std::string meant = nearest(lowered, words);
  const auto found = std::find(words.begin(), words.end(), meant);
  if (found == words.end()) return std::nullopt;
  return levels.at(static_cast<std::size_t>(found - words.begin()));
}

/// A word of a provision: where one stands in front of the brace, the brace is not a division's.
bool belongs_to_provision(std::size_t type) {
  switch (type) {
    case Word::DEFINE:
    case Word::DOES:
    case Word::INSERT:
    case Word::REPLACE:
    case Word::OMIT:
    case Word::RENUMBER:
    case Word::ALSO:
    case Word::WHERE:
    case Word::COLON:
    case Word::CLOSE_BRACE:
    case Word::OPEN_PARENTHESIS:
    case Word::CLOSE_PARENTHESIS:
    case Word::OPEN_BRACKET:
    case Word::CLOSE_BRACKET:
    case antlr4::Token::EOF: return true;
    default: return false;
  }
}

struct Step {
  std::size_t level = 0;
  std::size_t label_at = 0;
};

/// The words in front of a division's brace.
struct Heading {
  std::vector<Step> steps;
  std::optional<std::size_t> wrong_at;  // the first token that is not as the language has it
  std::size_t title_at = 0;             // where the title begins, or the brace
  std::size_t brace_at = 0;
};

bool is_label(const TokenCursor& at, std::size_t ahead) {
  return at.type(ahead) == Word::INTEGER_NUMERAL || at.type(ahead) == Word::LABEL ||
         at.is_name(ahead);
}

/// `I`, `IV`, `F`
bool is_in_capitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

std::optional<Heading> read_heading(const TokenCursor& at) {
  Heading heading;
  std::size_t next = 0;
  const auto is_wrong = [&](std::size_t ahead) {
    if (!heading.wrong_at) heading.wrong_at = ahead;
  };
  while (const auto level = level_meant(at, next)) {
    const std::size_t label_at = at.type(next + 1) == Word::DOT ? next + 2 : next + 1;
    const bool numbered = at.type(label_at) != Word::IDENTIFIER || is_level(at.type(next)) ||
                          is_in_capitals(at.words(label_at));
    if (!is_label(at, label_at) || !numbered || !at.on_one_line(label_at + 1)) break;
    if (!is_level(at.type(next))) is_wrong(next);
    if (label_at > next + 1) is_wrong(next + 1);
    heading.steps.push_back({*level, label_at});
    next = label_at + 1;
    const bool separated = at.type(next) == Word::DOT || at.type(next) == Word::COMMA;
    if (separated && level_meant(at, next + 1)) is_wrong(next++);
  }
  if (heading.steps.empty()) return std::nullopt;
  while (at.type(next) == Word::DOT || at.type(next) == Word::MINUS) is_wrong(next++);
  heading.title_at = next;
  if (at.type(next) == Word::STRING) {
    ++next;
  } else {
    while (at.type(next) != Word::OPEN_BRACE && at.on_one_line(next + 1)) {
      if (belongs_to_provision(at.type(next))) return std::nullopt;
      is_wrong(next++);
    }
  }
  if (at.type(next) != Word::OPEN_BRACE || !heading.wrong_at) return std::nullopt;
  heading.brace_at = next;
  return heading;
}

std::string title_of(const TokenCursor& at, const Heading& heading) {
  const std::size_t count = heading.brace_at - heading.title_at;
  if (count == 0) return {};
  const std::string title = at.shown(count, heading.title_at);
  return at.type(heading.title_at) == Word::STRING ? title.substr(1, title.size() - 2) : title;
}

}  // namespace

bool mend_heading(TokenCursor& at, bool tell) {
  if (!at.begins_line()) return false;
  const std::optional<Heading> heading = read_heading(at);
  if (!heading) return false;
  const std::string title = title_of(at, *heading);
  if (tell) {
    std::string meant;
    for (const Step& step : heading->steps) {
      meant += fmt::format("{} {} ", word_of(step.level), at.words(step.label_at));
    }
    if (!title.empty()) meant += title + ' ';
    at.emitter().emit(Code::UnexpectedText, at.place(1, *heading->wrong_at),
                      at.shown(1, *heading->wrong_at), fmt::format("write {}{{", meant));
  }
  std::size_t passed = 0;
  for (const Step& step : heading->steps) {
    at.replace(step.label_at - passed, {step.level});
    at.keep();
    passed = step.label_at + 1;
  }
  at.leave_out(heading->title_at - passed);
  if (!title.empty()) at.replace(heading->brace_at - heading->title_at, Word::STRING, title);
  return true;
}

}  // namespace nansen::syntax

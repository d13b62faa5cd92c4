// What could stand at a place, in a drafter's words: sets of tokens are put together under the
// names of the constructs that they begin.
#include "compiler/syntax/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace nansen::syntax {

namespace {

using antlr4::misc::IntervalSet;

constexpr std::size_t most_phrases = 5;

bool has_all(const IntervalSet& set, std::initializer_list<std::size_t> types) {
  return std::all_of(types.begin(), types.end(),
                     [&set](std::size_t type) { return holds(set, type); });
}

/// The token types of a set, from which phrases take what they name.
class Remaining {
 public:
  explicit Remaining(const IntervalSet& set) {
    for (const auto type : set.toList()) types_.push_back(static_cast<std::size_t>(type));
  }

  bool has(std::size_t type) const {
    return std::find(types_.begin(), types_.end(), type) != types_.end();
  }
  void take(std::initializer_list<std::size_t> types) {
    for (const std::size_t type : types) std::erase(types_, type);
  }
  void take_names() {
    std::erase_if(types_, [](std::size_t type) { return is_name_word(type); });
  }
  void take_all() { types_.clear(); }
  const std::vector<std::size_t>& types() const { return types_; }

 private:
  std::vector<std::size_t> types_;
};

/// What the grammar lets a name be.
const IntervalSet& name_words() {
  static const IntervalSet words = [] {
    const Parser parser(nullptr);
    const antlr4::atn::ATN& network = parser.getATN();
    return network.nextTokens(network.ruleToStartState[Parser::RuleName]);
  }();
  return words;
}

void take_literals(Remaining& remaining) {
  remaining.take({Word::YES, Word::NO, Word::NEVER, Word::DATE_NUMERAL, Word::INTEGER_NUMERAL,
                  Word::DECIMAL_NUMERAL, Word::MINUS});
}

void take_levels(Remaining& remaining) {
  remaining.take({Word::PART, Word::CHAPTER, Word::TITLE, Word::ANNEX, Word::SCHEDULE,
                  Word::ARTICLE, Word::SECTION, Word::CONCLUSION, Word::PARAGRAPH,
                  Word::SUBPARAGRAPH});
}

void take_annotations(Remaining& remaining) {
  remaining.take({Word::SOURCE, Word::NOTE, Word::UNVERIFIED});
}

/// What a draft does, and to which place.
void name_amendments(const IntervalSet& expected, Remaining& remaining,
                     std::vector<std::string>& phrases) {
  if (has_all(expected, {Word::INSERT, Word::REPLACE, Word::OMIT})) {
    for (const char* word : {"insert", "replace", "omit", "renumber"}) {
      phrases.push_back(fmt::format("\"{}\"", word));
    }
    if (remaining.has(Word::IN)) phrases.emplace_back("\"in\" and a place such as article 1");
    remaining.take_names();
    take_levels(remaining);
    remaining.take({Word::INSERT, Word::REPLACE, Word::OMIT, Word::RENUMBER, Word::IN, Word::DOT,
                    Word::OPEN_PARENTHESIS, Word::CITED, Word::USES});
  } else if (has_all(expected, {Word::OPEN_BRACE, Word::OTHERWISE, Word::NOT})) {
    for (const char* inserted :
         {"a head such as (f) stateless", "provisions between { and }",
          "a rule such as where refugee : 3", "a line of a formula", "a clause of a status"}) {
      phrases.emplace_back(inserted);
    }
    remaining.take_all();
  } else if (has_all(expected, {Word::ARTICLE, Word::IDENTIFIER, Word::OPEN_PARENTHESIS}) &&
             !holds(expected, Word::DEFINE)) {
    phrases.emplace_back("a place such as article 1, refugee or (b)");
    remaining.take_names();
    take_levels(remaining);
    remaining.take({Word::OPEN_PARENTHESIS});
    if (!remaining.has(Word::THE)) return;
    phrases.emplace_back("\"the words\"");
    remaining.take({Word::THE});
  }
}

/// What begins with a name, the widest construct first.
void name_constructs(const IntervalSet& expected, Remaining& remaining,
                     std::vector<std::string>& phrases) {
  if (has_all(expected, {Word::DEFINE, Word::SUBJECT})) {
    const bool only_governed = !remaining.has(Word::ARTICLE) || !remaining.has(Word::READING);
    phrases.emplace_back("\"define\"");
    phrases.emplace_back("a clause such as \"refugee does not apply where\"");
    if (!only_governed) phrases.emplace_back("a division such as article 1");
    remaining.take_names();
    take_levels(remaining);
    take_annotations(remaining);
    remaining.take({Word::DEFINE, Word::SUBJECT, Word::NOTWITHSTANDING, Word::WITHOUT,
                    Word::OPEN_PARENTHESIS, Word::READING, Word::IN, Word::USES, Word::PARAMETER,
                    Word::FORMULA, Word::ALLOCATE, Word::NO});
  } else if (holds_condition(expected)) {
    phrases.emplace_back("a condition or a value");
    remaining.take_names();
    take_literals(remaining);
    remaining.take({Word::NOT, Word::FOR, Word::ALL, Word::ANY, Word::AT, Word::OPEN_PARENTHESIS,
                    Word::LEAST, Word::INVERSE, Word::THE});
  } else if (has_all(expected, {Word::YES, Word::FOR})) {
    phrases.emplace_back("a value");
    remaining.take_names();
    take_literals(remaining);
    remaining.take({Word::FOR, Word::ALL, Word::ANY, Word::AT, Word::OPEN_PARENTHESIS, Word::LEAST,
                    Word::INVERSE, Word::THE});
  } else if (has_all(expected, {Word::YES, Word::IDENTIFIER})) {
    phrases.emplace_back("a value such as yes, 30 or 1951-07-28");
    remaining.take_names();
    take_literals(remaining);
  } else if (has_all(expected, {Word::BOOLEAN, Word::INTEGER, Word::IDENTIFIER})) {
    phrases.emplace_back("a type such as boolean, integer, date or the name of an enumeration");
    remaining.take_names();
    remaining.take({Word::BOOLEAN, Word::INTEGER, Word::DECIMAL, Word::DATE, Word::PERIOD,
                    Word::SET, Word::JUDGEMENT});
  } else if (has_all(expected, {Word::LABEL, Word::INTEGER_NUMERAL})) {
    phrases.emplace_back("a label such as 1, F or 10bis");
    remaining.take_names();
    remaining.take({Word::LABEL, Word::INTEGER_NUMERAL, Word::EXTENDED});
  } else if (holds(expected, Word::IDENTIFIER)) {
    phrases.emplace_back("a name");
    remaining.take_names();
    remaining.take({Word::APPLIES, Word::FROM});
  }
}

void name_numerals(Remaining& remaining, std::vector<std::string>& phrases) {
  if (remaining.has(Word::DECIMAL_NUMERAL)) {
    phrases.emplace_back("a number");
    remaining.take({Word::MINUS});
  } else if (remaining.has(Word::INTEGER_NUMERAL)) {
    phrases.emplace_back("a whole number");
  }
  remaining.take({Word::DECIMAL_NUMERAL, Word::INTEGER_NUMERAL});
  if (remaining.has(Word::DATE_NUMERAL)) {
    phrases.emplace_back("a date such as 1951-07-28");
    remaining.take({Word::DATE_NUMERAL});
  }
}

void name_groups(const IntervalSet& expected, Remaining& remaining,
                 std::vector<std::string>& phrases) {
  if (has_all(expected, {Word::VOCABULARY, Word::INSTRUMENT})) {
    phrases.emplace_back("\"instrument\", \"vocabulary\", \"entity\" or another declaration");
    remaining.take({Word::USES, Word::VOCABULARY, Word::UNIT, Word::ENUMERATION, Word::ORDERED,
                    Word::ENTITY, Word::INSTRUMENT, Word::EXAMPLE, Word::CALENDAR, Word::DRAFT,
                    Word::FURTHER});
  }
  if (has_all(expected, {Word::ALSO, Word::DOES, Word::BEGINS})) {
    phrases.emplace_back("\"also applies where\"");
    phrases.emplace_back("\"does not apply where\"");
    phrases.emplace_back("words of a status such as \"begins on\"");
    remaining.take({Word::ALSO, Word::DOES, Word::DOT, Word::BEGINS, Word::LASTS, Word::IS,
                    Word::MAY, Word::ENDS, Word::BECOMES, Word::COUNTS, Word::BARS});
  }
  if (has_all(expected, {Word::BEGINS, Word::LASTS, Word::BARS}) && remaining.has(Word::BEGINS)) {
    for (const char* clause :
         {"begins on", "lasts", "may be extended by", "ends early on", "becomes"}) {
      phrases.push_back(fmt::format("\"{}\"", clause));
    }
    remaining.take({Word::BEGINS, Word::LASTS, Word::IS, Word::MAY, Word::ENDS, Word::BECOMES,
                    Word::COUNTS, Word::BARS, Word::OPEN_PARENTHESIS});
  }
  if (remaining.has(Word::ARTICLE)) {
    phrases.emplace_back("a division such as article 1");
    take_levels(remaining);
  }
  if (has_all(expected, {Word::AND, Word::OR})) {
    phrases.emplace_back("\"and\"");
    phrases.emplace_back("\"or\"");
    remaining.take({Word::AND, Word::OR, Word::PLUS, Word::MINUS, Word::TIMES, Word::SLASH,
                    Word::DOT, Word::INCLUDES});
  }
  if (remaining.has(Word::AT) && remaining.has(Word::WHAT)) {
    for (const char* tail : {"at most", "at least", "what is cut off redistributed",
                             "where missing:", "where zero:"}) {
      phrases.push_back(fmt::format("\"{}\"", tail));
    }
    remaining.take({Word::AT, Word::WHAT, Word::WHERE});
  }
  if (remaining.has(Word::AT) && remaining.has(Word::ROUNDING)) {
    for (const char* term : {"rounding by", "ties by", "at least", "at most", "exempting"}) {
      phrases.push_back(fmt::format("\"{}\"", term));
    }
    remaining.take({Word::AT, Word::ROUNDING, Word::TIES, Word::EXEMPTING});
  }
  if (has_all(expected, {Word::DAY, Word::YEARS})) {
    phrases.emplace_back("\"days\", \"weeks\", \"months\" or \"years\"");
    remaining.take({Word::DAY, Word::DAYS, Word::WEEK, Word::WEEKS, Word::MONTH, Word::MONTHS,
                    Word::YEAR, Word::YEARS});
  }
}

/// Single words and signs, the closing brace last: it can stand nearly everywhere.
void name_words(Remaining& remaining, std::vector<std::string>& phrases) {
  const bool may_close = remaining.has(Word::CLOSE_BRACE);
  const bool may_annotate = remaining.has(Word::NOTE);
  const bool may_quote = remaining.has(Word::STRING);
  remaining.take({Word::CLOSE_BRACE, Word::STRING, antlr4::Token::EOF});
  take_annotations(remaining);
  for (const std::size_t type : remaining.types()) {
    if (std::string word = quoted_word(type); !word.empty()) phrases.push_back(std::move(word));
  }
  if (may_quote) phrases.emplace_back("a text between \" marks");
  if (may_close) phrases.emplace_back("\"}\" to close the block");
  if (may_annotate) phrases.emplace_back("\"note\"");
}

}  // namespace

bool holds(const IntervalSet& set, std::size_t type) { return set.contains(type); }

bool holds_condition(const IntervalSet& expected) {
  return has_all(expected, {Word::NOT, Word::YES, Word::IDENTIFIER});
}

std::string advice(const IntervalSet& expected) {
  Remaining remaining(expected);
  if (remaining.types().size() == 1) {
    if (const std::string word = quoted_word(remaining.types().front()); !word.empty()) {
      return fmt::format("write {} here", word);
    }
  }
  if (remaining.types().size() == 2 && has_all(expected, {Word::OPEN_BRACE, Word::STRING})) {
    return "write \"{\" here";
  }
  std::vector<std::string> phrases;
  name_amendments(expected, remaining, phrases);
  if (phrases.empty()) name_constructs(expected, remaining, phrases);
  name_numerals(remaining, phrases);
  name_groups(expected, remaining, phrases);
  name_words(remaining, phrases);
  if (phrases.empty()) return "remove it";
  if (phrases.size() > most_phrases) phrases.resize(most_phrases);
  std::string list = phrases.front();
  for (std::size_t i = 1; i < phrases.size(); ++i) {
    list += (i + 1 == phrases.size() ? " or " : ", ") + phrases[i];
  }
  return fmt::format("what can stand here is {}", list);
}

std::string word_of(std::size_t type) {
  if (type == antlr4::Token::EOF || type >= Word::DATE_NUMERAL) return {};
  static const Parser parser(nullptr);
  const std::string literal = parser.getVocabulary().getLiteralName(type);
  if (literal.size() < 3) return {};
  return literal.substr(1, literal.size() - 2);
}

std::string quoted_word(std::size_t type) {
  const std::string word = word_of(type);
  return word.empty() ? word : '"' + word + '"';
}

const std::vector<std::string>& all_words() {
  static const std::vector<std::string> words = [] {
    constexpr std::size_t shortest = 6;
    std::vector<std::string> result;
    for (std::size_t type = 1; type < Word::OPEN_BRACE; ++type) {
      std::string word = word_of(type);
      if (word.size() >= shortest) result.push_back(std::move(word));
    }
    return result;
  }();
  return words;
}

bool is_name_word(std::size_t type) { return holds(name_words(), type); }

bool is_reserved(std::size_t type) {
  return type < Word::OPEN_BRACE && !word_of(type).empty() && !is_name_word(type);
}

bool is_combination(std::size_t type) {
  switch (type) {
    case Word::SHARE:
    case Word::TOTAL:
    case Word::MEAN:
    case Word::MEDIAN:
    case Word::LEAST:
    case Word::GREATEST:
    case Word::RANK:
    case Word::COUNT: return true;
    default: return false;
  }
}

bool is_level(std::size_t type) {
  switch (type) {
    case Word::PART:
    case Word::CHAPTER:
    case Word::TITLE:
    case Word::ANNEX:
    case Word::SCHEDULE:
    case Word::ARTICLE:
    case Word::SECTION:
    case Word::CONCLUSION:
    case Word::PARAGRAPH:
    case Word::SUBPARAGRAPH: return true;
    default: return false;
  }
}

bool is_noun(std::size_t type) {
  if (is_level(type)) return true;
  switch (type) {
    case Word::BOOLEAN:
    case Word::INTEGER:
    case Word::DECIMAL:
    case Word::DATE:
    case Word::PERIOD:
    case Word::SET:
    case Word::JUDGEMENT:
    case Word::SOURCE:
    case Word::NOTE:
    case Word::UNVERIFIED:
    case Word::READING:
    case Word::ENTITY:
    case Word::ENUMERATION:
    case Word::INSTRUMENT:
    case Word::VOCABULARY:
    case Word::EXAMPLE:
    case Word::DAY:
    case Word::DAYS:
    case Word::MONTH:
    case Word::MONTHS:
    case Word::YEAR:
    case Word::YEARS:
    case Word::DEFAULT:
    case Word::OTHERWISE:
    case Word::UNKNOWN:
    case Word::UNDETERMINED:
    case Word::SUBJECT:
    case Word::PREJUDICE:
    case Word::GIVEN:
    case Word::ORDERED:
    case Word::ONE:
    case Word::EVERY:
    case Word::SOME:
    case Word::MOST:
    case Word::LEAST:
    case Word::FORMULA:
    case Word::PARAMETER:
    case Word::INVERSE: return true;
    default: return false;
  }
}

}  // namespace nansen::syntax

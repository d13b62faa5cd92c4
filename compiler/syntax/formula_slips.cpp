// Slips in formulas, parameters and allocations that can be told from the tokens alone: signs and
// commas left out, words of ordinary drafting, names of methods and rules that there are not.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"
#include "compiler/syntax/formula_words.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

struct Phrase {
  std::string_view words;
  std::vector<std::size_t> meant;
  std::string_view help;
};

/// Words of ordinary drafting that no formula without errors has.
const std::vector<Phrase>& phrases() {
  constexpr std::string_view mean = "write \"mean of\"";
  constexpr std::string_view total = "write \"total of\"";
  constexpr std::string_view greatest = "write \"greatest of\"";
  constexpr std::string_view least = "write \"least of\"";
  constexpr std::string_view at_most = "write \", at most\" and then the ceiling";
  constexpr std::string_view at_least = "write \", at least\" and then the floor";
  const std::vector<std::size_t> ceiling = {Word::COMMA, Word::AT, Word::MOST};
  const std::vector<std::size_t> floor = {Word::COMMA, Word::AT, Word::LEAST};
  static const std::vector<Phrase> table = {
      {"average of", {Word::MEAN, Word::OF}, mean},
      {"sum of", {Word::TOTAL, Word::OF}, total},
      {"maximum of", {Word::GREATEST, Word::OF}, greatest},
      {"highest of", {Word::GREATEST, Word::OF}, greatest},
      {"largest of", {Word::GREATEST, Word::OF}, greatest},
      {"minimum of", {Word::LEAST, Word::OF}, least},
      {"lowest of", {Word::LEAST, Word::OF}, least},
      {"smallest of", {Word::LEAST, Word::OF}, least},
      {"number of", {Word::COUNT, Word::OF}, "write \"count of\""},
      {"divided by", {Word::SLASH}, "write \"/\""},
      {"multiplied by", {Word::TIMES}, "write \"*\""},
      {", maximum", ceiling, at_most},
      {", max", ceiling, at_most},
      {", no more than", ceiling, at_most},
      {", not more than", ceiling, at_most},
      {", not exceeding", ceiling, at_most},
      {", up to", ceiling, at_most},
      {", capped at", ceiling, at_most},
      {", minimum", floor, at_least},
      {", no less than", floor, at_least},
      {", not less than", floor, at_least},
      {", else", {Word::COMMA, Word::OTHERWISE}, "write \", otherwise\""},
  };
  return table;
}

struct Operator {
  std::string_view word;
  std::string_view sign;
  std::size_t meant;
};

constexpr std::array<Operator, 3> operators = {
    {{"plus", "+", Word::PLUS}, {"minus", "-", Word::MINUS}, {"times", "*", Word::TIMES}}};

/// True iff `at most` or `at least` stands next.
bool is_limit(const TokenCursor& at) {
  return at.type() == Word::AT && (at.type(1) == Word::MOST || at.type(1) == Word::LEAST);
}

/// True iff a value can end with a word of this type, so that a name behind it begins a line.
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

bool is_number(std::size_t type) {
  return type == Word::INTEGER_NUMERAL || type == Word::DECIMAL_NUMERAL;
}

bool is_annotation(std::size_t type) {
  return type == Word::SOURCE || type == Word::NOTE || type == Word::UNVERIFIED;
}

/// True iff the name in front of the next token begins a line of a formula, or what would be one.
bool behind_line_name(const TokenCursor& at) {
  const std::size_t before = at.previous(2);
  return at.enclosed() == Enclosed::Formula && is_name_word(at.previous()) &&
         (before == Word::OPEN_BRACE || ends_value(before));
}

using antlr4::Token;

/// How many tokens are looked back over, so that no text takes long.
constexpr std::size_t farthest = 200;

class FormulaMender {
 public:
  explicit FormulaMender(TokenCursor& at) : at_(at) {}

  bool mend() {
    if (mend_header() || mend_equals() || mend_rounding() || mend_ties()) return true;
    if (!at_.in_formula()) return mend_term_comma();
    return mend_phrase() || mend_missing_rule() || mend_zero_rule() || mend_line_comma() ||
           mend_of() || mend_operator() || mend_call();
  }

 private:
  void report(std::size_t length, std::string_view help) {
    at_.emitter().emit(Code::UnexpectedText, at_.place(length), at_.shown(length), help);
  }

  bool on_line_of_previous() const { return at_.previous() != Token::EOF && !at_.begins_line(); }

  bool begins_operand(std::size_t ahead = 0) const {
    const std::size_t type = at_.type(ahead);
    return is_number(type) || type == Word::OPEN_PARENTHESIS || type == Word::LEAST ||
           at_.is_name(ahead);
  }

  // `formula key for State`, `formula key of each State`
  bool mend_header() {
    if (at_.previous(2) == Word::FORMULA && (at_.type() == Word::FOR || at_.type() == Word::IN)) {
      report(1, "write \"of\"");
      at_.replace(1, {Word::OF});
      return true;
    }
    const bool is_surplus = at_.type() == Word::EACH || at_.type() == Word::EVERY;
    if (at_.previous(3) != Word::FORMULA || at_.previous() != Word::OF || !is_surplus) return false;
    report(1, "remove it: a formula is of every State already");
    at_.leave_out(1);
    return true;
  }

  // `effect : share of gdp`, `parameter price is 20000 EUR`, `effect share of gdp`
  bool mend_equals() {
    const bool is_parameter = at_.previous(2) == Word::PARAMETER && is_name_word(at_.previous());
    const bool begins_line = at_.previous_begins_line(1) || at_.previous(2) == Word::OPEN_BRACE;
    if (!is_parameter && !(behind_line_name(at_) && begins_line)) return false;
    const std::size_t type = at_.type();
    const bool joined = at_.are_joined(2) && at_.type(1) == Word::EQUALS;
    if (type == Word::COLON || type == Word::IS || type == Word::AS ||
        (type == Word::EQUALS && joined)) {
      const std::size_t length = joined ? 2 : 1;
      report(length, "write \"=\" in front of the value");
      at_.replace(length, {Word::EQUALS});
      return true;
    }
    if (!begins_operand() || at_.begins_line() || at_.type(1) == Word::EQUALS) return false;
    report(1, "write \"=\" in front of the value");
    at_.insert(Word::EQUALS);
    return true;
  }

  bool mend_phrase() {
    for (const Phrase& phrase : phrases()) {
      std::size_t length = 0;
      for (std::string_view rest = phrase.words; !rest.empty(); ++length) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (!at_.is_word(length, rest.substr(0, end))) break;
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (rest.empty()) {
          const bool is_name = at_.type(length + 1) == Word::DOT;
          if (is_name) break;
          report(length + 1, phrase.help);
          at_.replace(length + 1, phrase.meant);
          return true;
        }
      }
    }
    return false;
  }

  /// The number of tokens from `ahead` on that belong to a rule or method that is named there.
  std::size_t naming_length(std::size_t ahead) const {
    std::size_t length = 0;
    for (;; ++length) {
      const std::size_t type = at_.type(ahead + length);
      if (type == Token::EOF || type == Word::COMMA || type == Word::AS || is_annotation(type) ||
          is_opening(type) || is_closing(type) || type == Word::STRING ||
          (length > 0 && at_.begins_line(ahead + length))) {
        return length;
      }
    }
  }

  Words words(std::size_t ahead, std::size_t count) const {
    Words result;
    for (std::size_t i = 0; i < count; ++i) result.add(at_.words(ahead + i));
    return result;
  }

  /// The bytes of `count` tokens from `ahead` on, as a message quotes them.
  std::string named(std::size_t ahead, std::size_t count) const {
    const std::string shown = at_.shown(count, ahead);
    return shown.substr(1, shown.size() - 2);
  }

  void refuse(Code code, std::size_t count) {
    at_.emitter().emit(code, at_.place(count), named(0, count));
  }

  /// True iff a line of the formula whose block is open stands in front of the next token.
  bool is_behind_line() const {
    for (std::size_t back = 1; back < farthest; ++back) {
      if (at_.previous(back) == Token::EOF) return false;
      if (at_.previous(back) == Word::EQUALS) return true;
      // A list of numbers has one too.
      if (at_.previous(back) == Word::OPEN_BRACE) return at_.previous(back + 1) == Word::OF;
    }
    return false;
  }

  /// True iff an allocation was begun in front of the next token.
  bool is_behind_allocate() const {
    for (std::size_t back = 1; back < farthest; ++back) {
      const std::size_t type = at_.previous(back);
      if (type == Word::ALLOCATE) return true;
      if (type == Token::EOF || type == Word::OPEN_BRACE || type == Word::AS ||
          type == Word::STRING) {
        return false;
      }
    }
    return false;
  }

  // `where missing zero`, `if missing: zero`, `where missing: drop it`
  bool mend_missing_rule() {
    if (at_.enclosed() != Enclosed::Formula) return false;
    if (at_.previous() == Word::COLON && at_.previous(2) == Word::MISSING) {
      return mend_missing_words();
    }
    return mend_rule_words(Word::MISSING);
  }

  bool mend_missing_words() {
    for (const std::size_t count : {1U, 3U, 5U}) {
      if (!missing_rule(words(0, count))) continue;
      at_.keep(count);
      return true;
    }
    const std::size_t count = naming_length(0);
    if (count == 0) return false;
    refuse(Code::UnknownMissingRule, count);
    at_.replace(count, {Word::ZERO});
    return true;
  }

  // `where zero: leave out the State`
  bool mend_zero_rule() {
    if (at_.enclosed() != Enclosed::Formula) return false;
    const bool is_rule = at_.previous() == Word::COLON && at_.previous(2) == Word::ZERO;
    if (!is_rule) return mend_rule_words(Word::ZERO);
    if (at_.type() != Word::EXCLUDE || missing_rule(words(0, 3))) return false;
    const std::size_t count = naming_length(0);
    if (count < 2) return false;
    report(count, "write \"exclude the State\"");
    at_.replace(count, {Word::EXCLUDE, Word::THE, Word::STATE});
    return true;
  }

  /// The words in front of a rule's colon, of which `subject` is the last, and where they stand.
  bool mend_rule_words(std::size_t subject) {
    const bool is_foreign = at_.is_word(0, "if") || at_.is_word(0, "when");
    if (is_foreign && at_.type(1) == subject && at_.type(2) == Word::COLON) {
      at_.emitter().emit(Code::ForeignWord, at_.place(1), at_.words(), "\"where\"");
      at_.replace(1, {Word::WHERE});
      return true;
    }
    const bool may_begin = at_.previous() == Word::COMMA || at_.previous() == Word::OPEN_BRACE;
    if (may_begin && at_.type() == subject && at_.type(1) == Word::COLON) {
      report(1, fmt::format("write \"where {}\"", at_.words()));
      at_.insert(Word::WHERE);
      at_.keep();
      return true;
    }
    if (may_begin && at_.type() == Word::WHERE && at_.type(1) == subject) {
      return mend_rule_colon(subject);
    }
    if (at_.type() != Word::WHERE || at_.type(1) != subject || at_.type(2) != Word::COLON) {
      return false;
    }
    return mend_rule_place(subject);
  }

  bool mend_rule_colon(std::size_t subject) {
    const std::size_t next = at_.type(2);
    const bool is_rule = next == Word::IS || next == Word::EQUALS || next == Word::ERROR_WORD ||
                         next == Word::ZERO || next == Word::EXCLUDE || next == Word::MEAN ||
                         (subject == Word::ZERO && is_number(next));
    if (!is_rule) return false;
    at_.keep(2);
    report(1, fmt::format("write \":\" behind \"where {}\"", word_of(subject)));
    if (next == Word::IS || next == Word::EQUALS) {
      at_.replace(1, {Word::COLON});
    } else {
      at_.insert(Word::COLON);
    }
    return true;
  }

  // A rule behind a line needs a comma; without one it would look like a rule for all lines.
  bool mend_rule_place(std::size_t subject) {
    if (subject == Word::MISSING && !is_behind_line()) return false;
    if (at_.previous() == Word::STRING) {
      report(2, "put it, behind a comma, in front of the source and the notes of its line");
    } else if (at_.begins_line() && subject == Word::MISSING) {
      report(2,
             "write \",\" behind the line before if it is said of that line; what is said of all "
             "lines stands in front of the first");
    } else {
      report(2, "write \",\" in front of it");
    }
    at_.insert(Word::COMMA);
    at_.keep(2);
    return true;
  }

  // `x where rich otherwise y`, `share of gdp at most 30%`
  bool mend_line_comma() {
    const std::size_t type = at_.type();
    const bool is_rest = type == Word::WHAT && at_.type(1) == Word::IS;
    const bool has_two = is_limit(at_) || is_rest;
    if (at_.enclosed() != Enclosed::Formula || !ends_value(at_.previous()) ||
        !(has_two || type == Word::OTHERWISE)) {
      return false;
    }
    const std::size_t length = has_two ? 2 : 1;
    report(length, "write \",\" in front of it");
    at_.insert(Word::COMMA);
    at_.keep(length);
    return true;
  }

  // `by key rounding by Webster`
  bool mend_term_comma() {
    const std::size_t type = at_.type();
    const bool is_term =
        is_limit(at_) || type == Word::ROUNDING || type == Word::TIES || type == Word::EXEMPTING;
    if (!is_term || !ends_value(at_.previous()) || at_.previous(2) == Word::ALLOCATE ||
        !is_behind_allocate()) {
      return false;
    }
    report(1, "write \",\" in front of it");
    at_.insert(Word::COMMA);
    at_.keep();
    return true;
  }

  // `rounded by Webster`, `rounding Webster`, `rounding by the greatest remainder`
  bool mend_rounding() {
    if (at_.previous() == Word::COMMA && at_.is_word(0, "rounded") && is_behind_allocate()) {
      at_.emitter().emit(Code::ForeignWord, at_.place(1), at_.words(), "\"rounding\"");
      at_.replace(1, {Word::ROUNDING});
      return true;
    }
    const bool by = at_.previous() == Word::BY;
    if (at_.previous(by ? 2 : 1) != Word::ROUNDING || at_.previous(by ? 3 : 2) != Word::COMMA ||
        at_.type() == Word::BY || !is_behind_allocate()) {
      return false;
    }
    const std::size_t count = naming_length(0);
    if (count == 0) return false;
    const Words method = words(0, count);
    const bool is_method = rounding_method(method).has_value();
    if (by ? is_method : method.text() == "each to the nearest") {
      at_.keep(count);
    } else if (is_method) {
      report(count, fmt::format("write \"by {}\"", named(0, count)));
      at_.insert(Word::BY);
      at_.keep(count);
    } else {
      refuse(Code::UnknownRoundingMethod, count);
      if (!by) at_.insert(Word::BY);
      at_.replace(count, Word::IDENTIFIER, "Hamilton");
    }
    return true;
  }

  // `ties larger share`, `ties by lot`
  bool mend_ties() {
    const bool by = at_.previous() == Word::BY;
    if (at_.previous(by ? 2 : 1) != Word::TIES || at_.previous(by ? 3 : 2) != Word::COMMA ||
        at_.type() == Word::BY || !is_behind_allocate()) {
      return false;
    }
    if (!by && (at_.type() == Word::COLON || at_.type() == Word::TO)) {
      report(1, "write \"by\"");
      at_.replace(1, {Word::BY});
      return true;
    }
    const std::size_t count = naming_length(0);
    if (count == 0) return false;
    if (!tie_rule(words(0, count))) {
      refuse(Code::UnknownTieRule, count);
      if (!by) at_.insert(Word::BY);
      at_.replace(count, Word::IDENTIFIER, "name");
      return true;
    }
    if (!by) {
      report(count, fmt::format("write \"by {}\"", named(0, count)));
      at_.insert(Word::BY);
    }
    at_.keep(count);
    return true;
  }

  // `40% population`, `share population`, `share of the population`
  bool mend_of() {
    if (at_.type() == Word::THE && at_.is_name(1) && at_.previous() == Word::OF) {
      report(1, "remove it");
      at_.leave_out(1);
      return true;
    }
    const bool is_floor = at_.previous() == Word::LEAST && at_.previous(2) == Word::AT;
    const bool takes =
        at_.previous() == Word::PERCENT || (is_combination(at_.previous()) && !is_floor);
    const bool operand_follows = at_.is_name() || at_.type() == Word::OPEN_PARENTHESIS;
    if (!takes || !operand_follows || !on_line_of_previous() || at_.type(1) == Word::EQUALS ||
        at_.type() == Word::OVER) {
      return false;
    }
    report(1, "write \"of\" in front of it");
    at_.insert(Word::OF);
    at_.keep();
    return true;
  }

  // `gdp per population`, `gdp plus population`
  bool mend_operator() {
    if (!on_line_of_previous() || !ends_value(at_.previous())) return false;
    if (at_.type() == Word::PER) {
      const std::size_t before = at_.previous(2);
      const bool is_unit = is_name_word(at_.previous()) &&
                           (is_number(before) || before == Word::PER || before == Word::HUNDRED ||
                            before == Word::THOUSAND || before == Word::MILLION);
      if (is_unit) return false;
      report(1, "write \"/\" to divide");
      at_.replace(1, {Word::SLASH});
      return true;
    }
    for (const Operator& one : operators) {
      const bool is_operator = at_.is_word(0, one.word) && begins_operand(1) &&
                               !at_.begins_line(1) && at_.type(2) != Word::EQUALS;
      if (!is_operator) continue;
      report(1, fmt::format("write \"{}\"", one.sign));
      at_.replace(1, {one.meant});
      return true;
    }
    return false;
  }

  // `max(a, b)`, `sum(a)`
  bool mend_call() {
    constexpr std::array<std::string_view, 6> functions = {"max",     "maximum", "min",
                                                           "minimum", "sum",     "average"};
    const bool is_call =
        std::find(functions.begin(), functions.end(), at_.words()) != functions.end() &&
        at_.type(1) == Word::OPEN_PARENTHESIS && at_.are_joined(2);
    if (!is_call) return false;
    std::string_view meant = "total";
    if (at_.words().starts_with("max")) meant = "greatest";
    if (at_.words().starts_with("min")) meant = "least";
    if (at_.is_word(0, "average")) meant = "mean";
    report(1, fmt::format("write \"{0} of {{ a, b }}\" for several numbers of one State, \"{0} of "
                          "a\" for one number of all States",
                          meant));
    std::size_t length = 2;
    for (std::size_t depth = 1; depth > 0 && at_.type(length) != Token::EOF; ++length) {
      if (is_opening(at_.type(length))) ++depth;
      if (is_closing(at_.type(length))) --depth;
    }
    at_.replace_unreadable(length);
    return true;
  }

  TokenCursor& at_;
};

}  // namespace

bool gives_value(const TokenCursor& at) {
  return behind_line_name(at) || (at.previous(2) == Word::PARAMETER && is_name_word(at.previous()));
}

bool mend_formula(TokenCursor& at) { return FormulaMender(at).mend(); }

}  // namespace nansen::syntax

// Slips in formulas that can be told from the tokens alone: signs and commas left out, words of
// ordinary drafting, rules that there are not.
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

using antlr4::Token;

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
  constexpr std::string_view share = "write \"share of\"";
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
      {"proportion of", {Word::SHARE, Word::OF}, share},
      {"percentage of", {Word::SHARE, Word::OF}, share},
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
      {", min", floor, at_least},
      {", no less than", floor, at_least},
      {", not less than", floor, at_least},
      {", else", {Word::COMMA, Word::OTHERWISE}, "write \", otherwise\""},
      {", redistributed",
       {Word::COMMA, Word::WHAT, Word::IS, Word::CUT, Word::OFF, Word::REDISTRIBUTED},
       "write \", what is cut off redistributed\""},
      {"cut off is redistributed",
       {Word::CUT, Word::OFF, Word::REDISTRIBUTED},
       "write \"cut off redistributed\""},
      {"nothing is cut off", {Word::NOTHING, Word::IS, Word::CUT}, "write \"nothing is cut\""},
  };
  return table;
}

struct Joint {
  std::string_view word;
  std::string_view help;
  std::size_t meant;
};

/// Words between two operands.
constexpr std::array<Joint, 7> joints = {{{"plus", "\"+\"", Word::PLUS},
                                          {"minus", "\"-\"", Word::MINUS},
                                          {"times", "\"*\"", Word::TIMES},
                                          {"amongst", "\"among\"", Word::AMONG},
                                          {"within", "\"among\"", Word::AMONG},
                                          {"if", "\"where\"", Word::WHERE},
                                          {"when", "\"where\"", Word::WHERE}}};

struct Function {
  std::string_view name;
  std::string_view meant;
};

constexpr std::array<Function, 6> functions = {{{"max", "greatest"},
                                                {"maximum", "greatest"},
                                                {"min", "least"},
                                                {"minimum", "least"},
                                                {"sum", "total"},
                                                {"average", "mean"}}};

bool is_number(std::size_t type) {
  return type == Word::INTEGER_NUMERAL || type == Word::DECIMAL_NUMERAL;
}

/// True iff a word of this type, though it can be a name, hardly begins a line: it goes on with
/// `over Transfer by destination` or `what is cut off redistributed until nothing is cut`.
bool goes_on_with_line(std::size_t type) {
  switch (type) {
    case Word::OVER:
    case Word::CUT:
    case Word::OFF:
    case Word::REDISTRIBUTED:
    case Word::UNTIL:
    case Word::NOTHING: return true;
    default: return false;
  }
}

/// True iff the name in front of the next token begins a line of a formula, or what would be one.
bool behind_line_name(const TokenCursor& at) {
  const std::size_t before = at.previous(2);
  return at.enclosed() == Enclosed::Formula && is_name_word(at.previous()) &&
         (before == Word::OPEN_BRACE || ends_value(before));
}

class FormulaMender {
 public:
  explicit FormulaMender(TokenCursor& at) : at_(at) {}

  bool mend() {
    if (mend_header() || mend_equals()) return true;
    if (!at_.in_formula()) return false;
    if (at_.enclosed() == Enclosed::Formula &&
        (mend_stranger() || mend_surplus_word() || mend_incomplete() || mend_missing_rule() ||
         mend_zero_rule() || mend_comma())) {
      return true;
    }
    return mend_phrase() || mend_of() || mend_joint() || mend_rows() || mend_condition() ||
           mend_call();
  }

 private:
  void report(std::size_t length, std::string_view help) { refuse(at_, length, help); }

  bool begins_operand(std::size_t ahead = 0) const {
    const std::size_t type = at_.type(ahead);
    return is_number(type) || type == Word::OPEN_PARENTHESIS || type == Word::LEAST ||
           type == Word::INVERSE || at_.is_name(ahead);
  }

  /// The number of tokens from `ahead` on that are left of the line.
  std::size_t rest_of_line(std::size_t ahead) const {
    std::size_t length = 0;
    while (!at_.begins_line(ahead + length) && !is_closing(at_.type(ahead + length))) ++length;
    return length;
  }

  // `formula key for State`, `formula key of each State`, `formula key of State where member`
  bool mend_header() {
    const std::size_t type = at_.type();
    if (at_.previous(2) == Word::FORMULA && (type == Word::FOR || type == Word::IN)) {
      report(1, "write \"of\"");
      at_.replace(1, {Word::OF});
      return true;
    }
    if (at_.previous(4) == Word::FORMULA && at_.previous(2) == Word::OF &&
        (type == Word::FOR || type == Word::IN || type == Word::WHERE)) {
      report(1, "write \"among\" in front of the set");
      at_.replace(1, {Word::AMONG});
      return true;
    }
    const bool is_surplus = type == Word::EACH || type == Word::EVERY;
    if (at_.previous(3) != Word::FORMULA || at_.previous() != Word::OF || !is_surplus) return false;
    report(1, "remove it: a formula is of every State already");
    at_.leave_out(1);
    return true;
  }

  // `effect : share of gdp`, `parameter price is 20000 EUR`, `effect share of gdp`
  bool mend_equals() {
    const bool is_parameter = at_.previous(2) == Word::PARAMETER && is_name_word(at_.previous());
    const bool begins_line = at_.previous_begins_line(1) || at_.previous(2) == Word::OPEN_BRACE;
    const bool is_line = behind_line_name(at_) && begins_line && !goes_on_with_line(at_.previous());
    if (!is_parameter && !is_line) return false;
    constexpr std::string_view help = "write \"=\" in front of the value";
    const std::size_t type = at_.type();
    const bool joined = at_.are_joined(2) && at_.type(1) == Word::EQUALS;
    if (type == Word::COLON || type == Word::IS || type == Word::AS ||
        (type == Word::EQUALS && joined)) {
      const std::size_t length = joined ? 2 : 1;
      report(length, help);
      at_.replace(length, {Word::EQUALS});
      return true;
    }
    if (!begins_operand() || at_.begins_line() || at_.type(1) == Word::EQUALS) return false;
    report(1, help);
    at_.insert(Word::EQUALS);
    return true;
  }

  // `define` or `allocate` inside of a formula's block
  bool mend_stranger() {
    const std::size_t type = at_.type();
    if (type != Word::DEFINE && type != Word::PARAMETER && type != Word::ALLOCATE &&
        type != Word::FORMULA) {
      return false;
    }
    report(1, "put it in front of the formula, or behind its \"}\"");
    std::size_t length = 1 + rest_of_line(1);
    while (at_.type(length) != Token::EOF && !is_closing(at_.type(length)) &&
           at_.type(length + 1) != Word::EQUALS) {
      length += 1 + rest_of_line(length + 1);
    }
    at_.leave_out(length);
    return true;
  }

  // `let a = gdp`
  bool mend_surplus_word() {
    const bool may_begin = ends_value(at_.previous()) || at_.previous() == Word::OPEN_BRACE;
    if (!may_begin || !at_.begins_line() || !at_.is_name() || !at_.is_name(1) ||
        at_.type(2) != Word::EQUALS || !at_.on_one_line(3)) {
      return false;
    }
    report(1, "remove it: a line begins with its name");
    at_.leave_out(1);
    return true;
  }

  // A line begins where the one before still wants a value.
  bool mend_incomplete() {
    const std::size_t previous = at_.previous();
    const bool begins = at_.begins_line() && at_.is_name() && at_.type(1) == Word::EQUALS;
    if (!begins || ends_value(previous) || previous == Word::OPEN_BRACE || is_behind_missing()) {
      return false;
    }
    if (previous == Word::COMMA) {
      report(1, "remove the \",\" at the end of the line before");
      at_.insert(Word::AT);
      at_.insert(Word::MOST);
    } else {
      report(1, "the line before is not complete: write at its end what is missing there");
    }
    // A date without digits is an operand that cannot be read.
    at_.insert(Word::DATE_NUMERAL);
    at_.keep();
    return true;
  }

  bool is_behind_missing() const {
    return at_.previous() == Word::COLON && at_.previous(2) == Word::MISSING;
  }

  /// True iff a line of the formula stands in front of the next token. Only so far is looked back
  /// that no text takes long.
  bool is_behind_line() const {
    constexpr std::size_t farthest = 200;
    for (std::size_t back = 1; back < farthest; ++back) {
      if (at_.previous(back) == Token::EOF) return false;
      if (at_.previous(back) == Word::EQUALS) return true;
      // A list of numbers has a brace too.
      if (at_.previous(back) == Word::OPEN_BRACE) return at_.previous(back + 1) == Word::OF;
    }
    return false;
  }

  // `where missing zero`, `if missing: zero`, `where missing: drop it`
  bool mend_missing_rule() {
    if (!is_behind_missing()) return mend_rule_words(Word::MISSING);
    for (const std::size_t count : {1U, 3U, 5U}) {
      if (!missing_rule(next_words(at_, count))) continue;
      at_.keep(count);
      return true;
    }
    const std::size_t count = naming_length(at_, false);
    if (count == 0) {
      report(1,
             "write in front of it what a missing indicator counts as: error, zero, exclude the "
             "State or mean of the years reported");
      at_.insert(Word::ZERO);
      return true;
    }
    refuse_name(at_, Code::UnknownMissingRule, count);
    at_.replace(count, {Word::ZERO});
    return true;
  }

  // `where zero: exclude it`
  bool mend_zero_rule() {
    const bool is_rule = at_.previous() == Word::COLON && at_.previous(2) == Word::ZERO;
    if (!is_rule) return mend_rule_words(Word::ZERO);
    if (at_.type() != Word::EXCLUDE || missing_rule(next_words(at_, 3))) return false;
    const std::size_t count = naming_length(at_, false);
    if (count < 2) return false;
    report(count, "write \"exclude the State\"");
    at_.replace(count, {Word::EXCLUDE, Word::THE, Word::STATE});
    return true;
  }

  /// The words up to the colon of a rule, of which `subject` is the last, and their place.
  bool mend_rule_words(std::size_t subject) {
    const bool is_foreign = at_.is_word(0, "if") || at_.is_word(0, "when");
    if (is_foreign && at_.type(1) == subject && at_.type(2) == Word::COLON) {
      replace_foreign(at_, "\"where\"", Word::WHERE);
      return true;
    }
    const bool may_begin = at_.previous() == Word::COMMA || at_.previous() == Word::OPEN_BRACE;
    if (may_begin && at_.type() == subject && at_.type(1) == Word::COLON) {
      report(1, fmt::format("write \"where {}\"", at_.words()));
      at_.insert(Word::WHERE);
      at_.keep();
      return true;
    }
    if (at_.type() != Word::WHERE || at_.type(1) != subject) return false;
    if (may_begin) return mend_rule_colon(subject);
    return at_.type(2) == Word::COLON && mend_rule_place(subject);
  }

  bool mend_rule_colon(std::size_t subject) {
    const std::size_t next = at_.type(2);
    const bool is_sign = next == Word::IS || next == Word::EQUALS;
    const bool is_rule = is_sign || next == Word::ERROR_WORD || next == Word::ZERO ||
                         next == Word::EXCLUDE || next == Word::MEAN ||
                         (subject == Word::ZERO && is_number(next));
    if (!is_rule) return false;
    at_.keep(2);
    report(1, fmt::format("write \":\" behind \"where {}\"", word_of(subject)));
    if (is_sign) {
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
      at_.leave_out(2 + rest_of_line(2));
      return true;
    }
    if (at_.begins_line() && subject == Word::MISSING) {
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
  bool mend_comma() {
    const bool is_rest = at_.type() == Word::WHAT && at_.type(1) == Word::IS;
    const bool has_two = is_limit(at_) || is_rest;
    if (!ends_value(at_.previous()) || !(has_two || at_.type() == Word::OTHERWISE)) return false;
    const std::size_t length = has_two ? 2 : 1;
    report(length, "write \",\" in front of it");
    at_.insert(Word::COMMA);
    at_.keep(length);
    return true;
  }

  /// The number of tokens that are the words of `phrase`; 0 iff they do not come next.
  std::size_t length_of(std::string_view phrase) const {
    std::size_t length = 0;
    while (!phrase.empty()) {
      const std::size_t end = std::min(phrase.find(' '), phrase.size());
      if (!at_.is_word(length, phrase.substr(0, end))) return 0;
      phrase.remove_prefix(std::min(end + 1, phrase.size()));
      ++length;
    }
    return length;
  }

  bool mend_phrase() {
    for (const Phrase& phrase : phrases()) {
      const std::size_t length = length_of(phrase.words);
      if (length == 0) continue;
      report(length, phrase.help);
      at_.replace(length, phrase.meant);
      return true;
    }
    return false;
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
    if (!takes || !operand_follows || !goes_on(at_) || at_.type(1) == Word::EQUALS ||
        at_.type() == Word::OVER) {
      return false;
    }
    report(1, "write \"of\" in front of it");
    at_.insert(Word::OF);
    at_.keep();
    return true;
  }

  // `gdp per population`, `gdp plus population`, `share of gdp in members`
  bool mend_joint() {
    if (!goes_on(at_) || !ends_value(at_.previous())) return false;
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
    if (!begins_operand(1) || at_.begins_line(1) || at_.type(2) == Word::EQUALS) return false;
    for (const Joint& joint : joints) {
      if (!at_.is_word(0, joint.word)) continue;
      replace_foreign(at_, joint.help, joint.meant);
      return true;
    }
    const bool behind_operand = at_.previous(2) == Word::OF && is_combination(at_.previous(3)) &&
                                !is_combination(at_.previous());
    if (!behind_operand || (at_.type() != Word::IN && at_.type() != Word::OF)) return false;
    report(1, "write \"among\" in front of the set");
    at_.replace(1, {Word::AMONG});
    return true;
  }

  // `total of persons over Transfer`
  bool mend_rows() {
    const bool is_entity = at_.previous() == Word::OVER && ends_value(at_.previous(2)) &&
                           at_.is_name() && goes_on(at_);
    if (!is_entity || at_.type(1) == Word::BY || at_.type(1) == Word::EQUALS) return false;
    report(1, fmt::format("write \"by\" behind it, and the fact of {} that names the State",
                          at_.words()));
    at_.keep();
    at_.insert(Word::BY);
    at_.insert(Word::IDENTIFIER);
    return true;
  }

  // `= if rich then 0 else gdp`
  bool mend_condition() {
    const bool opens = at_.previous() == Word::EQUALS && at_.is_word(0, "if");
    if (!opens || !begins_operand(1) || at_.begins_line(1)) return false;
    report(1, "write the value first, as in: 0 where exempt, otherwise share of gdp");
    at_.replace_unreadable(1 + rest_of_line(1));
    return true;
  }

  // `max(a, b)`, `sum(a)`
  bool mend_call() {
    if (at_.type(1) != Word::OPEN_PARENTHESIS || !at_.are_joined(2)) return false;
    const auto* const function =
        std::find_if(functions.begin(), functions.end(),
                     [&](const Function& one) { return at_.is_word(0, one.name); });
    if (function == functions.end()) return false;
    report(1, fmt::format("write \"{0} of {{ a, b }}\" for several numbers of one State, \"{0} of "
                          "a\" for one number of all States",
                          function->meant));
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
  const std::size_t front = at.previous(2);
  const bool is_put_in = front == Word::INSERT || front == Word::WITH;  // by an amendment
  return behind_line_name(at) ||
         ((front == Word::PARAMETER || is_put_in) && is_name_word(at.previous()));
}

bool mend_formula(TokenCursor& at) { return FormulaMender(at).mend(); }

}  // namespace nansen::syntax

// Words of ordinary drafting in a text that is known to have errors: what they mean is put in their
// place, so that one of them gives one error. A table holds what is said in one way only; what
// depends on more than its own words has a function.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"
#include "compiler/syntax/foreign_words.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

/// What must stand around a phrase, so that it is not taken for what it is not.
enum class Around : std::uint8_t {
  Anything,
  Number,    // behind it
  Operand,   // behind it, on the same line
  Operands,  // on both sides
  Where,     // behind it
  Date,      // behind it
  Colon,     // behind it
  Opening,   // in front of it: a label, or "applies"
  NoPeriod,  // behind it: no `6 weeks after`
  Binding    // `name in` behind it
};

struct Phrase {
  std::string_view words;
  std::vector<std::size_t> meant;
  std::string_view help;
  Around around = Around::Anything;
};

const std::vector<Phrase>& phrases() {
  constexpr std::string_view exception = "\"does not apply where\" and then the condition";
  constexpr std::string_view addition =
      "\"also applies where\" for a further way in; a definition's own condition stands behind "
      "\"as\"";
  constexpr std::string_view more = "\"is more than\"";
  constexpr std::string_view less = "\"is less than\"";
  constexpr std::string_view at_least = "\"is at least\"";
  constexpr std::string_view at_most = "\"is at most\"";
  constexpr std::string_view includes = "\"includes\", as in \"grounds includes race\"";
  constexpr std::string_view excludes = "\"not\" in front, as in \"not grounds includes race\"";
  const std::string_view unless = meaning_of_foreign("except");
  constexpr std::string_view in_force = "\"in force\" and then the date";
  constexpr std::string_view every = "\"for every\", as in \"for every row in rows : row.fact\"";
  constexpr std::string_view some = "\"for some\", as in \"for some row in rows : row.fact\"";
  const std::string_view otherwise = meaning_of_foreign("else");
  const std::string_view where = meaning_of_foreign("if");
  constexpr std::string_view one_where =
      "it without \"where\": one \"where\" stands in front of the whole condition";
  const std::vector<std::size_t> does_not_apply = {Word::DOES, Word::NOT, Word::APPLY};
  const std::vector<std::size_t> also_applies = {Word::ALSO, Word::APPLIES};
  const std::vector<std::size_t> is_more = {Word::IS, Word::MORE_WORD, Word::THAN};
  const std::vector<std::size_t> is_less = {Word::IS, Word::LESS, Word::THAN};
  const std::vector<std::size_t> is_at_least = {Word::IS, Word::AT, Word::LEAST};
  const std::vector<std::size_t> is_at_most = {Word::IS, Word::AT, Word::MOST};
  const std::vector<std::size_t> is_on_or_before = {Word::IS, Word::ON, Word::OR, Word::BEFORE};
  const std::vector<std::size_t> is_on_or_after = {Word::IS, Word::ON, Word::OR, Word::AFTER};
  const std::vector<std::size_t> for_every = {Word::FOR, Word::EVERY};
  const std::vector<std::size_t> for_some = {Word::FOR, Word::SOME};
  // Longer phrases before those that they begin with.
  static const std::vector<Phrase> table = {
      {"shall not apply", does_not_apply, exception},
      {"shall no longer apply", does_not_apply, exception},
      {"shall cease to apply", does_not_apply, exception},
      {"do not apply", does_not_apply, exception},
      {"will not apply", does_not_apply, exception},
      {"may not apply", does_not_apply, exception},
      {"must not apply", does_not_apply, exception},
      {"should not apply", does_not_apply, exception},
      {"can not apply", does_not_apply, exception},
      {"cannot apply", does_not_apply, exception},
      {"does not applies", does_not_apply, exception},
      {"does no longer apply", does_not_apply, exception},
      {"no longer applies", does_not_apply, exception},
      {"ceases to apply", does_not_apply, exception},
      {"is not applicable", does_not_apply, exception},
      {"shall also apply", also_applies, addition},
      {"shall apply", also_applies, addition, Around::Where},
      {"applies also", also_applies, addition},
      {"also apply", also_applies, addition},
      {"is applicable", also_applies, addition, Around::Where},
      {"applies", also_applies, addition, Around::Where},
      {"entry into force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"entry into force", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"entry into force :", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"enters into force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"enters into force", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"entered into force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"entered into force", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"comes into force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"came into force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"in force from", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"in force since", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"in force on", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"in force :", {Word::IN, Word::FORCE}, in_force, Around::Date},
      {"adopted on", {Word::ADOPTED}, "\"adopted\" and then the date", Around::Date},
      {"adopted :", {Word::ADOPTED}, "\"adopted\" and then the date", Around::Date},
      {"repealed on", {Word::REPEALED}, "\"repealed\" and then the date", Around::Date},
      {"repealed :", {Word::REPEALED}, "\"repealed\" and then the date", Around::Date},
      {"is not more than", is_at_most, at_most},
      {"is no more than", is_at_most, at_most},
      {"is not less than", is_at_least, at_least},
      {"is no less than", is_at_least, at_least},
      {"is not at least", is_less, less},
      {"is not at most", is_more, more},
      {"is not before", is_on_or_after, "\"is on or after\""},
      {"is not after", is_on_or_before, "\"is on or before\""},
      {"is not earlier than", is_on_or_after, "\"is on or after\""},
      {"is no earlier than", is_on_or_after, "\"is on or after\""},
      {"is not later than", is_on_or_before, "\"is on or before\"", Around::NoPeriod},
      {"is not later than",
       {Word::IS, Word::NO, Word::LATER, Word::THAN},
       "\"is no later than\""},
      {"is no later than", is_on_or_before, "\"is on or before\"", Around::NoPeriod},
      {"is earlier than", {Word::IS, Word::BEFORE}, "\"is before\""},
      {"is prior to", {Word::IS, Word::BEFORE}, "\"is before\""},
      {"is later than", {Word::IS, Word::AFTER}, "\"is after\"", Around::NoPeriod},
      {"is greater than", is_more, more},
      {"is larger than", is_more, more},
      {"is higher than", is_more, more},
      {"is longer than", is_more, more},
      {"is older than", is_more, more},
      {"is smaller than", is_less, less},
      {"is fewer than", is_less, less},
      {"is lower than", is_less, less},
      {"is shorter than", is_less, less},
      {"is younger than", is_less, less},
      {"is equal to", {Word::IS}, "\"is\""},
      {"is over", is_more, more, Around::Operand},
      {"is above", is_more, more, Around::Operand},
      {"is under", is_less, less, Around::Operand},
      {"is below", is_less, less, Around::Operand},
      {"is up to", is_at_most, at_most},
      {"of at least", is_at_least, at_least, Around::Number},
      {"of at most", is_at_most, at_most, Around::Number},
      {"of more than", is_more, more, Around::Number},
      {"of less than", is_less, less, Around::Number},
      {"greater than", is_more, more, Around::Operands},
      {"more than", is_more, more, Around::Operands},
      {"less than", is_less, less, Around::Operands},
      {"exceeds", is_more, more, Around::Operands},
      {"equals", {Word::IS}, meaning_of_foreign("equals"), Around::Operands},
      {"are", {Word::IS}, "\"is\"", Around::Operands},
      {"does not include", {Word::INCLUDES}, excludes},
      {"does not contain", {Word::INCLUDES}, excludes},
      {"do not include", {Word::INCLUDES}, excludes},
      {"contains", {Word::INCLUDES}, includes, Around::Operands},
      {"contain", {Word::INCLUDES}, includes, Around::Operands},
      {"include", {Word::INCLUDES}, includes, Around::Operands},
      {"except where", {Word::UNLESS}, unless},
      {"except when", {Word::UNLESS}, unless},
      {"except if", {Word::UNLESS}, unless},
      {"except that", {Word::UNLESS}, unless},
      {"except for", {Word::UNLESS}, unless},
      {"except", {Word::UNLESS}, unless, Around::Operand},
      {"save where", {Word::UNLESS}, unless},
      {"save that", {Word::UNLESS}, unless},
      {"save for", {Word::UNLESS}, unless},
      {"unless where", {Word::UNLESS}, "\"unless\" alone"},
      {"unless if", {Word::UNLESS}, "\"unless\" alone"},
      {"but not", {Word::AND, Word::NOT}, "\"and not\", or \"unless\" in front of an exception"},
      {"and where", {Word::AND}, one_where},
      {"or where", {Word::OR}, one_where},
      {"and if", {Word::AND}, one_where},
      {"or if", {Word::OR}, one_where},
      {"else", {Word::OTHERWISE}, otherwise, Around::Colon},
      {"else", {Word::OTHERWISE, Word::COLON}, otherwise, Around::Operand},
      {"if", {Word::WHERE}, where, Around::Opening},
      {"when", {Word::WHERE}, where, Around::Opening},
      {"then", {Word::COLON}, meaning_of_foreign("then"), Around::Operand},
      {"means",
       {Word::AS},
       "\"define\", the name, \"of\" its entity, and then \"as\"",
       Around::Operands},
      {"for each", for_every, every, Around::Binding},
      {"for all", for_every, every, Around::Binding},
      {"for any", for_some, some, Around::Binding},
      {"each", for_every, every, Around::Binding},
  };
  return table;
}

/// Ways to make a condition depend on another, in front of it.
constexpr std::array<std::array<std::string_view, 3>, 8> provisos = {{{"provided", "that", ""},
                                                                      {"providing", "that", ""},
                                                                      {"on", "condition", "that"},
                                                                      {"so", "long", "as"},
                                                                      {"as", "long", "as"},
                                                                      {"only", "where", ""},
                                                                      {"only", "if", ""},
                                                                      {"provided", "", ""}}};

constexpr std::array<std::string_view, 20> small_numbers = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> tens = {"twenty", "thirty",  "forty",  "fifty",
                                                  "sixty",  "seventy", "eighty", "ninety"};

/// The number that `word` is the name of, below a hundred.
std::optional<std::size_t> number_of(std::string_view word) {
  const auto small = std::find(small_numbers.begin(), small_numbers.end(), word);
  if (small != small_numbers.end()) {
    return static_cast<std::size_t>(small - small_numbers.begin());
  }
  const auto ten = std::find(tens.begin(), tens.end(), word);
  if (ten == tens.end()) return std::nullopt;
  return (static_cast<std::size_t>(ten - tens.begin()) + 2) * 10;
}

bool is_number(std::size_t type) {
  return type == Word::INTEGER_NUMERAL || type == Word::DECIMAL_NUMERAL;
}

/// True iff a word of this type in front of a line's end or at a line's beginning goes over it.
bool joins(std::size_t type) {
  return type == Word::AND || type == Word::OR || type == Word::UNLESS || type == Word::NOT ||
         type == Word::IS || type == Word::COLON;
}

class Translator {
 public:
  Translator(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
             std::set<std::size_t>& told_lines)
      : at_(std::move(tokens), text, file, emitter), told_lines_(told_lines) {}

  Tokens translate() && {
    while (!at_.at_end()) {
      const std::size_t line = at_.line();
      if (mend_heading(at_, !told_lines_.contains(line))) {
        told_lines_.insert(line);
        continue;
      }
      if (mend_phrase() || mend_proviso() || mend_number() || mend_truth_type() || mend_uses() ||
          mend_term() || mend_rows() || mend_range() || mend_unit() || mend_capitals() ||
          mend_bare_group() || mend_sign()) {
        continue;
      }
      at_.keep();
    }
    return std::move(at_).take();
  }

 private:
  /// One error a line: what else is wrong on it is likely to be part of the same mistake.
  void report(std::size_t length, const std::string& help) {
    if (!told_lines_.insert(at_.line()).second) return;
    constexpr std::string_view order = "write ";
    if (length == 1 && at_.is_name() && help.starts_with(order)) {
      at_.emitter().emit(Code::ForeignWord, at_.place(1), at_.words(), help.substr(order.size()));
      return;
    }
    at_.emitter().emit(Code::UnexpectedText, at_.place(length), at_.shown(length), help);
  }

  bool are_words(std::size_t from, std::string_view phrase, std::size_t& length) const {
    length = from;
    while (!phrase.empty()) {
      const std::size_t end = std::min(phrase.find(' '), phrase.size());
      if (!at_.is_word(length, phrase.substr(0, end))) return false;
      phrase.remove_prefix(std::min(end + 1, phrase.size()));
      ++length;
    }
    return at_.on_one_line(length);
  }

  bool operand_follows(std::size_t ahead) const {
    if (at_.begins_line(ahead)) return false;
    const std::size_t type = at_.type(ahead);
    return is_number(type) || type == Word::DATE_NUMERAL || type == Word::OPEN_PARENTHESIS ||
           type == Word::MINUS || type == Word::NOT || type == Word::YES || type == Word::NO ||
           number_of(at_.words(ahead)) || at_.is_name(ahead) || type == Word::AT ||
           type == Word::MORE_WORD || type == Word::LESS || type == Word::ONE;
  }

  bool suits(Around around, std::size_t length) const {
    const std::size_t next = at_.type(length);
    switch (around) {
      case Around::Anything: return true;
      case Around::Number:
        return at_.previous() != Word::GAP && (is_number(next) || number_of(at_.words(length)));
      case Around::Operand: return operand_follows(length);
      case Around::Operands:
        return at_.behind_name() && operand_follows(length) && !is_computed_by();
      case Around::Where:
        return at_.previous() != Word::ALSO && !is_settlement() &&
               (next == Word::WHERE || at_.is_word(length, "if") || at_.is_word(length, "when"));
      case Around::Opening: return begins_condition();
      case Around::Colon: return next == Word::COLON;
      case Around::Date: return next == Word::DATE_NUMERAL;
      case Around::NoPeriod: return !period_follows(length);
      case Around::Binding: return at_.is_name(length) && at_.type(length + 1) == Word::IN;
    }
    return false;
  }

  /// `periods are computed by`
  bool is_computed_by() const {
    return at_.type() == Word::ARE && at_.previous() == Word::PERIODS &&
           at_.type(1) == Word::COMPUTED;
  }

  /// True iff `after` belongs to the operand that stands at `ahead`.
  bool period_follows(std::size_t ahead) const {
    const std::size_t end = ahead + condition_length(ahead);
    for (; ahead < end && at_.type(ahead) != Word::AND && at_.type(ahead) != Word::OR; ++ahead) {
      if (at_.type(ahead) == Word::AFTER && at_.type(ahead - 1) != Word::IS) return true;
    }
    return false;
  }

  bool is_settlement() const {
    const std::size_t type = at_.previous();
    return type == Word::FAVOURABLE || type == Word::SUPERIOR || type == Word::POSTERIOR ||
           type == Word::SPECIALIS || type == Word::FIRST;
  }

  bool begins_condition() const {
    const std::size_t previous = at_.previous();
    return previous == Word::CLOSE_PARENTHESIS || previous == Word::APPLIES ||
           previous == Word::APPLY;
  }

  bool mend_phrase() {
    for (const Phrase& phrase : phrases()) {
      std::size_t length = 0;
      if (!are_words(0, phrase.words, length) || !suits(phrase.around, length)) continue;
      report(length, fmt::format("write {}", phrase.help));
      at_.replace(length, phrase.meant);
      return true;
    }
    // `every row in rows` without `for`
    const std::size_t type = at_.type();
    const bool quantifies = (type == Word::EVERY || type == Word::SOME) &&
                            at_.previous() != Word::FOR && suits(Around::Binding, 1);
    if (!quantifies) return false;
    report(1, fmt::format("write \"for {}\"", at_.words()));
    at_.replace(1, {static_cast<std::size_t>(Word::FOR), type});
    return true;
  }

  // `out provided that safe`, `d also applies provided that safe`
  bool mend_proviso() {
    for (const auto& proviso : provisos) {
      std::size_t length = 0;
      while (length < proviso.size() && !proviso.at(length).empty() &&
             at_.is_word(length, proviso.at(length))) {
        ++length;
      }
      const bool complete = length == proviso.size() || proviso.at(length).empty();
      if (!complete || !at_.on_one_line(length)) continue;
      const std::size_t previous = at_.previous();
      const bool begins = previous == Word::APPLIES || previous == Word::APPLY;
      // One word alone may also be a name.
      const bool is_name = length == 1 ? at_.begins_line() || !operand_follows(length)
                                       : at_.type(length) == Word::COLON;
      if (!begins && is_name) continue;
      report(length, begins
                         ? fmt::format("write {}", meaning_of_foreign("if"))
                         : "write \"and\" in front of a further condition, \"unless\" in front of "
                           "an exception");
      at_.replace(length, {static_cast<std::size_t>(begins ? Word::WHERE : Word::AND)});
      return true;
    }
    return false;
  }

  // `three months`, `at least three of`, `twenty-four months`
  bool mend_number() {
    std::optional<std::size_t> number = number_of(at_.words());
    if (!number) return false;
    std::size_t length = 1;
    if (at_.type(1) == Word::MINUS && at_.are_joined(3)) {
      if (const auto ones = number_of(at_.words(2)); ones && *number >= 20 && *ones < 10) {
        number = *number + *ones;
        length = 3;
      }
    }
    const std::size_t previous = at_.previous();
    const std::size_t next = at_.type(length);
    const bool counts = previous == Word::LEAST || previous == Word::MOST || previous == Word::THAN;
    const bool has_unit = next == Word::DAY || next == Word::DAYS || next == Word::WEEK ||
                          next == Word::WEEKS || next == Word::MONTH || next == Word::MONTHS ||
                          next == Word::YEAR || next == Word::YEARS;
    const bool is_quantity = has_unit || (counts && (next == Word::OF || operand_follows(length)));
    if (!is_quantity) return false;
    report(length, fmt::format("write {}", *number));
    at_.replace(length, Word::INTEGER_NUMERAL, std::to_string(*number));
    return true;
  }

  // `out : yes or no`
  bool mend_truth_type() {
    const bool is_fact = at_.previous() == Word::COLON && at_.previous_begins_line(2);
    if (!is_fact || at_.type() != Word::YES || at_.type(1) != Word::OR || at_.type(2) != Word::NO) {
      return false;
    }
    report(3, "write boolean, the type of what is yes or no");
    at_.replace(3, {Word::BOOLEAN});
    return true;
  }

  // `use protection`
  bool mend_uses() {
    if (!at_.begins_line() || !at_.on_one_line(2) || !at_.is_name(1)) return false;
    const bool is_uses = at_.is_word(0, "use") || at_.is_word(0, "using") ||
                         at_.is_word(0, "import") || at_.is_word(0, "imports");
    if (!is_uses || !(at_.begins_line(2) || at_.type(2) == Word::COMMA)) return false;
    report(1, "write \"uses\"");
    at_.replace(1, {Word::USES});
    return true;
  }

  // `The term refugee shall not apply`, `the term "refugee" shall apply to any person who`
  bool mend_term() {
    const bool is_term = (at_.is_word(0, "The") || at_.is_word(0, "the")) &&
                         at_.is_word(1, "term") && at_.on_one_line(3) &&
                         (at_.is_name(2) || at_.type(2) == Word::STRING);
    if (!is_term) return false;
    std::string name(at_.words(2));
    std::erase(name, '"');
    report(2,
           fmt::format("write \"define {0} of Person as\" to define it, \"{0} also applies where\" "
                       "or \"{0} does not apply where\" to add to it or except from it",
                       name));
    if (at_.type(2) == Word::STRING) {
      at_.replace(3, Word::IDENTIFIER, name);
    } else {
      at_.leave_out(2);
    }
    return true;
  }

  /// The number of tokens from `ahead` on up to the end of a condition that begins there.
  std::size_t condition_length(std::size_t ahead) const {
    std::size_t end = ahead;
    for (std::size_t depth = 0; at_.type(end) != antlr4::Token::EOF; ++end) {
      const std::size_t type = at_.type(end);
      const bool goes_on = joins(type) || joins(at_.type(end - 1));
      if (depth == 0 &&
          (is_closing(type) || type == Word::COMMA || type == Word::SOURCE || type == Word::NOTE ||
           type == Word::UNVERIFIED || (at_.begins_line(end) && !goes_on))) {
        break;
      }
      if (is_opening(type)) ++depth;
      if (is_closing(type)) --depth;
    }
    return end - ahead;
  }

  // `any of rows : condition`: the condition is left out with it, since its names are a row's.
  bool mend_rows() {
    const std::size_t quantity = at_.type();
    const bool is_counted = quantity == Word::AT && at_.type(1) == Word::LEAST;
    if (!is_counted && quantity != Word::ANY && quantity != Word::ALL && quantity != Word::NONE) {
      return false;
    }
    const std::size_t of = is_counted ? 3 : 1;
    std::size_t colon = of + 2;
    while (at_.type(colon) == Word::DOT) colon += 2;
    if (at_.type(of) != Word::OF || !at_.is_name(of + 1) || at_.type(colon) != Word::COLON) {
      return false;
    }
    std::string front = "for some";
    if (quantity == Word::ALL) front = "for every";
    if (quantity == Word::NONE) front = "not for some";
    if (is_counted) front = fmt::format("at least {} of", at_.words(2));
    const std::string rows = at_.shown(colon - of - 1, of + 1);
    report(colon + 1,
           fmt::format("write \"{} row in {} :\", and \"row.\" in front of each fact of the "
                       "row",
                       front, rows.substr(1, rows.size() - 2)));
    at_.replace_unreadable(colon + 1 + condition_length(colon + 1));
    return true;
  }

  /// The number of tokens of a quantity from `ahead` on: a number and what it counts; 0 iff none.
  std::size_t quantity_length(std::size_t ahead) const {
    if (!is_number(at_.type(ahead)) && at_.type(ahead) != Word::DATE_NUMERAL) return 0;
    const std::size_t next = at_.type(ahead + 1);
    const bool has_unit = next == Word::DAYS || next == Word::MONTHS || next == Word::YEARS ||
                          next == Word::PERCENT ||
                          (at_.is_name(ahead + 1) && !at_.begins_line(ahead + 1));
    return has_unit ? 2 : 1;
  }

  // `age is between 18 and 65`
  bool mend_range() {
    const std::size_t between = at_.type() == Word::IS ? 1 : 0;
    if (!at_.is_word(between, "between")) return false;
    const std::size_t least = quantity_length(between + 1);
    const std::size_t joint = between + 1 + least;
    const std::size_t most = at_.type(joint) == Word::AND ? quantity_length(joint + 1) : 0;
    // Of a value of an example, two days are said in these words.
    const bool is_value = at_.previous() == Word::COLON && at_.type(1) == Word::DATE_NUMERAL;
    if (least == 0 || most == 0 || is_value) return false;
    report(between + 1,
           "write two comparisons, as in \"age is at least 18 and age is at most 65\"");
    at_.replace(between + 1, {Word::IS});
    at_.replace_unreadable(joint + most - between);
    return true;
  }

  // `fee is at least EUR 1000`
  bool mend_unit() {
    const std::size_t previous = at_.previous();
    const bool compared = previous == Word::LEAST || previous == Word::MOST ||
                          previous == Word::THAN || previous == Word::IS;
    if (!compared || at_.type() != Word::IDENTIFIER || !is_number(at_.type(1)) ||
        !at_.on_one_line(2)) {
      return false;
    }
    report(2, fmt::format("write {} {}: the unit stands behind the number", at_.words(1),
                          at_.words(0)));
    at_.replace_unreadable(2);
    return true;
  }

  // `fear AND out`, `Define refugee of Person`
  bool mend_capitals() {
    if (at_.type() != Word::IDENTIFIER) return false;
    const std::string_view word = at_.words();
    const bool has_capital = std::any_of(
        word.begin(), word.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
    if (!has_capital || at_.type(1) == Word::COLON) return false;
    for (std::size_t type = 1; type < Word::OPEN_BRACE; ++type) {
      // What is also a thing, such as Date, may be the name of an entity.
      if (!is_reserved(type) || is_noun(type)) continue;
      const std::string meant = word_of(type);
      const bool same = std::equal(word.begin(), word.end(), meant.begin(), meant.end(),
                                   [](char left, char right) { return (left | 0x20) == right; });
      if (!same) continue;
      report(1, fmt::format("write \"{}\"", meant));
      at_.replace(1, {type});
      return true;
    }
    return false;
  }

  // `as { (a) fear }`
  bool mend_bare_group() {
    if (at_.type() != Word::OPEN_BRACE || at_.previous() != Word::AS) return false;
    report(1, "write \"all of {\" or \"any of {\"");
    at_.insert(Word::ALL);
    at_.insert(Word::OF);
    at_.keep();
    return true;
  }

  // Signs of punctuation: `where: fear`, `define refugee of Person: fear`, `fear.` at a line's end.
  bool mend_sign() {
    const bool ends_sentence = at_.type() == Word::DOT && at_.begins_line(1);
    if (ends_sentence || (at_.type() == Word::COLON && at_.previous() == Word::WHERE)) {
      report(1, "remove it");
      at_.leave_out(1);
      return true;
    }
    const bool defines = at_.type() == Word::COLON && at_.previous(4) == Word::DEFINE &&
                         at_.previous(2) == Word::OF && at_.is_name(1) && at_.type(2) != Word::AS &&
                         at_.type(2) != Word::OPEN_BRACE;
    if (!defines) return false;
    report(1, "write \"as\"");
    at_.replace(1, {Word::AS});
    return true;
  }

  TokenCursor at_;
  std::set<std::size_t>& told_lines_;
};

}  // namespace

Tokens mend_phrases(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
                    std::set<std::size_t>& told_lines) {
  return Translator(std::move(tokens), text, file, emitter, told_lines).translate();
}

}  // namespace nansen::syntax

// What no text without errors has: signs of programming languages, printer's marks, stray
// characters, words of the language in place of names, what stands between heads.
#include "compiler/syntax/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "compiler/base/utf8.h"
#include "compiler/syntax/expectations.h"
#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

struct ForeignSign {
  std::string_view sign;
  std::vector<std::size_t> meant;  // the words that stand in its place for the parser
  std::string_view help;
};

/// Longer signs before those that they begin with.
const std::vector<ForeignSign>& foreign_signs() {
  static const std::vector<ForeignSign> signs = {
      {"&&", {Word::AND}, "write \"and\""},
      {"||", {Word::OR}, "write \"or\""},
      {"==", {Word::IS}, "write \"is\""},
      {"!=", {Word::IS, Word::NOT}, "write \"is not\""},
      {"<>", {Word::IS, Word::NOT}, "write \"is not\""},
      {"<=", {Word::IS, Word::AT, Word::MOST}, "write \"is at most\""},
      {">=", {Word::IS, Word::AT, Word::LEAST}, "write \"is at least\""},
      {"&", {Word::AND}, "write \"and\""},
      {"|", {Word::OR}, "write \"or\""},
      {"=", {Word::IS}, "write \"is\" to compare, \"as\" to define"},
      {"\u2260", {Word::IS, Word::NOT}, "write \"is not\""},
      {"\u2264", {Word::IS, Word::AT, Word::MOST}, "write \"is at most\""},
      {"\u2265", {Word::IS, Word::AT, Word::LEAST}, "write \"is at least\""},
      {"\u00D7", {Word::TIMES}, "write \"*\""},
      {"\u00F7", {Word::SLASH}, "write \"/\""},
      {"\u2212", {Word::MINUS}, "write \"-\""},
      {">", {Word::IS, Word::MORE_WORD, Word::THAN}, "write \"is more than\""},
      {"!", {Word::NOT}, "write \"not\""},
  };
  return signs;
}

constexpr std::array<std::string_view, 10> quotation_marks = {
    "'", "\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\u2018", "\u2019", "\u201A"};

bool is_quotation_mark(std::string_view character) {
  return std::find(quotation_marks.begin(), quotation_marks.end(), character) !=
         quotation_marks.end();
}

/// True iff only a type begins with a word of this type.
bool begins_type(std::size_t type) {
  return type == Word::BOOLEAN || type == Word::INTEGER || type == Word::DECIMAL ||
         type == Word::DATE || type == Word::PERIOD || type == Word::SET || type == Word::JUDGEMENT;
}

/// True iff a name and then a brace must follow a word of this type, and nothing else can.
bool opens_block(std::size_t type) {
  return type == Word::ENTITY || type == Word::ENUMERATION || type == Word::INSTRUMENT ||
         type == Word::READING;
}

/// True iff a word of this type goes on with what stands in front of it, or ends it.
bool continues(std::size_t type) {
  switch (type) {
    case Word::AND:
    case Word::OR:
    case Word::UNLESS:
    case Word::IS:
    case Word::INCLUDES:
    case Word::PLUS:
    case Word::MINUS:
    case Word::TIMES:
    case Word::COMMA:
    case Word::CLOSE_BRACE:
    case Word::CLOSE_PARENTHESIS:
    case Word::SOURCE:
    case Word::NOTE:
    case Word::UNVERIFIED:
    case antlr4::Token::EOF: return true;
    default: return false;
  }
}

class Mender {
 public:
  Mender(Tokens tokens, std::string_view text, FileId file, Emitter& emitter)
      : surplus_(count(tokens, Word::CLOSE_BRACE) - count(tokens, Word::OPEN_BRACE)),
        at_(std::move(tokens), text, file, emitter),
        text_(text) {}

  Tokens mend() && {
    while (!at_.at_end()) {
      mend_missing_brace();
      if (mend_formula(at_) || mend_allocation(at_) || mend_date(at_) || mend_thousands() ||
          mend_hours() || mend_joint() || mend_label() || mend_and_or() || mend_truth_type() ||
          mend_keyword() || mend_comment() || mend_sign() || mend_stray()) {
        continue;
      }
      at_.keep();
    }
    return std::move(at_).take();
  }

 private:
  static std::ptrdiff_t count(const Tokens& tokens, std::size_t type) {
    return std::count_if(tokens.begin(), tokens.end(),
                         [type](const auto& token) { return token->getType() == type; });
  }

  template <typename... Arguments>
  void report(Code code, std::size_t length, Arguments&&... arguments) {
    at_.emitter().emit(code, at_.place(length), std::forward<Arguments>(arguments)...);
  }

  /// True iff a name and the `title` tokens behind it end what stands in front of a block.
  bool is_header(std::size_t title) const {
    const std::size_t opening = at_.previous(title + 2);
    if (opening != Word::OF) {
      return opens_block(opening) || opening == Word::CALENDAR || opening == Word::COMPUTATION ||
             opening == Word::AMENDS;
    }
    if (at_.previous(3) == Word::FACTS) return title == 0;
    const std::size_t of_entity = at_.previous(title + 4);
    return of_entity == Word::STATUS || of_entity == Word::CLOCK;
  }

  // `entity Person`, its facts and a brace that closes them.
  void mend_missing_brace() {
    const std::size_t title = at_.previous() == Word::STRING ? 1 : 0;
    const bool follows_header = is_name_word(at_.previous(title + 1)) && is_header(title);
    const std::size_t next = at_.type();
    const bool is_missing = follows_header && next != Word::OPEN_BRACE && next != Word::STRING &&
                            next != Word::CLOSE_BRACE && at_.begins_line();
    if (!is_missing || surplus_ <= 0) return;
    --surplus_;
    report(Code::UnexpectedText, 1, at_.shown(1), "write \"{\" here");
    at_.insert(Word::OPEN_BRACE);
  }

  // 1,000 EUR
  bool mend_thousands() {
    constexpr std::size_t group = 3;
    if (at_.enclosed() == Enclosed::Choices || at_.type() != Word::INTEGER_NUMERAL ||
        at_.words().size() > group) {
      return false;
    }
    std::size_t length = 1;
    std::string digits(at_.words());
    while (at_.type(length) == Word::COMMA && at_.are_joined(3, length - 1)) {
      const bool is_last = at_.type(length + 1) == Word::DECIMAL_NUMERAL;
      const std::string_view more = at_.words(length + 1);
      if (!is_last && at_.type(length + 1) != Word::INTEGER_NUMERAL) break;
      if (std::min(more.find('.'), more.size()) != group) break;
      digits += more;
      length += 2;
      if (is_last) break;
    }
    if (length == 1) return false;
    const bool is_decimal = digits.find('.') != std::string::npos;
    report(Code::UnexpectedText, length, at_.shown(length), "write " + digits);
    at_.replace(length, is_decimal ? Word::DECIMAL_NUMERAL : Word::INTEGER_NUMERAL, digits);
    return true;
  }

  // `lasts 48 hours`, `by 12 hours`, `is no later than 48 hours after`
  bool mend_hours() {
    const bool is_short =
        at_.is_word(1, "hours") || at_.is_word(1, "hour") || at_.is_word(1, "minutes");
    if (at_.type() != Word::INTEGER_NUMERAL || !is_short) return false;
    const bool is_period = at_.previous() == Word::LASTS || at_.type(2) == Word::AFTER ||
                           (at_.previous() == Word::BY && (at_.previous(2) == Word::EXTENDED ||
                                                           at_.previous(2) == Word::TIMES_WORD));
    if (!is_period) return false;
    report(Code::UnexpectedText, 2, at_.shown(2),
           "write whole days: time is counted in days, weeks, months and years");
    at_.keep();
    at_.replace(1, {Word::DAYS});
    return true;
  }

  // `(a) fear; and (b) out`: what a printed list has between its heads.
  bool mend_joint() {
    if (at_.enclosed() != Enclosed::Heads) return false;
    const bool separated = at_.is_word(0, ";") || at_.type() == Word::COMMA;
    const std::size_t word = separated ? 1 : 0;
    if (at_.type(word) != Word::AND && at_.type(word) != Word::OR) return false;
    const bool label_follows = at_.type(word + 1) == Word::OPEN_PARENTHESIS &&
                               at_.type(word + 3) == Word::CLOSE_PARENTHESIS &&
                               (at_.is_name(word + 2) || at_.type(word + 2) == Word::LABEL ||
                                at_.type(word + 2) == Word::INTEGER_NUMERAL);
    if (!label_follows || continues(at_.type(word + 4))) return false;
    report(
        Code::UnexpectedText, word + 1, at_.shown(word + 1),
        "remove it: heads stand one after another; \"all of\" or \"any of\" in front of them says "
        "how they are joined");
    at_.leave_out(word + 1);
    return true;
  }

  // `a) fear`, `1. fear` in front of a head
  bool mend_label() {
    constexpr std::size_t longest = 4;
    const bool is_numbered = at_.type() == Word::INTEGER_NUMERAL || at_.type() == Word::LABEL;
    const bool is_label = at_.type(1) == Word::CLOSE_PARENTHESIS
                              ? is_numbered || at_.is_name()
                              : is_numbered && at_.type(1) == Word::DOT;
    if (at_.enclosed() != Enclosed::Heads || !at_.begins_line() || !is_label ||
        at_.words().size() > longest) {
      return false;
    }
    report(Code::UnexpectedText, 2, at_.shown(2), fmt::format("write ({})", at_.words()));
    at_.insert(Word::OPEN_PARENTHESIS);
    at_.keep();
    at_.replace(1, {Word::CLOSE_PARENTHESIS});
    return true;
  }

  // `out : yes/no`
  bool mend_truth_type() {
    if (at_.type() != Word::YES || !at_.is_word(1, "/") || at_.type(2) != Word::NO) return false;
    report(Code::UnexpectedText, 3, at_.shown(3), "write boolean, the type of what is yes or no");
    at_.replace(3, {Word::BOOLEAN});
    return true;
  }

  // `a and/or b`
  bool mend_and_or() {
    if (at_.type() != Word::AND || !at_.is_word(1, "/") || at_.type(2) != Word::OR) return false;
    report(Code::ForeignOperator, 3, "and/or", "write \"or\", which holds also where both do");
    at_.replace(3, {Word::OR});
    return true;
  }

  bool is_keyword_for_name() const {
    const std::size_t type = at_.type();
    const std::size_t next = at_.type(1);
    const bool is_alone = next == Word::STRING || at_.begins_line(1);
    const std::size_t previous = at_.previous();
    if (opens_block(previous)) return is_noun(type) || is_alone || next == Word::OPEN_BRACE;
    if (previous == Word::DEFINE) return is_noun(type) || next == Word::OF;
    if (previous == Word::VOCABULARY) return is_noun(type) || (is_alone && !at_.begins_line());
    if (at_.enclosed() == Enclosed::Members) return true;
    if (next == Word::EQUALS) {  // `before = share of gdp`
      return previous == Word::PARAMETER || (at_.in_formula() && at_.begins_line());
    }
    if (next != Word::COLON) return false;
    // `article : boolean`; but a value may end with a word in front of a rule's colon.
    const bool ends_value = type == Word::OTHERWISE || is_period_unit(type);
    return begins_type(at_.type(2)) || (is_noun(type) && !ends_value && at_.begins_line());
  }

  // `article : boolean`, `define section of`: a word of the language where only a name can stand.
  bool mend_keyword() {
    if (!is_reserved(at_.type()) || !is_keyword_for_name()) return false;
    report(Code::KeywordAsName, 1, at_.words());
    at_.replace(1, {Word::IDENTIFIER});
    return true;
  }

  bool mend_sign() {
    if (at_.type() == Word::EQUALS && gives_value(at_)) return false;
    const bool is_compound = at_.type() == Word::LESS_SIGN && at_.are_joined(2) &&
                             (at_.type(1) == Word::STRAY || at_.type(1) == Word::EQUALS);
    if (at_.type() != Word::STRAY && at_.type() != Word::EQUALS && !is_compound) return false;
    const std::string_view rest = text_.substr(at_.place(1).begin);
    for (const ForeignSign& foreign : foreign_signs()) {
      if (!rest.starts_with(foreign.sign)) continue;
      const std::size_t length = utf8_length(foreign.sign);  // one token a character
      if (!at_.are_joined(length)) continue;
      report(Code::ForeignOperator, length, foreign.sign, foreign.help);
      at_.replace(length, foreign.meant);
      return true;
    }
    return false;
  }

  // `// words`
  bool mend_comment() {
    if (at_.type() != Word::SLASH || at_.type(1) != Word::SLASH || !at_.are_joined(2)) return false;
    report(Code::ForeignOperator, 2, "//", "write \"#\" in front of a comment");
    std::size_t length = 2;
    while (!at_.begins_line(length)) ++length;
    at_.leave_out(length);
    return true;
  }

  bool mend_stray() {
    if (at_.type() != Word::STRAY) return false;
    if (is_quotation_mark(at_.words())) {
      mend_quotation();
      return true;
    }
    if (at_.is_word(0, ";")) {
      report(Code::Semicolon, 1);
      at_.leave_out(1);
      return true;
    }
    std::size_t length = 1;
    while (at_.type(length) == Word::STRAY && at_.are_joined(2, length - 1) &&
           !is_quotation_mark(at_.words(length))) {
      ++length;
    }
    report(Code::StrayCharacter, length, described(at_.place(length)));
    at_.leave_out(length);
    return true;
  }

  std::string described(Span span) const {
    const std::string_view characters = text_.substr(span.begin, span.end - span.begin);
    const char32_t first = utf8_at(characters, 0).code_point;
    const bool is_blank = first == 0xA0 || first == 0xAD || (first >= 0x2000 && first <= 0x200F) ||
                          first == 0x202F || first == 0x2060 || first == 0x3000 || first == 0xFEFF;
    if (is_blank || !is_printable(first)) {
      return fmt::format("the invisible character U+{:04X}", static_cast<unsigned>(first));
    }
    return fmt::format("\"{}\"", characters);
  }

  // The words between two printer's marks become one quotation.
  void mend_quotation() {
    report(Code::QuotationMark, 1, at_.words());
    std::size_t length = 1;
    while (at_.type(length) != antlr4::Token::EOF && at_.on_one_line(length + 1)) {
      if (at_.type(length) == Word::STRAY && is_quotation_mark(at_.words(length))) {
        at_.replace(length + 1, {Word::STRING});
        return;
      }
      ++length;
    }
    at_.leave_out(1);
  }

  std::ptrdiff_t surplus_;  // of braces that close over those that open
  TokenCursor at_;
  std::string_view text_;
};

}  // namespace

Tokens mend_slips(Tokens tokens, std::string_view text, FileId file, Emitter& emitter) {
  return Mender(std::move(tokens), text, file, emitter).mend();
}

}  // namespace nansen::syntax

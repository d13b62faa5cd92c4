// Dates in another order, signs of programming languages, printer's marks, stray characters.
#include "compiler/syntax/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "compiler/base/utf8.h"
#include "compiler/syntax/expectations.h"

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
      {">", {Word::IS, Word::MORE_WORD, Word::THAN}, "write \"is more than\""},
      {"!", {Word::NOT}, "write \"not\""},
      {"/", {Word::TIMES}, "there is no division; take a share of a number, as in 25% of x"},
  };
  return signs;
}

constexpr std::array<std::string_view, 10> quotation_marks = {
    "'",      "\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\u2018", "\u2019", "\u201A"};

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool is_quotation_mark(std::string_view character) {
  return std::find(quotation_marks.begin(), quotation_marks.end(), character) !=
         quotation_marks.end();
}

int number_of_month(std::string_view word) {
  const auto found = std::find(month_names.begin(), month_names.end(), word);
  return found == month_names.end() ? 0 : static_cast<int>(found - month_names.begin()) + 1;
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The advice for a date written as three numbers in the order of the text.
std::string date_advice(std::string_view first, std::string_view second, std::string_view third,
                        bool day_first) {
  constexpr std::string_view in_general = "the year, the month and the day, as in 1951-07-28";
  constexpr int months = 12;
  constexpr int days = 31;
  int year = to_int(third);
  int month = to_int(second);
  int day = to_int(first);
  if (first.size() == 4) {
    std::swap(year, day);
  } else if (third.size() != 4) {
    return std::string(in_general);
  } else if (!day_first && day <= months) {
    if (month <= months && month != day) return std::string(in_general);
    std::swap(month, day);
  }
  if (month < 1 || month > months || day < 1 || day > days) return std::string(in_general);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

bool is_period_unit(std::size_t type) {
  return type == Word::DAY || type == Word::DAYS || type == Word::MONTH || type == Word::MONTHS ||
         type == Word::YEAR || type == Word::YEARS;
}

/// True iff a name must follow a word of this type, and nothing else can.
bool declares(std::size_t type) {
  return type == Word::DEFINE || type == Word::ENTITY || type == Word::ENUMERATION ||
         type == Word::VOCABULARY || type == Word::INSTRUMENT || type == Word::READING;
}

/// The words that open a division.
constexpr std::array<std::size_t, 10> levels = {
    Word::PART,    Word::CHAPTER, Word::TITLE,      Word::ANNEX,     Word::SCHEDULE,
    Word::ARTICLE, Word::SECTION, Word::CONCLUSION, Word::PARAGRAPH, Word::SUBPARAGRAPH};

/// The word that opens a division and is spelt most like `word`; nothing iff none is like it.
std::optional<std::size_t> nearest_level(std::string_view word) {
  std::vector<std::string> words;
  for (const std::size_t level : levels) words.push_back(word_of(level));
  const std::string meant = nearest(word, words);
  const auto found = std::find(words.begin(), words.end(), meant);
  if (found == words.end()) return std::nullopt;
  return levels.at(static_cast<std::size_t>(found - words.begin()));
}

class Mender {
 public:
  Mender(Tokens tokens, std::string_view text, FileId file, Emitter& emitter)
      : tokens_(std::move(tokens)), text_(text), file_(file), emitter_(emitter) {}

  Tokens mend() && {
    while (next_ < tokens_.size()) {
      if (mend_date() || mend_named_month() || mend_keyword() || mend_level() || mend_sign() ||
          mend_stray()) {
        continue;
      }
      mended_.push_back(std::move(tokens_[next_++]));
    }
    return std::move(mended_);
  }

 private:
  std::size_t type(std::size_t ahead) const {
    return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead]->getType() : antlr4::Token::EOF;
  }
  std::string_view words(std::size_t ahead) const { return text_of(*tokens_[next_ + ahead], text_); }

  /// True iff no space stands between the next `count` tokens.
  bool are_joined(std::size_t count) const {
    if (next_ + count > tokens_.size()) return false;
    for (std::size_t i = 1; i < count; ++i) {
      if (tokens_[next_ + i]->getStartIndex() != tokens_[next_ + i - 1]->getStopIndex() + 1) {
        return false;
      }
    }
    return true;
  }

  Span place(std::size_t count) const {
    return cover(span_of(*tokens_[next_], file_), span_of(*tokens_[next_ + count - 1], file_));
  }

  /// Puts one token of `meant` over the next `count` tokens.
  void replace(std::size_t count, std::size_t meant) {
    const Span span = place(count);
    mended_.push_back(make_token(meant, span.begin, span.end, *tokens_[next_]));
  }

  void report_date(std::size_t count, const std::string& advice) {
    const Span span = place(count);
    emitter_.emit(Code::DateSpelling, span, text_.substr(span.begin, span.end - span.begin), advice);
    replace(count, Word::DATE_NUMERAL);
    next_ += count;
  }

  bool is_sign(std::size_t ahead, std::string_view sign) const {
    return next_ + ahead < tokens_.size() && words(ahead) == sign;
  }

  // 28/07/1951, 1951/7/28, 1951-7-28, 28-7-1951, 28.07.1951
  bool mend_date() {
    if (type(0) == Word::DECIMAL_NUMERAL && type(1) == Word::DOT &&
        type(2) == Word::INTEGER_NUMERAL && are_joined(3) && words(2).size() == 4) {
      const std::size_t dot = words(0).find('.');
      report_date(3, date_advice(words(0).substr(0, dot), words(0).substr(dot + 1), words(2), true));
      return true;
    }
    if (type(0) != Word::INTEGER_NUMERAL || type(2) != Word::INTEGER_NUMERAL ||
        type(4) != Word::INTEGER_NUMERAL || !are_joined(5)) {
      return false;
    }
    const bool same_sign = (is_sign(1, "/") && is_sign(3, "/")) || (is_sign(1, "-") && is_sign(3, "-"));
    if (!same_sign || (words(0).size() != 4 && words(4).size() != 4)) return false;
    report_date(5, date_advice(words(0), words(2), words(4), false));
    return true;
  }

  // 28 July 1951
  bool mend_named_month() {
    if (type(0) != Word::INTEGER_NUMERAL || type(1) != Word::IDENTIFIER ||
        type(2) != Word::INTEGER_NUMERAL || words(2).size() != 4) {
      return false;
    }
    const int month = number_of_month(words(1));
    if (month == 0) return false;
    report_date(3, date_advice(words(0), fmt::format("{:02}", month), words(2), true));
    return true;
  }

  // `article : boolean`, `define section of`: a word of the language where only a name can stand.
  bool mend_keyword() {
    if (!is_noun(type(0))) return false;
    const bool after_declaring = !mended_.empty() && declares(mended_.back()->getType());
    const bool is_fact = type(1) == Word::COLON && type(0) != Word::OTHERWISE &&
                         !is_period_unit(type(0)) &&
                         is_first_on_line(text_, tokens_[next_]->getStartIndex());
    if (!after_declaring && !is_fact) return false;
    emitter_.emit(Code::KeywordAsName, place(1), words(0));
    replace(1, Word::IDENTIFIER);
    ++next_;
    return true;
  }

  // `articel 2 {`, `articel 2 "Heading" {`: the block behind a misspelt level is still its own.
  bool mend_level() {
    if (type(0) != Word::IDENTIFIER ||
        !is_first_on_line(text_, tokens_[next_]->getStartIndex())) {
      return false;
    }
    const bool has_label = type(1) == Word::INTEGER_NUMERAL || type(1) == Word::LABEL;
    const std::size_t behind = type(2) == Word::STRING ? 3 : 2;
    if (!has_label || type(behind) != Word::OPEN_BRACE) return false;
    const std::optional<std::size_t> meant = nearest_level(words(0));
    if (!meant) return false;
    emitter_.emit(Code::UnexpectedText, place(1), shown(place(1)),
                  fmt::format("did you mean {}?", quoted_word(*meant)));
    replace(1, *meant);
    ++next_;
    return true;
  }

  bool mend_sign() {
    const bool may_begin = type(0) == Word::STRAY ||
                           (type(0) == Word::LESS_SIGN && type(1) == Word::STRAY && are_joined(2));
    if (!may_begin) return false;
    const std::string_view rest = text_.substr(tokens_[next_]->getStartIndex());
    for (const ForeignSign& foreign : foreign_signs()) {
      if (!rest.starts_with(foreign.sign)) continue;
      const std::size_t count = foreign.sign.size();  // one token a character
      if (!are_joined(count)) continue;
      emitter_.emit(Code::ForeignOperator, place(count), foreign.sign, foreign.help);
      for (const std::size_t meant : foreign.meant) replace(count, meant);
      next_ += count;
      return true;
    }
    return false;
  }

  bool mend_stray() {
    if (type(0) != Word::STRAY) return false;
    if (is_quotation_mark(words(0))) {
      mend_quotation();
      return true;
    }
    if (words(0) == ";") {
      emitter_.emit(Code::Semicolon, place(1));
      ++next_;
      return true;
    }
    std::size_t count = 1;
    while (type(count) == Word::STRAY && are_joined(count + 1) && !is_quotation_mark(words(count))) {
      ++count;
    }
    emitter_.emit(Code::StrayCharacter, place(count), shown(place(count)));
    next_ += count;
    return true;
  }

  std::string shown(Span span) const {
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
    emitter_.emit(Code::QuotationMark, place(1), words(0));
    const std::size_t line = tokens_[next_]->getLine();
    std::size_t count = 1;
    while (type(count) != antlr4::Token::EOF && tokens_[next_ + count]->getLine() == line) {
      if (type(count) == Word::STRAY && is_quotation_mark(words(count))) {
        replace(count + 1, Word::STRING);
        next_ += count + 1;
        return;
      }
      ++count;
    }
    ++next_;
  }

  Tokens tokens_;
  std::string_view text_;
  FileId file_;
  Emitter& emitter_;
  Tokens mended_;
  std::size_t next_ = 0;
};

}  // namespace

Tokens mend_slips(Tokens tokens, std::string_view text, FileId file, Emitter& emitter) {
  return Mender(std::move(tokens), text, file, emitter).mend();
}

}  // namespace nansen::syntax

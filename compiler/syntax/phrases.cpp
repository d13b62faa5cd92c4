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
#include "compiler/syntax/phrases.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

/// Ways to make a condition depend on another, in front of it.
constexpr std::array<std::array<std::string_view, 3>, 8> provisos = {{{"provided", "that", ""},
                                                                      {"providing", "that", ""},
                                                                      {"on", "condition", "that"},
                                                                      {"so", "long", "as"},
                                                                      {"as", "long", "as"},
                                                                      {"only", "where", ""},
                                                                      {"only", "if", ""},
                                                                      {"provided", "", ""}}};

class Translator {
 public:
  Translator(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
             std::set<std::size_t>& told_lines)
      : at_(std::move(tokens), text, file, emitter), told_lines_(told_lines) {}

  Tokens translate() && {
    while (!at_.at_end()) {
      const std::size_t line = at_.line();
      if (!at_.is_nested() && at_.begins_line()) begins_draft_ = at_.type() == Word::DRAFT;
      if (mend_heading(at_, !told_lines_.contains(line))) {
        told_lines_.insert(line);
        continue;
      }
      const Tell tell = [this](std::size_t length, const std::string& help) {
        report(length, help);
      };
      if (is_in_draft() && mend_draft(at_, tell)) continue;
      if (mend_time(at_, tell) || mend_phrase() || mend_norm(at_, tell) || mend_proviso() ||
          mend_number() || mend_truth_type() || mend_uses() || mend_term() || mend_rows() ||
          mend_range() || mend_unit() || mend_capitals() || mend_bare_group() || mend_sign()) {
        continue;
      }
      at_.keep();
    }
    return std::move(at_).take();
  }

 private:
  bool is_in_draft() const { return begins_draft_ && at_.is_nested(); }

  /// One error a line: what else is wrong on it is likely to be part of the same mistake.
  void report(std::size_t length, const std::string& help) {
    if (!told_lines_.insert(at_.line()).second) return;
    constexpr std::string_view order = "write ";
    if (length == 1 && at_.is_name() && help.starts_with(order)) {
      at_.emitter().emit(Code::ForeignWord, at_.place(1), at_.words(), help.substr(order.size()));
      return;
    }
    const bool is_text = length == 1 && at_.type() == Word::STRING;
    at_.emitter().emit(Code::UnexpectedText, at_.place(length),
                       is_text ? std::string("a text between \" marks") : at_.shown(length), help);
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

  bool suits(Around around, std::size_t length) const {
    const std::size_t next = at_.type(length);
    switch (around) {
      case Around::Anything: return true;
      case Around::Number:
        return at_.previous() != Word::GAP && (is_number(next) || number_of(at_.words(length)));
      case Around::Operand: return operand_follows(at_, length);
      case Around::Operands:
        return at_.behind_name() && operand_follows(at_, length) && !is_computed_by();
      case Around::Where:
        return at_.previous() != Word::ALSO && !is_settlement() &&
               (next == Word::WHERE || at_.is_word(length, "if") || at_.is_word(length, "when"));
      case Around::Opening: return begins_condition();
      case Around::Colon: return next == Word::COLON;
      case Around::Date: return next == Word::DATE_NUMERAL;
      case Around::Line: return at_.begins_line();
      case Around::LineOperand: return at_.begins_line() && operand_follows(at_, length);
      case Around::Declared:
        return at_.begins_line() && at_.is_name(length) && at_.type(length + 1) == Word::OF;
      case Around::Brace: return next == Word::OPEN_BRACE;
      case Around::NotThe: return at_.previous() != Word::THE;
      case Around::Expected:
        return next == Word::DATE_NUMERAL && at_.type(length + 1) == Word::EXPECT;
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

  /// True iff a period, or `after` behind something else, is the operand that stands at `ahead`.
  bool period_follows(std::size_t ahead) const {
    if (at_.type(ahead) == Word::INTEGER_NUMERAL && is_period_unit(at_.type(ahead + 1)))
      return true;
    const std::size_t end = ahead + condition_length(at_, ahead);
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
    for (const auto* table : {&time_phrases(), &drafting_phrases()}) {
      for (const Phrase& phrase : *table) {
        std::size_t length = 0;
        if (!are_words(0, phrase.words, length) || !suits(phrase.around, length)) continue;
        report(length, fmt::format("write {}", phrase.help));
        at_.replace(length, phrase.meant);
        return true;
      }
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
      const bool is_name = length == 1 ? at_.begins_line() || !operand_follows(at_, length)
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
    const bool has_unit = is_period_unit(next) || next == Word::TIMES_WORD || next == Word::TIME;
    const bool is_quantity =
        has_unit || (counts && (next == Word::OF || operand_follows(at_, length)));
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
    at_.replace_unreadable(colon + 1 + condition_length(at_, colon + 1));
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
  bool begins_draft_ = false;  // the block that is open, or the next
};

}  // namespace

Tokens mend_phrases(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
                    std::set<std::size_t>& told_lines) {
  return Translator(std::move(tokens), text, file, emitter, told_lines).translate();
}

}  // namespace nansen::syntax

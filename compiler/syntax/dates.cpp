// Dates in another order than year, month, day, and with the names of the months.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::string_view in_general = "the year, the month and the day, as in 1951-07-28";

/// The month that `word` names, whole or cut to three letters or more; 0 iff none.
int number_of_month(std::string_view word) {
  constexpr std::size_t shortest = 3;
  std::string lowered(word);
  for (char& letter : lowered) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  if (lowered.size() < shortest) return 0;
  const auto found = std::find_if(month_names.begin(), month_names.end(),
                                  [&](std::string_view name) { return name.starts_with(lowered); });
  return found == month_names.end() ? 0 : static_cast<int>(found - month_names.begin()) + 1;
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// A date as the words of the text leave it.
struct Reading {
  int year = 0;
  int month = 0;
  int day = 0;
  bool certain = true;  // no other order is possible

  bool is_possible() const {
    constexpr int months = 12;
    constexpr int days = 31;
    return month >= 1 && month <= months && day >= 1 && day <= days;
  }
  std::string text() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }
};

/// What three numbers say in the order of the text; with `day_first` the first is no month.
Reading read_numbers(std::string_view first, std::string_view second, std::string_view third,
                     bool day_first) {
  constexpr int months = 12;
  Reading result{to_int(third), to_int(second), to_int(first)};
  if (first.size() == 4) {
    std::swap(result.year, result.day);
  } else if (!day_first && result.day <= months) {
    result.certain = result.month > months || result.month == result.day;
    if (result.month > months) std::swap(result.month, result.day);
  }
  return result;
}

/// Says how the date of the next `count` tokens is to be written, and lets it be read so. A date
/// whose order is open is read as the likelier one: an error was said, and no second is to follow
/// from it.
void mend(TokenCursor& at, std::size_t count, const Reading& reading) {
  const bool possible = reading.is_possible();
  const std::string written = at.shown(count);
  at.emitter().emit(Code::DateSpelling, at.place(count), written.substr(1, written.size() - 2),
                    possible && reading.certain ? reading.text() : std::string(in_general));
  if (possible) {
    at.replace(count, Word::DATE_NUMERAL, reading.text());
  } else {
    at.replace_unreadable(count);
  }
}

bool is_year(const TokenCursor& at, std::size_t ahead) {
  return at.type(ahead) == Word::INTEGER_NUMERAL && at.words(ahead).size() == 4;
}

/// The digits of a day, `28` or `28th`; empty iff the token is none.
std::string_view day_at(const TokenCursor& at, std::size_t ahead) {
  const std::string_view word = at.words(ahead);
  if (at.type(ahead) == Word::INTEGER_NUMERAL) return word.size() <= 2 ? word : std::string_view{};
  if (at.type(ahead) != Word::LABEL) return {};
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.ends_with(ending) && word.size() <= 4) return word.substr(0, word.size() - 2);
  }
  return {};
}

// 28/07/1951, 1951/7/28, 1951-7-28, 28-7-1951
bool mend_joined(TokenCursor& at) {
  if (at.type(0) != Word::INTEGER_NUMERAL || at.type(2) != Word::INTEGER_NUMERAL ||
      at.type(4) != Word::INTEGER_NUMERAL || !at.are_joined(5)) {
    return false;
  }
  const bool same_sign = (at.is_word(1, "/") && at.is_word(3, "/")) ||
                         (at.type(1) == Word::MINUS && at.type(3) == Word::MINUS);
  if (!same_sign || (!is_year(at, 0) && !is_year(at, 4))) return false;
  mend(at, 5, read_numbers(at.words(0), at.words(2), at.words(4), false));
  return true;
}

// 28.07.1951
bool mend_dotted(TokenCursor& at) {
  if (at.type(0) != Word::DECIMAL_NUMERAL || at.type(1) != Word::DOT || !is_year(at, 2) ||
      !at.are_joined(3)) {
    return false;
  }
  const std::string_view front = at.words(0);
  const std::size_t dot = front.find('.');
  mend(at, 3, read_numbers(front.substr(0, dot), front.substr(dot + 1), at.words(2), true));
  return true;
}

// 28 July 1951, 28th July 1951, July 28, 1951
bool mend_named_month(TokenCursor& at) {
  // `may` is a word of the language.
  const bool month_first = at.type(0) == Word::IDENTIFIER || at.type(0) == Word::MAY;
  const std::string_view day = day_at(at, month_first ? 1 : 0);
  const std::size_t month_at = month_first ? 0 : 1;
  if (day.empty() || !at.is_name(month_at)) return false;
  const int month = number_of_month(at.words(month_at));
  const bool comma = at.type(2) == Word::COMMA && at.enclosed() != Enclosed::Choices;
  const std::size_t year_at = comma ? 3 : 2;
  if (month == 0 || !is_year(at, year_at) || !at.on_one_line(year_at + 1)) return false;
  mend(at, year_at + 1, Reading{to_int(at.words(year_at)), month, to_int(day)});
  return true;
}

/// Says how the day of each year in the next `count` tokens is to be written, and lets it be read
/// so.
/// Where the order is `open`, it is read as the likelier one.
void mend_yearly(TokenCursor& at, std::size_t count, int month, int day, bool open = false) {
  const bool every = at.previous() == Word::EVERY;
  const std::string meant = open ? "the month and the day, as in holiday every 12-25"
                                 : fmt::format("{}{:02}-{:02}", every ? "" : "every ", month, day);
  const std::string written = at.shown(count);
  at.emitter().emit(Code::DateSpelling, at.place(count), written.substr(1, written.size() - 2),
                    meant);
  if (!every) at.insert(Word::EVERY);
  at.insert(Word::INTEGER_NUMERAL, std::to_string(month));
  at.insert(Word::MINUS);
  at.replace(count, Word::INTEGER_NUMERAL, std::to_string(day));
}

// holiday 25 December, holiday every December 25, holiday 12-25, holiday 25/12
bool mend_holiday(TokenCursor& at) {
  constexpr int months = 12;
  const bool every = at.previous() == Word::EVERY && at.previous(2) == Word::HOLIDAY;
  if (!every && at.previous() != Word::HOLIDAY) return false;
  if (every && at.type() == Word::DATE_NUMERAL) {
    const std::string_view date = at.words();
    if (date.size() < 3) return false;
    mend_yearly(at, 1, to_int(date.substr(5, 2)), to_int(date.substr(8, 2)));
    return true;
  }
  const bool month_first = !day_at(at, 1).empty() && number_of_month(at.words(0)) != 0;
  const std::string_view day = day_at(at, month_first ? 1 : 0);
  const int month = number_of_month(at.words(month_first ? 0 : 1));
  if (!day.empty() && month != 0 && at.on_one_line(2)) {
    mend_yearly(at, 2, month, to_int(day));
    return true;
  }
  const bool are_numbers = at.type(0) == Word::INTEGER_NUMERAL &&
                           at.type(2) == Word::INTEGER_NUMERAL && at.on_one_line(3);
  const bool is_right = every && at.type(1) == Word::MINUS;
  if (!are_numbers || is_right || (at.type(1) != Word::MINUS && at.type(1) != Word::SLASH)) {
    return false;
  }
  const int first = to_int(at.words(0));
  const int second = to_int(at.words(2));
  const bool day_first = first > months || (at.type(1) == Word::SLASH && second <= months);
  const bool open = at.type(1) == Word::SLASH && first <= months && second <= months;
  mend_yearly(at, 3, day_first ? second : first, day_first ? first : second,
              open && first != second);
  return true;
}

}  // namespace

bool mend_date(TokenCursor& at) {
  return mend_joined(at) || mend_dotted(at) || mend_named_month(at) || mend_holiday(at);
}

}  // namespace nansen::syntax

// Slips in what is said of statuses, periods and calendars that depend on more than their own
// words.
#include <fmt/format.h>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

/// How often a word says that something happens; 0 iff it says nothing of the kind.
std::size_t times_of(std::string_view word) {
  if (word == "once") return 1;
  if (word == "twice") return 2;
  return word == "thrice" ? 3 : 0;
}

bool is_period(const TokenCursor& at, std::size_t ahead) {
  return at.type(ahead) == Word::INTEGER_NUMERAL && is_period_unit(at.type(ahead + 1));
}

bool is_behind_period(const TokenCursor& at) {
  return is_period_unit(at.previous()) && at.previous(2) == Word::INTEGER_NUMERAL;
}

// `is extended twice by 6 months`, `may be extended once by 6 months`
bool mend_times(TokenCursor& at, const Tell& tell) {
  const std::size_t times = times_of(at.words());
  if (times == 0 || at.previous() != Word::EXTENDED) return false;
  if (times == 1) {
    tell(1, "remove it: what is extended without a number is extended once");
    at.leave_out(1);
    return true;
  }
  tell(1, fmt::format("write {} times", times));
  at.replace(1, Word::INTEGER_NUMERAL, std::to_string(times));
  at.insert(Word::TIMES_WORD);
  return true;
}

// `is extended by 6 months twice`, `by 6 months 2 times`, `by 6 months up to 2 times`
bool mend_late_times(TokenCursor& at, const Tell& tell) {
  if (!is_behind_period(at) || at.previous(3) != Word::BY || at.begins_line()) return false;
  const std::size_t number = at.type() == Word::UP && at.type(1) == Word::TO ? 2 : 0;
  const bool counted =
      at.type(number) == Word::INTEGER_NUMERAL &&
      (at.type(number + 1) == Word::TIMES_WORD || at.type(number + 1) == Word::TIME);
  if (!counted && times_of(at.words()) == 0) return false;
  const std::size_t length = counted ? number + 2 : 1;
  tell(length, "write how often in front of \"by\", as in \"extended 2 times by 6 months\"");
  at.leave_out(length);
  return true;
}

// `lasts a year`
bool mend_article(TokenCursor& at, const Tell& tell) {
  const std::size_t previous = at.previous();
  const bool counts = previous == Word::LASTS || previous == Word::BY || previous == Word::THAN ||
                      previous == Word::LEAST || previous == Word::MOST || previous == Word::PLUS ||
                      previous == Word::MINUS ||
                      (previous == Word::OF && at.previous(2) == Word::END);
  if (!counts || !(at.is_word(0, "a") || at.is_word(0, "an")) || !is_period_unit(at.type(1))) {
    return false;
  }
  tell(1, "write 1");
  at.replace(1, Word::INTEGER_NUMERAL, "1");
  return true;
}

// `lasts 1 year from granted_on`: it lasts from the day on which the status begins.
bool mend_beginning(TokenCursor& at, const Tell& tell) {
  if (at.type() != Word::FROM || !is_behind_period(at) || at.previous(3) != Word::LASTS) {
    return false;
  }
  tell(1, "remove it: what lasts begins on the day that \"begins on\" says");
  at.leave_out(1 + condition_length(at, 1));
  return true;
}

// `begins where granted`, `ends early when withdrawn`: without the day.
bool mend_missing_day(TokenCursor& at, const Tell& tell) {
  const bool begins = at.previous() == Word::BEGINS;
  const bool ends_early = at.previous() == Word::EARLY && at.previous(2) == Word::ENDS;
  const bool ends = at.previous() == Word::ENDS && at.previous(2) != Word::MONTH;
  const bool condition = at.type() == Word::WHERE || at.is_word(0, "if") || at.is_word(0, "when");
  if ((!begins && !ends_early && !ends) || !condition) return false;
  tell(1, fmt::format("write \"{}\" and the date in front of the condition",
                      begins ? "begins on" : "ends early on"));
  if (ends) at.insert(Word::EARLY);
  at.insert(Word::ON);
  at.replace_unreadable(1);
  if (at.at_end()) return true;
  at.insert(Word::WHERE);
  return true;
}

// `bars article 3`
bool mend_barred(TokenCursor& at, const Tell& tell) {
  const bool is_address = at.type() == Word::ARTICLE || at.type() == Word::PARAGRAPH ||
                          at.type() == Word::SECTION || at.type() == Word::CHAPTER;
  if (at.previous() != Word::BARS || !is_address || !at.on_one_line(2)) return false;
  tell(2, "write the name of a definition, a right or a status: an address is not barred");
  at.replace(2, Word::IDENTIFIER, std::string(at.words()));
  return true;
}

// `decided_on is within 2 months of lodged_on`
bool mend_within(TokenCursor& at, const Tell& tell) {
  const std::size_t within = at.type() == Word::IS ? 1 : 0;
  if (!at.is_word(within, "within") || !is_period(at, within + 1)) return false;
  if (within == 0 && !at.behind_name()) return false;
  tell(within + 1,
       "write \"is no later than\", as in \"decided_on is no later than 2 months after "
       "lodged_on\"");
  at.replace(within + 1, {Word::IS, Word::NO, Word::LATER, Word::THAN});
  return true;
}

// `is no later than 6 weeks from lodged_on`, `end of 2 months from lodged_on`
bool mend_after(TokenCursor& at, const Tell& tell) {
  const bool is_joint = at.type() == Word::FROM || at.type() == Word::OF ||
                        at.is_word(0, "following") || at.is_word(0, "since");
  const bool is_joined =
      is_behind_period(at) && (at.previous(3) == Word::THAN || at.previous(3) == Word::AFTER ||
                               (at.previous(3) == Word::OF && at.previous(4) == Word::END));
  if (!is_joint || !is_joined || !operand_follows(at, 1)) return false;
  tell(1, "write \"after\"");
  at.replace(1, {Word::AFTER});
  return true;
}

// `decided_on is more than 6 weeks after lodged_on`
bool mend_distance(TokenCursor& at, const Tell& tell) {
  if (at.type() != Word::IS) return false;
  std::size_t period = 1;
  while (period < 5 && at.type(period) != Word::INTEGER_NUMERAL) ++period;
  const bool is_later = at.type(1) == Word::LATER || at.type(2) == Word::LATER;
  if (is_later || !is_period(at, period) || at.type(period + 2) != Word::AFTER) return false;
  tell(period, "write \"is no later than\" or \"is later than\" in front of a period after a day");
  at.replace(period, {Word::IS, Word::LATER, Word::THAN});
  return true;
}

// `x + 1 month rounding to the nearest`, `x + 1 month, rounding down`, `(x + 1 month) rounding
// down`
bool mend_rounding(TokenCursor& at, const Tell& tell) {
  const auto is_rule = [&at](std::size_t ahead) {
    return at.type(ahead) == Word::ROUNDING &&
           (at.type(ahead + 1) == Word::DOWN || at.type(ahead + 1) == Word::UP);
  };
  if (at.type() == Word::COMMA && is_rule(1) && is_behind_period(at)) {
    tell(1, "remove it: what is said of a month's end belongs to the months in front of it");
    at.leave_out(1);
    return true;
  }
  if (is_rule(0) && at.previous() == Word::CLOSE_PARENTHESIS) {
    tell(2, "write it inside the parentheses, behind the months");
    at.leave_out(2);
    return true;
  }
  const bool is_month_end =
      is_behind_period(at) || (at.previous() == Word::ENDS && at.previous(2) == Word::MONTH);
  if (at.type() != Word::ROUNDING || !is_month_end || is_rule(0) || at.begins_line()) return false;
  std::size_t length = 1;
  while (length < 4 && (at.type(length) == Word::TO || at.type(length) == Word::THE ||
                        at.type(length) == Word::NEAREST || at.type(length) == Word::OFF)) {
    ++length;
  }
  tell(length, "write \"rounding down\" or \"rounding up\": the end of a month has no nearest day");
  at.replace(length, {Word::ROUNDING, Word::DOWN});
  return true;
}

// `the earlier of lodged_on and decided_on`
bool mend_earlier_of(TokenCursor& at, const Tell& tell) {
  const std::size_t word = at.type() == Word::THE ? 1 : 0;
  const bool least = at.is_word(word, "earlier") || at.is_word(word, "earliest");
  const bool greatest = at.is_word(word, "later") || at.is_word(word, "latest");
  const bool is_pair = at.type(word + 1) == Word::OF && at.is_name(word + 2) &&
                       at.type(word + 3) == Word::AND && at.is_name(word + 4);
  if ((!least && !greatest) || !is_pair || !at.on_one_line(word + 5)) return false;
  tell(word + 5, fmt::format("write {} of {{ {}, {} }}", least ? "least" : "greatest",
                             at.words(word + 2), at.words(word + 4)));
  at.replace_unreadable(word + 5);
  return true;
}

// `weekend saturday and sunday`, `weekend saturday sunday`
bool mend_weekend(TokenCursor& at, const Tell& tell) {
  if (!line_begins_with(at, {Word::WEEKEND}) || at.begins_line() || !at.behind_name() ||
      at.previous() == Word::WEEKEND) {
    return false;
  }
  if (at.type() == Word::AND && at.is_name(1)) {
    tell(1, "write \",\" between the days");
    at.replace(1, {Word::COMMA});
    return true;
  }
  if (at.type() != Word::IDENTIFIER) return false;
  tell(1, "write \",\" in front of it");
  at.insert(Word::COMMA);
  at.keep();
  return true;
}

// `holiday 2026-12-25, 2026-12-26`, `holiday "Easter" 2026-04-05`, `holiday every year 12-25`
bool mend_holiday(TokenCursor& at, const Tell& tell) {
  if (at.type() == Word::COMMA && at.type(1) == Word::DATE_NUMERAL &&
      at.previous() == Word::DATE_NUMERAL && at.previous(2) == Word::HOLIDAY) {
    tell(1, "write \"holiday\" in front of each day");
    at.replace(1, {Word::HOLIDAY});
    return true;
  }
  if (at.type() == Word::STRING && at.previous() == Word::HOLIDAY) {
    tell(1, "write the name behind the day");
    at.leave_out(1);
    return true;
  }
  if (at.type() == Word::YEAR && at.previous() == Word::EVERY && at.previous(2) == Word::HOLIDAY) {
    tell(1, "remove it: \"holiday every 12-25\" is that day of each year");
    at.leave_out(1);
    return true;
  }
  return false;
}

// `3 working days`, `2 calendar months`
bool mend_kind_of_days(TokenCursor& at, const Tell& tell) {
  const bool working = at.is_word(0, "working");
  if (at.previous() != Word::INTEGER_NUMERAL || !is_period_unit(at.type(1)) ||
      (!working && !at.is_word(0, "calendar"))) {
    return false;
  }
  tell(1, working ? "remove it: only the last day of a period is moved, where its computation "
                    "\"ends on the next working day of\" a calendar"
                  : "remove it");
  at.leave_out(1);
  return true;
}

// A calendar inside an instrument.
bool mend_calendar(TokenCursor& at, const Tell& tell) {
  const std::size_t title = at.type(2) == Word::STRING ? 1 : 0;
  if (at.type() != Word::CALENDAR || !at.is_nested() || !at.is_name(1) ||
      at.type(2 + title) != Word::OPEN_BRACE) {
    return false;
  }
  tell(2, "write it outside of every instrument, in a vocabulary");
  at.leave_out(2 + title + condition_length(at, 2 + title));
  return true;
}

// `x: from 2022-01-01 to 2022-02-01`, `x: 2022-01-01..2022-02-01`
bool mend_range_of_days(TokenCursor& at, const Tell& tell) {
  if (at.previous() != Word::COLON) return false;
  const std::size_t first = at.type() == Word::FROM || at.type() == Word::BETWEEN ? 1 : 0;
  if (at.type(first) != Word::DATE_NUMERAL) return false;
  std::size_t last = first + 1;
  while (at.type(last) == Word::DOT || at.type(last) == Word::TO || at.type(last) == Word::MINUS ||
         at.type(last) == Word::UNTIL || at.type(last) == Word::AND) {
    ++last;
  }
  const bool is_right = at.type() == Word::BETWEEN && last == first + 2 && at.type(2) == Word::AND;
  if (last == first + 1 || at.type(last) != Word::DATE_NUMERAL || is_right) return false;
  tell(last + 1, fmt::format("write between {} and {}", at.words(first), at.words(last)));
  at.leave_out(last);
  return true;
}

// `expect d on 2022-01-01: yes`
bool mend_late_day(TokenCursor& at, const Tell& tell) {
  const bool is_late = at.type() == Word::ON && at.type(1) == Word::DATE_NUMERAL &&
                       at.type(2) == Word::COLON && at.behind_name();
  if (!is_late) return false;
  tell(2, fmt::format("write \"on {}\" in front of \"expect\"", at.words(1)));
  at.leave_out(2);
  return true;
}

}  // namespace

bool mend_time(TokenCursor& at, const Tell& tell) {
  return mend_times(at, tell) || mend_late_times(at, tell) || mend_article(at, tell) ||
         mend_beginning(at, tell) || mend_missing_day(at, tell) || mend_barred(at, tell) ||
         mend_within(at, tell) || mend_after(at, tell) || mend_distance(at, tell) ||
         mend_rounding(at, tell) || mend_earlier_of(at, tell) || mend_weekend(at, tell) ||
         mend_holiday(at, tell) || mend_kind_of_days(at, tell) || mend_calendar(at, tell) ||
         mend_range_of_days(at, tell) || mend_late_day(at, tell);
}

}  // namespace nansen::syntax

// Slips in what is said of rights, norms, limits and whom an instrument binds that depend on more
// than their own words.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

constexpr std::string_view prohibiting =
    "write \"prohibit NAME of ENTITY where\" for what must not be done, \"does not apply where\" "
    "for "
    "an exception";
constexpr std::string_view obliging =
    "write \"oblige NAME of ENTITY where\", the condition, \":\" and the duty, or \"right\" for "
    "what "
    "is owed to someone";

/// Leaves out the next `length` tokens and what they say.
void leave_out_statement(TokenCursor& at, std::size_t length) {
  at.leave_out(length + condition_length(at, length));
}

// `removal of Person is prohibited where persecuted`
bool mend_passive(TokenCursor& at, const Tell& tell) {
  if (!at.begins_line() || !at.is_name(0) || at.type(1) != Word::OF || !at.is_name(2) ||
      at.type(3) != Word::IS) {
    return false;
  }
  constexpr std::array<std::array<std::string_view, 2>, 6> passives = {{{"prohibited", "prohibit"},
                                                                        {"forbidden", "prohibit"},
                                                                        {"permitted", "permit"},
                                                                        {"allowed", "permit"},
                                                                        {"required", "oblige"},
                                                                        {"obligatory", "oblige"}}};
  for (const auto& [passive, meant] : passives) {
    if (!at.is_word(4, passive)) continue;
    tell(5, fmt::format("write {} {} of {}", meant, at.words(0), at.words(2)));
    leave_out_statement(at, 5);
    return true;
  }
  return false;
}

/// True iff `word` behind "shall" belongs to a phrase that has its own meaning.
bool has_own_phrase(const TokenCursor& at, std::size_t ahead) {
  while (at.type(ahead) == Word::NOT || at.type(ahead) == Word::NO ||
         at.type(ahead) == Word::ALSO || at.is_word(ahead, "longer")) {
    ++ahead;
  }
  const bool extended = at.type(ahead) == Word::BE && at.type(ahead + 1) == Word::EXTENDED;
  return extended || at.type(ahead) == Word::APPLY || at.is_word(ahead, "cease") ||
         at.is_word(ahead, "last") || at.is_word(ahead, "begin") || at.is_word(ahead, "become");
}

// `No State shall expel`, `the person shall not be removed`, `States shall issue papers`
bool mend_shall(TokenCursor& at, const Tell& tell) {
  constexpr std::size_t longest_subject = 6;
  if (!at.begins_line()) return false;
  std::size_t shall = 0;
  while (shall <= longest_subject && !at.is_word(shall, "shall") && !at.is_word(shall, "must")) {
    const bool goes_on = at.is_name(shall) || at.type(shall) == Word::NO ||
                         at.type(shall) == Word::THE || at.type(shall) == Word::ANY ||
                         at.type(shall) == Word::OF;
    if (!goes_on || !at.on_one_line(shall + 2)) return false;
    ++shall;
  }
  if (shall > longest_subject || has_own_phrase(at, shall + 1)) return false;
  const bool negated = at.type(shall + 1) == Word::NOT;
  const bool no_one = at.type() == Word::NO || at.is_word(0, "No");
  const std::size_t length = shall + (negated ? 2 : 1);
  tell(length, std::string(negated || no_one ? prohibiting : obliging));
  leave_out_statement(at, length);
  return true;
}

// `as nationals owed to refugee`: what is said of a right stands in front of its value.
bool mend_late_terms(TokenCursor& at, const Tell& tell) {
  const bool owed = at.type() == Word::OWED && at.type(1) == Word::TO;
  const bool attaches = at.type() == Word::ATTACHES && at.type(1) == Word::AT;
  if ((!owed && !attaches) || !line_begins_with(at, {Word::RIGHT})) return false;
  const std::size_t back = at.line_start();
  bool valued = false;
  for (std::size_t i = 1; i < back; ++i) valued = valued || at.previous(i) == Word::AS;
  if (!valued) return false;
  tell(2, "write it in front of \"as\"");
  leave_out_statement(at, 2);
  return true;
}

// `at most 200 persons a year`, `each year`: without the date that decides
bool mend_year(TokenCursor& at, const Tell& tell) {
  const bool is_each = at.is_word(0, "a") || at.type() == Word::EACH || at.type() == Word::EVERY ||
                       at.type() == Word::PER;
  const bool is_time = at.type(1) == Word::YEAR || at.type(1) == Word::MONTH;
  if (!is_each || !is_time || !line_begins_with(at, {Word::LIMIT})) return false;
  if (at.previous() == Word::IN) return false;
  const bool has_day = at.type(2) == Word::OF;
  tell(2, fmt::format("write \"in each {} of\" and then the date that decides", at.words(1)));
  at.leave_out(has_day ? 4 : 2);
  return true;
}

// `limit x of Transfer : ... for each origin`
bool mend_groups(TokenCursor& at, const Tell& tell) {
  if (at.type() != Word::FOR || !line_begins_with(at, {Word::LIMIT}) || !at.is_name(2) ||
      (at.type(1) != Word::EACH && at.type(1) != Word::EVERY)) {
    return false;
  }
  tell(2, "write \"by\" and then what the acts are grouped by");
  at.replace(2, {Word::BY});
  return true;
}

// `binds State since 2001-01-01`, `binds State from a to b`, `binds Person by country`
bool mend_binds(TokenCursor& at, const Tell& tell) {
  if (at.begins_line() && (at.is_word(0, "bind") || at.is_word(0, "bound")) && at.is_name(1) &&
      (at.type(2) == Word::FROM || at.type(2) == Word::THROUGH)) {
    tell(1, "write \"binds\"");
    at.replace(1, {Word::BINDS});
    return true;
  }
  if (!line_begins_with(at, {Word::BINDS})) return false;
  const bool behind_entity = at.previous(2) == Word::BINDS;
  if (at.type() == Word::TO && at.previous(2) == Word::FROM) {
    tell(1, "write \"until\"");
    at.replace(1, {Word::UNTIL});
    return true;
  }
  if (!behind_entity) return false;
  const bool as_of = at.type() == Word::AS && at.type(1) == Word::OF;
  if (as_of || at.is_word(0, "since") || at.type() == Word::ON || at.type() == Word::AFTER) {
    tell(as_of ? 2 : 1, "write \"from\"");
    at.replace(as_of ? 2 : 1, {Word::FROM});
    return true;
  }
  if (at.type() == Word::BY || at.is_word(0, "via") || at.type() == Word::IN) {
    tell(1, "write \"through\" and then the fact that refers to the State");
    at.replace(1, {Word::THROUGH});
    return true;
  }
  return false;
}

// `no reservation to article 1 and article 3`, `no reservations to article 1`
bool mend_reservation(TokenCursor& at, const Tell& tell) {
  if (at.type() == Word::AND && line_begins_with(at, {Word::NO, Word::RESERVATION})) {
    tell(1, "write \",\"");
    at.replace(1, {Word::COMMA});
    return true;
  }
  if (at.previous() != Word::NO || !at.is_word(0, "reservations")) return false;
  tell(1, "write \"reservation\"");
  at.replace(1, {Word::RESERVATION});
  return true;
}

// `replaced by directive_2024`
bool mend_replaced(TokenCursor& at, const Tell& tell) {
  const std::size_t word = at.type() == Word::IS ? 1 : 0;
  const bool is_replaced = at.is_word(word, "replaced") || at.is_word(word, "superseded");
  if (!at.begins_line() || !is_replaced || at.type(word + 1) != Word::BY || !at.is_name(word + 2)) {
    return false;
  }
  tell(word + 2,
       fmt::format("write \"replaces\" and the name of this instrument in {}", at.words(word + 2)));
  at.leave_out(word + 3);
  return true;
}

}  // namespace

bool mend_norm(TokenCursor& at, const Tell& tell) {
  return mend_passive(at, tell) || mend_shall(at, tell) || mend_late_terms(at, tell) ||
         mend_year(at, tell) || mend_groups(at, tell) || mend_binds(at, tell) ||
         mend_reservation(at, tell) || mend_replaced(at, tell);
}

}  // namespace nansen::syntax

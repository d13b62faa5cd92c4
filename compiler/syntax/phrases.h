// Words of ordinary drafting and what they mean. For files of this folder.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/token_cursor.h"

namespace nansen::syntax {

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
  Line,      // nothing in front of it on its line
  LineOperand,
  Declared,  // `NAME of NAME` behind it, nothing in front of it
  Brace,     // behind it
  NotThe,    // in front of it
  Expected,  // a date and `expect` behind it
  Binding    // `name in` behind it
};

struct Phrase {
  std::string_view words;
  std::vector<std::size_t> meant;
  std::string_view help;
  Around around = Around::Anything;
};

/// Said in one way only, in the order in which they are tried: longer phrases before those that
/// they begin with.
const std::vector<Phrase>& drafting_phrases();
const std::vector<Phrase>& time_phrases();

/// The number that `word` is the name of, below a hundred.
std::optional<std::size_t> number_of(std::string_view word);

bool is_number(std::size_t type);
bool is_period_unit(std::size_t type);

/// True iff an operand can begin at `ahead`, on the line of what stands in front of it.
bool operand_follows(const TokenCursor& at, std::size_t ahead);

/// The number of tokens from `ahead` on up to the end of a condition that begins there.
std::size_t condition_length(const TokenCursor& at, std::size_t ahead);

/// True iff the line begins with words of `types`, behind a label if there is one.
bool line_begins_with(const TokenCursor& at, std::initializer_list<std::size_t> types);

/// Reports the next tokens, so many, with what to do.
using Tell = std::function<void(std::size_t length, const std::string& help)>;

/// Mend what is said otherwise of statuses, periods and calendars, or of norms, limits and
/// instruments, and pass it; false iff what stands next is nothing to mend.
bool mend_time(TokenCursor& at, const Tell& tell);
bool mend_norm(TokenCursor& at, const Tell& tell);
/// The same in drafts.
bool mend_draft(TokenCursor& at, const Tell& tell);

}  // namespace nansen::syntax

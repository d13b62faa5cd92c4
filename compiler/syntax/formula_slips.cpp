// Slips in formulas, parameters and allocations that can be told from the tokens alone.
#include <fmt/format.h>

#include "compiler/syntax/expectations.h"
#include "compiler/syntax/formula_words.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

/// True iff a value can end with a word of this type, so that a name behind it begins a line.
bool ends_value(std::size_t type) {
  switch (type) {
    case Word::OPEN_BRACE:  // of the formula
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

/// True iff the name `back` tokens before the next begins a line of a formula, or what would be
/// one.
bool begins_formula_line(const TokenCursor& at, std::size_t back) {
  return at.enclosed() == Enclosed::Formula && ends_value(at.previous(back + 1));
}

}  // namespace

bool gives_value(const TokenCursor& at) {
  if (!is_name_word(at.previous())) return false;
  return at.previous(2) == Word::PARAMETER || begins_formula_line(at, 1);
}

bool mend_formula(TokenCursor& /*at*/) { return false; }

}  // namespace nansen::syntax

// How deep the constructs of a text stand inside one another, told from its tokens alone, so that
// no part of the compiler that calls itself can run out of stack.
#include <utility>
#include <vector>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"

namespace nansen::syntax {

namespace {

using antlr4::Token;

/// How many levels one condition on rows counts as inside of another: the `where` of each could
/// also be that of a line, so that the parser looks ahead over all of them.
constexpr std::size_t row_condition = 32;

/// What is open between one bracket and the next one inside it.
struct Level {
  std::size_t clauses = 0;     // quantifiers and `unless` since the last statement or head
  std::size_t prefixes = 0;    // `not`, `-`, `30% of`, `share of` in an unbroken row
  std::size_t arithmetic = 0;  // `+`, `-`, `*`, `/` in one sum
  std::size_t choices = 0;     // `, otherwise` in one line of a formula
  bool groups = false;         // `by` was said, so that `where` may speak of the rows
  bool extension = false;      // `extended` was said, so that `by` speaks of a period

  std::size_t depth() const { return clauses + prefixes + arithmetic + choices; }
};

bool begins_statement(std::size_t type) {
  switch (type) {
    case Word::DEFINE:
    case Word::WHERE:
    case Word::AS:
    case Word::COMMA:
    case Word::OTHERWISE:
    case Word::PROVIDES:
    case Word::GIVEN:
    case Word::INSERT:
    case Word::REPLACE:
    case Word::WITH:
    case Word::OMIT:
    case Word::RENUMBER:
    case Word::EXPECT: return true;
    default: return false;
  }
}

/// Those that two words begin: the words of statuses, limits and calendars may be names elsewhere.
bool begins_clause(std::size_t type, std::size_t next) {
  switch (type) {
    case Word::BEGINS: return next == Word::ON;
    case Word::ENDS: return next == Word::EARLY;
    case Word::IS: return next == Word::EXTENDED;
    case Word::MAY: return next == Word::BE;
    case Word::HOLIDAY: return next == Word::EVERY;
    case Word::LIMIT: return next == Word::IDENTIFIER;
    default: return false;
  }
}

bool ends_sum(std::size_t type) {
  switch (type) {
    case Word::AND:
    case Word::OR:
    case Word::IS:
    case Word::INCLUDES:
    case Word::UNLESS:
    case Word::COLON: return true;
    default: return false;
  }
}

bool ends_operand(std::size_t type) {
  switch (type) {
    case Word::IDENTIFIER:
    case Word::CLOSE_PARENTHESIS:
    case Word::CLOSE_BRACE:
    case Word::STRING:
    case Word::INTEGER_NUMERAL:
    case Word::DECIMAL_NUMERAL:
    case Word::DATE_NUMERAL:
    case Word::PERCENT:
    case Word::YES:
    case Word::NO:
    case Word::NEVER:
    case Word::ASKED:
    case Word::EMPTY:
    case Word::DAY:
    case Word::DAYS:
    case Word::WEEK:
    case Word::WEEKS:
    case Word::MONTH:
    case Word::MONTHS:
    case Word::YEAR:
    case Word::YEARS: return true;
    default: return false;
  }
}

void count(std::size_t type, std::size_t previous, std::size_t next, Level& level) {
  if (is_combination(type) && next == Word::OF) {
    ++level.prefixes;
    return;
  }
  if (type == Word::END && next == Word::OF) {  // end of 1 day after end of 1 day after
    ++level.clauses;
    return;
  }
  switch (type) {
    case Word::INVERSE: return;
    case Word::EQUALS: level = Level{}; return;
    case Word::OTHERWISE:
      if (previous == Word::COMMA) ++level.choices;
      break;
    case Word::EXTENDED: level.extension = true; break;
    case Word::BY: level.groups = !std::exchange(level.extension, false); break;
    case Word::WHERE:
      if (!level.groups) break;
      level.groups = false;
      level.clauses += row_condition;
      return;
    case Word::UNLESS:
    case Word::FOR: ++level.clauses; break;
    case Word::AT:  // `at least 2 of v in`, not `is at least`
      if (previous != Word::IS) ++level.clauses;
      break;
    case Word::NOT:
    case Word::PERCENT: ++level.prefixes; return;
    case Word::MINUS:
    case Word::PLUS:
    case Word::TIMES:
    case Word::SLASH: ++level.arithmetic; return;
    case Word::OF:
    case Word::INTEGER_NUMERAL:
    case Word::DECIMAL_NUMERAL: return;
    default: break;
  }
  if (begins_statement(type) || begins_clause(type, next) ||
      (type == Word::OPEN_PARENTHESIS && ends_operand(previous))) {
    const std::size_t choices = level.choices;
    level = Level{};
    level.choices = choices;
    return;
  }
  if (ends_sum(type)) level.arithmetic = 0;
  if (!is_opening(type)) level.prefixes = 0;
}

}  // namespace

const Token* first_too_deep(const Tokens& tokens, std::size_t limit) {
  std::vector<Level> levels(1);
  std::size_t outside = 0;  // the depth of all levels but the last, and their brackets
  std::size_t previous = Token::EOF;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token* token = tokens[i].get();
    const std::size_t type = token->getType();
    const std::size_t next = i + 1 < tokens.size() ? tokens[i + 1]->getType() : Token::EOF;
    if (is_closing(type) && levels.size() > 1) {
      levels.pop_back();
      outside -= levels.back().depth() + 1;
      levels.back().prefixes = 0;
    } else {
      count(type, previous, next, levels.back());
      if (is_opening(type)) {
        outside += levels.back().depth() + 1;
        levels.emplace_back();
      }
    }
    if (outside + levels.back().depth() > limit) return token;
    previous = type;
  }
  return nullptr;
}

}  // namespace nansen::syntax

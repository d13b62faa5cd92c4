// What is said in ordinary drafting in one way only, and how its parts are told.
#include <algorithm>
#include <array>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/foreign_words.h"
#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

constexpr std::array<std::string_view, 20> small_numbers = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> tens = {"twenty", "thirty",  "forty",  "fifty",
                                                  "sixty",  "seventy", "eighty", "ninety"};

/// True iff a word of this type in front of a line's end or at a line's beginning goes over it.
bool joins(std::size_t type) {
  return type == Word::AND || type == Word::OR || type == Word::UNLESS || type == Word::NOT ||
         type == Word::IS || type == Word::COLON;
}

}  // namespace

const std::vector<Phrase>& drafting_phrases() {
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
      {"is not later than", {Word::IS, Word::NO, Word::LATER, Word::THAN}, "\"is no later than\""},
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

bool is_period_unit(std::size_t type) {
  return type == Word::DAY || type == Word::DAYS || type == Word::WEEK || type == Word::WEEKS ||
         type == Word::MONTH || type == Word::MONTHS || type == Word::YEAR || type == Word::YEARS;
}

bool line_begins_with(const TokenCursor& at, std::initializer_list<std::size_t> types) {
  std::size_t back = at.line_start();
  const bool labelled = back > 3 && at.previous(back) == Word::OPEN_PARENTHESIS &&
                        at.previous(back - 2) == Word::CLOSE_PARENTHESIS;
  if (labelled) back -= 3;
  for (const std::size_t type : types) {
    if (back == 0 || at.previous(back) != type) return false;
    --back;
  }
  return true;
}

bool operand_follows(const TokenCursor& at, std::size_t ahead) {
  if (at.begins_line(ahead)) return false;
  const std::size_t type = at.type(ahead);
  return is_number(type) || type == Word::DATE_NUMERAL || type == Word::OPEN_PARENTHESIS ||
         type == Word::MINUS || type == Word::NOT || type == Word::YES || type == Word::NO ||
         number_of(at.words(ahead)) || at.is_name(ahead) || type == Word::AT ||
         type == Word::MORE_WORD || type == Word::LESS || type == Word::ONE;
}

std::size_t condition_length(const TokenCursor& at, std::size_t ahead) {
  std::size_t end = ahead;
  for (std::size_t depth = 0; at.type(end) != antlr4::Token::EOF; ++end) {
    const std::size_t type = at.type(end);
    const bool goes_on = joins(type) || joins(at.type(end - 1));
    if (depth == 0 &&
        (is_closing(type) || type == Word::COMMA || type == Word::SOURCE || type == Word::NOTE ||
         type == Word::UNVERIFIED || (at.begins_line(end) && !goes_on))) {
      break;
    }
    if (is_opening(type)) ++depth;
    if (is_closing(type)) --depth;
  }
  return end - ahead;
}

}  // namespace nansen::syntax

// Slips in parameters and allocations that can be told from the tokens alone: commas and words left
// out, words of ordinary drafting, names of methods and rules that there are not.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/syntax/expectations.h"
#include "compiler/syntax/formula_words.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

using antlr4::Token;

struct ForeignTerm {
  std::string_view word;
  std::string_view help;
  std::size_t meant;
};

/// Behind a comma of an allocation.
constexpr std::array<ForeignTerm, 5> foreign_terms = {
    {{"rounded", "\"rounding\"", Word::ROUNDING},
     {"tie", "\"ties\"", Word::TIES},
     {"except", "\"exempting\"", Word::EXEMPTING},
     {"excluding", "\"exempting\"", Word::EXEMPTING},
     {"exempt", "\"exempting\"", Word::EXEMPTING}}};

constexpr std::array<std::string_view, 4> ways_to_allocate = {"distribute", "apportion", "divide",
                                                              "relocate"};

class AllocationMender {
 public:
  explicit AllocationMender(TokenCursor& at) : at_(at) {}

  bool mend() {
    if (at_.in_formula()) return false;
    return mend_parameter() || mend_allocate() || mend_rounding() || mend_ties() ||
           mend_foreign_term() || mend_each() || mend_comma();
  }

 private:
  /// True iff an allocation was begun in front of the next token. Only so far is looked back that
  /// no text takes long.
  bool is_behind_allocate() const {
    constexpr std::size_t farthest = 200;
    for (std::size_t back = 1; back < farthest; ++back) {
      const std::size_t type = at_.previous(back);
      if (type == Word::ALLOCATE) return true;
      if (type == Token::EOF || type == Word::OPEN_BRACE || type == Word::AS ||
          type == Word::STRING) {
        return false;
      }
    }
    return false;
  }

  /// True iff `word`, or `word by`, stands behind a comma of an allocation and in front of the next
  /// token, which is not `by`.
  bool is_behind(std::size_t word) const {
    const std::size_t back = at_.previous() == Word::BY ? 2 : 1;
    return at_.previous(back) == word && at_.previous(back + 1) == Word::COMMA &&
           at_.type() != Word::BY && is_behind_allocate();
  }

  /// The number of tokens that come next and are a name, or stand where one should.
  template <typename IsName>
  std::size_t length_of_name(const IsName& is_name) const {
    const std::size_t longest = naming_length(at_, true);
    return is_name(next_words(at_, longest)) ? longest : naming_length(at_, false);
  }

  // `parameter weight = 10% between 0% and 20%`, `parameter price = 3 in EUR`
  bool mend_parameter() {
    const std::size_t number = at_.previous() == Word::PERCENT ? 2 : 1;
    if (at_.previous(number + 3) != Word::PARAMETER) return false;
    if (at_.type() == Word::IN && at_.is_name(1) && goes_on(at_)) {
      refuse(at_, 1, "remove it: the unit stands behind the number");
      at_.leave_out(1);
      return true;
    }
    const std::size_t joint = at_.type(2) == Word::PERCENT ? 3 : 2;
    if (!at_.is_word(0, "between") || at_.type(joint) != Word::AND) return false;
    refuse(at_, 1, "write \"from\" in front of the least and \"to\" in front of the greatest");
    at_.replace(1, {Word::FROM});
    at_.keep(joint - 1);
    at_.replace(1, {Word::TO});
    return true;
  }

  // `distribute persons by key`
  bool mend_allocate() {
    const bool is_way = std::find(ways_to_allocate.begin(), ways_to_allocate.end(), at_.words()) !=
                        ways_to_allocate.end();
    if (!is_way || !at_.begins_line() || !at_.is_name(1) || at_.type(2) != Word::BY) return false;
    replace_foreign(at_, "\"allocate\"", Word::ALLOCATE);
    return true;
  }

  // `rounding Webster`, `rounding by the greatest remainder`
  bool mend_rounding() {
    if (!is_behind(Word::ROUNDING)) return false;
    const bool by = at_.previous() == Word::BY;
    if (!by && at_.type() == Word::COLON) return mend_by();
    const auto is_name = [by](const Words& words) {
      return rounding_method(words) || (!by && words.text() == "each to the nearest");
    };
    const std::size_t count = length_of_name(is_name);
    if (count == 0) {
      refuse(at_, 1, "write the method of rounding in front of it, such as largest remainder");
      if (!by) at_.insert(Word::BY);
      at_.insert(Word::IDENTIFIER);
      return true;
    }
    const Words words = next_words(at_, count);
    const bool is_method = rounding_method(words).has_value();
    if (by ? is_method : words.text() == "each to the nearest") {
      at_.keep(count);
    } else if (is_method) {
      insert_by(count);
    } else {
      refuse_name(at_, Code::UnknownRoundingMethod, count);
      if (!by) at_.insert(Word::BY);
      at_.replace(count, Word::IDENTIFIER, "Hamilton");
    }
    return true;
  }

  // `ties larger share`, `ties by lot`
  bool mend_ties() {
    if (!is_behind(Word::TIES)) return false;
    const bool by = at_.previous() == Word::BY;
    if (!by && (at_.type() == Word::COLON || at_.type() == Word::TO)) return mend_by();
    const std::size_t count =
        length_of_name([](const Words& words) { return tie_rule(words).has_value(); });
    if (count == 0) return false;
    const bool is_rule = tie_rule(next_words(at_, count)).has_value();
    if (by && is_rule) {
      at_.keep(count);
    } else if (is_rule) {
      insert_by(count);
    } else {
      refuse_name(at_, Code::UnknownTieRule, count);
      if (!by) at_.insert(Word::BY);
      at_.replace(count, Word::IDENTIFIER, "name");
    }
    return true;
  }

  // `rounding: Webster`
  bool mend_by() {
    refuse(at_, 1, "write \"by\"");
    at_.replace(1, {Word::BY});
    return true;
  }

  void insert_by(std::size_t count) {
    const std::string name = at_.shown(count);
    refuse(at_, count, fmt::format("write \"by {}", name.substr(1)));
    at_.insert(Word::BY);
    at_.keep(count);
  }

  // `, rounded by Webster`
  bool mend_foreign_term() {
    if (at_.previous() != Word::COMMA || at_.type() != Word::IDENTIFIER) return false;
    for (const ForeignTerm& term : foreign_terms) {
      if (!at_.is_word(0, term.word) || !is_behind_allocate()) continue;
      replace_foreign(at_, term.help, term.meant);
      return true;
    }
    return false;
  }

  // `at most 3 persons each`
  bool mend_each() {
    const bool ends_term = at_.type(1) == Word::COMMA || at_.type(1) == Word::AS;
    if (at_.type() != Word::EACH || !ends_term || !is_behind_allocate()) return false;
    refuse(at_, 1, "remove it: the number is each State's own");
    at_.leave_out(1);
    return true;
  }

  // `by key rounding by Webster`
  bool mend_comma() {
    const std::size_t type = at_.type();
    const bool is_term =
        is_limit(at_) || type == Word::ROUNDING || type == Word::TIES || type == Word::EXEMPTING;
    const bool is_name = at_.previous() == Word::ALLOCATE || at_.previous(2) == Word::ALLOCATE;
    if (!is_term || !ends_value(at_.previous()) || is_name || !is_behind_allocate()) return false;
    const std::size_t length = is_limit(at_) ? 2 : 1;
    refuse(at_, length, "write \",\" in front of it");
    at_.insert(Word::COMMA);
    at_.keep(length);
    return true;
  }

  TokenCursor& at_;
};

}  // namespace

bool mend_allocation(TokenCursor& at) { return AllocationMender(at).mend(); }

}  // namespace nansen::syntax

// What amending acts say otherwise: `delete article 5`, `for the words 1 year substitute 2 years`,
// `after article 5 insert`, `article 5 is replaced by`.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"
#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

constexpr std::string_view replacing =
    "write \"replace\", what is there, \"with\" and what takes its place, as in: replace the words "
    "1 "
    "year with 2 years";
constexpr std::string_view what_becomes =
    "say what becomes of it, as in: in article 1 replace the words 1 year with 2 years";

/// Words, and the one of the language that they stand for.
struct Verb {
  std::string_view words;
  std::size_t meant;
};

/// Longer ones before those that they begin with.
constexpr std::array<Verb, 10> verbs = {{{"strike out", Word::OMIT},
                                         {"strike", Word::OMIT},
                                         {"leave out", Word::OMIT},
                                         {"delete", Word::OMIT},
                                         {"remove", Word::OMIT},
                                         {"repeal", Word::OMIT},
                                         {"suppress", Word::OMIT},
                                         {"add", Word::INSERT},
                                         {"append", Word::INSERT},
                                         {"redesignate", Word::RENUMBER}}};

constexpr std::array<std::string_view, 9> everywhere = {
    "wherever it occurs", "wherever it appears", "wherever they appear",
    "wherever occurring", "in each place",       "in every place",
    "in all places",      "everywhere",          "throughout"};

bool is_change(std::size_t type) {
  return type == Word::INSERT || type == Word::REPLACE || type == Word::OMIT ||
         type == Word::RENUMBER;
}

/// The number of tokens that `phrase` takes at `ahead`; 0 iff something else stands there.
std::size_t phrase_length(const TokenCursor& at, std::size_t ahead, std::string_view phrase) {
  std::size_t length = 0;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    if (!at.is_word(ahead + length, phrase.substr(0, end))) return 0;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
    ++length;
  }
  return at.on_one_line(ahead + length) ? length : 0;
}

/// The number of tokens up to the next line that is not inside brackets, or to the end of the
/// block.
std::size_t statement_length(const TokenCursor& at) {
  std::size_t depth = 0;
  std::size_t length = 0;
  for (; at.type(length) != antlr4::Token::EOF; ++length) {
    const std::size_t type = at.type(length);
    if (depth == 0 && (is_closing(type) || (length > 0 && at.begins_line(length)))) break;
    if (is_opening(type)) ++depth;
    if (is_closing(type)) --depth;
  }
  return length;
}

/// As far as the words of one amendment are looked for: a line takes time in its length.
constexpr std::size_t reach = 256;

/// True iff a word of `type` stands in front of the next, on its line and within reach.
bool said_before(const TokenCursor& at, std::size_t type) {
  const std::size_t back = std::min(at.line_start(), reach);
  for (std::size_t i = 1; i <= back; ++i) {
    if (at.previous(i) == type) return true;
  }
  return false;
}

/// How far ahead a word of `type`, or spelt `word`, stands on the line; 0 iff nowhere within reach.
std::size_t said_ahead(const TokenCursor& at, std::size_t type, std::string_view word = {}) {
  for (std::size_t ahead = 1; ahead <= reach && at.on_one_line(ahead + 1); ++ahead) {
    if (word.empty() ? at.type(ahead) == type : at.is_word(ahead, word)) return ahead;
  }
  return 0;
}

bool opens_amendment(const TokenCursor& at) {
  if (at.begins_line()) return true;
  return at.line_start() == 3 && at.previous() == Word::CLOSE_PARENTHESIS &&
         at.previous(3) == Word::OPEN_PARENTHESIS;
}

/// True iff what is done can stand next: it opens the amendment, or `in` and a place do.
bool can_say_what_is_done(const TokenCursor& at) {
  if (opens_amendment(at)) return true;
  if (!line_begins_with(at, {Word::IN})) return false;
  return !said_before(at, Word::INSERT) && !said_before(at, Word::REPLACE) &&
         !said_before(at, Word::OMIT) && !said_before(at, Word::RENUMBER);
}

/// Something is amended, but nothing can be read of how.
void amend_unreadably(TokenCursor& at, std::size_t length) {
  at.replace(length, {Word::OMIT, Word::THE, Word::WORDS});
  at.insert(Word::DATE_NUMERAL, "");
}

// `delete article 5`, `in article 5 strike out (b)`, `add (f) stateless`
bool mend_verb(TokenCursor& at, const Tell& tell) {
  if (!can_say_what_is_done(at)) return false;
  for (const Verb& verb : verbs) {
    const std::size_t length = phrase_length(at, 0, verb.words);
    if (length == 0) continue;
    const std::size_t next = at.type(length);
    const bool is_verb = next == Word::THE || next == Word::OPEN_BRACE || next == Word::WORDS ||
                         next == Word::STRING || is_level(next) || operand_follows(at, length);
    if (!is_verb) continue;
    std::string meant = "omit";
    if (verb.meant == Word::INSERT) meant = "insert";
    if (verb.meant == Word::RENUMBER) meant = "renumber";
    tell(length, fmt::format("write \"{}\"", meant));
    at.replace(length, {verb.meant});
    return true;
  }
  return false;
}

// `for the words 1 year substitute 2 years`, `substitute 2 years for 1 year`, `amend article 5`
bool mend_substitution(TokenCursor& at, const Tell& tell) {
  if (!can_say_what_is_done(at)) return false;
  const bool reads = said_ahead(at, 0, "substitute") > 0 || said_ahead(at, 0, "read") > 0 ||
                     said_ahead(at, 0, "put") > 0;
  const bool substitutes = at.is_word(0, "substitute") && at.on_one_line(2);
  const bool changes = at.is_word(0, "change") && said_ahead(at, Word::TO) > 0;
  if (substitutes || changes || (at.type() == Word::FOR && reads)) {
    tell(1, std::string(replacing));
    amend_unreadably(at, statement_length(at));
    return true;
  }
  const bool amends = at.is_word(0, "amend") && (is_level(at.type(1)) || at.is_name(1));
  if (!amends) return false;
  tell(1, std::string(what_becomes));
  amend_unreadably(at, statement_length(at));
  return true;
}

// `after article 5 insert (f) stateless`, `at the end insert`
bool mend_position(TokenCursor& at, const Tell& tell) {
  const bool positions = at.type() == Word::AFTER || at.type() == Word::BEFORE ||
                         (at.type() == Word::AT && at.type(1) == Word::THE);
  if (!positions || !can_say_what_is_done(at)) return false;
  std::size_t length = said_ahead(at, Word::INSERT);
  if (length == 0) length = said_ahead(at, 0, "add");
  if (length == 0) return false;
  tell(length, "write it behind what is inserted, as in: insert (f) stateless after (e)");
  at.leave_out(length);
  return true;
}

// `in article 5, replace`
bool mend_comma(TokenCursor& at, const Tell& tell) {
  if (at.type() != Word::COMMA || !line_begins_with(at, {Word::IN})) return false;
  if (!can_say_what_is_done(at) || !at.on_one_line(2)) return false;
  // What is said otherwise behind it is told instead.
  if (is_change(at.type(1))) tell(1, "remove it: what is done follows its place at once");
  at.leave_out(1);
  return true;
}

/// The number of tokens that can be a place and stand next, on one line.
std::size_t place_length(const TokenCursor& at) {
  std::size_t length = 0;
  while (at.on_one_line(length + 2)) {
    const std::size_t type = at.type(length);
    const bool is_part = is_level(type) || at.is_name(length) || is_number(type) ||
                         type == Word::LABEL || type == Word::OPEN_PARENTHESIS ||
                         type == Word::CLOSE_PARENTHESIS || type == Word::DOT;
    if (!is_part || at.is_word(length, "shall")) break;
    ++length;
  }
  return length;
}

// `article 5 insert (f) stateless`
bool mend_missing_in(TokenCursor& at, const Tell& tell) {
  if (!opens_amendment(at) || at.type() == Word::OPEN_PARENTHESIS) return false;
  const std::size_t length = place_length(at);
  if (length == 0 || !is_change(at.type(length))) return false;
  tell(length + 1, "write \"in\" in front of it");
  at.insert(Word::IN);
  at.keep(length);
  return true;
}

// `article 5 is deleted`, `(b) shall be replaced by (b) stateless`
bool mend_passive(TokenCursor& at, const Tell& tell) {
  const bool is_labelled = at.type() == Word::OPEN_PARENTHESIS && at.type(3) != Word::IS &&
                           at.type(3) != Word::ARE && !at.is_word(3, "shall");
  if (!opens_amendment(at) || is_labelled) return false;
  const std::size_t place = place_length(at);
  std::size_t verb = place;
  if (place == 0) return false;
  if (at.type(verb) != Word::IS && at.type(verb) != Word::ARE && !at.is_word(verb, "shall")) {
    return false;
  }
  verb += at.is_word(verb, "shall") && at.type(verb + 1) == Word::BE ? 2 : 1;
  std::string where = at.shown(place);
  where = where.substr(1, where.size() - 2);
  std::string help;
  for (const char* word : {"deleted", "omitted", "repealed", "struck", "removed", "suppressed"}) {
    if (at.is_word(verb, word)) help = fmt::format("write \"omit {}\"", where);
  }
  for (const char* word : {"replaced", "substituted"}) {
    if (at.is_word(verb, word)) help = fmt::format("write \"replace {} with\"", where);
  }
  for (const char* word : {"renumbered", "redesignated"}) {
    if (at.is_word(verb, word)) help = fmt::format("write \"renumber {} as\"", where);
  }
  if (at.is_word(verb, "inserted") || at.is_word(verb, "added")) {
    help = "write \"insert\" and then what is inserted";
  }
  if (at.type(verb) == Word::AMENDED) help = what_becomes;
  if (help.empty()) return false;
  tell(verb + 1, help);
  amend_unreadably(at, statement_length(at));
  return true;
}

// `replace (b) by (b) stateless`, `renumber article 12 to article 13`
bool mend_joint(TokenCursor& at, const Tell& tell) {
  const std::size_t type = at.type();
  const bool is_new_number = is_level(type) && said_before(at, Word::RENUMBER) &&
                             said_before(at, type) && !said_before(at, Word::AS) &&
                             said_ahead(at, Word::AS) == 0;
  if (is_new_number) {
    tell(1, "write \"as\" in front of it");
    at.insert(Word::AS);
    at.keep();
    return true;
  }
  const bool joins = type == Word::BY || type == Word::TO || type == Word::WITH ||
                     type == Word::THROUGH || at.is_word(0, "into");
  if (!joins || opens_amendment(at)) return false;
  if (said_before(at, Word::RENUMBER) && !said_before(at, Word::AS)) {
    tell(1, "write \"as\"");
    at.replace(1, {Word::AS});
    return true;
  }
  const bool replaces = type != Word::WITH && said_before(at, Word::REPLACE) &&
                        !said_before(at, Word::WITH) && said_ahead(at, Word::WITH) == 0;
  if (!replaces) return false;
  tell(1, "write \"with\"");
  at.replace(1, {Word::WITH});
  return true;
}

// `replace the words "1 year"`, `insert "..."`
bool mend_quoted_words(TokenCursor& at, const Tell& tell) {
  if (at.type() != Word::STRING) return false;
  const bool is_put_in = at.previous() == Word::INSERT || at.previous() == Word::WITH;
  if (!is_put_in && at.previous() != Word::WORDS) return false;
  tell(1, "write it without the marks, in the words that the provisions are written in");
  at.replace_unreadable(1);
  return true;
}

// `omit words stateless`, `replace the figure 30`
bool mend_words(TokenCursor& at, const Tell& tell) {
  if (at.previous() != Word::REPLACE && at.previous() != Word::OMIT) return false;
  const auto goes_on = [&](std::size_t ahead) {
    return operand_follows(at, ahead) || at.type(ahead) == Word::STRING;
  };
  const std::size_t length = at.type() == Word::THE ? 2 : 1;
  bool names_words = length == 1 && at.type() == Word::WORDS;
  for (const char* word : {"word", "phrase", "expression", "expressions", "figure", "figures",
                           "number", "text", "term", "terms"}) {
    names_words = names_words || at.is_word(length - 1, word);
  }
  if (!names_words || !goes_on(length)) return false;
  tell(length, "write \"the words\"");
  at.replace(length, {Word::THE, Word::WORDS});
  return true;
}

// `insert (f) stateless behind (e)`, `omit (b) and (c)`
bool mend_places(TokenCursor& at, const Tell& tell) {
  if (said_before(at, Word::OMIT) && at.previous() == Word::CLOSE_PARENTHESIS &&
      (at.type() == Word::AND || at.type() == Word::COMMA)) {
    tell(1, "write an amendment for each place");
    at.leave_out(statement_length(at));
    return true;
  }
  if (!said_before(at, Word::INSERT)) return false;
  constexpr std::array<Verb, 5> sides = {{{"behind", Word::AFTER},
                                          {"following", Word::AFTER},
                                          {"subsequent to", Word::AFTER},
                                          {"prior to", Word::BEFORE},
                                          {"in front of", Word::BEFORE}}};
  for (const Verb& side : sides) {
    const std::size_t length = phrase_length(at, 0, side.words);
    if (length == 0 || at.previous() == Word::THE) continue;
    tell(length, side.meant == Word::AFTER ? "write \"after\"" : "write \"before\"");
    at.replace(length, {side.meant});
    return true;
  }
  return false;
}

// `wherever it occurs`
bool mend_everywhere(TokenCursor& at, const Tell& tell) {
  if (!said_before(at, Word::WORDS)) return false;
  for (const std::string_view phrase : everywhere) {
    const std::size_t length = phrase_length(at, 0, phrase);
    if (length == 0) continue;
    tell(length, "write \"wherever they occur\"");
    at.replace(length, {Word::WHEREVER, Word::THEY, Word::OCCUR});
    return true;
  }
  return false;
}

// `insert a new article 5 { ... }`, `insert article 5 { ... }`
bool mend_bare_provision(TokenCursor& at, const Tell& tell) {
  const bool is_put_in = at.previous() == Word::INSERT ||
                         (at.previous() == Word::WITH && !said_before(at, Word::WORDS));
  if (!is_put_in) return false;
  for (const char* surplus : {"a new", "new", "the following"}) {
    const std::size_t length = phrase_length(at, 0, surplus);
    if (length == 0) continue;
    tell(length, "remove it: what is put in follows at once");
    at.leave_out(length);
    return true;
  }
  const bool begins_provision = is_level(at.type()) || at.type() == Word::DEFINE ||
                                at.type() == Word::FORMULA || at.type() == Word::PARAMETER ||
                                at.type() == Word::READING;
  if (!begins_provision) return false;
  tell(1,
       "write { in front of whole provisions and } behind them, as in: insert { article 1bis { "
       "note \"...\" } }");
  std::size_t length = statement_length(at);
  if (is_level(at.type())) {
    const std::size_t brace = said_ahead(at, Word::OPEN_BRACE);
    if (brace == 0) {
      at.replace_unreadable(length);
      return true;
    }
    std::size_t depth = 0;
    for (length = brace; length == brace || depth > 0; ++length) {
      if (is_opening(at.type(length))) ++depth;
      if (is_closing(at.type(length))) --depth;
      if (at.type(length) == antlr4::Token::EOF) break;
    }
  }
  at.insert(Word::OPEN_BRACE);
  at.keep(length);
  at.insert(Word::CLOSE_BRACE);
  return true;
}

}  // namespace

bool mend_draft(TokenCursor& at, const Tell& tell) {
  return mend_comma(at, tell) || mend_position(at, tell) || mend_substitution(at, tell) ||
         mend_verb(at, tell) || mend_missing_in(at, tell) || mend_passive(at, tell) ||
         mend_joint(at, tell) || mend_quoted_words(at, tell) || mend_words(at, tell) ||
         mend_everywhere(at, tell) || mend_places(at, tell) || mend_bare_provision(at, tell);
}

}  // namespace nansen::syntax

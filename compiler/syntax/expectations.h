// What could stand at a place, in a drafter's words. For files of this folder.
#pragma once

#include <string>
#include <vector>

#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

/// Advice for a place where one of `expected` could stand: `write ":" here`, or `here can stand a
/// name, "}" to close the block or "define"`; at most a handful of things, the likeliest first.
std::string advice(const antlr4::misc::IntervalSet& expected);

/// `"of"`, the word or sign of a token type; empty for those without a fixed spelling.
std::string quoted_word(std::size_t type);

/// The same without the quotation marks.
std::string word_of(std::size_t type);

/// Every word of the language that is long enough to be misspelt.
const std::vector<std::string>& all_words();

/// True iff a name can be of this type: a word of its own, or one of the language that may be a
/// name.
bool is_name_word(std::size_t type);

/// True iff `type` is a word of the language that cannot be a name.
bool is_reserved(std::size_t type);

/// True iff `type` is a level of division: `article`, `paragraph`.
bool is_level(std::size_t type);

/// True iff `type` is a word of the language that a drafter might take for a name: `article`,
/// `date`.
bool is_noun(std::size_t type);

/// True iff `type` is a word that makes one number of many where `of` follows: `share`, `total`.
bool is_combination(std::size_t type);

/// True iff `type` is in `set`.
bool holds(const antlr4::misc::IntervalSet& set, std::size_t type);

/// True iff any condition can stand where `expected` can.
bool holds_condition(const antlr4::misc::IntervalSet& expected);

}  // namespace nansen::syntax

// Braces, brackets and parentheses: how deep they stand, and which have no partner. For files of
// this folder.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

/// The first token at which more than `limit` constructs stand inside one another, or null. Counted
/// are not only brackets but all that makes the parser or a later phase call itself: quantifiers,
/// `unless`, signs, chains of `not`, `30% of`, `share of`, `+`, `-`, `*`, `/` and `otherwise`,
/// conditions on rows.
const antlr4::Token* first_too_deep(const Tokens& tokens, std::size_t limit);

/// `tokens` with every bracket paired: a closing one without an opening one is reported and taken
/// out, a missing closing one is reported and put in (with no bytes) where the layout shows that it
/// was meant, or else where it is missed.
Tokens pair_brackets(Tokens tokens, std::string_view text, FileId file, Emitter& emitter);

/// For each opening bracket of `tokens`, all paired, the position of its partner; 0 for the others.
std::vector<std::size_t> partners(const Tokens& tokens);

bool is_opening(std::size_t type);
bool is_closing(std::size_t type);

}  // namespace nansen::syntax

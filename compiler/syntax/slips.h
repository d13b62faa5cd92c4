// Slips of spelling and words of ordinary drafting, found before the parser: each gets an error of
// its own and is mended in the tokens, so that the parser can go on and find the next error. For
// files of this folder.
#pragma once

#include <set>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/token_cursor.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

/// The tokens and comments of `text`. A quotation that does not end is reported, and ends with its
/// first line.
Lexed lex_all(std::string_view text, FileId file, Emitter& emitter);

/// `tokens` without what no text without errors has: printer's quotation marks, dates in another
/// order, signs of programming languages, semicolons, other characters, keywords in place of names.
/// Each is reported.
Tokens mend_slips(Tokens tokens, std::string_view text, FileId file, Emitter& emitter);

/// `tokens` of a text that is known to have errors, with the words of ordinary drafting translated:
/// `shall not apply`, `is over 18`, `Article 1. Definition {`. At most one is reported a line, and
/// none on `told_lines`, to which the lines are added.
Tokens mend_phrases(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
                    std::set<std::size_t>& told_lines);

/// Mend what stands next, and pass it; false iff it is nothing to mend. Dates are certain slips,
/// and so is what is found of formulas, parameters and allocations.
bool mend_date(TokenCursor& at);
bool mend_formula(TokenCursor& at);
bool mend_allocation(TokenCursor& at);

/// True iff the sign `=` that stands next says what a parameter or a line of a formula is.
bool gives_value(const TokenCursor& at);

/// The words in front of the brace of a division, such as `Article 1. Definition {`; reported iff
/// `tell`.
bool mend_heading(TokenCursor& at, bool tell);

}  // namespace nansen::syntax

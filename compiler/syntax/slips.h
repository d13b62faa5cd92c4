// Common slips of spelling, found before the parser runs: each gets an error of its own and is mended
// in the tokens, so that the parser can go on and find the next error. For files of this folder.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

/// The tokens and comments of `text`. A quotation that does not end is reported, and ends with its
/// first line.
Lexed lex_all(std::string_view text, FileId file, Emitter& emitter);

/// `tokens` without what is no word of the language: printer's quotation marks, dates in another
/// order, signs of programming languages, semicolons, other characters, keywords in place of names.
/// Each is reported.
Tokens mend_slips(Tokens tokens, std::string_view text, FileId file, Emitter& emitter);

}  // namespace nansen::syntax

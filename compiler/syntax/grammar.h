// Includes ANTLR and the parser that it generates from grammar/Treaty.g4. Only for files of this
// folder.
#pragma once

#include "TreatyParser.h"
#include "antlr4-runtime.h"

namespace nansen::syntax {

using Parser = grammar::TreatyParser;
using Word = grammar::TreatyParser;  // for the token types: Word::WHERE

/// Tokens in the order of the text, the end of the file last. Their start and stop indices are byte
/// offsets, so a token's text is the bytes [start, stop + 1).
using Tokens = std::vector<std::unique_ptr<antlr4::Token>>;

}  // namespace nansen::syntax

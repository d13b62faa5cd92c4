// The parser's decisions from the tables that were made of the grammar. For files of this folder.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

/// Decides as ANTLR does, of which it asks only what the tables leave open. In the mode SLL alone:
/// in others ANTLR decides by itself.
class LookAhead : public antlr4::atn::ParserATNSimulator {
 public:
  /// `stream` is what `parser` reads; it holds all of its tokens.
  LookAhead(Parser& parser, antlr4::BufferedTokenStream& stream);

  std::size_t adaptivePredict(antlr4::TokenStream* input, std::size_t decision,
                              antlr4::ParserRuleContext* context) override;

  /// How many decisions the tables have left to ANTLR.
  std::size_t left_open() const { return left_open_; }

 private:
  std::vector<std::uint16_t> tokens_;  // their types, as the tables number them
  std::size_t left_open_ = 0;
};

}  // namespace nansen::syntax

// How the parser reports what it did not expect, and where it goes on. For files of this folder.
#pragma once

#include <exception>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

/// Reports at most one error a line, on the word that is wrong, and goes on behind it: at the end
/// of the block, or at the next line that begins with something that fits.
class ErrorStrategy : public antlr4::DefaultErrorStrategy {
 public:
  /// `partners` is where each opening bracket closes; on `told_lines` something was already said.
  ErrorStrategy(std::string_view text, FileId file, Emitter& emitter,
                std::vector<std::size_t> partners, std::set<std::size_t> told_lines)
      : text_(text),
        file_(file),
        emitter_(emitter),
        partners_(std::move(partners)),
        told_lines_(std::move(told_lines)) {}

  /// Before each choice of the parser: skips what fits nowhere in a block, even where the block
  /// begins with it (ANTLR's own way would give the block up).
  void sync(antlr4::Parser* parser) override;
  /// A rule that opened a bracket takes it with it: what follows is not read as if it were inside.
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;

 protected:
  void reportNoViableAlternative(antlr4::Parser* parser,
                                 const antlr4::NoViableAltException& error) override;
  void reportInputMismatch(antlr4::Parser* parser,
                           const antlr4::InputMismatchException& error) override;
  void reportUnwantedToken(antlr4::Parser* parser) override;
  void reportMissingToken(antlr4::Parser* parser) override;
  /// Never takes a word away that begins a line: the next provision is not what is too much.
  antlr4::Token* singleTokenDeletion(antlr4::Parser* parser) override;
  /// Never makes up a bracket that closes: every bracket of the text has its partner.
  bool singleTokenInsertion(antlr4::Parser* parser) override;
  /// Where to go on: no further out than the innermost block.
  antlr4::misc::IntervalSet getErrorRecoverySet(antlr4::Parser* parser) override;
  /// A token without bytes that stands for the missing one.
  antlr4::Token* getMissingSymbol(antlr4::Parser* parser) override;
  void consumeUntil(antlr4::Parser* parser, const antlr4::misc::IntervalSet& set) override;

 private:
  void report(antlr4::Parser* parser, antlr4::Token* offending,
              const antlr4::misc::IntervalSet& expected);
  /// Where the bracket closes that `context` opened before `index` and that is still open there.
  std::optional<std::size_t> open_partner(const antlr4::ParserRuleContext& context,
                                          std::size_t index) const;
  bool report_foreign_word(const antlr4::Token* offending, const antlr4::Token* previous);
  bool report_missing_where(antlr4::Parser* parser, const antlr4::Token* offending,
                            const antlr4::misc::IntervalSet& expected);
  bool report_formula(antlr4::Parser* parser, const antlr4::Token* offending,
                      const antlr4::misc::IntervalSet& expected);
  bool report_keyword(antlr4::Parser* parser, const antlr4::Token* offending,
                      const antlr4::misc::IntervalSet& expected);
  std::string shown(const antlr4::Token& token) const;

  std::string_view text_;
  FileId file_;
  Emitter& emitter_;
  std::vector<std::size_t> partners_;
  std::set<std::size_t> told_lines_;
  Tokens made_up_;
};

}  // namespace nansen::syntax

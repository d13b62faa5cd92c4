// The path from text to syntax tree: characters, tokens, brackets, parse tree, syntax tree.
#include "compiler/syntax/parse.h"

#include "compiler/base/bug.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/characters.h"
#include "compiler/syntax/grammar.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

namespace {

using antlr4::atn::ParserATNSimulator;
using antlr4::atn::PredictionMode;

/// The parse tree of a text without errors, or null after the first error. The quick way: it looks
/// ahead without the context of the rule, which is enough for nearly every text.
Parser::FileContext* parse_quickly(Parser& parser) {
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(PredictionMode::SLL);
  try {
    return parser.file();
  } catch (const antlr4::ParseCancellationException&) {
    return nullptr;
  }
}

/// The parse tree of any text, with errors reported.
Parser::FileContext* parse_thoroughly(Parser& parser) {
  parser.reset();
  parser.setErrorHandler(std::make_shared<antlr4::DefaultErrorStrategy>());
  parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(PredictionMode::LL);
  return parser.file();
}

}  // namespace

ast::File parse(const SourceFiles& files, FileId file, Emitter& emitter, const Limits& limits) {
  ast::File result;
  result.file = file;
  if (!check_characters(files, file, limits.file_bytes, emitter)) return result;
  const std::string_view text = files[file].text;
  try {
    Lexed lexed = lex(text, file);
    result.comments = std::move(lexed.comments);
    antlr4::ListTokenSource source(std::move(lexed.tokens));
    antlr4::CommonTokenStream stream(&source);
    Parser parser(&stream);
    Parser::FileContext* tree = parse_quickly(parser);
    if (tree == nullptr) tree = parse_thoroughly(parser);
    result.items = Builder(text, file, emitter).items(tree);
  } catch (const std::exception& failure) {
    bug(failure.what());
  }
  return result;
}

}  // namespace nansen::syntax

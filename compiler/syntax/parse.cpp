// The path from text to syntax tree: characters, tokens, brackets, parse tree, syntax tree.
#include "compiler/syntax/parse.h"

#include <set>

#include "compiler/base/bug.h"
#include "compiler/syntax/brackets.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/characters.h"
#include "compiler/syntax/error_strategy.h"
#include "compiler/syntax/grammar.h"
#include "compiler/syntax/look_ahead.h"
#include "compiler/syntax/slips.h"

namespace nansen::syntax {

namespace {

using antlr4::atn::ParserATNSimulator;
using antlr4::atn::PredictionMode;

/// Gives up at the first error and says nothing: the thorough parse will find it again. (What ANTLR
/// would say is made of the text that its tokens were read from, and these have none.)
class GiveUp : public antlr4::BailErrorStrategy {
 public:
  void reportError(antlr4::Parser* /*parser*/,
                   const antlr4::RecognitionException& /*error*/) override {}
};

/// Tokens as a parser reads them.
struct Reader {
  explicit Reader(Tokens tokens) : source(std::move(tokens)), stream(&source), parser(&stream) {
    stream.fill();
    parser.removeErrorListeners();
    parser.setInterpreter(new LookAhead(parser, stream));  // the parser deletes it
  }

  Tokens copied_tokens() {
    Tokens result;
    for (const antlr4::Token* token : stream.getTokens()) result.push_back(copy_of(*token));
    return result;
  }

  antlr4::ListTokenSource source;
  antlr4::CommonTokenStream stream;
  Parser parser;
};

/// The parse tree of a text without errors, or null after the first error. In the mode SLL the
/// parser looks ahead without the context of the rule, which is quick and enough for nearly every
/// text.
Parser::FileContext* parse_sound(Parser& parser, PredictionMode mode) {
  parser.reset();
  parser.setErrorHandler(std::make_shared<GiveUp>());
  parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(mode);
  try {
    return parser.file();
  } catch (const antlr4::ParseCancellationException&) {
    return nullptr;
  }
}

/// The parse tree of any text, with errors reported by `strategy`.
Parser::FileContext* parse_thoroughly(Parser& parser,
                                      const std::shared_ptr<ErrorStrategy>& strategy) {
  parser.setErrorHandler(strategy);
  parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(PredictionMode::LL);
  return parser.file();
}

/// The lines of `file` on which an error was already reported.
std::set<std::size_t> told_lines(const SourceFiles& files, FileId file, const Emitter& emitter) {
  std::set<std::size_t> lines;
  for (const Diagnostic& diagnostic : emitter.diagnostics()) {
    const auto* place = std::get_if<Span>(&diagnostic.location);
    if (place == nullptr || place->file != file) continue;
    lines.insert(files.line_column(file, place->begin).line);
  }
  return lines;
}

/// The tokens for the parser, every bracket paired; none when the text is nested too deep.
Tokens prepare(Tokens tokens, std::string_view text, FileId file, Emitter& emitter,
               const Limits& limits) {
  tokens = mend_slips(std::move(tokens), text, file, emitter);
  if (const antlr4::Token* deep = first_too_deep(tokens, limits.nesting)) {
    emitter.emit(Code::NestingTooDeep, span_of(*deep, file), limits.nesting);
    return {};
  }
  return pair_brackets(std::move(tokens), text, file, emitter);
}

}  // namespace

ast::File parse(const SourceFiles& files, FileId file, Emitter& emitter, const Limits& limits) {
  ast::File result;
  result.file = file;
  if (!check_characters(files, file, limits.file_bytes, emitter)) return result;
  const std::string_view text = files[file].text;
  try {
    Lexed lexed = lex_all(text, file, emitter);
    result.comments = std::move(lexed.comments);
    Tokens tokens = prepare(std::move(lexed.tokens), text, file, emitter, limits);
    if (tokens.empty()) return result;
    Reader reader(std::move(tokens));
    for (const PredictionMode mode : {PredictionMode::SLL, PredictionMode::LL}) {
      Parser::FileContext* tree = parse_sound(reader.parser, mode);
      if (tree == nullptr) continue;
      Emitter trial = emitter;
      Builder builder(text, file, trial);
      result.items = builder.items(tree);
      if (builder.has_stray_heads()) break;
      emitter = std::move(trial);
      return result;
    }
    std::set<std::size_t> told = told_lines(files, file, emitter);
    tokens = mend_phrases(reader.copied_tokens(), text, file, emitter, told);
    const auto strategy =
        std::make_shared<ErrorStrategy>(text, file, emitter, partners(tokens), std::move(told));
    Reader again(std::move(tokens));
    result.items = Builder(text, file, emitter).items(parse_thoroughly(again.parser, strategy));
  } catch (const std::exception& failure) {
    bug(failure.what());
  }
  return result;
}

}  // namespace nansen::syntax

// What the tables of the grammar decide is what ANTLR decides without them.
#include "compiler/syntax/look_ahead.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "compiler/syntax/tokens.h"
#include "tests/unit/syntax/texts.h"

namespace nansen::syntax {
namespace {

using antlr4::atn::ParserATNSimulator;
using antlr4::atn::PredictionMode;

/// Says nothing at the first error: there the parser may stand elsewhere.
class GiveUp : public antlr4::BailErrorStrategy {
 public:
  void reportError(antlr4::Parser* /*parser*/,
                   const antlr4::RecognitionException& /*error*/) override {}
};

Tokens tokens_of(const std::string& text) { return lex(text, FileId(std::size_t{0})).tokens; }

/// Tokens read with the tables or without.
struct Read {
  Read(Tokens tokens, bool with_tables, PredictionMode mode)
      : source(std::move(tokens)), stream(&source), parser(&stream) {
    stream.fill();
    parser.removeErrorListeners();
    parser.setErrorHandler(std::make_shared<GiveUp>());
    if (with_tables) parser.setInterpreter(new LookAhead(parser, stream));
    parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(mode);
    try {
      write(parser.file());
    } catch (const antlr4::ParseCancellationException&) {
      tree = "an error";
    }
  }

  void write(antlr4::tree::ParseTree* part) {
    if (auto* rule = dynamic_cast<antlr4::ParserRuleContext*>(part)) {
      tree += " (" + std::to_string(rule->getRuleIndex());
      for (antlr4::tree::ParseTree* child : rule->children) write(child);
      tree += ")";
    } else {
      tree += " " + std::to_string(
                        dynamic_cast<antlr4::tree::TerminalNode&>(*part).getSymbol()->getType());
    }
  }

  antlr4::ListTokenSource source;
  antlr4::CommonTokenStream stream;
  Parser parser;
  std::string tree;
};

/// The tree of tokens, which is the same with the tables and without.
std::string tree_of(const std::function<Tokens()>& tokens, const std::string& told) {
  const Read read(tokens(), true, PredictionMode::SLL);
  EXPECT_EQ(read.tree, Read(tokens(), false, PredictionMode::SLL).tree) << told;
  if (read.tree != "an error") {
    EXPECT_EQ(read.tree, Read(tokens(), false, PredictionMode::LL).tree) << told;
  }
  return read.tree;
}

/// `all` but for the token at `place`, which is left out or stands there twice.
Tokens changed(const Tokens& all, std::size_t place, bool is_doubled) {
  Tokens result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t times = i != place ? 1 : is_doubled ? 2 : 0;
    for (std::size_t time = 0; time < times; ++time) result.push_back(copy_of(*all[i]));
  }
  return result;
}

TEST(LookAhead, DecidesAsTheParserDoesWithoutIt) {
  std::size_t sound = 0;
  for (const std::string& text : all_texts()) {
    const std::string tree = tree_of([&] { return tokens_of(text); }, text.substr(0, 400));
    if (tree != "an error") ++sound;
  }
  EXPECT_GT(sound, 100U);
}

TEST(LookAhead, DecidesTheSameWhereATokenIsMissingOrDoubled) {
  std::mt19937 random(1951);
  std::size_t sound = 0;
  std::size_t errors = 0;
  for (const std::string& text : texts_of("stdlib")) {
    const Tokens all = tokens_of(text);
    for (const bool is_doubled : {false, false, false, true, true, true}) {
      const std::size_t place = random() % (all.size() - 1);
      const std::string tree = tree_of([&] { return changed(all, place, is_doubled); },
                                       text.substr(all[place]->getStartIndex(), 100));
      ++(tree == "an error" ? errors : sound);
    }
  }
  EXPECT_GT(sound, 10U);
  EXPECT_GT(errors, 100U);
}

TEST(LookAhead, LeavesNextToNothingOfTheLibraryToTheParser) {
  std::size_t left_open = 0;
  for (const std::string& text : texts_of("stdlib")) {
    Read read(tokens_of(text), true, PredictionMode::SLL);
    left_open +=
        dynamic_cast<LookAhead&>(*read.parser.getInterpreter<ParserATNSimulator>()).left_open();
  }
  EXPECT_LE(left_open, 40U);
}

}  // namespace
}  // namespace nansen::syntax

// What the tables of the grammar decide is what ANTLR decides without them.
#include "compiler/syntax/look_ahead.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "compiler/syntax/tokens.h"
#include "tests/support/files.h"

namespace nansen::syntax {
namespace {

using antlr4::atn::ParserATNSimulator;
using antlr4::atn::PredictionMode;
using testing_support::read_file;
using testing_support::source_directory;

/// Says nothing at the first error: there the parser may stand elsewhere.
class GiveUp : public antlr4::BailErrorStrategy {
 public:
  void reportError(antlr4::Parser* /*parser*/,
                   const antlr4::RecognitionException& /*error*/) override {}
};

/// A text read with the tables or without.
struct Read {
  Read(const std::string& text, bool with_tables, PredictionMode mode)
      : source(lex(text, FileId(std::size_t{0})).tokens), stream(&source), parser(&stream) {
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

std::vector<std::string> texts_of(const std::string& folder) {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(source_directory() / folder)) {
    if (entry.path().extension() != ".treaty") continue;
    if (auto text = read_file(entry.path())) texts.push_back(std::move(*text));
  }
  return texts;
}

TEST(LookAhead, DecidesAsTheParserDoesWithoutIt) {
  std::size_t sound = 0;
  for (const char* folder : {"stdlib", "examples", "tests/golden"}) {
    for (const std::string& text : texts_of(folder)) {
      const Read read(text, true, PredictionMode::SLL);
      EXPECT_EQ(read.tree, Read(text, false, PredictionMode::SLL).tree) << text.substr(0, 400);
      if (read.tree == "an error") continue;
      ++sound;
      EXPECT_EQ(read.tree, Read(text, false, PredictionMode::LL).tree) << text.substr(0, 400);
    }
  }
  EXPECT_GT(sound, 100U);
}

TEST(LookAhead, LeavesNextToNothingOfTheLibraryToTheParser) {
  std::size_t left_open = 0;
  for (const std::string& text : texts_of("stdlib")) {
    Read read(text, true, PredictionMode::SLL);
    left_open +=
        dynamic_cast<LookAhead&>(*read.parser.getInterpreter<ParserATNSimulator>()).left_open();
  }
  EXPECT_LE(left_open, 20U);
}

}  // namespace
}  // namespace nansen::syntax

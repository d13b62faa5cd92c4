// Texts of trees whose parts were written in several files, as drafts leave them.
#include "compiler/format/text_of.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "compiler/ast/print.h"
#include "compiler/format/format.h"
#include "compiler/syntax/parse.h"
#include "tests/support/files.h"

namespace nansen::format {
namespace {

/// Several files that were read, and what they hold.
struct Read {
  SourceFiles files;
  std::vector<ast::File> trees;

  explicit Read(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      Emitter emitter;
      trees.push_back(syntax::parse(files, files.add("test.treaty", text), emitter));
      EXPECT_FALSE(emitter.has_errors()) << text;
    }
  }

  ast::Instrument& instrument(std::size_t file) {
    for (ast::Item& item : trees[file].items) {
      if (auto* found = std::get_if<ast::Instrument>(&item)) return *found;
    }
    throw std::runtime_error("the file has no instrument");
  }
  ast::ProvisionItem& provision(std::size_t file, std::size_t at) {
    return std::get<ast::ProvisionItem>(instrument(file).items.at(at));
  }
  ast::DivisionBlock& division(std::size_t file, std::size_t at) {
    return *std::get<Boxed<ast::DivisionBlock>>(provision(file, at));
  }
};

TEST(TextOf, AProvisionIsItsCanonicalLayoutWithoutComments) {
  Read read({"instrument i { article   1 { # why\n define d of P as a and b } }"});
  EXPECT_EQ(text_of(read.provision(0, 0)), "article 1 {\n  define d of P as a and b\n}");
}

TEST(TextOf, ProvisionsOfSeveralLinesStandApart) {
  Read read(
      {"instrument i { note \"n\" source \"s\" define d of P as a "
       "define e of P : integer { otherwise : 1 } define f of P as a article 2 {} }"});
  EXPECT_EQ(text_of(read.instrument(0)),
            "instrument i {\n"
            "  note \"n\"\n"
            "  source \"s\"\n"
            "  define d of P as a\n"
            "\n"
            "  define e of P : integer {\n"
            "    otherwise : 1\n"
            "  }\n"
            "\n"
            "  define f of P as a\n"
            "  article 2 {}\n"
            "}");
}

TEST(TextOf, AnyItemHasOne) {
  Read read({"vocabulary v \"V\" draft d amends i { omit article 5 }"});
  EXPECT_EQ(text_of(read.trees[0].items[0]), "vocabulary v \"V\"");
  EXPECT_EQ(text_of(read.trees[0].items[1]), "draft d amends i {\n  omit article 5\n}");
}

TEST(TextOf, WhatWasWrittenElsewhereStandsBehindItsKind) {
  // The offsets of what a draft puts in say nothing about where it goes.
  Read read({"instrument i { status s of P { begins on a is extended by 1 year becomes t } }",
             "                                                                           "
             "instrument j { status s of P { lasts 2 years } }"});
  auto& status = std::get<ast::Status>(read.provision(0, 0));
  const auto& other = std::get<ast::Status>(read.provision(1, 0));
  status.steps.insert(status.steps.begin(), other.steps.at(0));
  EXPECT_EQ(text_of(read.instrument(0)),
            "instrument i {\n"
            "  status s of P {\n"
            "    begins on a\n"
            "    lasts 2 years\n"
            "    is extended by 1 year\n"
            "    becomes t\n"
            "  }\n"
            "}");
}

TEST(TextOf, SettlementsStayBehindRulesPutIn) {
  Read read({"instrument i { define d of P : integer { where a : 1 lex superior applies } }",
             "                                                                              "
             "instrument j { define d of P : integer { where b : 2 } }"});
  auto& definition = std::get<ast::Definition>(read.provision(0, 0));
  const auto& other = std::get<ast::Definition>(read.provision(1, 0));
  definition.rules.push_back(other.rules.at(0));
  EXPECT_EQ(text_of(read.provision(0, 0)),
            "define d of P : integer {\n"
            "  where a : 1\n"
            "  where b : 2\n"
            "  lex superior applies\n"
            "}");
}

TEST(ConsolidatedText, KeepsCommentsBesideWhatIsThere) {
  const std::string text =
      "# in front\n"
      "instrument i {\n"
      "  # before the note\n"
      "  note \"n\" # behind the note\n"
      "\n"
      "  article 1 { # behind the brace\n"
      "    define d of P as all of {\n"
      "      # before a head\n"
      "      (a) a # behind a head\n"
      "      (b) b\n"
      "      # at the end of a group\n"
      "    }\n"
      "    define e of P as\n"
      "      a\n"
      "      # inside a row\n"
      "      and b\n"
      "    # at the end of an article\n"
      "  }\n"
      "\n"
      "  article 2 {\n"
      "    # alone\n"
      "  }\n"
      "}\n";
  Read read({text + "# of what follows\nunit m\n"});
  EXPECT_EQ(consolidated_text(read.instrument(0), read.trees), text);
}

TEST(ConsolidatedText, LosesCommentsInsideWhatIsOmitted) {
  Read read(
      {"instrument i {\n"
       "  article 1 {\n"
       "    note \"n\"\n"
       "  }\n"
       "  # of article 2\n"
       "  article 2 { # behind its brace\n"
       "    # inside\n"
       "    note \"m\" # behind its note\n"
       "  } # behind it\n"
       "  article 3 {}\n"
       "}\n"});
  ast::Instrument amended = read.instrument(0);
  amended.items.erase(amended.items.begin() + 1);
  EXPECT_EQ(consolidated_text(amended, read.trees),
            "instrument i {\n"
            "  article 1 {\n"
            "    note \"n\"\n"
            "  }\n"
            "  # of article 2\n"
            "\n"
            "  article 3 {}\n"
            "}\n");
}

TEST(ConsolidatedText, TakesCommentsOfADraftAlong) {
  Read read(
      {"instrument i {\n"
       "  # of article 1\n"
       "  article 1 {}\n"
       "}\n",
       "# of the draft\n"
       "draft d amends i {\n"
       "  # of the amendment\n"
       "  (1) insert { # of what is inserted\n"
       "    article 2 {\n"
       "      # inside\n"
       "      note \"n\" # behind a note\n"
       "    }\n"
       "  } at the end # behind the amendment\n"
       "}\n"});
  const auto& draft = std::get<ast::Draft>(read.trees[1].items.at(0));
  const auto& insertion =
      std::get<ast::Insertion>(std::get<ast::Amendment>(draft.items.at(0)).change);
  const auto& inserted = std::get<std::vector<ast::ProvisionItem>>(insertion.inserted);
  ast::Instrument amended = read.instrument(0);
  amended.items.emplace_back(inserted.at(0));
  EXPECT_EQ(consolidated_text(amended, read.trees),
            "instrument i {\n"
            "  # of article 1\n"
            "  article 1 {}\n"
            "\n"
            "  # of what is inserted\n"
            "  article 2 {\n"
            "    # inside\n"
            "    note \"n\" # behind a note\n"
            "  }\n"
            "}\n");
}

TEST(ConsolidatedText, OfAnInstrumentOfTheLibrarySaysTheSameWithAllItsComments) {
  for (const auto& path :
       testing_support::files_below(testing_support::source_directory() / "stdlib", {".treaty"})) {
    const auto text = testing_support::read_file(path);
    ASSERT_TRUE(text.has_value());
    Read read({*text});
    for (const ast::Item& item : read.trees[0].items) {
      const auto* instrument = std::get_if<ast::Instrument>(&item);
      if (instrument == nullptr) continue;
      Read again({consolidated_text(*instrument, read.trees)});
      ast::File meant;
      meant.items.emplace_back(*instrument);
      EXPECT_EQ(ast::print(again.trees[0]), ast::print(meant)) << path;
      const auto inside = [&](const ast::Comment& comment) {
        return comment.span.begin > instrument->span.begin &&
               comment.span.end < instrument->span.end;
      };
      const auto& comments = read.trees[0].comments;
      EXPECT_GE(static_cast<std::ptrdiff_t>(again.trees[0].comments.size()),
                std::count_if(comments.begin(), comments.end(), inside))
          << path;
    }
  }
}

}  // namespace
}  // namespace nansen::format

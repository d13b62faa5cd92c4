#include "compiler/session/kept_texts.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "compiler/ast/print.h"
#include "compiler/session/session.h"
#include "compiler/syntax/parse.h"
#include "tests/support/files.h"

namespace nansen::session {
namespace {

namespace fs = std::filesystem;
using testing_support::files_in;
using testing_support::read_file;
using testing_support::ScratchFolder;
using testing_support::source_directory;

// Every construct of the language stands in some file of the library or the goldens.
TEST(KeptTrees, AreThoseOfTheTexts) {
  const ScratchFolder scratch;
  kept::Files kept(scratch.path().string());
  std::vector<fs::path> folders{source_directory() / "stdlib"};
  for (const auto& topic : fs::directory_iterator(source_directory() / "tests" / "golden")) {
    if (topic.is_directory()) folders.push_back(topic.path());
  }
  std::size_t compared = 0;
  for (const fs::path& folder : folders) {
    for (const fs::path& path : files_in(folder, {".treaty"})) {
      const std::string text = read_file(path).value_or("");
      SourceFiles sources;
      sources.add("first", "");
      const FileId file = sources.add(path.string(), text);
      Emitter emitter;
      const ast::File tree = syntax::parse(sources, file, emitter);
      if (!emitter.diagnostics().empty()) continue;
      ++compared;
      keep_tree(kept, text, tree);
      const auto found = find_tree(kept, text, file);
      ASSERT_TRUE(found.has_value()) << path;
      EXPECT_EQ(ast::print(*found), ast::print(tree)) << path;
      const auto elsewhere = find_tree(kept, text, FileId(7));
      ASSERT_TRUE(elsewhere.has_value()) << path;
      EXPECT_EQ(elsewhere->file, FileId(7));
      for (std::size_t at = 0; at < tree.items.size(); ++at) {
        const Span here = ast::span_of(tree.items[at]);
        EXPECT_EQ(ast::span_of(elsewhere->items[at]), (Span{FileId(7), here.begin, here.end}));
      }
    }
  }
  EXPECT_GT(compared, 100U);
}

TEST(KeptTrees, OfOtherTextsAreNotFound) {
  const ScratchFolder scratch;
  kept::Files kept(scratch.path().string());
  keep_tree(kept, "vocabulary people\n", {});
  EXPECT_TRUE(find_tree(kept, "vocabulary people\n", FileId(0)).has_value());
  EXPECT_FALSE(find_tree(kept, "vocabulary people", FileId(0)).has_value());
  EXPECT_FALSE(find_tree(kept::Files(""), "vocabulary people\n", FileId(0)).has_value());
}

class KeptSessions : public testing::Test {
 protected:
  std::string path() const { return (scratch_.path() / "draft.treaty").string(); }

  /// What a session with the same folder says of `text`.
  std::vector<std::string> said(const std::string& text) {
    testing_support::write_file(path(), text);
    Session session(
        {.names = {path()}, .library = {}, .kept = (scratch_.path() / "kept").string()});
    session.check();
    std::vector<std::string> messages;
    for (const Diagnostic& diagnostic : session.emitter().diagnostics()) {
      messages.push_back(diagnostic.message);
    }
    return messages;
  }

  ScratchFolder scratch_;
};

constexpr std::string_view sound = R"(vocabulary people
entity Person {
  fear : boolean "Is there fear?"
}
instrument draft "A draft" {
  uses people
  article 1 {
    define refugee of Person as fear
  }
}
)";

TEST_F(KeptSessions, SayNothingTwiceOfWhatIsSound) {
  EXPECT_EQ(said(std::string(sound)), std::vector<std::string>());
  EXPECT_EQ(said(std::string(sound)), std::vector<std::string>());
}

// What is wrong is said each time, whether the parser, the checker or the solver finds it.
TEST_F(KeptSessions, SayEachTimeWhatIsWrong) {
  const auto with = [](const std::string& condition) {
    std::string text(sound);
    return text.replace(text.find("as fear"), 7, "as " + condition);
  };
  EXPECT_TRUE(said(with("fear")).empty());
  for (const std::string condition : {"fear and", "feer", "fear and not fear"}) {
    const std::vector<std::string> first = said(with(condition));
    EXPECT_FALSE(first.empty()) << condition;
    EXPECT_EQ(said(with(condition)), first) << condition;
  }
  EXPECT_TRUE(said(with("fear")).empty());
}

}  // namespace
}  // namespace nansen::session

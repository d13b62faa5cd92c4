// Which files a run reads: those named, those they use, and where those are looked for.

#include "compiler/session/load.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace nansen::session {
namespace {

namespace fs = std::filesystem;

class LoadTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("nansen-load-" + std::to_string(::getpid()) + "-" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_ / "library");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  Loaded load_files(const std::vector<std::string>& names, Follow follow = Follow::Uses) {
    return load({.names = names, .library = {(folder_ / "library").string()}}, follow);
  }
  static std::vector<std::string> stems(const Loaded& loaded) {
    std::vector<std::string> stems;
    for (const ast::File& file : loaded.files) {
      stems.push_back(fs::path(loaded.sources[file.file].path).stem().string());
    }
    return stems;
  }

  fs::path folder_;
};

using Stems = std::vector<std::string>;

TEST_F(LoadTest, ReadsWhatANamedFileUsesFromBesideItAndFromTheLibrary) {
  write("library/people.treaty", "vocabulary people\n");
  write("base.treaty", "instrument base { uses people }\n");
  const Loaded loaded = load_files({write("draft.treaty", "instrument draft { uses base }\n")});
  EXPECT_EQ(stems(loaded), (Stems{"draft", "base", "people"}));
  EXPECT_EQ(loaded.named, 1u);
  EXPECT_TRUE(loaded.is_whole());
}

TEST_F(LoadTest, PrefersTheFileBesideTheOneThatAsks) {
  write("library/people.treaty", "vocabulary people\n");
  const std::string beside = write("people.treaty", "vocabulary people\n");
  const Loaded loaded = load_files({write("draft.treaty", "instrument draft { uses people }\n")});
  ASSERT_EQ(loaded.files.size(), 2u);
  EXPECT_EQ(loaded.sources[loaded.files[1].file].path, beside);
}

TEST_F(LoadTest, TakesTheNameOfALibraryFileForTheFile) {
  write("library/people.treaty", "vocabulary people\n");
  const Loaded loaded = load_files({"people"});
  EXPECT_EQ(stems(loaded), Stems{"people"});
  EXPECT_TRUE(loaded.is_whole());
}

TEST_F(LoadTest, LooksInTheFoldersOfALibraryAfterTheLibraryItself) {
  fs::create_directories(folder_ / "library" / "arrangements");
  fs::create_directories(folder_ / "library" / "acts");
  write("library/people.treaty", "vocabulary people\n");
  write("library/arrangements/people.treaty", "vocabulary others\n");
  write("library/arrangements/camps.treaty", "vocabulary camps\n");
  const std::string first = write("library/acts/camps.treaty", "vocabulary camps\n");
  const Loaded named = load_files({"camps"});
  ASSERT_EQ(named.files.size(), 1u);
  EXPECT_EQ(named.sources[named.files[0].file].path, first);
  const Loaded used =
      load_files({write("draft.treaty", "instrument draft { uses people, camps }\n")});
  EXPECT_EQ(stems(used), (Stems{"draft", "people", "camps"}));
  EXPECT_EQ(used.sources[used.files[1].file].path, (folder_ / "library/people.treaty").string());
  EXPECT_TRUE(used.is_whole());
}

TEST_F(LoadTest, ReadsAFileOnceHoweverItIsNamed) {
  const std::string path = write("draft.treaty", "vocabulary draft\n");
  const std::string other = (folder_ / "library" / ".." / "draft.treaty").string();
  EXPECT_EQ(load_files({path, other}).files.size(), 1u);
}

TEST_F(LoadTest, AsksForNoFileWhereAReadOneDeclaresTheName) {
  write("library/people.treaty", "vocabulary people\n");
  const std::string both =
      write("both.treaty", "vocabulary people\ninstrument draft { uses people }\n");
  EXPECT_EQ(stems(load_files({both})), Stems{"both"});
}

TEST_F(LoadTest, FollowsNoUsesWhereOnlyTheNamedFilesAreWanted) {
  write("people.treaty", "vocabulary people\n");
  const std::string draft = write("draft.treaty", "instrument draft { uses people }\n");
  EXPECT_EQ(stems(load_files({draft}, Follow::NamedOnly)), Stems{"draft"});
}

TEST_F(LoadTest, SaysWhyANamedFileCannotBeRead) {
  const Loaded loaded = load_files({(folder_ / "nowhere.treaty").string(), folder_.string()});
  EXPECT_FALSE(loaded.is_whole());
  ASSERT_EQ(loaded.problems.size(), 2u);
  for (const Diagnostic& problem : loaded.problems) EXPECT_EQ(problem.code, Code::FileNotFound);
  EXPECT_NE(loaded.problems[1].message.find("folder"), std::string::npos);
}

TEST_F(LoadTest, ReadsWhatADraftAmendsAndUses) {
  write("library/facts.treaty", "vocabulary facts\n");
  write("library/law.treaty", "instrument law { }\n");
  write("first.treaty", "draft first amends law { uses facts }\n");
  const Loaded loaded = load_files({write("second.treaty", "draft second amends first { }\n")});
  EXPECT_EQ(stems(loaded), (Stems{"second", "first", "facts", "law"}));
  EXPECT_EQ(loaded.named, 1u);
}

TEST_F(LoadTest, ReadsTheDraftsOfExamples) {
  write("proposal.treaty", "draft proposal amends law { }\n");
  const Loaded loaded = load_files(
      {write("law.treaty", "instrument law { }\nexample \"one\" { as amended by proposal }\n")});
  EXPECT_EQ(stems(loaded), (Stems{"law", "proposal"}));
}

TEST_F(LoadTest, ReadsDraftsThatAreNamedBesideTheNamedFilesAndInTheLibrary) {
  write("library/far.treaty", "draft far amends law { }\n");
  write("near.treaty", "draft near amends law { }\n");
  const std::string law = write("law.treaty", "instrument law { }\ndraft inside amends law { }\n");
  const std::string other = write("other_name.treaty", "draft other amends law { }\n");
  const Loaded loaded = load({.names = {law},
                              .drafts = {"far", "near", "inside", "nowhere", other},
                              .library = {(folder_ / "library").string()}},
                             Follow::Uses);
  EXPECT_EQ(stems(loaded), (Stems{"law", "far", "near", "other_name"}));
  EXPECT_EQ(loaded.named, 1u);
  ASSERT_TRUE(loaded.draft_files.contains(other));
  EXPECT_EQ(loaded.draft_files.at(other), loaded.files[3].file);
}

TEST_F(LoadTest, ReadsOneChangedFileAgain) {
  write("people.treaty", "vocabulary people\n");
  write("camps.treaty", "vocabulary camps\n");
  const Wanted wanted{.names = {write("law.treaty", "instrument law { uses people\n")}};
  Loaded loaded = load(wanted, Follow::Uses);
  EXPECT_FALSE(loaded.is_whole());
  write("law.treaty", "instrument law { uses people, camps }\n");
  write("people.treaty", "vocabulary other\n");  // which nobody says has changed
  reload(loaded, loaded.files[0].file, wanted);
  EXPECT_TRUE(loaded.is_whole());
  EXPECT_EQ(stems(loaded), (Stems{"law", "people", "camps"}));
  EXPECT_EQ(loaded.sources[loaded.files[1].file].text, "vocabulary people\n");
  fs::remove(folder_ / "law.treaty");
  reload(loaded, loaded.files[0].file, wanted);
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_EQ(loaded.problems[0].code, Code::FileNotFound);
}

TEST_F(LoadTest, LeavesAMissingUseToTheChecker) {
  const std::string draft = write("draft.treaty", "instrument draft { uses nowhere }\n");
  const Loaded loaded = load_files({draft});
  EXPECT_EQ(loaded.files.size(), 1u);
  EXPECT_TRUE(loaded.is_whole());
}

TEST_F(LoadTest, FilesThatUseEachOtherAreReadOnceEach) {
  write("one.treaty", "instrument one { uses two }\n");
  write("two.treaty", "instrument two { uses one }\n");
  EXPECT_EQ(stems(load_files({(folder_ / "one.treaty").string()})), (Stems{"one", "two"}));
}

}  // namespace
}  // namespace nansen::session

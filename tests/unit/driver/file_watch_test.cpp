// Files that are saved are told, however they are saved.
#include "compiler/driver/file_watch.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace nansen::driver {
namespace {

class FileWatchTest : public testing::Test {
 protected:
  FileWatchTest() {
    std::string pattern = testing::TempDir() + "watch-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~FileWatchTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
  }

  std::filesystem::path folder_;
};

using Paths = std::set<std::string>;

TEST_F(FileWatchTest, TellsAFileThatWasWritten) {
  write("a.treaty", "one");
  write("b.treaty", "one");
  FileWatch watch;
  ASSERT_EQ(watch.add(path("a.treaty")), "");
  ASSERT_EQ(watch.add(path("b.treaty")), "");
  write("a.treaty", "two");
  EXPECT_EQ(watch.next(), Paths{path("a.treaty")});
  write("other", "is not watched");
  write("b.treaty", "two");
  EXPECT_EQ(watch.next(), Paths{path("b.treaty")});
}

TEST_F(FileWatchTest, TellsAFileThatAnotherTookThePlaceOf) {
  write("a.treaty", "one");
  FileWatch watch;
  ASSERT_EQ(watch.add(path("a.treaty")), "");
  write("a.treaty.new", "two");
  std::filesystem::rename(path("a.treaty.new"), path("a.treaty"));
  EXPECT_EQ(watch.next(), Paths{path("a.treaty")});
  std::filesystem::remove(path("a.treaty"));
  EXPECT_EQ(watch.next(), Paths{path("a.treaty")});
}

TEST_F(FileWatchTest, TellsWhatALinkLeadsTo) {
  std::filesystem::create_directory(path("elsewhere"));
  write("elsewhere/a.treaty", "one");
  std::filesystem::create_symlink(path("elsewhere/a.treaty"), path("a.treaty"));
  FileWatch watch;
  ASSERT_EQ(watch.add(path("a.treaty")), "");
  write("elsewhere/a.treaty", "two");
  EXPECT_EQ(watch.next(), Paths{path("a.treaty")});
}

TEST_F(FileWatchTest, TellsSeveralSavedTogetherAtOnce) {
  FileWatch watch;
  ASSERT_EQ(watch.add(path("a.treaty")), "");
  ASSERT_EQ(watch.add(path("b.treaty")), "");
  write("a.treaty", "one");
  write("b.treaty", "one");
  EXPECT_EQ(watch.next(50), (Paths{path("a.treaty"), path("b.treaty")}));
}

TEST_F(FileWatchTest, EndsWhenInterrupted) {
  for (const int signal : {SIGINT, SIGTERM}) {
    FileWatch watch;
    ASSERT_EQ(watch.add(path("a.treaty")), "");
    std::raise(signal);
    EXPECT_EQ(watch.next(), Paths{});
    EXPECT_EQ(watch.next(), Paths{});
  }
}

TEST_F(FileWatchTest, SaysWhyAFolderCannotBeWatched) {
  FileWatch watch;
  EXPECT_EQ(watch.add(path("nowhere/a.treaty")), "no such file or directory");
}

}  // namespace
}  // namespace nansen::driver

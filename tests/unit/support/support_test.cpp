// What the other tests stand on: differences, commands, folders.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::testing_support {
namespace {

TEST(Difference, IsEmptyForEqualTexts) {
  EXPECT_EQ(difference("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(difference("", ""), "");
}

TEST(Difference, MarksLinesWithSomeAroundThem) {
  EXPECT_EQ(difference("1\n2\n3\n4\nold\n5\n6\n7\n", "1\n2\n3\n4\nnew\n5\n6\n7\n"),
            "  ...\n  3\n  4\n- old\n+ new\n  5\n  6\n");
  EXPECT_EQ(difference("a\nb\nc\n", "a\nc\n"), "  a\n- b\n  c\n");
  EXPECT_EQ(difference("", "new\n"), "+ new\n");
}

TEST(Difference, SeesAMissingLineFeedAtTheEnd) { EXPECT_NE(difference("a\n", "a"), ""); }

TEST(RunCommand, GivesOutputAndStatus) {
  const ScratchFolder folder;
  const ProcessResult result = run_command("echo out; echo err >&2; exit 3", folder.path());
  EXPECT_EQ(result.output, "out\nerr\n");
  EXPECT_EQ(result.status, 3);
  EXPECT_FALSE(result.timed_out);
}

TEST(RunCommand, RunsInTheFolder) {
  const ScratchFolder folder;
  write_file(folder.path() / "cases.csv", "id\n");
  EXPECT_EQ(run_command("ls", folder.path()).output, "cases.csv\n");
}

TEST(RunCommand, EndsWhatDoesNotEnd) {
  const ScratchFolder folder;
  const ProcessResult result =
      run_command("echo begun; sleep 60 & wait", folder.path(), std::chrono::seconds(1));
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.output, "begun\n");
}

TEST(RunCommand, SaysWhichSignalEndedACommand) {
  const ScratchFolder folder;
  EXPECT_EQ(run_command("kill -SEGV $$", folder.path()).status, 128 + 11);
}

TEST(ScratchFolder, IsGoneAfterwards) {
  std::filesystem::path path;
  {
    const ScratchFolder folder;
    path = folder.path();
    write_file(path / "file", "x");
    EXPECT_EQ(read_file(path / "file"), "x");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace nansen::testing_support

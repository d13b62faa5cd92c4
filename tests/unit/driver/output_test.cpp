// What stands at a path after something was written there, and after it could not be.

#include "compiler/driver/output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <future>

#include "tests/support/files.h"

namespace nansen::driver {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

class OutputTest : public testing::Test {
 protected:
  std::string at(const std::string& name) const { return (scratch.path() / name).string(); }

  /// Why `text` could not be written to `path`, or nothing.
  static std::string written(const std::string& path, std::string_view text) {
    Output output(path);
    if (const auto failure = output.open()) return failure->reason;
    output.write(text);
    const std::array<Output*, 1> all{&output};
    const auto failure = deliver(all);
    return failure ? failure->reason : "";
  }

  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
  }

  ScratchFolder scratch;
};

TEST_F(OutputTest, AFileAppearsWithAllOfTheText) {
  EXPECT_EQ(written(at("new.csv"), "id\n1\n"), "");
  EXPECT_EQ(read_file(at("new.csv")), "id\n1\n");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, AFileReplacedKeepsItsRights) {
  write_file(at("old.csv"), "old");
  ASSERT_EQ(::chmod(at("old.csv").c_str(), 0640), 0);
  EXPECT_EQ(written(at("old.csv"), "new"), "");
  EXPECT_EQ(read_file(at("old.csv")), "new");
  EXPECT_EQ(fs::status(at("old.csv")).permissions(), fs::perms(0640));
}

TEST_F(OutputTest, AFileReplacedKeepsItsOwner) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
  write_file(at("old.csv"), "old");
  ASSERT_EQ(::chown(at("old.csv").c_str(), 65534, 65534), 0);
  EXPECT_EQ(written(at("old.csv"), "new"), "");
  struct stat status{};
  ASSERT_EQ(::stat(at("old.csv").c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, 65534u);
  EXPECT_EQ(status.st_gid, 65534u);
}

TEST_F(OutputTest, ALinkIsFollowedAndStays) {
  write_file(at("target.csv"), "old");
  fs::create_directory(at("folder"));
  fs::create_symlink("../target.csv", at("folder/first"));
  fs::create_symlink("folder/first", at("link"));
  EXPECT_EQ(written(at("link"), "new"), "");
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_TRUE(fs::is_symlink(at("folder/first")));
  EXPECT_EQ(read_file(at("target.csv")), "new");
}

TEST_F(OutputTest, ALinkToNothingMakesItsTarget) {
  fs::create_symlink("target.csv", at("link"));
  EXPECT_EQ(written(at("link"), "new"), "");
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(read_file(at("target.csv")), "new");
}

TEST_F(OutputTest, LinksInACircleAreRefused) {
  fs::create_symlink("second", at("first"));
  fs::create_symlink("first", at("second"));
  EXPECT_NE(written(at("first"), "new"), "");
  EXPECT_TRUE(fs::is_symlink(at("first")));
}

TEST_F(OutputTest, ANamedPipeIsWrittenTo) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  auto reader = std::async(std::launch::async, [&] { return read_file(at("pipe")); });
  EXPECT_EQ(written(at("pipe"), "text"), "");
  EXPECT_EQ(reader.get(), "text");
  EXPECT_TRUE(fs::is_fifo(at("pipe")));
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, AFolderIsRefused) {
  EXPECT_EQ(written(scratch.path().string(), "text"), "Is a directory");
}

TEST_F(OutputTest, AFileThatMayNotBeWrittenIsRefused) {
  write_file(at("kept.csv"), "old");
  fs::permissions(scratch.path(), fs::perms::all);
  ASSERT_EQ(::chmod(at("kept.csv").c_str(), 0444), 0);
  const uid_t before = ::geteuid();
  ASSERT_EQ(::seteuid(before == 0 ? 65534 : before), 0);
  EXPECT_EQ(written(at("kept.csv"), "new"), "Permission denied");
  ASSERT_EQ(::seteuid(before), 0);
  EXPECT_EQ(read_file(at("kept.csv")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, NothingIsLeftOfWhatIsNotDelivered) {
  write_file(at("old.csv"), "old");
  {
    Output output(at("old.csv"));
    ASSERT_FALSE(output.open());
    output.write("new");
    EXPECT_EQ(files(), 2u);
  }
  EXPECT_EQ(read_file(at("old.csv")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, WhatAnotherRunLeftBehindIsNotTouched) {
  const std::string left = at("new.csv." + std::to_string(::getpid()) + ".part");
  write_file(left, "left");
  EXPECT_EQ(written(at("new.csv"), "new"), "");
  EXPECT_EQ(read_file(left), "left");
}

TEST_F(OutputTest, OfSeveralFilesEachIsWrittenOrNone) {
  fs::create_directory(at("folder"));
  Output first(at("first.csv"));
  Output second(at("folder/second.csv"));
  ASSERT_FALSE(first.open());
  ASSERT_FALSE(second.open());
  first.write("first");
  second.write("second");
  fs::remove_all(at("folder"));
  const std::array<Output*, 2> all{&first, &second};
  const auto failure = deliver(all);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->name, at("folder/second.csv"));
  EXPECT_FALSE(failure->partly);
  EXPECT_FALSE(fs::exists(at("first.csv")));
}

TEST_F(OutputTest, OneFileIsKnownUnderSeveralNames) {
  write_file(at("file.csv"), "");
  fs::create_symlink("file.csv", at("link"));
  fs::create_hard_link(at("file.csv"), at("other.csv"));
  fs::create_symlink("missing.csv", at("to_missing"));
  EXPECT_TRUE(is_same_file(at("file.csv"), at("link")));
  EXPECT_TRUE(is_same_file(at("file.csv"), at("other.csv")));
  EXPECT_TRUE(is_same_file(at("missing.csv"), at("./missing.csv")));
  EXPECT_TRUE(is_same_file(at("missing.csv"), at("to_missing")));
  EXPECT_FALSE(is_same_file(at("missing.csv"), at("file.csv")));
  EXPECT_FALSE(is_same_file(at("missing.csv"), at("missing_too.csv")));
  EXPECT_FALSE(is_same_file("/dev/null", "/dev/null"));
}

/// Standard output as a file, whose size tells what is visible.
class PassedThrough : public testing::Test {
 protected:
  PassedThrough() : shown_(std::tmpfile()) {
    std::fflush(stdout);
    standard_ = ::dup(STDOUT_FILENO);
    ::dup2(::fileno(shown_), STDOUT_FILENO);
  }
  ~PassedThrough() override {
    std::fflush(stdout);
    ::dup2(standard_, STDOUT_FILENO);
    ::close(standard_);
    std::fclose(shown_);
  }
  std::int64_t visible() const {
    struct stat status{};
    return ::fstat(::fileno(shown_), &status) == 0 ? std::int64_t{status.st_size} : -1;
  }

 private:
  std::FILE* shown_;
  int standard_;
};

TEST_F(PassedThrough, IsVisibleOnceItIsFlushed) {
  Output output("");
  ASSERT_FALSE(output.open());
  ASSERT_TRUE(output.pass_through());
  output.write("first");
  output.flush();
  EXPECT_EQ(visible(), 5);
  output.write(" last");
  const std::array<Output*, 1> all{&output};
  EXPECT_FALSE(deliver(all));
  EXPECT_EQ(visible(), 10);
}

TEST_F(PassedThrough, IsNotWhatWasToWaitFromTheBeginning) {
  Output output("");
  ASSERT_FALSE(output.open());
  output.write("first");
  EXPECT_FALSE(output.pass_through());
  output.flush();
  EXPECT_EQ(visible(), 0);
  const std::array<Output*, 1> all{&output};
  EXPECT_FALSE(deliver(all));
  EXPECT_EQ(visible(), 5);
}

TEST_F(PassedThrough, IsNoFile) {
  Output output("/tmp/nansen_output_test_that_is_never_made");
  ASSERT_FALSE(output.open());
  EXPECT_FALSE(output.pass_through());
}

}  // namespace
}  // namespace nansen::driver

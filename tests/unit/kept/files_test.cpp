#include "compiler/kept/files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/support/files.h"

namespace nansen::kept {
namespace {

namespace fs = std::filesystem;
using testing_support::read_file;
using testing_support::ScratchFolder;

class KeptFiles : public testing::Test {
 protected:
  fs::path folder() const { return scratch_.path() / "cache" / "nansen"; }
  Files files(std::uint64_t most_bytes = 1 << 20) const {
    return Files(folder().string(), most_bytes);
  }
  std::size_t count() const {
    std::error_code none;
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder(), none), fs::directory_iterator()));
  }
  fs::path only_file() const { return fs::directory_iterator(folder())->path(); }
  void write(const std::string& bytes) const {
    std::ofstream(only_file(), std::ios::binary | std::ios::trunc) << bytes;
  }

  ScratchFolder scratch_;
  Digest key_ = digest_of("what was asked");
  Digest other_ = digest_of("something else");
};

TEST_F(KeptFiles, AreFoundAgain) {
  const std::string bytes("\0machine\ncode\xff", 14);
  {
    Files writer = files();
    EXPECT_EQ(writer.find("code", key_), std::nullopt);
    writer.keep("code", key_, bytes);
  }
  EXPECT_EQ(files().find("code", key_), bytes);
  EXPECT_EQ(files().find("tree", key_), std::nullopt);
  EXPECT_EQ(files().find("code", other_), std::nullopt);
  EXPECT_EQ(count(), 1U);
}

TEST_F(KeptFiles, AreTheirOwnersAlone) {
  files().keep("code", key_, "bytes");
  EXPECT_EQ(fs::status(folder()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(only_file()).permissions() & fs::perms::mask,
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeptFiles, WithoutAFolderNothingIsKept) {
  Files none("");
  none.keep("code", key_, "bytes");
  EXPECT_EQ(none.find("code", key_), std::nullopt);
}

TEST_F(KeptFiles, ThatAreTornOrChangedAreNotFound) {
  const std::string bytes(3000, 'x');
  files().keep("code", key_, bytes);
  const std::string whole = *read_file(only_file());
  for (const std::size_t length : {0U, 1U, 13U, 14U, 29U, 30U, 31U, 1000U, 3029U}) {
    write(whole.substr(0, length));
    EXPECT_EQ(files().find("code", key_), std::nullopt) << length;
  }
  write(whole + "x");
  EXPECT_EQ(files().find("code", key_), std::nullopt);
  for (const std::size_t at : {0U, 13U, 14U, 29U, 30U, 3029U}) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write(changed);
    EXPECT_EQ(files().find("code", key_), std::nullopt) << at;
  }
  // What is kept anew takes its place.
  files().keep("code", key_, bytes);
  EXPECT_EQ(files().find("code", key_), bytes);
}

TEST_F(KeptFiles, UnderAnotherKeysNameAreNotFound) {
  files().keep("code", key_, "bytes");
  const fs::path first = only_file();
  files().keep("code", other_, "other bytes");
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path() != first)
      fs::copy_file(entry.path(), first, fs::copy_options::overwrite_existing);
  }
  EXPECT_EQ(files().find("code", key_), std::nullopt);
}

TEST_F(KeptFiles, ThatAreNoFilesAreNotFound) {
  files().keep("code", key_, "bytes");
  const fs::path path = only_file();
  fs::remove(path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(files().find("code", key_), std::nullopt) << "and no one waits for a pipe";
  fs::remove(path);
  std::ofstream(scratch_.path() / "elsewhere") << "bytes";
  fs::create_symlink(scratch_.path() / "elsewhere", path);
  EXPECT_EQ(files().find("code", key_), std::nullopt);
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_EQ(files().find("code", key_), std::nullopt);
  files().keep("code", key_, "bytes");  // it cannot take the place of a folder
  EXPECT_EQ(count(), 1U) << "nothing unfinished is left behind";
}

TEST_F(KeptFiles, WhereTheFolderIsAFileNothingIsKept) {
  fs::create_directories(folder().parent_path());
  std::ofstream(folder()) << "no folder";
  files().keep("code", key_, "bytes");
  EXPECT_EQ(files().find("code", key_), std::nullopt);
  EXPECT_EQ(read_file(folder()), "no folder");
}

TEST_F(KeptFiles, WhereTheFolderMayNotBeWrittenNothingIsKept) {
  fs::create_directories(folder());
  fs::permissions(folder(), fs::perms::owner_read | fs::perms::owner_exec);
  files().keep("code", key_, "bytes");
  fs::permissions(folder(), fs::perms::owner_all);
  if (::geteuid() != 0) {
    EXPECT_EQ(count(), 0U);
  }
  Files nowhere("/proc/self/nansen");  // no one may write there, whoever it is
  nowhere.keep("code", key_, "bytes");
  EXPECT_EQ(nowhere.find("code", key_), std::nullopt);
}

// A full disk, which is a file that may not grow: the write stops in the middle.
TEST_F(KeptFiles, WhereTheDiskIsFullNothingIsKept) {
  fs::create_directories(folder());
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight = before;
  tight.rlim_cur = 1000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  files().keep("code", key_, std::string(3000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(count(), 0U);
  EXPECT_EQ(files().find("code", key_), std::nullopt);
}

TEST_F(KeptFiles, ThatWereNotUsedForLongestMakeRoom) {
  std::vector<Digest> keys;
  for (int at = 0; at < 6; ++at) {
    keys.push_back(digest_of("key " + std::to_string(at)));
    files(100'000).keep("code", keys.back(), std::string(10'000, 'x'));
    const auto age = std::chrono::hours(10 - at);
    for (const auto& entry : fs::directory_iterator(folder())) {
      if (fs::last_write_time(entry) > fs::file_time_type::clock::now() - std::chrono::minutes(1)) {
        fs::last_write_time(entry, fs::file_time_type::clock::now() - age);
      }
    }
  }
  EXPECT_TRUE(files().find("code", keys[0]).has_value());  // used again
  files(65'000).keep("code", key_, std::string(10'000, 'y'));
  EXPECT_TRUE(files().find("code", keys[0]).has_value());
  EXPECT_TRUE(files().find("code", key_).has_value());
  EXPECT_FALSE(files().find("code", keys[1]).has_value());
  EXPECT_FALSE(files().find("code", keys[2]).has_value());
  EXPECT_EQ(count(), 4U);
  files(5'000).keep("code", other_, std::string(10'000, 'z'));
  EXPECT_FALSE(files().find("code", other_).has_value()) << "larger than all that may be kept";
}

TEST_F(KeptFiles, OfOthersAreLeftWhereTheyAre) {
  fs::create_directories(folder());
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1000);
  for (const char* name : {"thesis.txt", "code-1", "code-0123456789ABCDEF0123456789abcdeg",
                           "-0123456789abcdef0123456789abcdef", "1-0123456789abcdef"}) {
    std::ofstream(folder() / name) << std::string(50'000, 'x');
    fs::last_write_time(folder() / name, long_ago);
  }
  files(20'000).keep("code", key_, std::string(10'000, 'y'));
  files(20'000).keep("code", other_, std::string(9'000, 'y'));
  EXPECT_EQ(count(), 7U) << "they are neither removed nor counted";
  EXPECT_TRUE(files().find("code", key_).has_value());
  EXPECT_TRUE(files().find("code", other_).has_value());
}

TEST_F(KeptFiles, LeftUnfinishedLongAgoGo) {
  files().keep("code", key_, "bytes");
  for (const char* name : {".unfinished-abandon", ".unfinished-at-work"}) {
    std::ofstream(folder() / name) << "half";
  }
  fs::last_write_time(folder() / ".unfinished-abandon",
                      fs::file_time_type::clock::now() - std::chrono::hours(2));
  files().keep("code", other_, "bytes");
  EXPECT_FALSE(fs::exists(folder() / ".unfinished-abandon"));
  EXPECT_TRUE(fs::exists(folder() / ".unfinished-at-work"));
}

// Readers find what one of the writers wrote, whole, or nothing.
TEST_F(KeptFiles, MayBeWrittenByManyAtOnce) {
  const auto content = [](int writer) {
    return std::string(200'000, static_cast<char>('a' + writer));
  };
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer) {
    writers.emplace_back([&, writer] {
      while (!stop) files().keep("code", key_, content(writer));
    });
  }
  std::size_t found = 0;
  while (found < 50) {
    const auto bytes = files().find("code", key_);
    if (!bytes) continue;
    ++found;
    EXPECT_TRUE(*bytes == content(0) || *bytes == content(1) || *bytes == content(2));
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_TRUE(files().find("code", key_).has_value());
  EXPECT_EQ(count(), 1U);
}

TEST(BuildIdentity, IsKnownAndStays) {
  EXPECT_FALSE(build_identity().empty());
  EXPECT_EQ(build_identity(), build_identity());
}

}  // namespace
}  // namespace nansen::kept

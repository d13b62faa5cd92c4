// Kept cases are those that were read; and whatever becomes of the file they are kept in, the
// answers are as if it were not there.
#include "compiler/cases/cache.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <sstream>

#include "compiler/cases/cache_file.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

/// More than the coarsest clock of files.
constexpr std::int64_t a_while = 2'200'000'000;

std::string bytes_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class CacheTest : public testing::Test {
 protected:
  CacheTest() {
    files.cases = folder.write("cases.csv", cases());
    files.tables = {
        {"nationalities", folder.write("nationalities.csv",
                                       "case,country,protects\nc1,FRA,yes\nc1,NOR,\nc9,FRA,no\n")},
        {"State", folder.write("State.csv", "id,safe,region\nFRA,yes,west\nNOR,no,north\n")},
        {"State.borders", folder.write("borders.csv", "State,open\nFRA,yes\nFRA,no\n")}};
    cache = cache_path(files.cases);
  }

  /// Enough cases for several batches, with cells of every type.
  static std::string cases() {
    std::string text =
        "id,weight,outside,ground,grounds,income,left_on,residence,country,nationalities\n";
    for (std::size_t number = 0; number < 2 * default_batch_rows + 700; ++number) {
      text += "c" + std::to_string(number) + "," + std::to_string(number % 7) +
              (number % 3 == 0   ? ",yes"
               : number % 3 == 1 ? ",no"
                                 : ",") +
              (number % 2 == 0 ? ",race" : ",") +
              (number % 5 == 0 ? ",race|nationality" : ",none") + ",-12.5,2020-02-29,3," +
              (number % 4 == 0 ? "FRA" : "") + "," +
              (number == 1   ? "2"
               : number == 9 ? "1"
                             : "0") +
              "\n";
    }
    return text;
  }

  /// Every row of every batch in words: cases, ids, weights, and what is linked and referred to.
  std::string read() {
    emitter = Emitter();
    CachedReader opened = open_cached(vocabulary.program, vocabulary.module, files, identity,
                                      emitter, RangeCells::Unknown, columns);
    found = opened.found;
    if (!opened.reader) return messages(emitter);
    std::string text;
    for (const std::string& header : opened.reader->headers()) text += header + ";";
    for (const program::FactId fact : opened.reader->facts()) {
      text += std::to_string(fact.index) + ";";
    }
    text += opened.reader->has_weights() ? "weights\n" : "\n";
    CaseBatch batch;
    for (std::size_t number = 0; opened.reader->next(batch, rows_of_batch(number)); ++number) {
      text += std::to_string(batch.size()) + "\n";
      for (std::size_t row = 0; row < batch.size(); ++row) {
        text += std::string(batch.ids[row]) + "," + std::to_string(batch.weights[row]) + "\n";
      }
      for (std::size_t domain = 0; domain < batch.batch.tables.size(); ++domain) {
        append(batch, domain, text);
      }
    }
    good = opened.reader->is_known_good();
    return text + messages(emitter);
  }

  static void append(const CaseBatch& batch, std::size_t domain, std::string& text) {
    const auto& table = batch.batch.tables[domain];
    if (!table) return;
    text += "table " + std::to_string(table->rows()) + "\n";
    for (std::size_t row = 0; row < table->rows(); ++row) {
      if (batch.row_ids[domain]) text += (*batch.row_ids[domain])[row];
      for (std::size_t column = 0; column < table->shapes().size(); ++column) {
        const runtime::ColumnShape& shape = table->shapes()[column];
        using runtime::ColumnKind;
        const bool planes = shape.kind == ColumnKind::Boolean || shape.kind == ColumnKind::Set;
        const std::size_t buffers = planes ? runtime::buffer_count(shape) : 1;
        for (std::size_t buffer = 0; buffer < buffers; ++buffer) {
          text += table->plane(row, column, buffer) ? '1' : '0';
        }
        if (shape.kind == ColumnKind::Rows) {
          text += std::to_string(table->rows_begin(row, column));
        } else if (!planes) {
          text += std::to_string(table->number(row, column));
        }
      }
      text += "\n";
    }
  }

  void expect_another_day_noticed() {
    std::string changed = cases();
    changed[changed.find("2020-02-29") + 9] = '8';
    const auto time = std::filesystem::last_write_time(files.cases);
    std::ofstream(files.cases) << changed;
    std::filesystem::last_write_time(files.cases, time);
    const std::string again = read();
    EXPECT_FALSE(found);
    EXPECT_EQ(again, plain());
  }

  /// As if the tables had not been changed for a while when they were last looked at: no one can
  /// set the time when a file was changed, but the kept file says when it was looked at.
  void let_be_looked_at_later() {
    const auto kept = CacheInput::open(cache, files.cases);
    ASSERT_NE(kept, nullptr);
    KnownFiles later = kept->known();
    later.recorded += a_while;
    refresh(cache, kept->key(), later);
  }

  /// True iff the table of cases is known without being read.
  bool stands() const {
    return CacheInput::open(cache, files.cases)->known().holds(0, *stamp_of_file(files.cases));
  }

  /// The cases as they are without a cache.
  std::string plain() {
    std::filesystem::remove(cache);
    const std::string text = read();
    std::filesystem::remove(cache);
    return text;
  }

  Vocabulary vocabulary;
  Folder folder;
  Emitter emitter;
  TableFiles files;
  std::string cache;
  std::string identity = "this build";
  KeptColumns columns = KeptColumns::All;
  bool found = false;
  bool good = false;  // all cases came from the cache
};

/// Changes nothing but the time when the file was read, and so when it was changed.
void touch(const std::string& path) {
  const timespec times[] = {{1, 0}, {0, UTIME_OMIT}};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST_F(CacheTest, GivesTheSameCasesAsTheTables) {
  const std::string expected = plain();
  EXPECT_EQ(read(), expected);
  EXPECT_FALSE(found);
  EXPECT_EQ(read(), expected);
  EXPECT_TRUE(found);
  EXPECT_EQ(messages(emitter), "");
}

TEST_F(CacheTest, IsMadeAnewWhereATableChanges) {
  for (const auto& [name, path] : files.tables) {
    read();
    read();
    ASSERT_TRUE(found);
    const std::string text = bytes_of_file(path);
    std::string changed = text;
    const std::size_t at = changed.find("yes");
    if (at == std::string::npos) continue;
    const auto time = std::filesystem::last_write_time(path);
    std::ofstream(path) << changed.replace(at, 3, "no");
    std::filesystem::last_write_time(path, time);
    const std::string again = read();
    EXPECT_FALSE(found) << name;
    EXPECT_EQ(again, plain()) << name;
  }
}

TEST_F(CacheTest, NoticesAChangeThatKeepsSizeAndTime) {
  read();
  expect_another_day_noticed();
}

// Clocks of files are coarse: what is changed again at once has the time that it had.
TEST(KnownFiles, HoldOnlyWhatHadNotJustBeenChanged) {
  const std::int64_t now = present_time();
  const FileStamp stamp{.modified = now - a_while, .changed = now - a_while};
  const auto hold = [&](std::int64_t recorded) {
    return KnownFiles{recorded, {{stamp, Digest{}}}}.holds(0, stamp);
  };
  EXPECT_TRUE(hold(now));
  EXPECT_FALSE(hold(now - a_while / 2));
  EXPECT_FALSE(hold(stamp.changed));
}

TEST_F(CacheTest, KnowsATableAgainWithoutReadingIt) {
  read();
  // It was written just now.
  EXPECT_FALSE(stands());
  let_be_looked_at_later();
  EXPECT_TRUE(stands());
  const auto known = CacheInput::open(cache, files.cases);
  ASSERT_TRUE(known);
  ASSERT_EQ(known->known().files.size(), 4u);
  // A wrong digest of it is taken for granted: it is not looked at.
  KnownFiles other = known->known();
  other.files[0].digest = Digest{};
  refresh(cache, known->key(), other);
  read();
  EXPECT_FALSE(found);
}

TEST_F(CacheTest, ReadsATableThatTheSystemKnowsOtherwise) {
  read();
  let_be_looked_at_later();
  EXPECT_TRUE(stands());
  touch(files.cases);
  EXPECT_FALSE(stands());
  read();
  EXPECT_TRUE(found);
  // What was seen just after a change is not trusted, and is looked at again.
  EXPECT_FALSE(stands());
  const auto looked_at = [&] { return CacheInput::open(cache, files.cases)->known().recorded; };
  const std::int64_t before = looked_at();
  read();
  EXPECT_TRUE(found);
  EXPECT_GT(looked_at(), before);
  let_be_looked_at_later();
  EXPECT_TRUE(stands());
  // A copy has the bytes but is another file.
  const std::string copy = files.cases + ".copy";
  std::filesystem::copy_file(files.cases, copy);
  std::filesystem::rename(copy, files.cases);
  EXPECT_FALSE(stands());
  read();
  EXPECT_TRUE(found);
  // Another content of the same size and time.
  let_be_looked_at_later();
  EXPECT_TRUE(stands());
  expect_another_day_noticed();
}

TEST_F(CacheTest, IsOfUseWhereItsStampsAreTorn) {
  read();
  const std::string whole = bytes_of_file(cache);
  std::string torn = whole;
  torn[80] = static_cast<char>(torn[80] ^ 1);
  std::ofstream(cache, std::ios::binary) << torn;
  EXPECT_TRUE(CacheInput::open(cache, files.cases)->known().files.empty());
  read();
  EXPECT_TRUE(found);
  EXPECT_EQ(CacheInput::open(cache, files.cases)->known().files.size(), 4u);
}

TEST_F(CacheTest, ReadsNoColumnThatTheModuleDoesNot) {
  read();
  const std::string all = read();
  columns = KeptColumns::ReadByModule;
  const std::string some = read();
  EXPECT_TRUE(found);
  EXPECT_TRUE(good);
  EXPECT_NE(some, all);
  EXPECT_EQ(std::count(some.begin(), some.end(), '\n'), std::count(all.begin(), all.end(), '\n'));
}

TEST_F(CacheTest, IsNotUsedByAnotherBuildOrLayout) {
  read();
  identity = "another build";
  read();
  EXPECT_FALSE(found);
  read();
  EXPECT_TRUE(found);
  vocabulary.keep_bounds("", "left_on");
  const std::string ranged = read();
  EXPECT_FALSE(found);
  EXPECT_EQ(ranged, plain());
}

TEST_F(CacheTest, IsPassedOverWhereItIsTornOrChanged) {
  const std::string expected = plain();
  read();
  const std::string whole = bytes_of_file(cache);
  ASSERT_GT(whole.size(), 1000u);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{14}, std::size_t{20}, std::size_t{31},
        std::size_t{40}, whole.size() / 2, whole.size() - 25, whole.size() - 1}) {
    std::ofstream(cache, std::ios::binary) << whole.substr(0, size);
    EXPECT_EQ(read(), expected) << size;
    EXPECT_FALSE(good) << size;
  }
  constexpr std::size_t after_stamps = 320;
  for (std::size_t at = after_stamps; at < whole.size(); at += 1 + whole.size() / 37) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    std::ofstream(cache, std::ios::binary) << changed;
    EXPECT_EQ(read(), expected) << at;
    EXPECT_FALSE(good) << at;
    // And is whole again.
    EXPECT_EQ(bytes_of_file(cache).size(), whole.size()) << at;
  }
  std::ofstream(cache, std::ios::binary) << whole << "more";
  EXPECT_EQ(read(), expected);
  EXPECT_FALSE(good);
  read();
  EXPECT_TRUE(found);
  EXPECT_TRUE(good);
}

TEST_F(CacheTest, LeavesAFileOfThatNameAloneThatIsNotOurs) {
  const std::string expected = plain();
  std::ofstream(cache) << "the user's own notes";
  EXPECT_EQ(read(), expected);
  EXPECT_EQ(bytes_of_file(cache), "the user's own notes");
  std::filesystem::remove(cache);
  std::filesystem::create_directory(cache);
  EXPECT_EQ(read(), expected);
  EXPECT_TRUE(std::filesystem::is_directory(cache));
  std::filesystem::remove(cache);
  const std::string elsewhere = folder.write("elsewhere", "not ours either");
  std::filesystem::create_symlink(elsewhere, cache);
  EXPECT_EQ(read(), expected);
  EXPECT_EQ(bytes_of_file(elsewhere), "not ours either");
  EXPECT_EQ(mkfifo((files.cases + ".pipe").c_str(), 0600), 0);
  std::filesystem::remove(cache);
  std::filesystem::rename(files.cases + ".pipe", cache);
  EXPECT_EQ(read(), expected);
}

TEST_F(CacheTest, IsNotMissedWhereNothingCanBeWritten) {
  const std::string expected = plain();
  // In this folder no one can make files, whoever they are.
  const std::string shown = "/proc/self/fd/" + std::to_string(open(files.cases.c_str(), O_RDONLY));
  files.cases = shown;
  EXPECT_EQ(read(), expected);
  EXPECT_FALSE(found);
  EXPECT_EQ(read(), expected);
  EXPECT_FALSE(found);
}

// A limit on the size of files fails as a full disk does.
TEST_F(CacheTest, IsNotMissedWhereTheDiskIsFull) {
  const std::string expected = plain();
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{100'000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &little), 0);
  const std::string found_then = read();
  EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(found_then, expected);
  EXPECT_FALSE(std::filesystem::exists(cache));
  read();
  EXPECT_FALSE(found);
}

TEST_F(CacheTest, KeepsNothingOfTablesThatAreWrong) {
  files.cases = folder.write("wrong.csv", "id,outside\na,maybe\n");
  files.tables.clear();
  const std::string said = read();
  EXPECT_NE(said.find("maybe"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(cache_path(files.cases)));
  EXPECT_EQ(read(), said);
}

TEST_F(CacheTest, KeepsNothingThatIsNotReadToItsEnd) {
  {
    CachedReader opened =
        open_cached(vocabulary.program, vocabulary.module, files, identity, emitter);
    CaseBatch batch;
    ASSERT_TRUE(opened.reader->next(batch, rows_of_batch(0)));
  }
  {
    CachedReader opened =
        open_cached(vocabulary.program, vocabulary.module, files, identity, emitter);
    CaseBatch batch;
    while (opened.reader->next(batch, 100)) {
    }
  }
  std::size_t entries = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(files.cases).parent_path())) {
    entries += entry.path().filename().string().find("nansen-cache") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(entries, 0u);
}

TEST_F(CacheTest, MayBeReadByWhoMayReadTheCases) {
  std::filesystem::permissions(files.cases, std::filesystem::perms::owner_read);
  read();
  EXPECT_EQ(std::filesystem::status(cache).permissions(), std::filesystem::perms::owner_read);
}

TEST_F(CacheTest, BecomesAsSecretAsTheCases) {
  using std::filesystem::perms;
  const std::string expected = plain();
  std::filesystem::permissions(files.cases, perms::owner_read | perms::others_read);
  read();
  std::filesystem::permissions(files.cases, perms::owner_read);
  EXPECT_EQ(read(), expected);
  EXPECT_EQ(std::filesystem::status(cache).permissions(), perms::owner_read);
}

TEST_F(CacheTest, IsMadeAnewWhereLittleOrNothingIsLeftOfIt) {
  const std::string expected = plain();
  for (const std::string left : {"", "n", "nansen ca"}) {
    std::ofstream(cache, std::ios::trunc) << left;
    EXPECT_EQ(read(), expected);
    EXPECT_FALSE(found);
    EXPECT_EQ(read(), expected);
    EXPECT_TRUE(found) << left;
  }
}

TEST_F(CacheTest, HasNoNameBeforeItIsWhole) {
  CachedReader opened =
      open_cached(vocabulary.program, vocabulary.module, files, identity, emitter);
  CaseBatch batch;
  ASSERT_TRUE(opened.reader->next(batch, rows_of_batch(0)));
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(files.cases).parent_path())) {
    EXPECT_EQ(entry.path().filename().string().find("nansen-cache"), std::string::npos);
  }
}

TEST_F(CacheTest, IsWholeWhereSeveralWriteIt) {
  const std::string expected = plain();
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&] {
      for (int round = 0; round < 3; ++round) {
        Emitter own;
        CachedReader opened =
            open_cached(vocabulary.program, vocabulary.module, files, identity, own);
        CaseBatch batch;
        std::size_t rows = 0;
        for (std::size_t number = 0; opened.reader->next(batch, rows_of_batch(number)); ++number) {
          rows += batch.size();
        }
        EXPECT_EQ(rows, 2 * default_batch_rows + 700);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(read(), expected);
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace nansen::cases

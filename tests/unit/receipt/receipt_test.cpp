#include "compiler/receipt/receipt.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/files.h"

namespace nansen::receipt {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

Receipt whole() {
  Receipt receipt;
  receipt.version = "0.1.0";
  receipt.asked.names = {"mimc_2017", "drafts/climate.treaty"};
  receipt.asked.provisions = {"facts.treaty"};
  receipt.asked.drafts = {"earlier"};
  receipt.asked.definitions = {"forced_migrant"};
  receipt.asked.readings = {"harm=wide"};
  receipt.asked.as_of = "2026-01-01";
  receipt.asked.rights = true;
  receipt.asked.engine = "native";
  receipt.asked.cases = "../data/cases.csv";
  receipt.asked.tables = {{"State", "states.csv"}};
  receipt.asked.columns = {"population=population_2014"};
  receipt.asked.settings = {"weight=10%"};
  receipt.asked.year = 2014;
  receipt.asked.total = "1000";
  receipt.files = {{"mimc_2017.treaty", true, sha256("law"), 3},
                   {"../data/cases.csv", false, sha256("cases"), 5}};
  receipt.result_sha256 = sha256("result");
  return receipt;
}

/// What is wrong with `text`; empty iff it is a receipt.
std::string problem_of(const std::string& text) {
  std::string problem;
  const auto receipt = from_json(text, problem);
  EXPECT_EQ(receipt.has_value(), problem.empty());
  return problem;
}

/// The whole receipt with `from` replaced by `to`.
std::string altered(const std::string& from, const std::string& to) {
  std::string text = to_json(whole());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Hash, IsTheStandardsOwn) {
  // FIPS 180-4's examples.
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, OfAFileIsThatOfItsBytes) {
  const ScratchFolder folder;
  const std::string text(200'000, 'x');
  write_file(folder.path() / "long.csv", text);
  std::string reason;
  const auto hashed = hash_file((folder.path() / "long.csv").string(), reason);
  ASSERT_TRUE(hashed.has_value()) << reason;
  EXPECT_EQ(hashed->sha256, sha256(text));
  EXPECT_EQ(hashed->bytes, text.size());
}

TEST(Hash, IsOfRegularFilesOnly) {
  const ScratchFolder folder;
  std::string reason;
  EXPECT_FALSE(hash_file("/dev/zero", reason).has_value());
  EXPECT_EQ(reason, "it is no regular file");
  EXPECT_FALSE(hash_file(folder.path().string(), reason).has_value());
  EXPECT_EQ(reason, "it is a folder");
  EXPECT_FALSE(hash_file((folder.path() / "none").string(), reason).has_value());
  EXPECT_EQ(reason, "No such file or directory");
}

TEST(Receipt, IsReadAsItWasWritten) {
  std::string problem;
  const auto read = from_json(to_json(whole()), problem);
  ASSERT_TRUE(read.has_value()) << problem;
  EXPECT_EQ(*read, whole());
}

TEST(Receipt, OfStatesIsReadAsItWasWritten) {
  Receipt receipt = whole();
  receipt.asked = {};
  receipt.asked.names = {"a", "b"};
  receipt.asked.engine = "interpreter";
  receipt.asked.states = "states.csv";
  std::string problem;
  const auto read = from_json(to_json(receipt), problem);
  ASSERT_TRUE(read.has_value()) << problem;
  EXPECT_EQ(*read, receipt);
}

TEST(Receipt, IsRefusedWhereItIsNone) {
  EXPECT_EQ(problem_of("{"), "it is not JSON");
  EXPECT_EQ(problem_of(""), "it is not JSON");
  EXPECT_EQ(problem_of("[]"), "it is no object");
  EXPECT_EQ(problem_of("{}"), "it does not say that it is a receipt");
  EXPECT_EQ(problem_of(std::string(most_bytes + 1, ' ')), "it is longer than 1048576 bytes");
  EXPECT_EQ(problem_of(std::string(100'000, '[')), "it is not JSON");
  EXPECT_EQ(problem_of(altered("\"receipt\": 1", "\"receipt\": 2")),
            "it is written in a form that this version does not know");
}

TEST(Receipt, IsRefusedWhereItNamesFoldersOfTheMachine) {
  EXPECT_EQ(problem_of(altered("../data/cases.csv", "/etc/passwd")),
            "\"/etc/passwd\" is not a relative path");
  EXPECT_EQ(problem_of(altered("drafts/climate.treaty", "/drafts/climate.treaty")),
            "\"/drafts/climate.treaty\" is not a relative path");
  EXPECT_EQ(problem_of(altered("\"states.csv\"", "\"/states.csv\"")),
            "\"/states.csv\" is not a relative path");
  EXPECT_EQ(problem_of(altered("\"mimc_2017.treaty\"", "\"../mimc_2017.treaty\"")),
            "\"../mimc_2017.treaty\" leads out of the library");
}

TEST(Receipt, IsRefusedWhereItSaysMoreThanIsKnown) {
  EXPECT_EQ(problem_of(altered("\"rights\": true", "\"out\": \"x\"")),
            "what was asked says something that this version does not know");
  EXPECT_EQ(problem_of(altered("\"library\": true", "\"mode\": true")),
            "a file says something that this version does not know");
}

TEST(Receipt, IsRefusedWhereAPartIsOfAnotherKind) {
  EXPECT_EQ(problem_of(altered("\"rights\": true", "\"rights\": 1")),
            "\"rights\" is neither true nor false");
  EXPECT_EQ(problem_of(altered("\"year\": 2014", "\"year\": 1e999")), "it is not JSON");
  EXPECT_EQ(problem_of(altered("\"year\": 2014", "\"year\": 0.5")), "\"year\" is no whole number");
  EXPECT_EQ(problem_of(altered("\"bytes\": 3", "\"bytes\": -3")),
            "the size of \"mimc_2017.treaty\" is no whole number");
  EXPECT_EQ(problem_of(altered("\"native\"", "\"other\"")), "there is no engine \"other\"");
  EXPECT_EQ(problem_of(altered(sha256("result"), "abc")), "the hash of its result is none");
  EXPECT_EQ(problem_of(altered("\"mimc_2017\"", "\"--cases\"")), "\"--cases\" is no name");
}

TEST(Receipt, IsRefusedWhereItsWordsCannotBeShown) {
  EXPECT_EQ(problem_of(altered("\"earlier\"", "\"\\u001b[2J\"")),
            "\"drafts\" of what was asked holds characters that cannot be shown");
  EXPECT_EQ(problem_of(altered("../data/cases.csv", "a\\u0000b")),
            "\"cases\" of what was asked holds characters that cannot be shown");
}

}  // namespace
}  // namespace nansen::receipt

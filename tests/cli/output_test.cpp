// What commands leave behind them: on standard output, and in the files they write.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

constexpr const char* provision =
    "vocabulary v\n"
    "entity Nationality { protects : boolean }\n"
    "entity Person { fear : boolean nationalities : rows of Nationality }\n"
    "instrument i { uses v define refugee of Person as fear }\n";

class CommandOutput : public testing::Test {
 protected:
  CommandOutput() {
    write_file(at("provision.treaty"), provision);
    write_file(at("cases.csv"), "id,fear\n1,yes\n");
    write_file(at("rows.csv"), "case,protects\n1,no\n");
  }
  fs::path at(const std::string& name) const { return scratch.path() / name; }
  ProcessResult run(const std::string& command) const {
    return run_command(command, scratch.path(), std::chrono::seconds(60));
  }
  /// The names in the folder beside those that were there at the beginning.
  std::string left() const {
    std::string names;
    for (const fs::path& file : files_in(scratch.path(), {".csv", ".part", ".treaty"})) {
      const std::string name = file.filename().string();
      if (name == "provision.treaty" || name == "cases.csv" || name == "rows.csv") continue;
      names += name + " ";
    }
    return names;
  }

  ScratchFolder scratch;
};

TEST_F(CommandOutput, WhatDoesNotReachStandardOutputIsAnError) {
  for (const std::string command :
       {"check provision.treaty", "check provision.treaty --print ir", "facts provision.treaty",
        "facts provision.treaty --csv-header", "exceptions i.refugee --file provision.treaty",
        "test provision.treaty", "format provision.treaty", "--help", "run --help", "--version",
        "run provision.treaty --cases cases.csv", "sample provision.treaty --rows 1 --seed 1",
        "explain provision.treaty i.refugee --cases cases.csv --case 1",
        "compare i.refugee i.refugee --file provision.treaty --cases cases.csv"}) {
    const ProcessResult full = run("nansen " + command + " > /dev/full");
    EXPECT_EQ(full.status, 1) << command;
    EXPECT_NE(full.output.find("error N7018: cannot write all of the output to standard output: No "
                               "space left on device"),
              std::string::npos)
        << command << "\n"
        << full.output;
    const ProcessResult closed = run("nansen " + command + " >&-");
    EXPECT_EQ(closed.status, 1) << command;
    EXPECT_NE(closed.output.find("error N7018"), std::string::npos) << command << closed.output;
  }
}

// They are passed on as they are worked out, and all that is promised of outputs holds for them
// too.
TEST_F(CommandOutput, AnswersToKeptCasesAreThoseToTheirTable) {
  ASSERT_EQ(run("nansen sample provision.treaty --rows 40000 --seed 1 --out many.csv").status, 0);
  const std::string ask = "nansen run provision.treaty --cases many.csv --cache";
  const ProcessResult whole = run(ask);
  ASSERT_EQ(whole.status, 0);
  EXPECT_EQ(run(ask).output, whole.output);
  EXPECT_EQ(
      run(ask + " --timings 2>&1 >answers.txt | grep -c '^first answer  *[0-9.]* ms$'").output,
      "1\n");
  EXPECT_EQ(run("nansen check provision.treaty --timings 2>&1 | grep -c 'first answer'").output,
            "0\n");
  const ProcessResult full = run(ask + " > /dev/full");
  EXPECT_EQ(full.status, 1);
  EXPECT_NE(full.output.find("error N7018"), std::string::npos) << full.output;
  EXPECT_EQ(full.output.find("error N7018"), full.output.rfind("error N7018")) << full.output;
}

constexpr const char* no_terminals = "the system has no pseudo-terminals to give";

// A mistake further on takes nothing back, and says what stands. Files and pipes get all or none.
TEST_F(CommandOutput, AnswersToATableAppearInATerminalAsItIsRead) {
  if (run("script -qec true /dev/null").status != 0) GTEST_SKIP() << no_terminals;
  ASSERT_EQ(run("nansen sample provision.treaty --rows 3000 --seed 1 --out many.csv; "
                "echo 3001,maybe, >> many.csv")
                .status,
            0);
  const std::string ask = "nansen run provision.treaty --cases many.csv";
  const ProcessResult seen = run("script -qec '" + ask + "' /dev/null");
  EXPECT_EQ(seen.status, 1);
  EXPECT_NE(seen.output.find("\n1024,"), std::string::npos) << seen.output;
  EXPECT_EQ(seen.output.find("\n1025,"), std::string::npos) << seen.output;
  EXPECT_NE(seen.output.find("note: the answers to the first 1024 cases were handed on before "
                             "this was met, and stand; there are no others"),
            std::string::npos)
      << seen.output;
  const ProcessResult objects = run("script -qec '" + ask + " --format json' /dev/null");
  EXPECT_EQ(objects.status, 1);
  EXPECT_NE(objects.output.find("}\r\n\x1b[1;31merror N5014"), std::string::npos) << objects.output;
  EXPECT_EQ(run(ask + " > answers.txt").status, 1);
  EXPECT_EQ(read_file(at("answers.txt")), "");
  EXPECT_EQ(run(ask + " 2>/dev/null | cat").output, "");
  ASSERT_EQ(run("head -n 2 many.csv > few.csv; echo 2,maybe, >> few.csv").status, 0);
  EXPECT_EQ(
      run("script -qec 'nansen run provision.treaty --cases few.csv 2>/dev/null' /dev/null").output,
      "");
}

// Rows out of order are met after cases that lacked them were read.
TEST_F(CommandOutput, AnswersToCasesWithLinkedRowsAppearAtTheEnd) {
  if (run("script -qec true /dev/null").status != 0) GTEST_SKIP() << no_terminals;
  ASSERT_EQ(run("nansen sample provision.treaty --rows 3000 --seed 1 --out many.csv --table "
                "nationalities=linked.csv; head -n 2 linked.csv | tail -n 1 >> linked.csv")
                .status,
            0);
  const ProcessResult seen = run(
      "script -qec 'nansen run provision.treaty --cases many.csv --table nationalities=linked.csv' "
      "/dev/null");
  EXPECT_EQ(seen.status, 1);
  EXPECT_EQ(seen.output.find("id,"), std::string::npos) << seen.output;
}

TEST_F(CommandOutput, AClosedPipeIsNoError) {
  EXPECT_EQ(run("nansen sample provision.treaty --rows 100000 --seed 1 --table "
                "nationalities=n.csv | head -n 1")
                .output,
            "id,fear,nationalities\n");
  EXPECT_EQ(left(), "");
}

TEST_F(CommandOutput, AClosedStandardOutputDoesNotMixWithAFile) {
  const ProcessResult result =
      run("nansen run provision.treaty --cases cases.csv --out results.csv >&- 2>&-");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(read_file(at("results.csv")), "id,i.refugee\n1,yes\n");
}

TEST_F(CommandOutput, WhatIsReadIsNotOverwritten) {
  fs::create_symlink("provision.treaty", at("link"));
  for (const std::string command :
       {"run provision.treaty --cases cases.csv --out provision.treaty",
        "run provision.treaty --cases cases.csv --out link",
        "run provision.treaty --cases cases.csv --out ./cases.csv",
        "run provision.treaty --cases cases.csv --table nationalities=rows.csv --out rows.csv",
        "sample provision.treaty --rows 1 --seed 1 --out provision.treaty",
        "sample provision.treaty --rows 1 --seed 1 --table nationalities=provision.treaty",
        "sample provision.treaty --rows 1 --seed 1 --out rows.csv --table nationalities=rows.csv",
        "sample provision.treaty --rows 1 --seed 1 --out new.csv --table "
        "nationalities=./new.csv"}) {
    const ProcessResult result = run("nansen " + command);
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_NE(result.output.find("error N7017: the output cannot go to"), std::string::npos)
        << command << "\n"
        << result.output;
  }
  EXPECT_EQ(read_file(at("provision.treaty")), provision);
  EXPECT_EQ(read_file(at("cases.csv")), "id,fear\n1,yes\n");
  EXPECT_EQ(read_file(at("rows.csv")), "case,protects\n1,no\n");
  EXPECT_EQ(left(), "");
}

TEST_F(CommandOutput, DevicesMayTakeSeveralTables) {
  const ProcessResult result =
      run("nansen sample provision.treaty --rows 1 --seed 1 --out /dev/null --table "
          "nationalities=/dev/null && test -c /dev/null");
  EXPECT_EQ(result.status, 0) << result.output;
}

TEST_F(CommandOutput, SampleWritesAllTablesOrNone) {
  const ProcessResult result =
      run("nansen sample provision.treaty --rows 1 --seed 1 --out new.csv --table "
          "nationalities=missing/n.csv");
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("N7010: cannot write to missing/n.csv"), std::string::npos);
  EXPECT_EQ(left(), "");
  // The second table grows beyond what a file may hold here.
  const ProcessResult large =
      run("ulimit -f 64; nansen sample provision.treaty --rows 4000 --seed 1 --unknown 100% --out "
          "new.csv --table nationalities=n.csv");
  EXPECT_EQ(large.status, 1);
  EXPECT_NE(large.output.find("N7010: cannot write to n.csv: File too large"), std::string::npos)
      << large.output;
  EXPECT_EQ(left(), "");
}

TEST_F(CommandOutput, ASignalLeavesNothingBehind) {
  for (const auto& [signal, status] : {std::pair{"INT", 130}, {"TERM", 143}, {"HUP", 129}}) {
    const ProcessResult result = run(
        "mkfifo cases; sleep 50 > cases & sleeper=$!\n"
        "env --default-signal=INT nansen run provision.treaty --cases cases --out results.csv &\n"
        "runner=$!\n"
        "until ls results.csv.*.part > names 2> /dev/null; do sleep 0.02; done\n"
        "kill -" +
        std::string(signal) +
        " $runner; wait $runner; status=$?\n"
        "kill $sleeper; rm cases; exit $status");
    EXPECT_EQ(result.status, status) << result.output;
    EXPECT_EQ(left(), "");
  }
}

TEST_F(CommandOutput, FormatFollowsLinks) {
  const ProcessResult result =
      run("ln -s provision.treaty link.treaty; nansen format --write link.treaty");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_TRUE(fs::is_symlink(at("link.treaty")));
  EXPECT_NE(read_file(at("provision.treaty")), provision);
  EXPECT_EQ(run("nansen format --check provision.treaty").status, 0);
}

TEST_F(CommandOutput, WhoWaitsAtANamedPipeIsToldThatNothingComes) {
  const ProcessResult result =
      run("mkfifo pipe; cat pipe & reader=$!; sleep 0.2\n"
          "nansen run provision.treaty --cases missing.csv --out pipe; wait $reader");
  EXPECT_FALSE(result.timed_out);
  EXPECT_NE(result.output.find("N5001"), std::string::npos) << result.output;
}

TEST_F(CommandOutput, IdsCannotSteerATerminal) {
  write_file(at("escape.csv"), "id,fear\n\"\x1b[31mred\nline\",yes\n");
  const ProcessResult result = run("nansen run provision.treaty --cases escape.csv --format table");
  EXPECT_EQ(result.output,
            "id             i.refugee\n"
            "\xEF\xBF\xBD[31mred line  yes\n");
}

}  // namespace
}  // namespace nansen

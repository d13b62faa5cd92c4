// What the command line means, and what is a misuse of it.

#include "compiler/driver/arguments.h"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

namespace nansen::driver {
namespace {

Arguments parse(std::vector<const char*> words) {
  words.insert(words.begin(), "nansen");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

/// The first line of what is said of a misuse.
std::string told(const std::vector<const char*>& words) {
  const Arguments arguments = parse(words);
  const auto* misuse = std::get_if<Misuse>(&arguments);
  return misuse == nullptr ? "" : misuse->text.substr(0, misuse->text.find('\n'));
}

TEST(ArgumentsTest, RunTakesFilesCasesTablesAndDefinitions) {
  const Arguments arguments =
      parse({"run", "a.treaty", "b.treaty", "--cases", "c.csv", "--table", "rows=r.csv", "--define",
             "a.x,b.y", "--as-of", "2026-07-01", "--engine", "interpreter"});
  const auto* run = std::get_if<RunArguments>(&arguments);
  ASSERT_NE(run, nullptr);
  EXPECT_EQ(run->common.files, (std::vector<std::string>{"a.treaty", "b.treaty"}));
  EXPECT_EQ(run->cases.cases, "c.csv");
  EXPECT_EQ(run->cases.tables, std::vector<std::string>{"rows=r.csv"});
  EXPECT_EQ(run->asking.definitions, (std::vector<std::string>{"a.x", "b.y"}));
  EXPECT_EQ(run->asking.as_of, "2026-07-01");
  EXPECT_EQ(run->engine, session::EngineKind::Interpreter);
  EXPECT_EQ(run->format, OutputFormat::Csv);
}

TEST(ArgumentsTest, SampleReadsTheShareOfUnknownFacts) {
  for (const auto& [word, per_million] :
       {std::pair{"10%", 100'000u}, {"0.25", 250'000u}, {"0%", 0u}, {"100%", 1'000'000u}}) {
    const Arguments arguments =
        parse({"sample", "people", "--rows", "3", "--seed", "1", "--unknown", word});
    const auto* sample = std::get_if<SampleArguments>(&arguments);
    ASSERT_NE(sample, nullptr) << word;
    EXPECT_EQ(sample->unknown_per_million, per_million) << word;
  }
}

TEST(ArgumentsTest, SampleReadsWholeNumbersInDecimalDigits) {
  const Arguments arguments =
      parse({"sample", "people", "--rows", "010", "--seed", "18446744073709551615"});
  const auto* sample = std::get_if<SampleArguments>(&arguments);
  ASSERT_NE(sample, nullptr);
  EXPECT_EQ(sample->rows, 10u);
  EXPECT_EQ(sample->seed, std::numeric_limits<std::uint64_t>::max());
}

TEST(ArgumentsTest, DraftsAreTakenInTheirOrder) {
  const Arguments run = parse({"run", "a", "--draft", "one", "--draft", "two", "--cases", "c.csv"});
  ASSERT_TRUE(std::holds_alternative<RunArguments>(run));
  EXPECT_EQ(std::get<RunArguments>(run).common.files, std::vector<std::string>{"a"});
  EXPECT_EQ(std::get<RunArguments>(run).common.drafts, (std::vector<std::string>{"one", "two"}));
  const Arguments explain =
      parse({"explain", "--draft", "one", "a", "a.x", "--cases", "c.csv", "--case", "1"});
  ASSERT_TRUE(std::holds_alternative<ExplainArguments>(explain));
  EXPECT_EQ(std::get<ExplainArguments>(explain).common.drafts, std::vector<std::string>{"one"});
  for (const char* command : {"check", "test", "facts", "rights"}) {
    const Arguments arguments = parse({command, "a", "--draft", "one"});
    EXPECT_FALSE(std::holds_alternative<Misuse>(arguments)) << command;
  }
  EXPECT_EQ(told({"format", "a", "--draft", "one"}),
            "nansen: The following argument was not expected: --draft");
}

TEST(ArgumentsTest, ConsolidateAndDiffReadTheTextsThatTheyName) {
  const Arguments consolidate =
      parse({"consolidate", "law", "--draft", "one", "--draft", "two.treaty", "--out", "o"});
  ASSERT_TRUE(std::holds_alternative<ConsolidateArguments>(consolidate));
  EXPECT_EQ(std::get<ConsolidateArguments>(consolidate).common.texts,
            (std::vector<std::string>{"law", "one", "two.treaty"}));
  EXPECT_EQ(std::get<ConsolidateArguments>(consolidate).out, "o");
  const Arguments diff = parse({"diff", "law", "one", "--file", "a.treaty", "--text"});
  ASSERT_TRUE(std::holds_alternative<DiffArguments>(diff));
  EXPECT_EQ(std::get<DiffArguments>(diff).common.texts, (std::vector<std::string>{"law", "one"}));
  EXPECT_EQ(std::get<DiffArguments>(diff).common.files, std::vector<std::string>{"a.treaty"});
  EXPECT_TRUE(std::get<DiffArguments>(diff).text);
  EXPECT_TRUE(std::holds_alternative<Misuse>(parse({"diff", "law"})));
  EXPECT_TRUE(std::holds_alternative<Misuse>(parse({"diff", "law", "one", "--all", "--text"})));
}

TEST(ArgumentsTest, CompareTakesDefinitionsOfDraftsAPageAndAReceipt) {
  const Arguments arguments =
      parse({"compare", "law", "one", "two.treaty", "--cases", "c.csv", "--define", "a,b",
             "--define", "c", "--report", "r.html", "--receipt", "r.json"});
  ASSERT_TRUE(std::holds_alternative<CompareArguments>(arguments));
  const auto& compare = std::get<CompareArguments>(arguments);
  EXPECT_EQ(compare.asking.definitions, (std::vector<std::string>{"law", "one", "two.treaty"}));
  EXPECT_EQ(compare.define, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(compare.report, "r.html");
  EXPECT_EQ(compare.receipt, "r.json");
  EXPECT_TRUE(std::holds_alternative<Misuse>(parse({"compare", "law", "--cases", "c.csv"})));
}

TEST(ArgumentsTest, RepeatTakesAReceipt) {
  const Arguments arguments = parse({"repeat", "r.json", "--messages", "json"});
  ASSERT_TRUE(std::holds_alternative<RepeatArguments>(arguments));
  EXPECT_EQ(std::get<RepeatArguments>(arguments).receipt, "r.json");
  EXPECT_EQ(std::get<RepeatArguments>(arguments).common.messages, MessageFormat::Json);
  EXPECT_TRUE(std::holds_alternative<Misuse>(parse({"repeat"})));
}

TEST(ArgumentsTest, HelpAndVersionAreNotices) {
  for (const char* word : {"--help", "--version"}) {
    EXPECT_TRUE(std::holds_alternative<Notice>(parse({word}))) << word;
  }
  for (const char* command : {"check", "run", "explain", "compare", "exceptions", "test", "format",
                              "sample", "facts", "allocate", "vary"}) {
    const Arguments arguments = parse({command, "--help"});
    const auto* notice = std::get_if<Notice>(&arguments);
    ASSERT_NE(notice, nullptr) << command;
    EXPECT_NE(notice->text.find("--messages"), std::string::npos) << command;
  }
}

TEST(ArgumentsTest, MisuseIsToldFromWrongInput) {
  const std::vector<std::vector<const char*>> misuses{
      {},
      {"runn", "a.treaty"},
      {"run", "a.treaty"},
      {"run", "a.treaty", "--cases", "c.csv", "--engine", "fast"},
      {"check", "a.treaty", "--print", "tokens"},
      {"compare", "a.x", "--cases", "c.csv"},
      {"format", "a.treaty", "--write", "--check"},
      {"sample", "people", "--rows", "3", "--seed", "1", "--unknown", "110%"},
      {"sample", "people", "--rows", "3", "--seed", "1", "--unknown", "few"},
      {"sample", "people", "--rows", "3", "--seed", "1", "--ranges", "101%"},
      {"sample", "people", "--rows", "-3", "--seed", "1"},
  };
  for (const auto& words : misuses) {
    const Arguments arguments = parse(words);
    const auto* misuse = std::get_if<Misuse>(&arguments);
    ASSERT_NE(misuse, nullptr) << (words.empty() ? "" : words.back());
    EXPECT_TRUE(misuse->text.starts_with("nansen: ")) << misuse->text;
  }
}

TEST(ArgumentsTest, MisuseSaysWhatIsToBeWritten) {
  EXPECT_EQ(told({"chek", "a.treaty"}),
            "nansen: there is no command \"chek\"; did you mean \"check\"?");
  EXPECT_EQ(
      told({"do"}),
      "nansen: there is no command \"do\"; the commands are: check, run, explain, compare, watch, "
      "exceptions, test, format, sample, facts, allocate, vary, timeline, rights, "
      "breaches, repeat, consolidate, diff, build");
  EXPECT_EQ(told({"facts", "a.treaty", "--format", "xml"}),
            "nansen: --format: must be one of table, csv, json, but is \"xml\"");
  EXPECT_EQ(told({"facts", "a.treaty", "--messages", "xml"}),
            "nansen: --messages: must be one of text, json, but is \"xml\"");
  EXPECT_EQ(told({"run", "a.treaty", "--cases", "c.csv", "--engine", "fast"}),
            "nansen: --engine: must be one of automatic, native, blockwise, interpreter, but is "
            "\"fast\"");
  EXPECT_EQ(told({"check", "a.treaty", "--print", "tokens"}),
            "nansen: --print: must be one of ast, program, ir, normal, plan, llvm, "
            "sheet, but is \"tokens\"");
  EXPECT_EQ(told({"sample", "people", "--rows", "x", "--seed", "1"}),
            "nansen: --rows: must be a whole number such as 1000, but is \"x\"");
  EXPECT_EQ(told({"sample", "people", "--rows", "0x10", "--seed", "1"}),
            "nansen: --rows: must be a whole number such as 1000, but is \"0x10\"");
  EXPECT_EQ(told({"sample", "people", "--rows", "1", "--seed", "99999999999999999999"}),
            "nansen: --seed: must be a whole number up to 18446744073709551615, but is "
            "\"99999999999999999999\"");
}

TEST(ArgumentsTest, ScenariosAreGivenOrMadeNotBoth) {
  EXPECT_EQ(told({"vary", "key", "--scenarios", "s.csv", "--parameter", "w=0..1/3"}),
            "nansen: --scenarios: does not go together with --parameter: the tables of the file "
            "are the scenarios");
  EXPECT_EQ(told({"vary", "key", "--scenarios", "s.csv", "--indicator", "gdp=90%..110%/3"}),
            "nansen: --scenarios: does not go together with --indicator: the tables of the file "
            "are the scenarios");
  EXPECT_EQ(told({"vary", "key", "--scenarios", "s.csv", "--states", "t.csv", "--random", "5"}),
            "nansen: --scenarios: does not go together with --random: the tables of the file are "
            "the scenarios");
  EXPECT_EQ(told({"vary", "key", "--states", "s.csv", "--parameter", "w=0..1", "--random", "0"}),
            "nansen: --random: needs at least 1 scenario");
}

TEST(ArgumentsTest, ChoicesAreListedInTheHelp) {
  const Arguments arguments = parse({"run", "--help"});
  const auto* notice = std::get_if<Notice>(&arguments);
  ASSERT_NE(notice, nullptr);
  for (const char* choices :
       {"--format table|csv|json", "--engine automatic|native|blockwise|interpreter",
        "--messages text|json"}) {
    EXPECT_NE(notice->text.find(choices), std::string::npos) << notice->text;
  }
}

TEST(ArgumentsTest, FormulasTakeATableOfStates) {
  const Arguments parsed = parse({"allocate", "key", "--states", "s.csv", "--column", "state=iso3",
                                  "--year", "2014", "--set", "weight=5%", "--total", "100",
                                  "--sort", "quota", "--digits", "3", "--out", "a.csv"});
  const auto* allocate = std::get_if<AllocateArguments>(&parsed);
  ASSERT_NE(allocate, nullptr);
  EXPECT_EQ(allocate->source.states, "s.csv");
  EXPECT_EQ(allocate->source.columns, (std::vector<std::string>{"state=iso3"}));
  EXPECT_EQ(allocate->source.year, 2014);
  EXPECT_EQ(allocate->source.settings, (std::vector<std::string>{"weight=5%"}));
  EXPECT_EQ(allocate->source.total, "100");
  EXPECT_EQ(allocate->sort, sharing::SortOrder::Quota);
  EXPECT_EQ(allocate->digits, 3);
  EXPECT_EQ(allocate->format, OutputFormat::Csv);
  EXPECT_EQ(allocate->engine, session::EngineKind::Automatic);
  const Arguments other = parse({"vary", "key", "--states", "s.csv", "--parameter", "w=0..1/3",
                                 "--random", "5", "--table", "Transfer=t.csv", "--out", "a.json"});
  const auto* vary = std::get_if<VaryArguments>(&other);
  ASSERT_NE(vary, nullptr);
  EXPECT_EQ(vary->random, 5u);
  EXPECT_EQ(vary->source.tables, (std::vector<std::string>{"Transfer=t.csv"}));
  EXPECT_EQ(vary->format, OutputFormat::Json);
}

TEST(ArgumentsTest, HelpHasEightyColumns) {
  for (const char* command : {"check", "run", "explain", "compare", "watch", "exceptions", "test",
                              "format", "sample", "facts", "allocate", "vary", "timeline", "rights",
                              "breaches", "repeat", "consolidate", "diff", "build"}) {
    const Arguments arguments = parse({command, "--help"});
    const auto* notice = std::get_if<Notice>(&arguments);
    ASSERT_NE(notice, nullptr) << command;
    std::istringstream lines(notice->text);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80u) << command << ": " << line;
    }
  }
}

TEST(ArgumentsTest, WhatIsKeptBesideTheCasesIsNotMadeAnew) {
  EXPECT_EQ(told({"run", "a.treaty", "--cases", "c.csv", "--cache", "--anew"}),
            "nansen: --anew excludes --cache");
}

TEST(ArgumentsTest, CasesAndStatesAreToldApart) {
  for (const std::vector<const char*>& words : std::vector<std::vector<const char*>>{
           {"explain", "key", "x"},
           {"explain", "key", "x", "--states", "s.csv"},
           {"explain", "key", "x", "--states", "s.csv", "--state", "A", "--cases", "c.csv"},
           {"compare", "a", "b"},
           {"allocate", "key"},
           {"vary", "key", "--parameter", "w=0..1/3"},
           {"vary", "key", "--states", "s.csv", "--chart", "c.png"},
           {"allocate", "key", "--states", "s.csv", "--digits", "19"},
       }) {
    EXPECT_TRUE(std::holds_alternative<Misuse>(parse(words))) << words.back();
  }
  EXPECT_TRUE(std::holds_alternative<ExplainArguments>(
      parse({"explain", "key", "x", "--states", "s.csv", "--state", "A"})));
}

}  // namespace
}  // namespace nansen::driver

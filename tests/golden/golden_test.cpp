// One test a golden. A golden is a stem in a folder of tests/golden:
//   X.treaty    what is checked; or X.command alone where no provision is needed
//   X.command   the commands, one a line (absent: nansen check X.treaty); `#` begins a comment
//   X.expected  each command after `$ `, what it printed, and its exit status
// The commands run in a copy of the folder. Where they evaluate, they are run again with the other
// engine and must print the same bytes. NANSEN_UPDATE_GOLDENS=1 writes X.expected.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

fs::path golden_folder() { return source_directory() / "tests" / "golden"; }

struct Golden {
  fs::path folder;
  std::string stem;
};

void PrintTo(const Golden& golden, std::ostream* stream) {
  *stream << golden.folder.filename().string() << "/" << golden.stem;
}

std::vector<Golden> all_goldens() {
  std::vector<Golden> goldens;
  for (const fs::path& folder : folders_in(golden_folder())) {
    std::set<std::string> stems;
    for (const fs::path& file : files_in(folder, {".treaty", ".command"})) {
      stems.insert(file.stem().string());
    }
    for (const std::string& stem : stems) goldens.push_back({folder, stem});
  }
  return goldens;
}

std::string test_name(const testing::TestParamInfo<Golden>& info) {
  std::string name = info.param.folder.filename().string() + "_" + info.param.stem;
  for (char& character : name) {
    if (std::isalnum(static_cast<unsigned char>(character)) == 0) character = '_';
  }
  return name;
}

std::vector<std::string> commands_of(const Golden& golden) {
  const auto text = read_file(golden.folder / (golden.stem + ".command"));
  if (!text) return {"nansen check " + golden.stem + ".treaty"};
  std::vector<std::string> commands;
  for (std::string& line : lines_of(*text)) {
    if (!line.empty() && !line.starts_with('#')) commands.push_back(std::move(line));
  }
  return commands;
}

// What works answers out beside the usual engine.
constexpr std::string_view other_engines[] = {"interpreter", "native"};

/// The same command with another engine, or nothing where it does not evaluate or chooses its
/// engine itself.
std::optional<std::string> with_engine(std::string command, std::string_view engine) {
  for (const char* choice : {"--engine", "NANSEN_BACK_END="}) {
    if (command.find(choice) != std::string::npos) return std::nullopt;
  }
  for (const std::string verb :
       {"nansen run", "nansen compare", "nansen breaches", "nansen allocate"}) {
    const std::size_t at = command.find(verb);
    if (at == std::string::npos) continue;
    return command.insert(at + verb.size(), " --engine " + std::string(engine));
  }
  return std::nullopt;
}

/// What the commands print when run one after another in a fresh copy of the golden's folder, by
/// the usual engine where `engine` is empty.
std::string transcript(const Golden& golden, const std::vector<std::string>& commands,
                       std::string_view engine) {
  const ScratchFolder scratch;
  for (const fs::directory_entry& entry : fs::directory_iterator(golden.folder)) {
    // Other tests may be writing theirs.
    if (entry.path().extension() == ".expected") continue;
    fs::copy(entry, scratch.path() / entry.path().filename(), fs::copy_options::recursive);
  }
  std::string text;
  for (const std::string& command : commands) {
    const std::string run =
        engine.empty() ? command : with_engine(command, engine).value_or(command);
    const ProcessResult result = run_command(run, scratch.path());
    EXPECT_FALSE(result.timed_out) << "no end in sight: " << run;
    EXPECT_LT(result.status, 126) << run << "\n" << result.output;
    text += "$ " + command + "\n" + result.output;
    if (!text.ends_with('\n')) text += '\n';
    text += "exit status " + std::to_string(result.status) + "\n";
  }
  return text;
}

/// The goldens with a command that can be run by other engines too.
std::vector<Golden> goldens_that_evaluate() {
  std::vector<Golden> goldens = all_goldens();
  std::erase_if(goldens, [](const Golden& golden) {
    const std::vector<std::string> commands = commands_of(golden);
    return std::ranges::none_of(commands, [](const std::string& command) {
      return with_engine(command, other_engines[0]).has_value();
    });
  });
  return goldens;
}

class GoldenTest : public testing::TestWithParam<Golden> {};

TEST_P(GoldenTest, PrintsWhatIsExpected) {
  const Golden& golden = GetParam();
  const std::vector<std::string> commands = commands_of(golden);
  ASSERT_FALSE(commands.empty()) << golden.stem << ".command holds no command";
  const std::string actual = transcript(golden, commands, "");
  ASSERT_FALSE(HasFailure());

  const fs::path expected_path = golden.folder / (golden.stem + ".expected");
  if (updating_goldens()) write_file(expected_path, actual);
  const auto expected = read_file(expected_path);
  ASSERT_TRUE(expected.has_value())
      << expected_path << " is missing; read this, and if it is right run the test with "
      << "NANSEN_UPDATE_GOLDENS=1:\n"
      << actual;
  const std::string changed = difference(*expected, actual);
  EXPECT_TRUE(changed.empty()) << "- expected, + printed\n" << changed;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenTest, testing::ValuesIn(all_goldens()), test_name);

class EngineTest : public testing::TestWithParam<Golden> {};

TEST_P(EngineTest, PrintsTheSameInOtherEngines) {
  const Golden& golden = GetParam();
  const std::vector<std::string> commands = commands_of(golden);
  const std::string usual = transcript(golden, commands, "");
  for (const std::string_view engine : other_engines) {
    const std::string changed = difference(usual, transcript(golden, commands, engine));
    EXPECT_TRUE(changed.empty()) << "- usual engine, + " << engine << "\n" << changed;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EngineTest, testing::ValuesIn(goldens_that_evaluate()), test_name);

TEST(GoldenFolder, HoldsNoExpectationWithoutAGolden) {
  for (const fs::path& folder : folders_in(golden_folder())) {
    for (const fs::path& file : files_in(folder, {".expected"})) {
      const fs::path stem = folder / file.stem();
      EXPECT_TRUE(fs::exists(stem.string() + ".treaty") || fs::exists(stem.string() + ".command"))
          << file << " belongs to nothing";
    }
  }
}

}  // namespace
}  // namespace nansen

// The samples of the documentation are run as a reader would run them: one folder a page, in which
// `stdlib`, `examples` and `build` stand for those of the project. NANSEN_UPDATE_GOLDENS=1 writes
// what the commands print into the pages.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/docs/page.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/sanitizer.h"

namespace nansen::docs {
namespace {

namespace fs = std::filesystem;
using testing_support::binary_directory;
using testing_support::difference;
using testing_support::files_below;
using testing_support::lines_of;
using testing_support::ProcessResult;
using testing_support::read_file;
using testing_support::run_command;
using testing_support::ScratchFolder;
using testing_support::source_directory;
using testing_support::write_file;

/// README.md and all that is under docs/, relative to the project.
std::vector<std::string> pages() {
  std::vector<std::string> found;
  for (const fs::path& path : files_below(source_directory() / "docs", {".md"})) {
    found.push_back(fs::relative(path, source_directory()).string());
  }
  for (const char* page : {"README.md", "CONTRIBUTING.md"}) {
    if (fs::exists(source_directory() / page)) found.emplace_back(page);
  }
  return found;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& character : name) {
    if (std::isalnum(static_cast<unsigned char>(character)) == 0) character = '_';
  }
  return name;
}

class Page : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const auto text = read_file(source_directory() / GetParam());
    ASSERT_TRUE(text.has_value());
    lines_ = lines_of(*text);
    for (const char* folder : {"stdlib", "examples"}) {
      fs::create_directory_symlink(source_directory() / folder, scratch_.path() / folder);
    }
    fs::create_directory_symlink(binary_directory(), scratch_.path() / "build");
  }

  std::vector<std::string> lines_in(const Block& block) const {
    return {lines_.begin() + static_cast<std::ptrdiff_t>(block.begin),
            lines_.begin() + static_cast<std::ptrdiff_t>(block.end)};
  }

  /// Writes the file of a block. What it replaces must have passed before.
  void write(const Block& block) {
    if (provisions_.contains(block.name)) check(block.name);
    const fs::path path = scratch_.path() / block.name;
    ASSERT_FALSE(fs::path(block.name).is_absolute() || block.name.find("..") != std::string::npos);
    fs::create_directories(path.parent_path());
    write_file(path, text_of(lines_in(block)));
    if (block.kind == BlockKind::Provision) provisions_[block.name] = block.begin + 1;
  }

  /// A provision passes `nansen check`, unless the page shows what is wrong with it.
  void check(const std::string& name) {
    const ProcessResult result = run_command("nansen check " + name, scratch_.path());
    const bool shown = shown_.find("--> " + name + ":") != std::string::npos;
    EXPECT_TRUE(result.status == 0 || shown) << name << " at line " << provisions_[name] << "\n"
                                             << result.output;
    shown_.clear();
  }

  /// Runs a console block; its lines as they should be.
  std::vector<std::string> run(const Block& block) {
    std::vector<std::string> actual;
    for (const Step& step : steps_of(lines_in(block))) {
      EXPECT_FALSE(step.command.empty()) << "line " << block.begin + 1 << " begins without `$ `";
      const ProcessResult result = run_command(step.command, scratch_.path());
      EXPECT_FALSE(result.timed_out) << step.command;
      EXPECT_TRUE(result.status == 0 || !result.output.empty())
          << step.command << "\nfails without a word, with exit status " << result.status;
      EXPECT_LT(result.status, 126) << step.command << "\n" << result.output;
      shown_ += result.output;
      actual.insert(actual.end(), step.shown.begin(), step.shown.end());
      for (std::string& line : lines_of(result.output)) actual.push_back(std::move(line));
    }
    return actual;
  }

  void replace(const Block& block, const std::vector<std::string>& lines) {
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(block.begin);
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(block.end);
    lines_.insert(lines_.erase(begin, end), lines.begin(), lines.end());
  }

  ScratchFolder scratch_;
  std::vector<std::string> lines_;
  std::map<std::string, std::size_t> provisions_;  // written so far, and where
  std::string shown_;                              // what consoles have shown so far
};

TEST_P(Page, ShowsWhatTheCommandPrints) {
  if (testing_support::address_sanitized && GetParam() == "docs/embedding.md") {
    GTEST_SKIP() << "the linker warns of AddressSanitizer's library";
  }
  std::vector<Block> blocks = blocks_of(lines_);
  if (GetParam().starts_with("docs/language/") && GetParam() != "docs/language/README.md") {
    EXPECT_FALSE(blocks.empty()) << "a page of the language has samples that run";
  }
  std::ptrdiff_t grown = 0;  // lines added to the page so far when it is being updated
  for (Block block : blocks) {
    block.begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(block.begin) + grown);
    block.end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(block.end) + grown);
    if (block.kind != BlockKind::Console) {
      write(block);
      continue;
    }
    const std::vector<std::string> expected = lines_in(block);
    const std::vector<std::string> actual = run(block);
    if (testing_support::updating_goldens()) {
      replace(block, actual);
      grown +=
          static_cast<std::ptrdiff_t>(actual.size()) - static_cast<std::ptrdiff_t>(expected.size());
    } else {
      const std::string changed = difference(text_of(expected), text_of(actual));
      EXPECT_TRUE(changed.empty()) << "line " << block.begin + 1 << " (- the page, + printed)\n"
                                   << changed;
    }
  }
  const std::string shown = shown_;
  for (const auto& [name, line] : provisions_) {
    shown_ = shown;
    check(name);
  }
  const fs::path path = source_directory() / GetParam();
  if (testing_support::updating_goldens() && text_of(lines_) != read_file(path)) {
    write_file(path, text_of(lines_));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Page, testing::ValuesIn(pages()), test_name);

TEST(Pages, AreThere) {
  EXPECT_TRUE(fs::exists(source_directory() / "README.md"));
  EXPECT_GE(files_below(source_directory() / "docs" / "language", {".md"}).size(), 10u);
}

TEST(Pages, AreAllInTheIndexOfTheLanguage) {
  const fs::path folder = source_directory() / "docs" / "language";
  const std::string index = read_file(folder / "README.md").value_or("");
  for (const fs::path& page : testing_support::files_in(folder, {".md"})) {
    const std::string name = page.filename().string();
    EXPECT_TRUE(name == "README.md" || index.find("(" + name + ")") != std::string::npos) << name;
  }
}

TEST(Blocks, AreThoseWithAnInfoStringThatAsks) {
  const std::vector<std::string> page = lines_of(
      "```treaty draft.treaty\na\nb\n```\ntext\n```treaty\nread only\n```\n"
      "```csv cases.csv\nid\n```\n```sh\n$ git clone\n```\n```console\n$ ls\n```\n");
  const std::vector<Block> blocks = blocks_of(page);
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[0].name, "draft.treaty");
  EXPECT_EQ(blocks[0].begin, 1u);
  EXPECT_EQ(blocks[0].end, 3u);
  EXPECT_EQ(blocks[1].kind, BlockKind::File);
  EXPECT_EQ(blocks[2].kind, BlockKind::Console);
}

TEST(Steps, AreCommandsWithWhatTheyPrint) {
  const std::vector<Step> steps =
      steps_of(lines_of("$ nansen run a \\\n    --cases b\nid,x\n\n$ true\n"));
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].command, "nansen run a \\\n    --cases b");
  EXPECT_EQ(steps[0].shown.size(), 2u);
  EXPECT_EQ(steps[0].output, "id,x\n\n");
  EXPECT_EQ(steps[1].command, "true");
  EXPECT_EQ(steps[1].output, "");
}

}  // namespace
}  // namespace nansen::docs

// What `nansen consolidate` prints says what the amended text says: for every draft there is, the
// printed text becomes the same program as the text with the draft applied.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

struct Draft {
  std::string file;  // in its folder
  std::string name;
  std::string base;
};

/// The drafts of the repository, by folder; not those that show an error.
std::map<fs::path, std::vector<Draft>> all_drafts() {
  static const std::regex header(R"(^draft (\w+) (?:"[^"]*" )?amends (\w+) \{)");
  std::map<fs::path, std::vector<Draft>> drafts;
  for (const char* part : {"examples", "stdlib", "tests/golden"}) {
    for (const fs::path& file : files_below(source_directory() / part, {".treaty"})) {
      if (file.parent_path().filename() == "errors") continue;
      for (const std::string& line : lines_of(read_file(file).value_or(""))) {
        std::smatch match;
        if (!std::regex_search(line, match, header)) continue;
        drafts[file.parent_path()].push_back({file.filename().string(), match[1], match[2]});
      }
    }
  }
  return drafts;
}

std::string program_of(const std::string& files, const fs::path& folder, int& status) {
  const ProcessResult result =
      run_command("nansen check " + files + " --print program 2>/dev/null", folder);
  status = result.status;
  return result.output;
}

TEST(Consolidated, TextSaysWhatTheAmendedTextSays) {
  std::size_t held = 0;
  for (const auto& [folder, drafts] : all_drafts()) {
    const ScratchFolder scratch;
    fs::copy(folder, scratch.path(), fs::copy_options::recursive);
    for (const Draft& draft : drafts) {
      // A draft of a draft is of the instrument that the first of them amends.
      std::string base = draft.base;
      for (const Draft& each : drafts) {
        if (each.name == base) base = each.base;
      }
      const bool beside = fs::exists(scratch.path() / (base + ".treaty"));
      const std::string instrument = beside ? base + ".treaty" : base;
      const std::string own = read_file(folder / draft.file).value_or("");
      const bool is_inside = own.find("instrument " + base + " ") != std::string::npos;
      const std::string files = (is_inside ? "" : instrument + " ") + draft.file;
      int status = 0;
      const std::string amended =
          program_of(files + " --draft " + draft.name, scratch.path(), status);
      if (status != 0) continue;  // a golden of what is wrong
      const ProcessResult printed =
          run_command("nansen consolidate " + draft.name + " --file " + draft.file +
                          " --out consolidated_text.treaty 2>&1",
                      scratch.path());
      EXPECT_EQ(printed.status, 0) << folder << " " << draft.name << "\n" << printed.output;
      const std::string again = program_of("consolidated_text.treaty", scratch.path(), status);
      EXPECT_EQ(status, 0) << folder << " " << draft.name;
      EXPECT_EQ(difference(amended, again), "") << folder << " " << draft.name;
      ++held;
    }
  }
  EXPECT_GE(held, 10u);
}

}  // namespace
}  // namespace nansen

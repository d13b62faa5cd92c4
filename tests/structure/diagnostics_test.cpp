// Every diagnostic is registered, documented in docs/errors.md and shown by a golden.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "tests/support/files.h"

namespace nansen {
namespace {

namespace fs = std::filesystem;
using testing_support::files_in;
using testing_support::lines_of;
using testing_support::read_file;
using testing_support::source_directory;

std::string number_of(const Registration& row) {
  return "N" + std::to_string(static_cast<unsigned>(row.code));
}

/// A section of docs/errors.md: `## N2001 · UnknownName`.
struct Section {
  std::string number;
  std::string name;
  std::string text;
};

std::vector<Section> sections() {
  const auto page = read_file(source_directory() / "docs" / "errors.md");
  EXPECT_TRUE(page.has_value());
  static const std::regex heading(R"(^## (N\d+) · (\w+)$)");
  std::vector<Section> found;
  bool fenced = false;
  for (const std::string& line : lines_of(page.value_or(""))) {
    if (line.starts_with("```")) fenced = !fenced;
    std::smatch match;
    if (!fenced && std::regex_match(line, match, heading)) {
      found.push_back({match[1], match[2], ""});
    } else if (!fenced && line.starts_with("## N")) {
      ADD_FAILURE() << "a heading that is not like \"## N2001 · UnknownName\": " << line;
    } else if (!found.empty()) {
      found.back().text += line + "\n";
    }
  }
  return found;
}

/// The stems of the goldens in tests/golden/errors by the number they begin with.
std::multimap<std::string, fs::path> goldens() {
  std::multimap<std::string, fs::path> found;
  const fs::path folder = source_directory() / "tests" / "golden" / "errors";
  std::set<fs::path> stems;
  for (const fs::path& file : files_in(folder, {".treaty", ".command"})) {
    stems.insert(folder / file.stem());
  }
  for (const fs::path& stem : stems) {
    const std::string name = stem.filename().string();
    found.emplace(name.substr(0, name.find('_')), stem);
  }
  return found;
}

TEST(Diagnostics, AreAllDocumentedUnderTheirNames) {
  std::map<std::string, std::string> names;
  for (const Section& section : sections()) names[section.number] = section.name;
  for (const Registration& row : all_registrations()) {
    const auto section = names.find(number_of(row));
    if (section == names.end()) {
      ADD_FAILURE() << number_of(row) << " · " << row.name << " has no section in docs/errors.md";
    } else {
      EXPECT_EQ(section->second, row.name) << number_of(row);
    }
  }
}

TEST(Diagnostics, AreDocumentedOnlyIfRegisteredOnceAndInOrder) {
  std::set<std::string> registered;
  for (const Registration& row : all_registrations()) registered.insert(number_of(row));
  std::string previous;
  for (const Section& section : sections()) {
    EXPECT_TRUE(registered.contains(section.number)) << section.number << " is not registered";
    EXPECT_LT(previous, section.number) << "sections ascend";
    previous = section.number;
    EXPECT_NE(section.text.find_first_not_of('\n'), std::string::npos) << section.number;
  }
}

TEST(Diagnostics, AreAllShownByAGolden) {
  const auto shown = goldens();
  for (const Registration& row : all_registrations()) {
    const std::string number = number_of(row);
    EXPECT_TRUE(shown.contains(number))
        << number << " · " << row.name << " has no golden in tests/golden/errors";
    const std::string line =
        (row.severity == Severity::Error ? "error " : "warning ") + number + ":";
    for (auto [golden, end] = shown.equal_range(number); golden != end; ++golden) {
      const auto expected = read_file(golden->second.string() + ".expected");
      EXPECT_NE(("\n" + expected.value_or("")).find("\n" + line), std::string::npos)
          << golden->second << " does not show \"" << line << "\"";
    }
  }
}

TEST(Diagnostics, HaveNoGoldenThatIsNotRegistered) {
  std::set<std::string> registered;
  for (const Registration& row : all_registrations()) registered.insert(number_of(row));
  for (const auto& [number, stem] : goldens()) {
    EXPECT_TRUE(registered.contains(number)) << stem;
  }
}

}  // namespace
}  // namespace nansen

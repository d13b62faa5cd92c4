// The registry of numbers and the emitter.
#include <gtest/gtest.h>

#include <set>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen {
namespace {

TEST(Registry, IsSortedByNumberWithoutADouble) {
  unsigned previous = 0;
  std::set<std::string_view> names;
  for (const Registration& row : all_registrations()) {
    EXPECT_LT(previous, static_cast<unsigned>(row.code)) << row.name;
    previous = static_cast<unsigned>(row.code);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_GE(previous, 1000u) << row.name;
    EXPECT_LE(previous, 9999u) << row.name;
  }
}

TEST(Registry, FindsARowByItsCode) {
  for (const Registration& row : all_registrations()) EXPECT_EQ(&registration(row.code), &row);
}

TEST(Registry, WritesMessagesAsTheHouseStyleAsks) {
  for (const Registration& row : all_registrations()) {
    EXPECT_FALSE(row.message.empty()) << row.name;
    for (const std::string_view words : {row.message, row.help, row.library_help}) {
      EXPECT_TRUE(!words.ends_with('.') || words.ends_with("...")) << row.name;
    }
    const bool capitalised = row.message.size() > 1 && row.message[0] >= 'A' &&
                             row.message[0] <= 'Z' && row.message[1] >= 'a';
    EXPECT_FALSE(capitalised) << row.name;
  }
}

TEST(Registry, TellsCallersOfTheLibraryNothingOfTheCommandLine) {
  std::size_t apart = 0;
  for (const Registration& row : all_registrations()) {
    if (row.library_help.empty()) continue;
    ++apart;
    for (const std::string_view words : {"--", "nansen ", "command"}) {
      EXPECT_EQ(row.library_help.find(words), std::string_view::npos) << row.name;
    }
  }
  EXPECT_GT(apart, 0u);
}

TEST(MakeDiagnostic, HasAHelpForEachDoor) {
  const Diagnostic apart = make_diagnostic(Code::UnknownImport, CommandLocation{}, "v", "");
  EXPECT_EQ(help_at(Door::Command, apart), apart.help);
  EXPECT_NE(help_at(Door::Library, apart).find("\"files\", or put v.treaty"), std::string::npos);
  const Diagnostic alike = make_diagnostic(Code::DuplicateName, CommandLocation{}, "v");
  EXPECT_EQ(help_at(Door::Library, alike), alike.help);
}

TEST(MakeDiagnostic, FillsInMessageAndHelp) {
  const Diagnostic diagnostic =
      make_diagnostic(Code::UnknownImport, CommandLocation{}, "protction", "");
  EXPECT_EQ(diagnostic.message, "no vocabulary or instrument called \"protction\" was found");
  EXPECT_NE(diagnostic.help.find("protction.treaty"), std::string::npos);
  EXPECT_EQ(diagnostic.severity, Severity::Error);
}

TEST(Emitter, KeepsWhatWasFoundInOrder) {
  Emitter emitter;
  EXPECT_FALSE(emitter.has_errors());
  emitter.emit(Code::UnknownName, CommandLocation{}, "a", "").labels.push_back({{}, "there"});
  emitter.emit(Code::DuplicateName, CommandLocation{}, "b");
  ASSERT_EQ(emitter.diagnostics().size(), 2u);
  EXPECT_EQ(emitter.diagnostics()[0].code, Code::UnknownName);
  EXPECT_EQ(emitter.diagnostics()[0].labels.size(), 1u);
  EXPECT_EQ(emitter.diagnostics()[1].code, Code::DuplicateName);
  EXPECT_TRUE(emitter.has_errors());
}

TEST(Emitter, CountsWarningsApart) {
  Emitter emitter;
  Diagnostic warning = make_diagnostic(Code::DuplicateName, CommandLocation{}, "a");
  warning.severity = Severity::Warning;
  emitter.emit(warning);
  EXPECT_FALSE(emitter.has_errors());
  EXPECT_EQ(emitter.warning_count(), 1u);
}

TEST(Emitter, CountsButDoesNotKeepWhatIsBeyondTheLimit) {
  Emitter emitter;
  for (std::size_t i = 0; i < Emitter::limit + 5; ++i) {
    emitter.emit(Code::UnknownName, CommandLocation{}, "a", "").labels.push_back({{}, "there"});
  }
  EXPECT_EQ(emitter.error_count(), Emitter::limit + 5);
  EXPECT_EQ(emitter.diagnostics().size(), Emitter::limit);
  EXPECT_EQ(emitter.diagnostics().back().labels.size(), 1u);
}

}  // namespace
}  // namespace nansen

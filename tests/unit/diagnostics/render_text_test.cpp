// Diagnostics as a person sees them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/render.h"

namespace nansen {
namespace {

class RenderText : public testing::Test {
 protected:
  /// The place of the first `words` in `file`.
  Span find(FileId file, std::string_view words) const {
    const std::size_t begin = files_[file].text.find(words);
    return {file, static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(begin + words.size())};
  }
  std::string render(const Diagnostic& diagnostic) const {
    return render_text(std::vector{diagnostic}, files_, false);
  }
  /// The lines under the place of a diagnostic at `span`, without its help and the count.
  std::string excerpt(Span span) const {
    Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, span, "x");
    diagnostic.help.clear();
    const std::string text = render(diagnostic);
    const std::size_t begin = text.find('\n', text.find("-->")) + 1;
    return text.substr(begin, text.rfind("\n\n") + 1 - begin);
  }

  SourceFiles files_;
};

TEST_F(RenderText, ShowsNumberPlaceLineProvisionAndHelp) {
  const FileId file = files_.add("oau_1969.treaty", "one\ntwo\n  refugeee does not apply\n");
  Diagnostic diagnostic = make_diagnostic(Code::UnknownName, find(file, "refugeee"), "refugeee",
                                          "; did you mean \"refugee\"?");
  diagnostic.provision = "OAU Convention, art. I(4) \"Cessation\"";
  EXPECT_EQ(render(diagnostic),
            "error N2001: nothing here is called \"refugeee\"; did you mean \"refugee\"?\n"
            "  --> oau_1969.treaty:3:3\n"
            "   |\n"
            " 3 |   refugeee does not apply\n"
            "   |   ^^^^^^^^\n"
            "   = in OAU Convention, art. I(4) \"Cessation\"\n"
            "   = help: declare it, or name the instrument it belongs to, as in "
            "convention_1951.refugee\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderText, ShortensWhatItQuotes) {
  const std::string name(1'000'000, 'x');
  const std::string shown = std::string(40, 'x') + "...";
  const Diagnostic diagnostic =
      make_diagnostic(Code::UnknownColumn, TableLocation{"cases.csv", 1, 2, name}, name, "Person",
                      "; did you mean \"age\"?");
  const std::string text = render(diagnostic);
  EXPECT_TRUE(text.starts_with("error N5005: Person has no fact called \"" + shown +
                               "\"; did you mean \"age\"?\n  --> cases.csv row 1, column 2 \"" +
                               shown + "\"\n"))
      << text.substr(0, 500);
  // Words without quotation marks, texts with spaces, and characters of several bytes.
  EXPECT_TRUE(render(make_diagnostic(Code::CannotWrite, CommandLocation{}, name, "full"))
                  .starts_with("error N7010: cannot write to " + shown + ": full\n"));
  std::string words;
  std::string letters;
  for (int count = 0; count < 100; ++count) words += "a b";
  for (int count = 0; count < 121; ++count) letters += "é";
  EXPECT_TRUE(render(make_diagnostic(Code::DuplicateName, CommandLocation{}, words))
                  .starts_with("error N2002: \"" + words.substr(0, 40) + "...\" is already"));
  EXPECT_TRUE(render(make_diagnostic(Code::DuplicateName, CommandLocation{}, letters))
                  .starts_with("error N2002: \"" + letters.substr(0, 80) + "...\" is already"));
  letters.resize(240);
  EXPECT_TRUE(render(make_diagnostic(Code::DuplicateName, CommandLocation{}, letters))
                  .starts_with("error N2002: \"" + letters + "\" is already"));
}

TEST_F(RenderText, WidensTheMarginForLongFiles) {
  const FileId file = files_.add("a.treaty", std::string(999, '\n') + "word");
  EXPECT_EQ(excerpt(find(file, "word")),
            "     |\n"
            "1000 | word\n"
            "     | ^^^^\n");
}

TEST_F(RenderText, ShowsATabAsFourColumns) {
  const FileId file = files_.add("a.treaty", "\t\tdefine\tx");
  EXPECT_EQ(excerpt(find(file, "x")),
            "   |\n"
            " 1 |         define    x\n"
            "   |                   ^\n");
}

TEST_F(RenderText, UnderlinesWideAndCombiningCharactersByTheirWidth) {
  const FileId file = files_.add("a.treaty", "\"難民\" re\u0301fugie\u0301 x");
  EXPECT_EQ(excerpt(find(file, "\"難民\"")),
            "   |\n"
            " 1 | \"難民\" re\u0301fugie\u0301 x\n"
            "   | ^^^^^^\n");
  EXPECT_EQ(excerpt(find(file, "re\u0301fugie\u0301")),
            "   |\n"
            " 1 | \"難民\" re\u0301fugie\u0301 x\n"
            "   |        ^^^^^^^\n");
}

TEST_F(RenderText, ShowsTheFirstAndTheLastLineOfALongPlace) {
  const FileId file = files_.add("a.treaty", "as any of {\n  a\n  b\n  c\n} note\n");
  EXPECT_EQ(excerpt(find(file, "any of {\n  a\n  b\n  c\n}")),
            "   |\n"
            " 1 | as any of {\n"
            "   |    ^^^^^^^^\n"
            "...\n"
            " 5 | } note\n"
            "   | ^\n");
}

TEST_F(RenderText, ShowsBothLinesOfAPlaceOverTwo) {
  const FileId file = files_.add("a.treaty", "x is\r\n    empty\r\n");
  EXPECT_EQ(excerpt(find(file, "is\r\n    empty\r\n")),
            "   |\n"
            " 1 | x is\n"
            "   |   ^^\n"
            " 2 |     empty\n"
            "   |     ^^^^^\n");
}

TEST_F(RenderText, PointsPastTheLastCharacterAtTheEndOfTheFile) {
  const FileId open = files_.add("a.treaty", "article 1 {");
  EXPECT_EQ(excerpt({open, 11, 11}),
            "   |\n"
            " 1 | article 1 {\n"
            "   |            ^\n");
  const FileId closed = files_.add("b.treaty", "article 1 {\n");
  EXPECT_EQ(excerpt({closed, 12, 12}),
            "   |\n"
            " 2 |\n"
            "   | ^\n");
  const FileId empty = files_.add("c.treaty", "");
  EXPECT_EQ(excerpt({empty, 0, 0}),
            "   |\n"
            " 1 |\n"
            "   | ^\n");
}

TEST_F(RenderText, CutsALongLineAroundItsPlace) {
  const FileId file =
      files_.add("a.treaty", std::string(5000, 'a') + " word " + std::string(5000, 'b'));
  EXPECT_EQ(excerpt(find(file, "word")),
            "   |\n"
            " 1 | …" +
                std::string(39, 'a') + " word " + std::string(54, 'b') + "…\n" + "   | " +
                std::string(41, ' ') + "^^^^\n");
}

TEST_F(RenderText, KeepsTheBeginningOfALongLineThatIsWrongThere) {
  const FileId file = files_.add("a.treaty", "word " + std::string(5000, 'b'));
  EXPECT_EQ(excerpt(find(file, "word")),
            "   |\n"
            " 1 | word " +
                std::string(95, 'b') + "…\n" + "   | ^^^^\n");
}

TEST_F(RenderText, CutsAnUnderlineThatIsLongerThanTheWindow) {
  const FileId file = files_.add("a.treaty", std::string(5000, 'a'));
  EXPECT_EQ(excerpt({file, 0, 5000}),
            "   |\n"
            " 1 | " +
                std::string(100, 'a') + "…\n" + "   | " + std::string(100, '^') + "\n");
}

TEST_F(RenderText, DoesNotPassControlCharactersOn) {
  const FileId file = files_.add("a.treaty", "x \x1b[31m y\xFF");
  EXPECT_EQ(excerpt(find(file, "y")),
            "   |\n"
            " 1 | x \uFFFD[31m y\uFFFD\n"
            "   |         ^\n");
  const std::string text =
      render(make_diagnostic(Code::DuplicateName, CommandLocation{}, "\x1b[31m"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST_F(RenderText, ShowsFurtherPlacesOfTheSameFileInOneExcerpt) {
  const FileId file = files_.add("a.treaty", "define x\n\n\ndefine x again");
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, Span{file, 18, 19}, "x");
  diagnostic.labels.push_back({Span{file, 7, 8}, "first declared here"});
  EXPECT_EQ(render(diagnostic),
            "error N2002: \"x\" is already declared\n"
            "  --> a.treaty:4:8\n"
            "   |\n"
            " 1 | define x\n"
            "   |        - first declared here\n"
            "...\n"
            " 4 | define x again\n"
            "   |        ^\n"
            "   = help: choose another name, or remove one of the two\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderText, UnderlinesTwoPlacesOfOneLineBelowEachOther) {
  const FileId file = files_.add("a.treaty", "x and y");
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, Span{file, 6, 7}, "x");
  diagnostic.help.clear();
  diagnostic.labels.push_back({Span{file, 0, 1}, "the other"});
  EXPECT_EQ(render(diagnostic),
            "error N2002: \"x\" is already declared\n"
            "  --> a.treaty:1:7\n"
            "   |\n"
            " 1 | x and y\n"
            "   | - the other\n"
            "   |       ^\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderText, ShowsFurtherPlacesOfOtherFilesByThemselves) {
  const FileId here = files_.add("a.treaty", "define x");
  const FileId there = files_.add("b.treaty", "\ndefine x");
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, find(here, "x"), "x");
  diagnostic.help.clear();
  diagnostic.labels.push_back({find(there, "x"), "first declared here"});
  diagnostic.labels.push_back({Span{}, "both bear the rank 2"});
  EXPECT_EQ(render(diagnostic),
            "error N2002: \"x\" is already declared\n"
            "  --> a.treaty:1:8\n"
            "   |\n"
            " 1 | define x\n"
            "   |        ^\n"
            "  ::: b.treaty:2:8\n"
            "   |\n"
            " 2 | define x\n"
            "   |        - first declared here\n"
            "   = note: both bear the rank 2\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderText, NamesTheCellOfATable) {
  Diagnostic diagnostic = make_diagnostic(
      Code::DuplicateName, TableLocation{"cases.csv", 7, 3, "date_of_departure"}, "x");
  EXPECT_EQ(render(diagnostic),
            "error N2002: \"x\" is already declared\n"
            "  --> cases.csv row 7, column 3 \"date_of_departure\"\n"
            "   = help: choose another name, or remove one of the two\n"
            "\n"
            "1 error\n");
  diagnostic.location = TableLocation{"cases.csv", 7, 0, ""};
  EXPECT_NE(render(diagnostic).find("  --> cases.csv row 7\n"), std::string::npos);
}

TEST_F(RenderText, NamesAFileOrNothing) {
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, FileLocation{"none.treaty"}, "x");
  EXPECT_NE(render(diagnostic).find("\n  --> none.treaty\n   = help"), std::string::npos);
  diagnostic.location = CommandLocation{};
  EXPECT_EQ(render(diagnostic),
            "error N2002: \"x\" is already declared\n"
            "   = help: choose another name, or remove one of the two\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderText, SortsByFileAndPlaceAndCounts) {
  const FileId first = files_.add("a.treaty", "x y");
  const FileId second = files_.add("b.treaty", "z");
  std::vector<Diagnostic> diagnostics = {
      make_diagnostic(Code::DuplicateName, Span{second, 0, 1}, "z"),
      make_diagnostic(Code::DuplicateName, Span{first, 2, 3}, "y"),
      make_diagnostic(Code::DuplicateName, TableLocation{"c.csv", 1, 1, ""}, "t"),
      make_diagnostic(Code::DuplicateName, Span{first, 0, 1}, "x")};
  diagnostics[1].severity = Severity::Warning;
  const std::string text = render_text(diagnostics, files_, false);
  EXPECT_LT(text.find("\"x\""), text.find("\"y\""));
  EXPECT_LT(text.find("\"y\""), text.find("\"z\""));
  EXPECT_LT(text.find("\"z\""), text.find("\"t\""));
  EXPECT_NE(text.find("warning N2002"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\n3 errors and 1 warning\n")) << text;
}

TEST_F(RenderText, GivesTheHelpOfItsDoor) {
  const std::vector<Diagnostic> diagnostics{
      make_diagnostic(Code::NeedsDayAsked, CommandLocation{}, "shelter.sheltered")};
  EXPECT_NE(render_text(diagnostics, files_, false).find("help: write --as-of"), std::string::npos);
  const std::string told = render_text(diagnostics, files_, false, Door::Library);
  EXPECT_NE(told.find("help: give the day in \"as_of\""), std::string::npos) << told;
  EXPECT_EQ(told.find("--as-of"), std::string::npos) << told;
}

TEST_F(RenderText, SaysNothingAboutNothing) { EXPECT_EQ(render_text({}, files_, true), ""); }

TEST_F(RenderText, SaysThatMoreWasFoundThanIsShown) {
  Emitter emitter;
  for (std::size_t i = 0; i < 2 * Emitter::limit; ++i) {
    emitter.emit(Code::DuplicateName, CommandLocation{}, "x");
  }
  const std::string text = render_text(emitter.diagnostics(), files_, false);
  EXPECT_TRUE(text.ends_with("\n200 errors; any further ones are not shown\n")) << text;
}

TEST_F(RenderText, AddsColoursAndNothingElse) {
  const FileId file = files_.add("a.treaty", "define x\ndefine x");
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, Span{file, 16, 17}, "x");
  diagnostic.labels.push_back({Span{file, 7, 8}, "first declared here"});
  const std::string plain = render_text(std::vector{diagnostic}, files_, false);
  std::string coloured = render_text(std::vector{diagnostic}, files_, true);
  EXPECT_NE(plain, coloured);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos;
       at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  EXPECT_EQ(plain, coloured);
}

}  // namespace
}  // namespace nansen

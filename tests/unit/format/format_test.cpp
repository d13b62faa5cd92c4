// The canonical layout: what breaks where, comments at their places, nothing lost, nothing moved
// twice.
#include "compiler/format/format.h"

#include <gtest/gtest.h>

#include <regex>

#include "tests/support/files.h"

namespace nansen::format {
namespace {

namespace fs = std::filesystem;

/// The text in canonical layout, which must be a fixed point.
std::string formatted(const std::string& text) {
  SourceFiles files;
  Emitter emitter;
  const auto once = format(files, files.add("test.treaty", text), emitter);
  EXPECT_TRUE(once.has_value()) << text;
  if (!once) return {};
  const auto twice = format(files, files.add("again.treaty", *once), emitter);
  EXPECT_TRUE(twice.has_value());
  EXPECT_EQ(once, twice);
  return *once;
}

std::string in_article(const std::string& text) {
  return "instrument i {\n  article 1 {\n" + text + "  }\n}\n";
}

TEST(Layout, WritesOneThingALine) {
  EXPECT_EQ(formatted("vocabulary v \"Facts\" uses a,b unit m enumeration E{a,b,}"),
            "vocabulary v \"Facts\"\nuses a, b\nunit m\nenumeration E { a, b }\n");
}

TEST(Layout, KeepsAGroupOnItsLineWhereItFits) {
  EXPECT_EQ(formatted(in_article("define d of P as all of {\n(a) a\n(b)   b }\n")),
            in_article("    define d of P as all of { (a) a (b) b }\n"));
}

TEST(Layout, PutsHeadsOnTheirLinesAndLabelsInAColumn) {
  EXPECT_EQ(
      formatted(in_article("define refugee of Person as all of { (dateline) events_before_1951 "
                           "(fear) well_founded_fear (nexus) persecution_grounds is not empty "
                           "(protection) any of { (i) unable_to_avail_protection_of_the_country "
                           "(ii) unwilling_to_avail_protection_owing_to_fear } }\n")),
      in_article("    define refugee of Person as all of {\n"
                 "      (dateline)   events_before_1951\n"
                 "      (fear)       well_founded_fear\n"
                 "      (nexus)      persecution_grounds is not empty\n"
                 "      (protection) any of {\n"
                 "        (i)  unable_to_avail_protection_of_the_country\n"
                 "        (ii) unwilling_to_avail_protection_owing_to_fear\n"
                 "      }\n"
                 "    }\n"));
}

TEST(Layout, BeginsContinuedLinesWithTheirOperator) {
  const std::string long_name = "a_fact_with_a_name_that_takes_up_much_room";
  EXPECT_EQ(formatted(in_article("define d of P as " + long_name + " and " + long_name +
                                 " or not " + long_name + " unless " + long_name + "\n")),
            in_article("    define d of P as\n"
                       "      " +
                       long_name + " and " + long_name +
                       "\n"
                       "      or not " +
                       long_name +
                       "\n"
                       "      unless " +
                       long_name + "\n"));
}

TEST(Layout, PutsNotesUnderWhatTheyExplain) {
  EXPECT_EQ(
      formatted(in_article("define d of P as all of { (a) a note \"on a\" (b) b } note \"n\"\n")),
      in_article("    define d of P as all of {\n"
                 "      (a) a\n"
                 "        note \"on a\"\n"
                 "      (b) b\n"
                 "    }\n"
                 "      note \"n\"\n"));
}

TEST(Layout, KeepsOneBlankLineOfMany) {
  EXPECT_EQ(formatted("\n\nunit a\n\n\n\nunit b\nunit c\n\n"), "unit a\n\nunit b\nunit c\n");
  EXPECT_EQ(formatted("entity P {\n\n\n  a : date\n\n\n  b : date\n\n}"),
            "entity P {\n  a : date\n\n  b : date\n}\n");
}

TEST(Layout, BreaksNoQuotation) {
  const std::string words(120, 'x');
  EXPECT_EQ(formatted(in_article("note \"" + words + "\"\n")),
            in_article("    note \"" + words + "\"\n"));
  EXPECT_EQ(formatted("entity P { a : date \"" + words + "\" }"),
            "entity P {\n  a : date\n    \"" + words + "\"\n}\n");
}

TEST(Layout, LeavesAnEmptyFileEmpty) {
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted(" \n\n"), "");
  EXPECT_EQ(formatted("# alone"), "# alone\n");
}

TEST(Comments, StayBehindTheirLine) {
  EXPECT_EQ(formatted("unit a # first\nunit b\n"), "unit a # first\nunit b\n");
  EXPECT_EQ(formatted(in_article("define d of P as all of { # heads\n(a) a # on a\n(b) b }\n")),
            in_article("    define d of P as all of { # heads\n"
                       "      (a) a # on a\n"
                       "      (b) b\n"
                       "    }\n"));
}

TEST(Comments, StayAboveWhatFollows) {
  EXPECT_EQ(formatted("# top\n\n# on a\nunit a\n  # on b\nunit b\n# end\n"),
            "# top\n\n# on a\nunit a\n# on b\nunit b\n# end\n");
}

TEST(Comments, AtTheEndOfABlockStayInIt) {
  EXPECT_EQ(formatted(in_article("note \"n\"\n# last\n")),
            in_article("    note \"n\"\n    # last\n"));
}

TEST(Comments, OnAnEmptyBlockOpenIt) {
  EXPECT_EQ(formatted("instrument i { # nothing yet\n}"), "instrument i { # nothing yet\n}\n");
  EXPECT_EQ(formatted("instrument i { }"), "instrument i {}\n");
}

TEST(Errors, AreReportedInsteadOfALayout) {
  SourceFiles files;
  Emitter emitter;
  EXPECT_EQ(format(files, files.add("test.treaty", "vocabulary"), emitter), std::nullopt);
  ASSERT_EQ(emitter.diagnostics().size(), 1U);
  EXPECT_EQ(emitter.diagnostics()[0].code, Code::UnexpectedText);
}

/// The places between words at which a comment can stand: spaces outside of quotations and
/// comments.
std::vector<std::size_t> gaps(const std::string& text) {
  std::vector<std::size_t> places;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && (text[i] == ' ' || text[i] == '\n')) places.push_back(i);
  }
  return places;
}

constexpr std::size_t apart = 20;

std::size_t count_of(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

TEST(Comments, AreKeptAtEveryPlaceOfEveryConstruct) {
  const fs::path folder = testing_support::source_directory() / "tests" / "golden" / "format";
  for (const char* name :
       {"constructs.treaty", "drafts.treaty", "formulas.treaty", "norms.treaty", "time.treaty"}) {
    const auto sample = testing_support::read_file(folder / name);
    ASSERT_TRUE(sample.has_value());
    // A file of its own lines, so that a comment changes the layout of as little as it can.
    const std::string text = formatted(std::regex_replace(*sample, std::regex("#[^\n]*"), ""));
    const std::vector<std::size_t> places = gaps(text);
    // Comments far enough apart that no two meet, in as many texts as that takes.
    for (std::size_t first = 0; first < apart; ++first) {
      for (const std::string comment : {" # c\n", "\n# c\n"}) {
        std::string commented;
        std::size_t done = 0;
        std::size_t comments = 0;
        for (std::size_t at = first; at < places.size(); at += apart) {
          commented += text.substr(done, places[at] - done) + comment;
          done = places[at];
          ++comments;
        }
        const std::string laid_out = formatted(commented + text.substr(done));
        EXPECT_EQ(count_of("# c\n", laid_out), comments) << name << ", from gap " << first;
        if (HasFailure()) return;
      }
    }
  }
}

TEST(Library, HasAFixedPoint) {
  for (const fs::path& path :
       testing_support::files_below(testing_support::source_directory() / "stdlib", {".treaty"})) {
    const auto text = testing_support::read_file(path);
    ASSERT_TRUE(text.has_value());
    EXPECT_FALSE(formatted(*text).empty()) << path;
  }
}

}  // namespace
}  // namespace nansen::format

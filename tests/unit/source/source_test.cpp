// Bytes to lines and columns, as editors count them.
#include "compiler/source/source.h"

#include <gtest/gtest.h>

#include <string>

namespace nansen {
namespace {

class SourceFilesTest : public testing::Test {
 protected:
  FileId add(std::string text) { return files_.add("a.treaty", std::move(text)); }

  /// "line:column" of the first `words` in the file.
  std::string place(FileId file, std::string_view words) const {
    const auto offset = static_cast<std::uint32_t>(files_[file].text.find(words));
    return at(file, offset);
  }
  std::string at(FileId file, std::uint32_t offset) const {
    const LineColumn place = files_.line_column(file, offset);
    return std::to_string(place.line) + ":" + std::to_string(place.column);
  }

  SourceFiles files_;
};

TEST_F(SourceFilesTest, KeepsPathsAndTexts) {
  const FileId first = files_.add("a.treaty", "one");
  const FileId second = files_.add("b.treaty", "two");
  EXPECT_EQ(files_.size(), 2u);
  EXPECT_EQ(files_[first].path, "a.treaty");
  EXPECT_EQ(files_[second].text, "two");
}

TEST_F(SourceFilesTest, CountsLinesAndColumnsFromOne) {
  const FileId file = add("article 1\n  section A\n");
  EXPECT_EQ(at(file, 0), "1:1");
  EXPECT_EQ(place(file, "1"), "1:9");
  EXPECT_EQ(place(file, "section"), "2:3");
}

TEST_F(SourceFilesTest, CountsCharactersNotBytes) {
  const FileId file = add("\"réfugié 難民\" x");
  EXPECT_EQ(place(file, " x"), "1:13");
}

TEST_F(SourceFilesTest, PutsALineEndingOnTheLineItEnds) {
  const FileId file = add("ab\ncd");
  EXPECT_EQ(at(file, 2), "1:3");
  EXPECT_EQ(at(file, 3), "2:1");
}

TEST_F(SourceFilesTest, PutsTheEndOfTheFileAfterItsLastCharacter) {
  EXPECT_EQ(at(add(""), 0), "1:1");
  EXPECT_EQ(at(add("ab"), 2), "1:3");
  EXPECT_EQ(at(add("ab\n"), 3), "2:1");
  EXPECT_EQ(at(add("ab"), 99), "1:3") << "an offset past the end is the end";
}

TEST_F(SourceFilesTest, DoesNotCountAByteOrderMark) {
  const FileId file = add("\xEF\xBB\xBFuses protection");
  EXPECT_EQ(place(file, "uses"), "1:1");
  EXPECT_EQ(files_.line_text(file, 3), "uses protection");
  EXPECT_EQ(at(file, 0), "1:1");
}

TEST_F(SourceFilesTest, GivesTheLineWithoutItsEnding) {
  const FileId file = add("one\r\ntwo\n\nfour");
  EXPECT_EQ(files_.line_text(file, 0), "one");
  EXPECT_EQ(files_.line_text(file, 4), "one") << "the line feed belongs to the line it ends";
  EXPECT_EQ(files_.line_text(file, 5), "two");
  EXPECT_EQ(files_.line_text(file, 9), "");
  EXPECT_EQ(files_.line_text(file, 10), "four");
  EXPECT_EQ(files_.line_text(file, 14), "four");
}

TEST_F(SourceFilesTest, GivesTheTextOfASpan) {
  const FileId file = add("article 1");
  EXPECT_EQ(files_.text({file, 0, 7}), "article");
  EXPECT_EQ(files_.text({file, 8, 99}), "1");
  EXPECT_EQ(files_.text(Span{}), "");
}

TEST_F(SourceFilesTest, ReadsWhatReplacedAFile) {
  const FileId file = add("article 1");
  const FileId other = add("article 2");
  files_.replace(file, "section A");
  EXPECT_EQ(files_.text({file, 0, 7}), "section");
  EXPECT_EQ(files_.text({other, 0, 9}), "article 2");
  EXPECT_EQ(files_.size(), 2u);
}

TEST_F(SourceFilesTest, CoversTwoSpans) {
  const FileId file = add("article 1 section A");
  const Span left{file, 0, 7};
  const Span right{file, 10, 17};
  EXPECT_EQ(cover(left, right), (Span{file, 0, 17}));
  EXPECT_EQ(cover(right, left), (Span{file, 0, 17}));
  EXPECT_EQ(cover(left, Span{}), left);
  EXPECT_EQ(cover(Span{}, right), right);
}

}  // namespace
}  // namespace nansen

// Pictures of many answers: every row has its title, rows with the same answers stand together.
#include "compiler/report/matrix.h"

#include <gtest/gtest.h>

#include <regex>

namespace nansen::report {
namespace {

Matrix many_rows(std::size_t count) {
  Matrix matrix;
  matrix.title = "Who is bound";
  matrix.columns = {"old.refugee", "new.refugee"};
  for (std::size_t at = 0; at < count; ++at) {
    const Truth truth = at % 3 == 0 ? Truth::Yes : at % 3 == 1 ? Truth::No : Truth::Undetermined;
    matrix.rows.push_back({"S" + std::to_string(1000 + at), {{truth, {}}, {Truth::No, {}}}});
  }
  return matrix;
}

std::vector<std::string> titles(const std::string& svg) {
  std::vector<std::string> found;
  const std::regex title("<title>(S[^<]*)</title>");
  for (std::sregex_iterator at(svg.begin(), svg.end(), title), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

TEST(Matrices, SayEachRowInWordsThoseWithMostYesesFirst) {
  EXPECT_EQ(titles(to_svg(many_rows(4))),
            (std::vector<std::string>{"S1000: old.refugee yes, new.refugee no",
                                      "S1003: old.refugee yes, new.refugee no",
                                      "S1002: old.refugee undetermined, new.refugee no",
                                      "S1001: old.refugee no, new.refugee no"}));
}

TEST(Matrices, HoldEveryRowOnceHoweverManyThereAre) {
  for (const std::size_t count : {0, 1, 59, 196, 1000}) {
    std::vector<std::string> found = titles(to_svg(many_rows(count)));
    EXPECT_EQ(found.size(), count);
    std::sort(found.begin(), found.end());
    EXPECT_EQ(std::unique(found.begin(), found.end()), found.end());
  }
}

TEST(Matrices, StandInSeveralColumnsWhereThereAreManyRows) {
  const std::regex heads("rotate\\(-60\\)");
  const auto count = [&](const std::string& svg) {
    return std::distance(std::sregex_iterator(svg.begin(), svg.end(), heads),
                         std::sregex_iterator());
  };
  EXPECT_EQ(count(to_svg(many_rows(20))), 2);
  EXPECT_EQ(count(to_svg(many_rows(196))), 8);
}

TEST(Matrices, ShowOtherAnswersInWordsAndNoNameAsAMark) {
  Matrix matrix;
  matrix.title = "A < B";
  matrix.columns = {"right"};
  matrix.rows.push_back({"<Ines>", {{{}, "most & best"}}});
  const std::string svg = to_svg(matrix);
  EXPECT_NE(svg.find(">most &amp; best<"), std::string::npos);
  EXPECT_NE(svg.find("&lt;Ines&gt;: right most &amp; best"), std::string::npos);
  EXPECT_EQ(svg.find("<Ines>"), std::string::npos);
}

TEST(Matrices, AreLegibleOnADarkScreen) {
  EXPECT_NE(to_svg(many_rows(1)).find("prefers-color-scheme: dark"), std::string::npos);
}

}  // namespace
}  // namespace nansen::report

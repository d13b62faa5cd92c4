// Charts: every line and row has its label, and nothing of a name becomes a mark.
#include "compiler/report/chart.h"

#include <gtest/gtest.h>

#include <regex>

namespace nansen::report {
namespace {

LineChart twenty_lines() {
  LineChart chart;
  chart.title = "Shares";
  chart.x = {0, 1, 2};
  for (int at = 0; at < 20; ++at) {
    chart.lines.push_back({"S" + std::to_string(at), {1.0 + at * 0.001, 1.0, 1.0 + at * 0.002}});
  }
  return chart;
}

TEST(LineCharts, HaveALabelForEachLineAndNoneOnAnother) {
  const std::string svg = to_svg(twenty_lines());
  const std::regex label("y=\"([0-9.]+)\" text-anchor=\"start\"[^>]*>S[0-9]+<");
  std::vector<double> places;
  for (std::sregex_iterator at(svg.begin(), svg.end(), label), end; at != end; ++at) {
    places.push_back(std::stod((*at)[1]));
  }
  ASSERT_EQ(places.size(), 20u);
  std::sort(places.begin(), places.end());
  for (std::size_t at = 1; at < places.size(); ++at) EXPECT_GE(places[at] - places[at - 1], 13.9);
}

TEST(LineCharts, ShowOrdersOfMagnitudeInProportion) {
  LineChart chart = twenty_lines();
  EXPECT_EQ(to_svg(chart).find("equal proportions"), std::string::npos);
  chart.lines.push_back({"large", {100, 100, 100}});
  EXPECT_NE(to_svg(chart).find("equal proportions"), std::string::npos);
  chart.lines.push_back({"none", {0, 0, 0}});
  EXPECT_EQ(to_svg(chart).find("equal proportions"), std::string::npos);
}

TEST(RangeCharts, HaveARowEach) {
  RangeChart chart;
  chart.title = "A < B & \"C\"";
  chart.rows.push_back({.name = "DEU", .low = 1, .middle = 2, .high = 3, .words = "2 (1 to 3)"});
  const std::string svg = to_svg(chart);
  EXPECT_NE(svg.find("A &lt; B &amp; &quot;C&quot;"), std::string::npos);
  EXPECT_NE(svg.find(">DEU<"), std::string::npos);
  EXPECT_NE(svg.find(">2 (1 to 3)<"), std::string::npos);
  EXPECT_NE(to_html("T", svg).find(svg), std::string::npos);
}

}  // namespace
}  // namespace nansen::report

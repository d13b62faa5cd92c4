// Bars over an axis of days: what is certain is filled, what may be is striped.
#include "compiler/report/spans.h"

#include <gtest/gtest.h>

#include <regex>

namespace nansen::report {
namespace {

SpanChart chart_of(SpanChart::Span span) {
  SpanChart chart;
  chart.title = "Statuses of <Ines>";
  chart.begin = 0;
  chart.end = 100;
  chart.rows.push_back({.name = "protection",
                        .basis = "art. 155",
                        .words = "from the first day on",
                        .part = false,
                        .mark = false,
                        .span = span});
  return chart;
}

std::size_t count(const std::string& svg, const std::string& text) {
  std::size_t found = 0;
  for (std::size_t at = svg.find(text); at != std::string::npos; at = svg.find(text, at + 1)) {
    ++found;
  }
  return found;
}

TEST(SpanCharts, FillWhatIsCertainAndStripeWhatMayBe) {
  EXPECT_EQ(count(to_svg(chart_of({10, 10, 50, 50})), "url(#maybe)"), 0u);
  const std::string svg = to_svg(chart_of({10, 20, 40, 50}));
  EXPECT_EQ(count(svg, "url(#maybe)"), 1u);
  EXPECT_EQ(count(svg, "rx=\"2\""), 2u);
  // Nothing is certain where the latest beginning comes after the earliest end.
  EXPECT_EQ(count(to_svg(chart_of({10, 45, 40, 50})), "rx=\"2\""), 1u);
}

TEST(SpanCharts, PointOnwardsWhereThereIsNoEnd) {
  EXPECT_EQ(count(to_svg(chart_of({10, 10, 99, 99})), "<path"), 0u);
  EXPECT_EQ(count(to_svg(chart_of({10, 10, 100, 100})), "<path"), 1u);
}

TEST(SpanCharts, SayEachRowInWordsAndWhichDayIsAsked) {
  SpanChart chart = chart_of({10, 10, 50, 50});
  chart.asked = SpanChart::Tick{30, "asked: 2026-07-01"};
  const std::string svg = to_svg(chart);
  EXPECT_NE(svg.find("<title>protection: from the first day on (art. 155)</title>"),
            std::string::npos);
  EXPECT_NE(svg.find(">asked: 2026-07-01<"), std::string::npos);
  EXPECT_NE(svg.find("Statuses of &lt;Ines&gt;"), std::string::npos);
}

}  // namespace
}  // namespace nansen::report

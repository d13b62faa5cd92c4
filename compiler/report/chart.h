// Charts as SVG: drawn to be looked at, with the labels at the lines and nothing to decode.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nansen::report {

/// Lines over a common axis, each labelled at its right end. Where the numbers are all above zero
/// and of several orders of magnitude, equal distances are equal proportions.
struct LineChart {
  std::string title;
  std::string subtitle;
  std::string x_label;
  std::string y_label;
  std::vector<double> x;
  std::string x_unit = {};  // after the numbers on the axis: `%`
  std::string y_unit = {};
  std::optional<double> x_mark = {};  // where the provision itself stands
  struct Line {
    std::string name;
    std::vector<double> y;  // parallel to `x`
  };
  std::vector<Line> lines;  // at least one; those to be looked at first: they get colours
};

/// A row each: a bar from low to high, a dot between, and a tick where the provision stands.
struct RangeChart {
  std::string title;
  std::string subtitle;
  std::string x_label;
  std::string x_unit = {};
  struct Row {
    std::string name;
    double low = 0;
    double middle = 0;
    double high = 0;
    std::optional<double> mark = {};
    std::string words = {};  // at the right end
  };
  std::vector<Row> rows;
  std::string legend;  // what bar, dot and tick are
};

/// One SVG document; ends with a newline.
std::string to_svg(const LineChart& chart);
std::string to_svg(const RangeChart& chart);
/// A page with the drawing in it.
std::string to_html(const std::string& title, const std::string& svg);

/// `text` with what SVG and HTML take for marks escaped.
std::string escaped(const std::string& text);

}  // namespace nansen::report

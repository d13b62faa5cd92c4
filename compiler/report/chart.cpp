#include "compiler/report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "compiler/base/utf8.h"
#include "compiler/report/svg.h"

namespace nansen::report {
namespace {

// Eight colours that people with any colour vision can tell apart (Okabe and Ito), black left out.
constexpr const char* colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                   "#e69f00", "#56b4e9", "#7a5195", "#8c6d31"};

constexpr double width = 960;
constexpr double label_height = 14;

/// Where numbers stand on an axis.
struct Scale {
  double least = 0;
  double greatest = 1;
  double begin = 0;  // in the drawing
  double end = 1;
  bool proportional = false;  // equal distances are equal proportions

  double place(double value) const {
    const double part = proportional ? std::log(value / least) / std::log(greatest / least)
                                     : (value - least) / (greatest - least);
    return begin + part * (end - begin);
  }
};

double round_step(double span, double count) {
  const double rough = span / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (rough <= factor * power) return factor * power;
  }
  return 10 * power;
}

std::vector<double> ticks(double least, double greatest, double count) {
  std::vector<double> found;
  const double step = round_step(greatest - least, count);
  const double first = std::ceil(least / step - 1e-9);
  for (double at = first; at * step <= greatest + step * 1e-9; ++at) found.push_back(at * step);
  return found;
}

/// 1, 2 and 5 times the powers of ten.
std::vector<double> proportional_ticks(double least, double greatest) {
  std::vector<double> found;
  for (double power = std::pow(10.0, std::floor(std::log10(least))); power <= greatest;
       power *= 10) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double tick = factor * power;
      if (tick >= least && tick <= greatest) found.push_back(tick);
    }
  }
  return found;
}

/// As few decimals as say the number.
std::string plain(double value) {
  std::string text = fmt::format("{:.6f}", value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  if (text == "-0") text = "0";
  const std::size_t whole = std::min(text.find('.'), text.size());
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = whole; at > sign + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

/// The places of labels as near as can be to where they belong, none on another. `wanted` ascends.
std::vector<double> spread_labels(const std::vector<double>& wanted, double least,
                                  double greatest) {
  std::vector<double> places = wanted;
  double floor = least;
  for (double& place : places) {
    place = std::max(place, floor);
    floor = place + label_height;
  }
  double ceiling = greatest;
  for (std::size_t at = places.size(); at > 0; --at) {
    places[at - 1] = std::min(places[at - 1], ceiling);
    ceiling = places[at - 1] - label_height;
  }
  return places;
}

Scale vertical(const LineChart& chart, double top, double bottom) {
  double least = chart.lines.front().y.front();
  double greatest = least;
  for (const LineChart::Line& line : chart.lines) {
    for (const double value : line.y) {
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
  }
  constexpr double wide = 20;
  if (least > 0 && greatest / least > wide) return {least / 1.1, greatest * 1.1, bottom, top, true};
  least = std::min(least, 0.0);
  if (greatest <= least) greatest = least + 1;
  return {least, greatest + (greatest - least) * 0.04, bottom, top, false};
}

}  // namespace

std::string to_svg(const LineChart& chart) {
  // Every line has its label: the drawing is as high as they need.
  const double plot = std::max(460.0, label_height * static_cast<double>(chart.lines.size()) + 20);
  double top = 0;
  const std::string above = heading(width, chart.title, {chart.subtitle}, top);
  top += 44;
  const double bottom = top + plot;
  std::size_t longest = 0;
  for (const LineChart::Line& line : chart.lines) {
    longest = std::max(longest, display_width(line.name));
  }
  const double labels = character * static_cast<double>(longest) + 34;
  Scale x{chart.x.front(), chart.x.back(), 72, width - 24 - labels, false};
  if (x.least == x.greatest) x.greatest = x.least + 1;
  const Scale y = vertical(chart, top, bottom);

  std::string svg = begin_svg(width, bottom + 60, chart.title) + above;
  for (const double tick :
       y.proportional ? proportional_ticks(y.least, y.greatest) : ticks(y.least, y.greatest, 8)) {
    const double at = y.place(tick);
    svg += line_between(x.begin, at, x.end, at, faint, 1);
    svg += text_at(x.begin - 8, at + 4, "end", muted, 12, plain(tick) + chart.y_unit);
  }
  for (const double tick : ticks(x.least, x.greatest, 8)) {
    const double at = x.place(tick);
    svg += line_between(at, bottom, at, bottom + 5, grey, 1);
    svg += text_at(at, bottom + 20, "middle", muted, 12, plain(tick) + chart.x_unit);
  }
  svg += text_at((x.begin + x.end) / 2, bottom + 44, "middle", ink, 13, chart.x_label);
  svg +=
      text_at(24, top - 10, "start", ink, 13,
              chart.y_label + (y.proportional ? " (equal distances are equal proportions)" : ""));
  if (chart.x_mark && *chart.x_mark >= x.least && *chart.x_mark <= x.greatest) {
    const double at = x.place(*chart.x_mark);
    svg += fmt::format(
        "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\" "
        "stroke-dasharray=\"3 4\"/>\n",
        at, top, bottom, muted);
    svg += text_at(at + 5, top + 4, "start", muted, 12, "the provision");
  }

  const auto colour = [](std::size_t at) { return at < std::size(colours) ? colours[at] : grey; };
  // The first lines last, so that they lie on top.
  for (std::size_t at = chart.lines.size(); at > 0; --at) {
    const LineChart::Line& line = chart.lines[at - 1];
    std::string points;
    for (std::size_t point = 0; point < chart.x.size(); ++point) {
      points += fmt::format("{}{:.1f},{:.1f}", point == 0 ? "" : " ", x.place(chart.x[point]),
                            y.place(line.y[point]));
    }
    svg += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" "
        "stroke-linejoin=\"round\"/>\n",
        points, colour(at - 1), at <= std::size(colours) ? "2.4" : "1.3");
  }

  std::vector<std::size_t> order(chart.lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return chart.lines[left].y.back() > chart.lines[right].y.back();
  });
  std::vector<double> wanted;
  for (const std::size_t at : order) wanted.push_back(y.place(chart.lines[at].y.back()));
  const std::vector<double> places = spread_labels(wanted, top, bottom);
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t line = order[at];
    const bool coloured = line < std::size(colours);
    svg += line_between(x.end + 2, wanted[at], x.end + 22, places[at],
                        coloured ? colour(line) : faint, 1);
    svg += text_at(x.end + 26, places[at] + 4, "start", coloured ? colour(line) : muted, 12,
                   chart.lines[line].name, coloured);
  }
  return svg + "</svg>\n";
}

std::string to_svg(const RangeChart& chart) {
  constexpr double row_height = 22;
  double top = 0;
  const std::string above = heading(width, chart.title, {chart.subtitle, chart.legend}, top);
  top += 32;
  const double bottom = top + row_height * static_cast<double>(chart.rows.size());
  std::size_t names = 0;
  std::size_t words = 0;
  for (const RangeChart::Row& row : chart.rows) {
    names = std::max(names, display_width(row.name));
    words = std::max(words, display_width(row.words));
  }
  Scale x{0, 0, 40 + character * static_cast<double>(names),
          width - 40 - character * static_cast<double>(words), false};
  for (const RangeChart::Row& row : chart.rows) {
    x.greatest = std::max({x.greatest, row.high, row.mark.value_or(0)});
    x.least = std::min({x.least, row.low, row.mark.value_or(0)});
  }
  if (x.greatest == x.least) x.greatest = x.least + 1;
  x.greatest += (x.greatest - x.least) * 0.02;

  std::string svg = begin_svg(width, bottom + 56, chart.title) + above;
  for (const double tick : ticks(x.least, x.greatest, 9)) {
    const double at = x.place(tick);
    svg += line_between(at, top - 8, at, bottom, faint, 1);
    svg += text_at(at, bottom + 18, "middle", muted, 12, plain(tick) + chart.x_unit);
  }
  svg += text_at((x.begin + x.end) / 2, bottom + 42, "middle", ink, 13, chart.x_label);
  for (std::size_t at = 0; at < chart.rows.size(); ++at) {
    const RangeChart::Row& row = chart.rows[at];
    const double y = top + row_height * (static_cast<double>(at) + 0.5);
    svg += text_at(x.begin - 12, y + 4, "end", ink, 13, row.name);
    svg += line_between(x.place(row.low), y, x.place(row.high), y, "#8fb8da", 7);
    if (row.mark) {
      const double mark = x.place(*row.mark);
      svg += line_between(mark, y - 8, mark, y + 8, "#d55e00", 2);
    }
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"#0072b2\" stroke=\"#ffffff\" "
        "stroke-width=\"1\"/>\n",
        x.place(row.middle), y);
    svg += text_at(x.end + 14, y + 4, "start", muted, 12, row.words);
  }
  return svg + "</svg>\n";
}

}  // namespace nansen::report

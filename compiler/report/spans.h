// Stretches of time as bars over one axis of days: what is known of their ends is drawn as it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nansen::report {

/// A row each: a bar from a first to a last day, or a mark on one. Places are numbers on an axis
/// that the caller has chosen: days.
struct SpanChart {
  std::string title;
  std::string subtitle;
  double begin = 0;  // of the axis
  double end = 1;
  struct Tick {
    double place = 0;
    std::string words;
  };
  std::vector<Tick> ticks;
  std::optional<Tick> asked = {};
  /// From `begin_least` to `end_greatest` it may be; from `begin_greatest` to `end_least` it is, if
  /// that is a stretch at all. An end at or beyond the axis's is drawn as going on.
  struct Span {
    double begin_least = 0;
    double begin_greatest = 0;
    double end_least = 0;
    double end_greatest = 0;
  };
  struct Row {
    std::string name;
    std::string basis;  // under the name: where in the law it stands
    std::string words;  // at the right end
    bool part = false;  // of the row above
    bool mark = false;  // a day, not a stretch: from the span's begin_least to its end_greatest
    std::optional<Span> span = {};
  };
  std::vector<Row> rows;
  std::string legend = {};
};

/// One SVG document; ends with a newline. Every row has a title that says it in words.
std::string to_svg(const SpanChart& chart);

}  // namespace nansen::report

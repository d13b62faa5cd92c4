#include "compiler/report/spans.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/report/svg.h"
#include "compiler/report/terminal.h"

namespace nansen::report {
namespace {

constexpr double width = 1120;
constexpr double bars_begin = 336;
constexpr double bars_end = 856;
constexpr double words_begin = 880;
constexpr std::size_t name_columns = 40;
constexpr std::size_t words_columns = 31;
constexpr double line_height = 16;
constexpr const char* bar = "#0072b2";
constexpr const char* part_bar = "#56b4e9";
constexpr const char* day_mark = "#d55e00";

// A row with its texts in lines, and how high they make it.
struct Laid {
  std::vector<std::string> name;
  std::vector<std::string> basis;
  std::vector<std::string> words;
  double height = 0;
};

Laid lay(const SpanChart::Row& row) {
  Laid laid;
  const std::size_t columns = row.part ? name_columns - 3 : name_columns;
  laid.name = wrap(row.name, columns);
  if (!row.basis.empty()) laid.basis = wrap(row.basis, columns + 4);
  if (!row.words.empty()) laid.words = wrap(row.words, words_columns);
  const std::size_t lines = std::max(laid.name.size() + laid.basis.size(), laid.words.size());
  laid.height = line_height * static_cast<double>(lines) + (row.part ? 8 : 14);
  return laid;
}

class Drawing {
 public:
  explicit Drawing(const SpanChart& chart) : chart_(chart) {}

  std::string draw() {
    double top = 0;
    const std::string above =
        heading(width, printable(chart_.title), {printable(chart_.subtitle), chart_.legend}, top);
    top += 42;
    double bottom = top;
    std::vector<Laid> laid;
    for (const SpanChart::Row& row : chart_.rows) {
      laid.push_back(lay(row));
      bottom += laid.back().height;
    }
    std::string svg = begin_svg(width, bottom + 44, printable(chart_.title), "group");
    svg +=
        "<defs><pattern id=\"maybe\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"" +
        std::string(bar) + "\" stroke-width=\"2.4\"/></pattern></defs>\n";
    svg += above + axis(top, bottom);
    double y = top;
    for (std::size_t at = 0; at < laid.size(); ++at) {
      svg += draw_row(chart_.rows[at], laid[at], y);
      y += laid[at].height;
    }
    return svg + draw_asked(top, bottom) + "</svg>\n";
  }

 private:
  double place(double day) const {
    const double part = (day - chart_.begin) / (chart_.end - chart_.begin);
    return bars_begin + std::clamp(part, 0.0, 1.0) * (bars_end - bars_begin);
  }

  std::string axis(double top, double bottom) const {
    std::string svg;
    for (const SpanChart::Tick& tick : chart_.ticks) {
      const double at = place(tick.place);
      svg += line_between(at, top - 6, at, bottom + 4, faint, 1);
      svg += text_at(at, bottom + 20, "middle", muted, 12, tick.words);
    }
    return svg;
  }

  std::string draw_asked(double top, double bottom) const {
    if (!chart_.asked) return {};
    const double at = place(chart_.asked->place);
    return fmt::format(
               "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" "
               "stroke=\"{3}\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\"/>\n",
               at, top - 10, bottom + 4, ink) +
           text_at(at, top - 16, "middle", ink, 12, chart_.asked->words, true);
  }

  static std::string box(double from, double to, double y, double height, std::string_view fill,
                         std::string_view stroke) {
    return fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\" "
        "fill=\"{}\" stroke=\"{}\"/>\n",
        from, y, std::max(to - from, 1.5), height, fill, stroke);
  }

  std::string draw_bar(const SpanChart::Row& row, double middle) const {
    const SpanChart::Span& span = *row.span;
    const double thick = row.part ? 8 : 14;
    const double y = middle - thick / 2;
    const double from = place(span.begin_least);
    const double to = place(span.end_greatest);
    if (row.mark) {
      std::string svg;
      if (to > from) svg += box(from, to, middle - 3, 6, "url(#maybe)", day_mark);
      for (const double day : {span.begin_least, span.end_greatest}) {
        // An end that is not known has no mark.
        if (day <= chart_.begin || day >= chart_.end) continue;
        const double at = place(day);
        svg += fmt::format(
            "<path d=\"M{0:.1f} {1:.1f}l6 6l-6 6l-6 -6z\" fill=\"{2}\" stroke=\"{3}\"/>\n", at,
            middle - 6, day_mark, paper);
      }
      return svg;
    }
    std::string svg;
    const bool exact =
        span.begin_least == span.begin_greatest && span.end_least == span.end_greatest;
    if (!exact) svg += box(from, to, y, thick, "url(#maybe)", bar);
    if (span.begin_greatest < span.end_least) {
      const char* colour = row.part ? part_bar : bar;
      svg += box(place(span.begin_greatest), place(span.end_least), y, thick, colour, colour);
    }
    if (span.end_greatest >= chart_.end) {
      svg += fmt::format("<path d=\"M{0:.1f} {1:.1f}l10 {2:.1f}l-10 {2:.1f}z\" fill=\"{3}\"/>\n",
                         to, y, thick / 2, row.part ? part_bar : bar);
    }
    return svg;
  }

  std::string draw_row(const SpanChart::Row& row, const Laid& laid, double y) const {
    std::string title = row.name;
    if (!row.words.empty()) title += ": " + row.words;
    if (!row.basis.empty()) title += " (" + row.basis + ")";
    std::string svg = "<g role=\"img\"><title>" + escaped(printable(title)) + "</title>\n";
    const double left = row.part ? 44 : 24;
    double line = y + 13;
    for (const std::string& text : laid.name) {
      svg += text_at(left, line, "start", ink, 13, text, !row.part);
      line += line_height;
    }
    for (const std::string& text : laid.basis) {
      svg += text_at(left, line, "start", muted, 11, text);
      line += line_height;
    }
    line = y + 13;
    for (const std::string& text : laid.words) {
      svg += text_at(words_begin, line, "start", muted, 12, text);
      line += line_height;
    }
    if (row.span) svg += draw_bar(row, y + 9);
    return svg + "</g>\n";
  }

  const SpanChart& chart_;
};

}  // namespace

std::string to_svg(const SpanChart& chart) { return Drawing(chart).draw(); }

}  // namespace nansen::report

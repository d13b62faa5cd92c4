#include "compiler/report/svg.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/report/terminal.h"

namespace nansen::report {
namespace {

// The neutral colours on a dark screen, each in place of the one it is for.
struct Shade {
  const char* light;
  const char* dark;
};
constexpr Shade shades[] = {{ink, "#e8eaed"},
                            {muted, "#bdc1c6"},
                            {grey, "#80868b"},
                            {faint, "#3c4043"},
                            {paper, "#1b1c1e"}};

std::string dark_style() {
  std::string rules;
  for (const Shade& shade : shades) {
    for (const char* attribute : {"fill", "stroke"}) {
      rules += fmt::format("[{0}=\"{1}\"] {{ {0}: {2} }} ", attribute, shade.light, shade.dark);
    }
  }
  return "<style>@media screen and (prefers-color-scheme: dark) { " + rules + "}</style>\n";
}

}  // namespace

std::string text_at(double x, double y, std::string_view anchor, std::string_view colour, int size,
                    const std::string& text, bool strong) {
  return fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\" font-size=\"{}\"{}>{}"
      "</text>\n",
      x, y, anchor, colour, size, strong ? " font-weight=\"600\"" : "", escaped(text));
}

std::string line_between(double x1, double y1, double x2, double y2, std::string_view colour,
                         double thickness) {
  return fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
      "stroke-width=\"{:.1f}\" stroke-linecap=\"round\"/>\n",
      x1, y1, x2, y2, colour, thickness);
}

std::string begin_svg(double width, double height, const std::string& title,
                      std::string_view role) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" font-family=\"Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', "
      "sans-serif\" role=\"{5}\">\n<title>{2}</title>\n{3}"
      "<rect width=\"100%\" height=\"100%\" fill=\"{4}\"/>\n",
      width, height, escaped(title), dark_style(), paper, role);
}

std::string heading(double width, const std::string& title, const std::vector<std::string>& below,
                    double& bottom) {
  const double columns = std::max(40.0, width / 7.68);
  std::string svg = text_at(24, 34, "start", ink, 19, title, true);
  bottom = 38;
  for (const std::string& text : below) {
    if (text.empty()) continue;
    for (const std::string& line : wrap(text, static_cast<std::size_t>(columns))) {
      bottom += 19;
      svg += text_at(24, bottom, "start", muted, 13, line);
    }
  }
  return svg;
}

std::string to_html(const std::string& title, const std::string& svg) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>{}</title>\n<style>body {{ margin: 2rem auto; max-width: 60rem; }} "
      "svg {{ width: 100%; height: auto; }}\n"
      "@media screen and (prefers-color-scheme: dark) {{ body {{ background: #1b1c1e }} }}"
      "</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      escaped(title), svg);
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char one : text) {
    switch (one) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += one;
    }
  }
  return out;
}

}  // namespace nansen::report

// What the drawings are made of: texts, lines, the frame and its colours; used inside this room
// only. Colours are written as attributes. A style at the head of each drawing gives the neutral
// ones another shade where the reader's screen is dark, and leaves print as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/report/chart.h"

namespace nansen::report {

inline constexpr const char* ink = "#202124";    // what is read first
inline constexpr const char* muted = "#5f6368";  // what is read after it
inline constexpr const char* grey = "#9aa0a6";
inline constexpr const char* faint = "#e4e6e8";
inline constexpr const char* paper = "#ffffff";

/// What a character of a text in the size of labels takes, at most.
inline constexpr double character = 7.2;

/// One text; `anchor` is start, middle or end.
std::string text_at(double x, double y, std::string_view anchor, std::string_view colour, int size,
                    const std::string& text, bool strong = false);

std::string line_between(double x1, double y1, double x2, double y2, std::string_view colour,
                         double thickness);

/// The beginning of a drawing, up to its background; it ends with `</svg>`. Its parts have titles
/// of their own iff its role is `group`.
std::string begin_svg(double width, double height, const std::string& title,
                      std::string_view role = "img");

/// The title, and under it the other lines; `bottom` gets where they end.
std::string heading(double width, const std::string& title, const std::vector<std::string>& below,
                    double& bottom);

}  // namespace nansen::report

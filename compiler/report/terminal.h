// How wide text is on a terminal, and how to break it into lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/truth.h"

namespace nansen::report {

/// How many columns UTF-8 `text` takes: combining marks none, East Asian wide characters two.
std::size_t display_width(std::string_view text);

/// `text` in lines of at most `width` columns, broken at spaces; a word that is longer than a line
/// is cut. Line feeds in `text` are kept as breaks. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` padded with spaces to `width` columns.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

/// ✓ for yes, ✗ for no, ? for undetermined.
std::string_view mark(Truth truth);

/// `text` in green, red or yellow, by `truth`; unchanged unless `colour`.
std::string tinted(std::string_view text, Truth truth, bool colour);

}  // namespace nansen::report

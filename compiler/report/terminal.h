// Text fitted to a terminal: lines, padding, marks and colours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/truth.h"

namespace nansen::report {

/// `text`, made printable, in lines of at most `width` columns, broken at spaces; a word that is
/// longer than a line is cut, preferably after `_` or `.`. Line feeds are kept as breaks. At least
/// one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` padded with spaces to `width` columns.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

/// ✓ for yes, ✗ for no, ? for undetermined.
std::string_view mark(Truth truth);

/// `text` in green, red or yellow, by `truth`; unchanged unless `colour`.
std::string tinted(std::string_view text, Truth truth, bool colour);

}  // namespace nansen::report

// A line-by-line difference of two texts, by their longest common subsequence.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "tests/support/files.h"

namespace nansen::testing_support {

namespace {

constexpr std::size_t context = 2;
constexpr std::size_t longest_compared = 2000;  // lines that differ, in each text

struct Line {
  char mark;
  const std::string* text;
};

using Lines = std::vector<std::string>;

/// The lines of both texts in order, each marked as common, expected or actual.
std::vector<Line> marked_lines(const Lines& expected, const Lines& actual) {
  std::size_t head = 0;
  while (head < expected.size() && head < actual.size() && expected[head] == actual[head]) ++head;
  std::size_t tail = 0;
  while (tail < expected.size() - head && tail < actual.size() - head &&
         expected[expected.size() - 1 - tail] == actual[actual.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t rows = expected.size() - head - tail;
  const std::size_t columns = actual.size() - head - tail;
  const bool aligned = rows <= longest_compared && columns <= longest_compared;
  // common[i][j]: how many lines the texts from row i and column j on have in common.
  std::vector<std::vector<std::uint32_t>> common;
  if (aligned) {
    common.assign(rows + 1, std::vector<std::uint32_t>(columns + 1, 0));
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        common[i][j] = expected[head + i] == actual[head + j]
                           ? common[i + 1][j + 1] + 1
                           : std::max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }
  std::vector<Line> lines;
  for (std::size_t i = 0; i < head; ++i) lines.push_back({' ', &expected[i]});
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    const bool same = aligned && i < rows && j < columns && expected[head + i] == actual[head + j];
    if (same) {
      lines.push_back({' ', &expected[head + i++]});
      ++j;
    } else if (j == columns || (i < rows && (!aligned || common[i + 1][j] >= common[i][j + 1]))) {
      lines.push_back({'-', &expected[head + i++]});
    } else {
      lines.push_back({'+', &actual[head + j++]});
    }
  }
  for (std::size_t k = expected.size() - tail; k < expected.size(); ++k) {
    lines.push_back({' ', &expected[k]});
  }
  return lines;
}

}  // namespace

std::string difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const Lines expected_lines = lines_of(expected);
  const Lines actual_lines = lines_of(actual);
  const std::vector<Line> lines = marked_lines(expected_lines, actual_lines);
  std::vector<bool> shown(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].mark == ' ') continue;
    const std::size_t last = std::min(lines.size(), i + context + 1);
    for (std::size_t k = i - std::min(i, context); k < last; ++k) shown[k] = true;
  }
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!shown[i]) continue;
    if (i > 0 && !shown[i - 1]) result += "  ...\n";
    result += std::string(1, lines[i].mark) + " " + *lines[i].text + "\n";
  }
  if (result.empty()) result = "the texts differ only in the line feed at their end\n";
  return result;
}

}  // namespace nansen::testing_support

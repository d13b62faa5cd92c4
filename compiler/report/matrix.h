// A picture of many answers at once: a row a case, a column a question.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/base/truth.h"

namespace nansen::report {

/// Answers in rows and columns. Yes is a filled square, no an empty one, undetermined a question
/// mark in a striped one, and any other answer its words: no colour is needed to tell them apart.
struct Matrix {
  std::string title;
  std::string subtitle;
  std::vector<std::string> columns;  // at least one
  struct Cell {
    std::optional<Truth> truth = {};
    std::string words = {};  // where it is no truth
  };
  struct Row {
    std::string name;
    std::vector<Cell> cells;  // one a column
  };
  std::vector<Row> rows;
};

/// One SVG document; ends with a newline. Rows with the same answers stand together, those with
/// most yeses first, and in order of their names; many rows stand in several columns side by side.
/// Every row has a title that says its answers in words.
std::string to_svg(const Matrix& matrix);

}  // namespace nansen::report

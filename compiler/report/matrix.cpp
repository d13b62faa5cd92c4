#include "compiler/report/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "compiler/base/utf8.h"
#include "compiler/report/svg.h"

namespace nansen::report {
namespace {

constexpr double margin = 24;
constexpr double row_height = 16;
constexpr double square = 12;
constexpr double least_column = 19;
constexpr double group_gap = 9;
constexpr double panel_gap = 28;
// A column of rows is not higher than this while there is room for another beside it.
constexpr double panel_height = 900;
constexpr std::size_t most_panels = 4;
// Names over columns rise at 60 degrees.
constexpr double rise = 0.8660254;
constexpr double lean = 0.5;

// Rows with the same answers.
struct Group {
  std::vector<std::size_t> rows;
  std::size_t yeses = 0;
};

// One line of a panel: a row, or the words over a group.
struct Line {
  std::optional<std::size_t> row;
  std::string words;
  double y = 0;  // from the top of the panel
};

using Panel = std::vector<Line>;

std::string words_of(const Matrix::Cell& cell) {
  return cell.truth ? std::string(to_string(*cell.truth)) : printable(cell.words);
}

class Drawing {
 public:
  explicit Drawing(const Matrix& matrix) : matrix_(matrix) {
    for (const Matrix::Row& row : matrix.rows) {
      names_ = std::max(names_, character * static_cast<double>(display_width(row.name)));
    }
    names_ = std::max(names_, character * 14);
    for (std::size_t at = 0; at < matrix.columns.size(); ++at) {
      double widest = least_column;
      for (const Matrix::Row& row : matrix.rows) {
        if (row.cells[at].truth) continue;
        const double words = character * static_cast<double>(display_width(row.cells[at].words));
        widest = std::max(widest, words + 10);
      }
      columns_.push_back(widest);
      const double name = 6.6 * static_cast<double>(display_width(matrix.columns[at]));
      heads_ = std::max(heads_, name * rise + 8);
      overhang_ = std::max(overhang_, name * lean);
    }
  }

  std::string draw() {
    make_groups();
    make_panels();
    const double panel = names_ + 10 + std::accumulate(columns_.begin(), columns_.end(), 0.0);
    const auto count = static_cast<double>(panels_.size());
    const double width =
        std::max(720.0, 2 * margin + count * panel + (count - 1) * panel_gap + count * overhang_);
    double top = 0;
    const std::string above =
        heading(width, printable(matrix_.title), {printable(matrix_.subtitle)}, top);
    double deepest = 0;
    for (const Panel& lines : panels_) {
      if (!lines.empty()) deepest = std::max(deepest, lines.back().y + row_height);
    }
    const double legend = top + 26;
    const double begin = legend + 22 + heads_;
    std::string svg = begin_svg(width, begin + deepest + margin, printable(matrix_.title), "group");
    svg += marks() + above + draw_legend(legend);
    double left = margin;
    for (const Panel& lines : panels_) {
      svg += draw_panel(lines, left, begin);
      left += panel + overhang_ + panel_gap;
    }
    return svg + "</svg>\n";
  }

 private:
  void make_groups() {
    std::map<std::vector<std::string>, Group> found;
    for (std::size_t at = 0; at < matrix_.rows.size(); ++at) {
      std::vector<std::string> answers;
      std::size_t yeses = 0;
      for (const Matrix::Cell& cell : matrix_.rows[at].cells) {
        // Yes before undetermined before no before words.
        answers.push_back(!cell.truth                          ? "3" + cell.words
                          : *cell.truth == Truth::Yes          ? "0"
                          : *cell.truth == Truth::Undetermined ? "1"
                                                               : "2");
        if (cell.truth == Truth::Yes) ++yeses;
      }
      Group& group = found[answers];
      group.rows.push_back(at);
      group.yeses = yeses;
    }
    for (auto& [answers, group] : found) {
      std::stable_sort(group.rows.begin(), group.rows.end(), [&](std::size_t one, std::size_t two) {
        return matrix_.rows[one].name < matrix_.rows[two].name;
      });
      groups_.push_back(std::move(group));
    }
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const Group& one, const Group& two) { return one.yeses > two.yeses; });
  }

  void make_panels() {
    const double total = row_height * static_cast<double>(matrix_.rows.size() + groups_.size()) +
                         group_gap * static_cast<double>(groups_.size());
    const auto wanted = static_cast<std::size_t>(std::ceil(total / panel_height));
    const std::size_t count = std::clamp<std::size_t>(wanted, 1, most_panels);
    const double height = std::max(total / static_cast<double>(count) + 2 * row_height, 200.0);
    panels_.emplace_back();
    double y = 0;
    const auto new_panel = [&] {
      panels_.emplace_back();
      y = 0;
    };
    const auto put_words = [&](std::string words) {
      panels_.back().push_back({{}, std::move(words), y});
      y += row_height;
    };
    for (const Group& group : groups_) {
      const bool headed = groups_.size() > 1 && group.rows.size() > 1;
      if (y > 0) y += group_gap;
      // A group does not begin with its words at the very end.
      if (y > 0 && panels_.size() < count && y + 3 * row_height > height) new_panel();
      if (headed) put_words(fmt::format("{} alike", group.rows.size()));
      for (const std::size_t row : group.rows) {
        if (panels_.size() < count && y + row_height > height) {
          new_panel();
          if (headed) put_words(fmt::format("{} alike, continued", group.rows.size()));
        }
        panels_.back().push_back({row, {}, y});
        y += row_height;
      }
    }
  }

  static std::string marks() {
    return fmt::format(
        "<defs>\n"
        "<pattern id=\"stripes\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"4\" stroke=\"{2}\" "
        "stroke-width=\"1.4\"/></pattern>\n"
        "<g id=\"yes\"><rect width=\"{0}\" height=\"{0}\" rx=\"1.5\" fill=\"{1}\"/></g>\n"
        "<g id=\"no\"><rect x=\"0.5\" y=\"0.5\" width=\"{3}\" height=\"{3}\" rx=\"1.5\" "
        "fill=\"none\" stroke=\"{2}\"/></g>\n"
        "<g id=\"undetermined\"><rect x=\"0.5\" y=\"0.5\" width=\"{3}\" height=\"{3}\" rx=\"1.5\" "
        "fill=\"url(#stripes)\" stroke=\"{1}\"/><circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"{4}\"/>"
        "<text x=\"6\" y=\"10\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"700\" "
        "fill=\"{1}\">?</text></g>\n</defs>\n",
        square, ink, grey, square - 1, paper);
  }

  static std::string use(Truth truth, double x, double y) {
    return fmt::format("<use href=\"#{}\" x=\"{:.1f}\" y=\"{:.1f}\"/>", to_string(truth), x, y);
  }

  static std::string draw_legend(double y) {
    std::string svg = "<g aria-hidden=\"true\">\n";
    double x = margin;
    for (const Truth truth : {Truth::Yes, Truth::No, Truth::Undetermined}) {
      svg += use(truth, x, y - 10) + "\n";
      const std::string words(to_string(truth));
      svg += text_at(x + 18, y, "start", ink, 12, words);
      x += 18 + character * static_cast<double>(words.size()) + 22;
    }
    return svg + "</g>\n";
  }

  std::string draw_heads(double left, double top) const {
    std::string svg = "<g aria-hidden=\"true\">\n";
    double x = left + names_ + 10;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      svg += fmt::format(
          "<text transform=\"translate({:.1f} {:.1f}) rotate(-60)\" fill=\"{}\" "
          "font-size=\"12\">{}</text>\n",
          x + square / 2 + 3, top - 6, ink, escaped(printable(matrix_.columns[at])));
      x += columns_[at];
    }
    return svg + "</g>\n";
  }

  std::string draw_panel(const Panel& lines, double left, double top) const {
    std::string svg = draw_heads(left, top);
    for (const Line& line : lines) {
      const double y = top + line.y;
      if (line.row) {
        svg += draw_row(matrix_.rows[*line.row], left, y);
      } else {
        svg += text_at(left, y + 12, "start", muted, 11, line.words);
      }
    }
    return svg;
  }

  std::string draw_row(const Matrix::Row& row, double left, double y) const {
    std::string title = printable(row.name) + ":";
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      title += fmt::format("{} {} {}", at == 0 ? "" : ",", printable(matrix_.columns[at]),
                           words_of(row.cells[at]));
    }
    std::string svg = "<g role=\"img\"><title>" + escaped(title) + "</title>\n";
    svg += text_at(left, y + 12, "start", ink, 12, printable(row.name));
    double x = left + names_ + 10;
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      const Matrix::Cell& cell = row.cells[at];
      svg += cell.truth ? use(*cell.truth, x, y + 2) + "\n"
                        : text_at(x, y + 12, "start", ink, 12, words_of(cell));
      x += columns_[at];
    }
    return svg + "</g>\n";
  }

  const Matrix& matrix_;
  double names_ = 0;  // the width of the rows' names
  double heads_ = 0;  // the height of the columns' names
  double overhang_ = 0;
  std::vector<double> columns_;
  std::vector<Group> groups_;
  std::vector<Panel> panels_;
};

}  // namespace

std::string to_svg(const Matrix& matrix) { return Drawing(matrix).draw(); }

}  // namespace nansen::report

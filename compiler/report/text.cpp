// Reports for reading on a terminal.
#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/report/report.h"
#include "compiler/report/terminal.h"
#include "compiler/report/value.h"

namespace nansen::report {
namespace {

constexpr std::size_t gap = 2;           // spaces between two columns
constexpr std::size_t least_column = 8;  // a column is not made narrower than this
constexpr std::size_t least_width = 20;  // nor is a report
constexpr std::size_t least_side = 48;   // narrower, what stands beside another stands under it
constexpr std::string_view between_sides = " │ ";

std::string strong(std::string_view text, bool colour) {
  return colour ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string muted(std::string_view text, bool colour) {
  return colour ? "\x1b[2m" + std::string(text) + "\x1b[0m" : std::string(text);
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

void title(std::string_view text, const TextStyle& style, std::string& out) {
  if (text.empty()) return;
  for (const std::string& line : wrap(text, style.width)) {
    out += strong(line, style.colour);
    end_line(out);
  }
}

// ---- tables ------------------------------------------------------------------------------------

std::string cell_text(const Value& value) {
  if (const Truth* truth = std::get_if<Truth>(&value)) {
    return std::string(mark(*truth)) + " " + std::string(to_string(*truth));
  }
  return plain_text(value);
}

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Rational>(value);
}

// The widest cell of each column, its name not counted.
std::vector<std::size_t> cell_widths(const Sheet& sheet) {
  std::vector<std::size_t> widths(sheet.columns.size(), 0);
  for (const auto* rows : {&sheet.rows, &sheet.footer}) {
    for (const auto& row : *rows) {
      for (std::size_t at = 0; at < widths.size(); ++at) {
        widths[at] = std::max(widths[at], display_width(cell_text(row[at])));
      }
    }
  }
  return widths;
}

std::size_t total_width(const std::vector<std::size_t>& widths) {
  std::size_t total = widths.empty() ? 0 : gap * (widths.size() - 1);
  for (const std::size_t column : widths) total += column;
  return total;
}

// The longest part of a name that is not broken: up to a space, or after `_` or `.`.
std::size_t longest_part(std::string_view name) {
  std::size_t longest = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= name.size(); ++at) {
    if (at < name.size() && name[at] != ' ' && name[at] != '_' && name[at] != '.') continue;
    const std::size_t end = at < name.size() && name[at] != ' ' ? at + 1 : at;
    longest = std::max(longest, display_width(name.substr(begin, end - begin)));
    begin = at + 1;
  }
  return longest;
}

// The width below which a column is not narrowed: numbers are not broken.
std::vector<std::size_t> least_widths(const Sheet& sheet) {
  std::vector<std::size_t> widths = cell_widths(sheet);
  for (std::size_t at = 0; at < widths.size(); ++at) {
    const Column& column = sheet.columns[at];
    widths[at] = column.align == Align::Right
                     ? std::max({widths[at], least_column, longest_part(column.name)})
                     : least_column;
  }
  return widths;
}

// Natural widths, the widest columns narrowed until the table fits or none can be narrowed further.
std::vector<std::size_t> column_widths(const Sheet& sheet, std::size_t width) {
  const std::vector<std::size_t> least = least_widths(sheet);
  std::vector<std::size_t> widths = cell_widths(sheet);
  for (std::size_t at = 0; at < widths.size(); ++at) {
    widths[at] = std::max(widths[at], display_width(sheet.columns[at].name));
  }
  for (std::size_t total = total_width(widths); total > width; --total) {
    std::optional<std::size_t> widest;
    for (std::size_t at = 0; at < widths.size(); ++at) {
      if (widths[at] > least[at] && (!widest || widths[at] > widths[*widest])) widest = at;
    }
    if (!widest) break;
    --widths[*widest];
  }
  return widths;
}

// The same table in several, each with the first column and as many of the others as there is room
// for.
std::vector<Sheet> spread(const Sheet& sheet, std::size_t width) {
  const std::vector<std::size_t> least = least_widths(sheet);
  std::vector<std::vector<std::size_t>> parts;
  std::size_t used = width + 1;
  for (std::size_t at = 1; at < least.size(); ++at) {
    if (used + gap + least[at] > width) {
      parts.push_back({0});
      used = std::max(least[0], display_width(sheet.columns[0].name));
    }
    parts.back().push_back(at);
    used += gap + least[at];
  }
  if (parts.size() <= 1) return {sheet};
  std::vector<Sheet> sheets;
  for (const std::vector<std::size_t>& columns : parts) {
    Sheet& part = sheets.emplace_back();
    for (const std::size_t at : columns) part.columns.push_back(sheet.columns[at]);
    const auto take = [&](const std::vector<std::vector<Value>>& from,
                          std::vector<std::vector<Value>>& into) {
      for (const auto& row : from) {
        std::vector<Value>& cells = into.emplace_back();
        for (const std::size_t at : columns) cells.push_back(row[at]);
      }
    };
    take(sheet.rows, part.rows);
    take(sheet.footer, part.footer);
  }
  return sheets;
}

void table_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                const std::vector<bool>& right, std::string& out) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at > 0) out.append(gap, ' ');
    out += right[at] ? pad_left(cells[at], widths[at]) : pad_right(cells[at], widths[at]);
  }
  end_line(out);
}

void render_table(const Sheet& sheet, const TextStyle& style, std::string& out) {
  const std::vector<std::size_t> widths = column_widths(sheet, style.width);
  const std::size_t columns = widths.size();

  const auto put_row = [&](const std::vector<std::vector<std::string>>& cells,
                           const std::vector<bool>& right, const auto& dress) {
    std::size_t height = 0;
    for (const auto& lines : cells) height = std::max(height, lines.size());
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t at = 0; at < columns; ++at) {
        if (at > 0) out.append(gap, ' ');
        const std::string_view text =
            line < cells[at].size() ? std::string_view(cells[at][line]) : std::string_view();
        const bool last = at + 1 == columns;
        const std::string padded = right[at] ? pad_left(text, widths[at])
                                   : last    ? std::string(text)
                                             : pad_right(text, widths[at]);
        out += dress(at, padded);
      }
      end_line(out);
    }
  };

  std::vector<bool> right;
  std::vector<std::vector<std::string>> names;
  std::vector<std::string> rules;
  for (std::size_t at = 0; at < columns; ++at) {
    right.push_back(sheet.columns[at].align == Align::Right);
    names.push_back(wrap(sheet.columns[at].name, widths[at]));
    std::string rule;
    for (std::size_t column = 0; column < widths[at]; ++column) rule += "─";
    rules.push_back(std::move(rule));
  }
  put_row(names, right, [&](std::size_t, const std::string& text) {
    return text.empty() ? text : strong(text, style.colour);
  });
  table_line(rules, widths, right, out);
  const auto put_values = [&](const std::vector<Value>& row) {
    std::vector<std::vector<std::string>> cells;
    std::vector<bool> numbers = right;
    for (std::size_t at = 0; at < columns; ++at) {
      cells.push_back(wrap(cell_text(row[at]), widths[at]));
      if (is_number(row[at])) numbers[at] = true;
    }
    put_row(cells, numbers, [&](std::size_t at, const std::string& text) {
      const Truth* truth = std::get_if<Truth>(&row[at]);
      return truth != nullptr && !text.empty() ? tinted(text, *truth, style.colour) : text;
    });
  };
  for (const auto& row : sheet.rows) put_values(row);
  if (sheet.footer.empty()) return;
  table_line(rules, widths, right, out);
  for (const auto& row : sheet.footer) put_values(row);
}

// ---- trees -------------------------------------------------------------------------------------

// `first` stands before the node's first line, `rest` before all that is under it.
void render(const Node& node, const std::string& first, const std::string& rest,
            const TextStyle& style, std::string& out) {
  const std::string stem = rest + (node.children.empty() ? "  " : "│ ");
  const std::size_t indent = display_width(rest) + (node.truth ? 2 : 0);
  const std::size_t room = style.width > indent + least_width ? style.width - indent : least_width;
  bool begun = false;
  for (const std::string& line : wrap(node.text, room)) {
    if (!begun) {
      out += first;
      if (node.truth) out += tinted(mark(*node.truth), *node.truth, style.colour) + " ";
    } else {
      out += stem;
    }
    out += line;
    end_line(out);
    begun = true;
  }
  for (const std::string& detail : node.details) {
    for (const std::string& line : wrap(detail, room > 2 ? room - 2 : room)) {
      out += stem + "  " + muted(line, style.colour);
      end_line(out);
    }
  }
  for (std::size_t at = 0; at < node.children.size(); ++at) {
    const bool last = at + 1 == node.children.size();
    render(node.children[at], rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "), style,
           out);
  }
}

void render(const Sheet& sheet, const TextStyle& style, std::string& out) {
  title(sheet.title, style, out);
  if (sheet.drawing.empty() && sheet.spreads) {
    const std::vector<Sheet> parts = spread(sheet, style.width);
    for (std::size_t at = 0; at < parts.size(); ++at) {
      if (at > 0) out += '\n';
      render_table(parts[at], style, out);
    }
  } else if (sheet.drawing.empty()) {
    render_table(sheet, style, out);
  }
  for (const Node& node : sheet.drawing) render(node, "", "", style, out);
}

void render(const Tree& tree, const TextStyle& style, std::string& out) {
  title(tree.title, style, out);
  render(tree.root, "", "", style, out);
}

// The lines of one of two trees: as they are shown, and without colour, which has no width.
struct SideLines {
  std::vector<std::string> shown;
  std::vector<std::string> plain;
};

SideLines lines_of(const Beside::Side& side, const TextStyle& style) {
  const auto lines = [&side](const TextStyle& in) {
    std::string text;
    title(side.name, in, text);
    render(side.root, "", "", in, text);
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      all.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return all;
  };
  return {lines(style), lines({.width = style.width, .colour = false})};
}

void render(const Beside& beside, const TextStyle& style, std::string& out) {
  title(beside.title, style, out);
  const std::size_t gutter = display_width(between_sides);
  TextStyle half = style;
  half.width = style.width > gutter ? (style.width - gutter) / 2 : 0;
  if (half.width < least_side) {
    for (const Beside::Side* side : {&beside.left, &beside.right}) {
      title(side->name, style, out);
      render(side->root, "", "", style, out);
    }
    return;
  }
  const SideLines left = lines_of(beside.left, half);
  const SideLines right = lines_of(beside.right, half);
  for (std::size_t at = 0; at < std::max(left.shown.size(), right.shown.size()); ++at) {
    const bool any = at < left.shown.size();
    const std::size_t used = any ? display_width(left.plain[at]) : 0;
    if (any) out += left.shown[at];
    out.append(half.width > used ? half.width - used : 0, ' ');
    out += between_sides;
    if (at < right.shown.size()) out += right.shown[at];
    end_line(out);
  }
}

void render(const Lines& lines, const TextStyle& style, std::string& out) {
  title(lines.title, style, out);
  const std::size_t indent = lines.title.empty() ? 0 : 2;
  const std::size_t hang = indent + (lines.truth ? 2 : 0);
  const std::size_t room = style.width > hang + least_width ? style.width - hang : least_width;
  for (const std::string& text : lines.lines) {
    bool begun = false;
    for (const std::string& line : wrap(text, room)) {
      out.append(begun ? hang : indent, ' ');
      if (!begun && lines.truth)
        out += tinted(mark(*lines.truth), *lines.truth, style.colour) + " ";
      out += line;
      end_line(out);
      begun = true;
    }
  }
}

}  // namespace

std::string to_text(const Report& report, const TextStyle& style) {
  TextStyle fitted = style;
  fitted.width = std::max(style.width, least_width);
  std::string out;
  for (const Part& part : report.parts) {
    if (!out.empty()) out += '\n';
    std::visit([&](const auto& present) { render(present, fitted, out); }, part);
  }
  return out;
}

}  // namespace nansen::report

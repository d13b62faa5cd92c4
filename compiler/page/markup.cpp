#include "compiler/page/markup.h"

#include <gmpxx.h>

#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/report/chart.h"
#include "compiler/report/number.h"
#include "compiler/report/value.h"

namespace nansen::page {

using report::Node;
using report::Value;

Markup& Markup::operator+=(const Markup& further) {
  html_ += further.html_;
  return *this;
}

Markup text(std::string_view words) {
  Markup made;
  made.html_ = report::escaped(printable(words));
  return made;
}

Markup element(std::string_view tag, const Markup& inside, std::string_view kind) {
  Markup made;
  made.html_ = "<" + std::string(tag);
  if (!kind.empty()) made.html_ += " class=\"" + text(kind).html() + "\"";
  made.html_ += ">" + inside.html_ + "</" + std::string(tag) + ">";
  return made;
}

Markup link(const std::string& anchor, const Markup& inside) {
  Markup made;
  made.html_ = "<a href=\"#" + text(anchor).html() + "\">" + inside.html_ + "</a>";
  return made;
}

Markup anchored(const std::string& anchor, const Markup& inside) {
  Markup made;
  made.html_ = "<span id=\"" + text(anchor).html() + "\">" + inside.html_ + "</span>";
  return made;
}

Markup marked(const std::string& before, const std::string& after) {
  if (before == after) return text(after);
  if (before.empty()) return element("ins", text(after));
  if (after.empty()) return element("del", text(before));
  Markup made;
  for (const consolidate::MarkedText& run : consolidate::marked_up(before, after)) {
    switch (run.mark) {
      case consolidate::Mark::Kept: made += text(run.text); break;
      case consolidate::Mark::Omitted: made += element("del", text(run.text)); break;
      case consolidate::Mark::Inserted: made += element("ins", text(run.text)); break;
    }
  }
  return made;
}

Markup folded(const Markup& summary, const Markup& inside, std::string_view kind) {
  Markup made = element("summary", summary);
  made += inside;
  return element("details", made, kind);
}

/// Writes the markup that has attributes of its own.
class TableWriter {
 public:
  static Markup table(const Table& table, std::size_t first, std::size_t count) {
    const std::string caption = text(table.caption).html();
    Markup made;
    std::string& html = made.html_;
    // What is wider than the page scrolls by itself, also from the keyboard.
    html =
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + caption + "\"><table";
    if (!table.kind.empty()) html += " class=\"" + text(table.kind).html() + "\"";
    html += "><caption>" + caption + "</caption><thead><tr>";
    for (const Table::Column& column : table.columns) {
      html += std::string("<th scope=\"col\"") + number_class(column) + ">" +
              text(column.name).html() + "</th>";
    }
    html += "</tr></thead><tbody>\n";
    const std::size_t end = first + std::min(count, table.rows.size() - first);
    for (std::size_t at = first; at < end; ++at) {
      html += "<tr>";
      for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const std::string tag = column == 0 ? "th" : "td";
        html += "<" + tag + (column == 0 ? " scope=\"row\"" : "") +
                number_class(table.columns[column]) + ">" + table.rows[at][column].html_ + "</" +
                tag + ">";
      }
      html += "</tr>\n";
    }
    html += "</tbody></table></div>\n";
    return made;
  }

  static Markup truth_mark(Truth truth) {
    const std::string word(to_string(truth));
    const char* sign = truth == Truth::Yes ? "✓" : truth == Truth::No ? "✗" : "?";
    Markup made;
    // The sign is for the eye; the word is what is read aloud.
    made.html_ = "<span class=\"mark " + word + "\"><span aria-hidden=\"true\">" + sign +
                 "</span><span class=\"aloud\">" + word + ": </span></span> ";
    return made;
  }

 private:
  static const char* number_class(const Table::Column& column) {
    return column.is_number ? " class=\"number\"" : "";
  }
};

Markup table(const Table& table, std::size_t first, std::size_t count) {
  return TableWriter::table(table, first, count);
}

Markup table_with_rest(const Table& table, std::size_t most, std::string_view rows) {
  Markup made = TableWriter::table(table, 0, most);
  if (table.rows.size() <= most) return made;
  const auto number = [](std::size_t count) { return report::grouped(Rational(count), 0); };
  const std::string words(rows);
  made += element("p",
                  text("The first " + number(most) + " of " + number(table.rows.size()) + " " +
                       words + " are shown; the others stand in the table that is folded here."),
                  "limit");
  Table rest = table;
  rest.caption += ", the others";
  made += folded(text("The other " + number(table.rows.size() - most) + " " + words),
                 TableWriter::table(rest, most, table.rows.size() - most), "rest");
  return made;
}

namespace {

Markup shown_node(const Node& node) {
  Markup inside;
  if (node.truth) inside += TableWriter::truth_mark(*node.truth);
  inside += text(node.text);
  for (const std::string& detail : node.details) inside += element("div", text(detail), "detail");
  if (!node.children.empty()) {
    Markup children;
    for (const Node& child : node.children) children += shown_node(child);
    inside += element("ul", children);
  }
  return element("li", inside);
}

Markup shown_part(const report::Tree& tree) {
  return element("ul", shown_node(tree.root), "reasons");
}

Markup shown_part(const report::Sheet& sheet) {
  Table made;
  made.caption = sheet.title.empty() ? sheet.key : sheet.title;
  for (const report::Column& column : sheet.columns) {
    made.columns.push_back({column.name, column.align == report::Align::Right});
  }
  for (const auto& row : sheet.rows) {
    std::vector<Markup>& cells = made.rows.emplace_back();
    for (const Value& value : row) cells.push_back(text(report::plain_text(value)));
  }
  return table(made);
}

Markup shown_part(const report::Lines& lines) {
  Markup made;
  if (!lines.title.empty()) made += element("p", text(lines.title), "subtitle");
  Markup items;
  for (const std::string& line : lines.lines) {
    Markup item;
    if (lines.truth) item += TableWriter::truth_mark(*lines.truth);
    item += text(line);
    items += element("li", item);
  }
  made += element("ul", items, lines.truth ? "reasons" : "");
  return made;
}

Markup shown_part(const report::Beside& beside) {
  Markup sides;
  for (const report::Beside::Side* side : {&beside.left, &beside.right}) {
    Markup inside = element("p", text(side->name), "subtitle");
    inside += element("ul", shown_node(side->root), "reasons");
    sides += element("div", inside);
  }
  Markup made;
  if (!beside.title.empty()) made += element("p", text(beside.title), "subtitle");
  made += element("div", sides, "beside");
  return made;
}

}  // namespace

Markup shown(const report::Report& report) {
  Markup made;
  for (const report::Part& part : report.parts) {
    made += std::visit([](const auto& present) { return shown_part(present); }, part);
  }
  return made;
}

}  // namespace nansen::page

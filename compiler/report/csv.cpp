// Reports as comma-separated values.
#include <algorithm>

#include "compiler/report/report.h"
#include "compiler/report/value.h"

namespace nansen::report {
namespace {

void append_cell(std::string_view text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char character : text) {
    if (character == '"') out += '"';
    out += character;
  }
  out += '"';
}

void append_row(const std::vector<std::string>& cells, std::string& out) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at > 0) out += ',';
    append_cell(cells[at], out);
  }
  out += '\n';
}

// A part as a table of plain text.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

Table table_of(const Sheet& sheet) {
  Table table;
  for (const Column& column : sheet.columns) table.header.push_back(column.name);
  for (const auto& row : sheet.rows) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const Value& value : row) cells.push_back(plain_text(value));
  }
  return table;
}

void collect_names(const Node& node, std::vector<std::string>& names) {
  for (const auto& [name, value] : node.fields) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  for (const Node& child : node.children) collect_names(child, names);
}

void add_node(const Node& node, std::size_t depth, Table& table) {
  std::vector<std::string> cells = {std::to_string(depth)};
  for (std::size_t at = 1; at < table.header.size(); ++at) {
    const std::string& name = table.header[at];
    const auto field = std::find_if(node.fields.begin(), node.fields.end(),
                                    [&name](const auto& entry) { return entry.first == name; });
    cells.push_back(field == node.fields.end() ? "" : plain_text(field->second));
  }
  table.rows.push_back(std::move(cells));
  for (const Node& child : node.children) add_node(child, depth + 1, table);
}

Table table_of(const Tree& tree) {
  Table table;
  table.header = {"depth"};
  collect_names(tree.root, table.header);
  add_node(tree.root, 0, table);
  return table;
}

Table table_of(const Beside& beside) {
  Table table;
  table.header = {"depth"};
  for (const Beside::Side* side : {&beside.left, &beside.right}) {
    collect_names(side->root, table.header);
  }
  std::vector<std::string> sides;
  for (const Beside::Side* side : {&beside.left, &beside.right}) {
    add_node(side->root, 0, table);
    sides.resize(table.rows.size(), side->name);
  }
  table.header.insert(table.header.begin(), "side");
  for (std::size_t at = 0; at < sides.size(); ++at) {
    table.rows[at].insert(table.rows[at].begin(), sides[at]);
  }
  return table;
}

Table table_of(const Lines& lines) {
  Table table;
  table.header = {lines.key};
  for (const std::string& line : lines.lines) table.rows.push_back({line});
  return table;
}

// All parts in one table: a spreadsheet reads no second header.
Table table_of(const Report& report) {
  std::vector<Table> tables;
  for (const Part& part : report.parts) {
    tables.push_back(std::visit([](const auto& present) { return table_of(present); }, part));
  }
  if (tables.size() == 1 && !report.sections) return std::move(tables.front());
  Table all;
  all.header = {"section"};
  for (const Table& table : tables) {
    for (const std::string& name : table.header) {
      const auto found = std::find(all.header.begin() + 1, all.header.end(), name);
      if (found == all.header.end()) all.header.push_back(name);
    }
  }
  for (std::size_t part = 0; part < tables.size(); ++part) {
    const Table& table = tables[part];
    std::vector<std::size_t> columns;
    for (const std::string& name : table.header) {
      const auto found = std::find(all.header.begin() + 1, all.header.end(), name);
      columns.push_back(static_cast<std::size_t>(found - all.header.begin()));
    }
    for (const auto& row : table.rows) {
      std::vector<std::string>& cells = all.rows.emplace_back(all.header.size());
      cells[0] = std::visit([](const auto& present) { return present.key; }, report.parts[part]);
      for (std::size_t at = 0; at < row.size(); ++at) cells[columns[at]] = row[at];
    }
  }
  return all;
}

}  // namespace

std::string plain_text(const Value& value) {
  struct Words {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const Rational& number) const { return nansen::to_string(number); }
    std::string operator()(Truth truth) const { return std::string(nansen::to_string(truth)); }
  };
  return std::visit(Words{}, value);
}

std::string to_csv(const Report& report) {
  std::string out;
  if (report.parts.empty()) return out;
  const Table table = table_of(report);
  append_row(table.header, out);
  for (const auto& row : table.rows) append_row(row, out);
  return out;
}

}  // namespace nansen::report

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

void render(const Sheet& sheet, std::string& out) {
  std::vector<std::string> cells;
  for (const Column& column : sheet.columns) cells.push_back(column.name);
  append_row(cells, out);
  for (const auto& row : sheet.rows) {
    cells.clear();
    for (const Value& value : row) cells.push_back(plain_text(value));
    append_row(cells, out);
  }
}

void collect_names(const Node& node, std::vector<std::string>& names) {
  for (const auto& [name, value] : node.fields) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  for (const Node& child : node.children) collect_names(child, names);
}

void append_node(const Node& node, std::size_t depth, const std::vector<std::string>& names,
                 std::string& out) {
  std::vector<std::string> cells = {std::to_string(depth)};
  for (const std::string& name : names) {
    const auto field = std::find_if(node.fields.begin(), node.fields.end(),
                                    [&name](const auto& entry) { return entry.first == name; });
    cells.push_back(field == node.fields.end() ? "" : plain_text(field->second));
  }
  append_row(cells, out);
  for (const Node& child : node.children) append_node(child, depth + 1, names, out);
}

void render(const Tree& tree, std::string& out) {
  std::vector<std::string> names;
  collect_names(tree.root, names);
  std::vector<std::string> header = {"depth"};
  header.insert(header.end(), names.begin(), names.end());
  append_row(header, out);
  append_node(tree.root, 0, names, out);
}

void render(const Lines& lines, std::string& out) {
  append_row({lines.key}, out);
  for (const std::string& line : lines.lines) append_row({line}, out);
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
  for (const Part& part : report.parts) {
    if (!out.empty()) out += '\n';
    std::visit([&](const auto& present) { render(present, out); }, part);
  }
  return out;
}

}  // namespace nansen::report

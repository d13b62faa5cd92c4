// Examples: the given rows and what is expected.
#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/format/layout.h"

namespace nansen::format {

void Layout::item(const ast::AsOf& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::ReadingSelection& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::AsAmendedBy& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::Expectation& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::Given& node, std::size_t indent) {
  page_.write("given " + node.entity.text);
  page_.space(node.row.span.begin, indent);
  row(node.row, indent);
  page_.mark(node.span.end);
}

void Layout::row(const ast::GivenRow& node, std::size_t indent, std::size_t after) {
  const std::string flat = ast::spell(node);
  if (fits(flat, node.span, after)) {
    page_.write(flat);
    page_.mark(node.span.end);
    return;
  }
  page_.write("{");
  for (std::size_t i = 0; i < node.assignments.size(); ++i) {
    const ast::Assignment& assignment = node.assignments[i];
    page_.item(assignment.span.begin, indent + step);
    page_.write(assignment.fact.text + ':');
    page_.space(assignment.value.span.begin, indent + 2 * step);
    const bool comma = i + 1 < node.assignments.size() || node.otherwise_no;
    value(assignment.value, indent + step, comma ? 1 : 0);
    if (comma) page_.write(",");
    page_.mark(assignment.span.end);
  }
  if (node.otherwise_no) {
    const std::uint32_t behind = node.assignments.empty() ? 0 : node.assignments.back().span.end;
    page_.line(std::max(behind, node.otherwise_span.begin), indent + step);
    page_.write("otherwise no");
  }
  page_.close("}", node.span.end, indent);
}

void Layout::value(const ast::GivenValue& node, std::size_t indent, std::size_t after) {
  const std::string flat = ast::spell(node);
  if (fits(flat, node.span, after)) {
    page_.write(flat);
    return;
  }
  if (const auto* referenced = std::get_if<Boxed<ast::GivenRow>>(&node.value)) {
    row(**referenced, indent, after);
  } else if (const auto* rows = std::get_if<std::vector<ast::GivenRow>>(&node.value)) {
    page_.write("[");
    for (std::size_t i = 0; i < rows->size(); ++i) {
      page_.item((*rows)[i].span.begin, indent + step);
      const bool comma = i + 1 < rows->size();
      row((*rows)[i], indent + step, comma ? 1 : 0);
      if (comma) page_.write(",");
    }
    page_.close("]", node.span.end, indent);
  } else if (const auto* set = std::get_if<ast::GivenSet>(&node.value)) {
    page_.write("{");
    for (std::size_t i = 0; i < set->members.size(); ++i) {
      page_.line(set->members[i].span.begin, indent + step);
      page_.write(set->members[i].text + (i + 1 < set->members.size() ? "," : ""));
    }
    page_.close("}", node.span.end, indent);
  } else {
    page_.write(flat);
  }
}

}  // namespace nansen::format

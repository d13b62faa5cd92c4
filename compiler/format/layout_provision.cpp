// Provisions: divisions, readings, definitions, rules and clauses.
#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/base/utf8.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

std::string spell_header(const ast::Definition& node) {
  std::string text = "define " + node.name.text + " of " + node.entity.text;
  if (node.type) text += " : " + ast::spell(*node.type);
  return text + " as";
}

/// What stands behind the target of a clause.
std::string_view opening(const ast::Clause& node) {
  if (node.reservation) return " where";
  switch (node.kind) {
    case ast::ClauseKind::Addition: return " also applies where";
    case ast::ClauseKind::FurtherRule: return " also provides";
    case ast::ClauseKind::Exception: return " does not apply where";
  }
  return {};
}

}  // namespace

std::string spell_connectives(const std::vector<ast::Connective>& nodes) {
  std::string text;
  for (const ast::Connective& node : nodes) text += ast::spell(node) + ' ';
  return text;
}

void Layout::item(const ast::CitedClause& node, std::size_t /*indent*/) {
  page_.write("cited as " + ast::quoted(node.title.text));
  page_.mark(node.span.end);
}

void Layout::item(const ast::DateClause& node, std::size_t /*indent*/) {
  page_.write(std::string(ast::keyword(node.kind)) + ' ' + ast::spell(node.date));
  page_.mark(node.span.end);
}

void Layout::item(const ast::RankClause& node, std::size_t /*indent*/) {
  page_.write("rank " + std::to_string(node.rank));
  page_.mark(node.span.end);
}

void Layout::item(const ast::ReplacesClause& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::Annotation& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::item(const ast::ProvisionItem& node, std::size_t indent) {
  std::visit([&](const auto& held) { item(held, indent); }, node);
}

void Layout::item(const ast::Reading& node, std::size_t indent) {
  page_.write("reading " + node.name.text);
  if (node.question) page_.write(' ' + ast::quoted(node.question->text));
  std::string flat = " {";
  bool described = false;
  for (const ast::ReadingChoice& choice : node.choices) {
    flat += ' ' + choice.name.text + (choice.is_default ? " default" : "");
    described = described || choice.description.has_value();
  }
  flat += " }";
  if (!described && fits(flat, node.span)) {
    page_.write(flat);
    return;
  }
  page_.write(" {");
  for (const ast::ReadingChoice& choice : node.choices) {
    page_.item(choice.name.span.begin, indent + step);
    page_.write(choice.name.text);
    if (choice.description) page_.write(' ' + ast::quoted(choice.description->text));
    if (choice.is_default) page_.write(" default");
    page_.mark(choice.description ? choice.description->span.end : choice.name.span.end);
  }
  page_.close("}", node.span.end, indent);
}

void Layout::item(const Boxed<ast::DivisionBlock>& node, std::size_t indent) {
  page_.write(ast::spell(node->steps) + ' ');
  if (node->heading) page_.write(ast::quoted(node->heading->text) + ' ');
  block(node->items, node->span, indent);
}

void Layout::annotations(const std::vector<ast::Annotation>& nodes, std::size_t indent) {
  for (const ast::Annotation& node : nodes) {
    page_.line(node.span.begin, indent);
    page_.write(ast::spell(node));
    page_.mark(node.span.end);
  }
}

void Layout::connectives(const std::vector<ast::Connective>& nodes, std::uint32_t next,
                         std::size_t indent, bool one_line) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    page_.write(ast::spell(nodes[i]));
    const std::uint32_t behind = i + 1 < nodes.size() ? nodes[i + 1].span.begin : next;
    if (one_line) {
      page_.space(behind, indent);
    } else {
      page_.line(behind, indent);
    }
  }
}

void Layout::condition(const ast::Expression& node, std::size_t indent) {
  const bool one_line = fits(' ' + ast::spell(node), breakable(node)) && !is_noted(node);
  if ((one_line || hugs(node)) && !page_.has_pending(node.span.begin)) {
    page_.write(" ");
    expression(node, {indent, indent + step});
  } else {
    page_.line(node.span.begin, indent + step);
    expression(node, {indent + step, indent + step});
  }
}

void Layout::name_of_definition(const ast::Definition& node, std::size_t indent) {
  page_.write(ast::keyword(node.mark));
  page_.space(node.name.span.begin, indent + step);
  page_.write(node.name.text + " of");
  page_.space(node.entity.span.begin, indent + step);
  page_.write(node.entity.text);
  if (node.type) {
    page_.write(" :");
    page_.space(node.type->span.begin, indent + step);
    page_.write(ast::spell(*node.type));
  }
}

void Layout::item(const ast::Definition& node, std::size_t indent) {
  if (node.mark == ast::DefinitionMark::Right) return right(node, indent);
  if (node.mark != ast::DefinitionMark::None) return norm(node, indent);
  const bool one_line =
      node.base && !is_noted(*node.base) &&
      fits(spell_connectives(node.connectives) + spell_header(node) + ' ' + ast::spell(*node.base),
           text_between(node.name.span, breakable(*node.base)));
  connectives(node.connectives, node.name.span.begin, indent, one_line);
  name_of_definition(node, indent);
  if (node.base) {
    page_.write(" as");
    condition(*node.base, indent);
    annotations(node.annotations, indent + step);
  } else {
    page_.write(" ");
    rules(node, indent);
  }
  page_.mark(node.span.end);
}

void Layout::rules(const ast::Definition& node, std::size_t indent) {
  std::size_t label_width = 0;
  for (const ast::Rule& one : node.rules) {
    if (one.label) label_width = std::max(label_width, utf8_length(one.label->text) + 2);
  }
  page_.write("{");
  // Rules and settlements in the order they were written.
  auto settlement = node.settlements.begin();
  const auto settle_before = [&](std::uint32_t offset) {
    for (; settlement != node.settlements.end() && settlement->span.begin < offset; ++settlement) {
      page_.item(settlement->span.begin, indent + step);
      page_.write(ast::keyword(settlement->kind));
      page_.mark(settlement->span.end);
    }
  };
  for (const ast::Rule& one : node.rules) {
    if (stood_inside(one.span, node.span)) settle_before(one.span.begin);
    page_.item(one.span.begin, indent + step);
    rule(one, indent + step, label_width);
    page_.mark(one.span.end);
  }
  settle_before(node.span.end);
  page_.close("}", node.span.end, indent);
}

void Layout::rule(const ast::Rule& node, std::size_t indent, std::size_t label_width) {
  const std::uint32_t first = node.condition ? node.condition->span.begin : node.value->span.begin;
  label(node.label, label_width, node.connectives.empty() ? first : node.connectives[0].span.begin,
        indent + step);
  const std::string rest =
      node.condition ? "where " + ast::spell(*node.condition) + " : " : std::string("otherwise : ");
  const bool fits_whole = fits(spell_connectives(node.connectives) + rest + ast::spell(*node.value),
                               breakable(*node.value));
  connectives(node.connectives, first, indent + step, fits_whole);
  if (node.condition) {
    page_.write("where");
    const Span both = text_between(node.condition->span, breakable(*node.value));
    const std::string flat = ' ' + ast::spell(*node.condition) + " : " + ast::spell(*node.value);
    const bool one_line = fits(flat, both);
    condition(*node.condition, indent);
    if (!one_line && !hugs(*node.condition)) {
      page_.line(node.value->span.begin, indent + step);
      page_.write(":");
    } else {
      page_.write(" :");
    }
  } else {
    page_.write("otherwise :");
  }
  page_.space(node.value->span.begin, indent + step);
  expression(*node.value, {indent, indent + step});
  annotations(node.annotations, indent + step);
}

void Layout::item(const ast::Clause& node, std::size_t indent) {
  const std::uint32_t target = span_of(node.target).begin;
  const std::uint32_t first = node.reservation ? node.reservation->span.begin : target;
  label(node.label, 0, node.connectives.empty() ? first : node.connectives[0].span.begin,
        indent + step);
  std::string flat = spell_connectives(node.connectives);
  if (node.reservation) flat += "reservation " + node.reservation->text + " to ";
  flat += ast::spell(node.target);
  flat += opening(node);
  if (node.value) flat += ' ' + ast::spell(*node.value) + " where";
  flat += ' ' + ast::spell(*node.condition);
  connectives(node.connectives, first, indent, fits(flat, breakable(*node.condition)));
  if (node.reservation) {
    page_.write("reservation " + node.reservation->text + " to");
    page_.space(target, indent + step);
  }
  page_.write(ast::spell(node.target));
  page_.write(opening(node));
  if (node.value) {
    page_.space(node.value->span.begin, indent + step);
    expression(*node.value, {indent, indent + step});
    page_.write(" where");
  }
  condition(*node.condition, indent);
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

}  // namespace nansen::format

// Vocabularies, entities, enumerations, and the outsides of instruments and examples.
#include "compiler/ast/spelling.h"
#include "compiler/base/utf8.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

std::string spell(const ast::Member& member) {
  if (!member.description) return member.name.text;
  return member.name.text + ' ' + ast::quoted(member.description->text);
}

/// What stands before the brace of an example, on one line.
std::string spell_leading(const ast::Example& node) {
  std::string text;
  for (const ast::ExampleItem& leading : node.leading) {
    text += ' ' + std::visit([](const auto& held) { return ast::spell(held); }, leading);
  }
  return text + ' ';
}

}  // namespace

bool stood_inside(Span part, Span whole) {
  return part.file == whole.file && part.begin >= whole.begin && part.end <= whole.end;
}

void Layout::one(const ast::Item& node) {
  std::visit([this](const auto& held) { item(held, 0); }, node);
}

void Layout::one(const ast::ProvisionItem& node) { item(node, 0); }

void Layout::file(const ast::File& file) {
  for (const ast::Item& node : file.items) {
    page_.item(span_of(node).begin, 0);
    one(node);
    page_.mark(span_of(node).end);
  }
  page_.finish();
}

void Layout::item(const ast::Uses& node, std::size_t indent) {
  const std::string flat = ast::spell(node);
  if (fits(flat, node.span)) {
    page_.write(flat);
  } else {
    page_.write("uses");
    for (std::size_t i = 0; i < node.names.size(); ++i) {
      page_.line(node.names[i].span.begin, indent + step);
      page_.write(node.names[i].text + (i + 1 < node.names.size() ? "," : ""));
    }
  }
  page_.mark(node.span.end);
}

void Layout::item(const ast::Vocabulary& node, std::size_t /*indent*/) {
  page_.write(ast::titled("vocabulary", node.name, node.title));
}

void Layout::item(const ast::UnitDeclaration& node, std::size_t /*indent*/) {
  page_.write(ast::titled("unit", node.name, node.description));
}

void Layout::item(const ast::Enumeration& node, std::size_t indent) {
  page_.write(
      ast::titled(node.ordered ? "ordered enumeration" : "enumeration", node.name, node.title) +
      " {");
  std::string flat;
  bool described = false;
  for (const ast::Member& member : node.members) {
    if (!flat.empty()) flat += node.ordered ? " < " : ", ";
    flat += spell(member);
    described = described || member.description.has_value();
  }
  if (fits(' ' + flat + " }", node.span)) {
    page_.write(' ' + flat + " }");
    return;
  }
  if (!described && !page_.has_comment(node.span) &&
      indent + step + utf8_length(flat) <= line_width) {
    page_.line(node.members.front().name.span.begin, indent + step);
    page_.write(flat);
    page_.close("}", node.span.end, indent);
    return;
  }
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    page_.item(node.members[i].name.span.begin, indent + step);
    page_.write(spell(node.members[i]));
    if (i + 1 < node.members.size()) page_.write(node.ordered ? " <" : ",");
    const auto& description = node.members[i].description;
    page_.mark(description ? description->span.end : node.members[i].name.span.end);
  }
  page_.close("}", node.span.end, indent);
}

void Layout::item(const ast::Entity& node, std::size_t indent) {
  page_.write(ast::titled("entity", node.name, node.title) + ' ');
  facts(node.facts, node.span, indent);
}

void Layout::item(const ast::FurtherFacts& node, std::size_t indent) {
  page_.write("further facts of " + node.entity.text + ' ');
  facts(node.facts, node.span, indent);
}

void Layout::facts(const std::vector<ast::Fact>& nodes, Span whole, std::size_t indent) {
  page_.write("{");
  for (const ast::Fact& one : nodes) {
    page_.item(one.span.begin, indent + step);
    fact(one, indent + step);
    page_.mark(one.span.end);
  }
  if (nodes.empty() && !page_.has_comment(whole)) {
    page_.write("}");
  } else {
    page_.close("}", whole.end, indent);
  }
}

void Layout::fact(const ast::Fact& node, std::size_t indent) {
  page_.write(node.name.text + " :");
  page_.space(node.type.span.begin, indent + step);
  page_.write(ast::spell(node.type));
  if (node.question) {
    const std::string question = ast::quoted(node.question->text);
    if (page_.fits(question, 1)) {
      page_.space(node.question->span.begin, indent + step);
    } else {
      page_.line(node.question->span.begin, indent + step);
    }
    page_.write(question);
  }
  annotations(node.annotations, indent + step);
}

void Layout::item(const ast::Instrument& node, std::size_t indent) {
  page_.write(ast::titled("instrument", node.name, node.title) + ' ');
  block(node.items, node.span, indent);
}

void Layout::item(const ast::Example& node, std::size_t indent) {
  page_.write("example " + ast::quoted(node.name.text));
  if (node.leading.empty()) {
    page_.write(" ");
    block(node.items, node.span, indent);
    return;
  }
  const Span last = std::visit([](const auto& held) { return held.span; }, node.leading.back());
  const std::uint32_t brace = page_.brace_after(last.end);
  const Span outside{node.span.file, node.span.begin, brace};
  const std::string flat = spell_leading(node);
  if (fits(flat, outside, 1)) {
    page_.write(flat);
  } else {
    for (const ast::ExampleItem& leading : node.leading) {
      std::visit(
          [&](const auto& held) {
            page_.line(held.span.begin, indent + step);
            item(held, indent + step);
          },
          leading);
    }
    page_.line(brace, indent);
  }
  block(node.items, node.span, indent);
}

}  // namespace nansen::format

// Formulas, parameters and allocations: one line each, or broken at their commas.
#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

/// A part of a formula's head and the place where it stood.
struct Part {
  std::uint32_t begin = 0;
  std::string words;
};

}  // namespace

void Layout::item(const ast::Parameter& node, std::size_t indent) {
  const std::string question =
      node.description ? ' ' + ast::quoted(node.description->text) : std::string();
  const std::string flat = ast::spell(node);
  page_.write("parameter");
  page_.space(node.name.span.begin, indent + step);
  const std::string_view words = "parameter ";
  page_.write(
      std::string_view(flat).substr(words.size(), flat.size() - words.size() - question.size()));
  if (node.description) {
    if (page_.fits(question)) {
      page_.space(node.description->span.begin, indent + step);
    } else {
      page_.line(node.description->span.begin, indent + step);
    }
    page_.write(ast::quoted(node.description->text));
  }
  annotations(node.annotations, indent + step);
}

void Layout::item(const ast::WhereMissing& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
}

void Layout::item(const ast::Formula& node, std::size_t indent) {
  std::vector<Part> parts = {{node.name.span.begin, node.name.text + " of"},
                             {node.entity.span.begin, node.entity.text}};
  if (node.among) parts.push_back({node.among->span.begin, ast::spell(*node.among)});
  page_.write("formula");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == 2) page_.write(" among");
    page_.space(parts[i].begin, indent + step);
    page_.write(parts[i].words);
  }
  page_.write(" {");
  const auto one = [&](const auto& held) {
    page_.item(held.span.begin, indent + step);
    item(held, indent + step);
    page_.mark(held.span.end);
  };
  auto rule = node.where_missing.begin();
  for (const ast::Annotation& annotation : node.annotations) {
    while (stood_inside(annotation.span, node.span) && rule != node.where_missing.end() &&
           rule->span.begin < annotation.span.begin) {
      one(*rule++);
    }
    one(annotation);
  }
  for (; rule != node.where_missing.end(); ++rule) one(*rule);
  for (const ast::FormulaLine& line : node.lines) one(line);
  const bool is_empty =
      node.lines.empty() && node.annotations.empty() && node.where_missing.empty();
  if (is_empty && !page_.has_comment(node.span)) {
    page_.write("}");
  } else {
    page_.close("}", node.span.end, indent);
  }
}

Layout::Term Layout::term(std::string words, const ast::Expression& expression) {
  return {expression.span, std::move(words) + ' ', &expression, breakable(expression).end};
}

std::vector<Layout::Term> Layout::terms(const ast::FormulaLine& node) {
  std::vector<Term> result;
  if (node.at_most) result.push_back(term("at most", *node.at_most));
  if (node.at_least) result.push_back(term("at least", *node.at_least));
  if (const auto& rule = node.redistribution) {
    const std::string words = ast::spell(*rule);
    result.push_back({rule->span, words, nullptr, rule->span.begin});
    if (rule->by) {
      result.back() =
          term(words.substr(0, words.size() - ast::spell(*rule->by).size() - 1), *rule->by);
    }
  }
  if (const auto& rule = node.where_missing) {
    result.push_back({rule->span, ast::spell(*rule), nullptr, rule->span.begin});
  }
  if (const auto& rule = node.where_zero) {
    result.push_back({rule->span, ast::spell(*rule), nullptr, rule->span.begin});
    if (rule->value) result.back() = term("where zero:", *rule->value);
  }
  in_written_order(result, node.span);
  return result;
}

std::vector<Layout::Term> Layout::terms(const ast::Allocation& node) {
  const auto words = [](Span span, std::string text) {
    return Term{span, std::move(text), nullptr, span.begin};
  };
  std::vector<Term> result;
  result.push_back(words(node.method_span, ast::spell_rounding(node)));
  if (node.ties_span) {
    result.push_back(words(*node.ties_span, "ties by " + std::string(ast::keyword(node.ties))));
  }
  if (node.at_least) result.push_back(term("at least", *node.at_least));
  if (node.at_most) result.push_back(term("at most", *node.at_most));
  if (node.exempting) {
    result.push_back(words(node.exempting->span, "exempting " + ast::spell(*node.exempting)));
  }
  in_written_order(result, node.span);
  return result;
}

std::string Layout::spell_terms(const std::vector<Term>& nodes) {
  std::string text;
  for (const Term& node : nodes) {
    text += ", " + node.words;
    if (node.expression != nullptr) text += ast::spell(*node.expression);
  }
  return text;
}

bool Layout::are_noted(const std::vector<Term>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [](const Term& node) {
    return node.expression != nullptr && is_noted(*node.expression);
  });
}

void Layout::terms(const std::vector<Term>& nodes, std::size_t indent, bool one_line) {
  for (const Term& node : nodes) {
    page_.write(",");
    if (one_line) {
      page_.space(node.span.begin, indent);
    } else {
      page_.line(node.span.begin, indent);
    }
    page_.write(node.words);
    if (node.expression != nullptr) expression(*node.expression, {indent, indent + step}, 1);
  }
}

void Layout::item(const ast::FormulaLine& node, std::size_t indent) {
  const std::vector<Term> tails = terms(node);
  const std::string behind = spell_terms(tails);
  Span inside = breakable(*node.value);
  if (!tails.empty()) inside.end = tails.back().last_break;
  page_.write(node.name.text + " =");
  const bool one_line = fits(' ' + ast::spell(*node.value) + behind, inside) &&
                        !is_noted(*node.value) && !are_noted(tails);
  page_.space(node.value->span.begin, indent + step);
  const std::size_t block = hugs(*node.value) ? indent : indent + step;
  expression(*node.value, {block, indent + step}, tails.empty() ? 0 : 1);
  const bool after_block = page_.column() == indent + 1;
  const Span rest{inside.file, node.value->span.end, inside.end};
  terms(tails, indent + step, one_line || (after_block && fits(behind, rest) && !are_noted(tails)));
  annotations(node.annotations, indent + step);
}

void Layout::item(const ast::Allocation& node, std::size_t indent) {
  const std::vector<Term> tails = terms(node);
  const std::string by = " by " + ast::spell(node.formula);
  const std::string as = "as " + node.name.text;
  page_.write("allocate");
  const Span inside{node.span.file, node.span.begin, node.name.span.begin};
  const bool one_line =
      fits(' ' + ast::spell(*node.total) + by + spell_terms(tails) + ' ' + as, inside) &&
      !is_noted(*node.total) && !are_noted(tails);
  page_.space(node.total->span.begin, indent + step);
  expression(*node.total, {indent + step, indent + step});
  preposition("by", node.formula, {indent, indent + step});
  terms(tails, indent + step, one_line);
  if (page_.fits(as, 1)) {
    page_.space(node.name.span.begin, indent + step);
  } else {
    page_.line(node.name.span.begin, indent + step);
  }
  page_.write(as);
  annotations(node.annotations, indent + step);
}

}  // namespace nansen::format

// Expressions: groups open a block on their line, operators begin the lines they continue.
#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/base/utf8.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

bool any_noted(const std::vector<ast::ExpressionPtr>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const ast::ExpressionPtr& node) { return is_noted(*node); });
}

struct NoteFinder {
  bool operator()(const ast::Group& group) const {
    return std::any_of(group.heads.begin(), group.heads.end(), [](const ast::Head& head) {
      return !head.annotations.empty() || is_noted(*head.expression);
    });
  }
  bool operator()(const ast::Not& node) const { return is_noted(*node.operand); }
  bool operator()(const ast::And& node) const { return any_noted(node.operands); }
  bool operator()(const ast::Or& node) const { return any_noted(node.operands); }
  bool operator()(const ast::Unless& node) const {
    return is_noted(*node.value) || is_noted(*node.exception);
  }
  bool operator()(const ast::Comparison& node) const {
    return is_noted(*node.left) || is_noted(*node.right);
  }
  bool operator()(const ast::OneOf& node) const {
    return is_noted(*node.value) || any_noted(node.choices);
  }
  bool operator()(const ast::IsEmpty& node) const { return is_noted(*node.set); }
  bool operator()(const ast::Includes& node) const {
    return is_noted(*node.set) || is_noted(*node.member);
  }
  bool operator()(const ast::Arithmetic& node) const {
    return is_noted(*node.left) || is_noted(*node.right);
  }
  bool operator()(const ast::EndOfPeriod& node) const {
    return is_noted(*node.period) || is_noted(*node.event);
  }
  bool operator()(const ast::Timely& node) const {
    return is_noted(*node.day) || is_noted(*node.period) || is_noted(*node.event);
  }
  bool operator()(const ast::Negation& node) const { return is_noted(*node.operand); }
  bool operator()(const ast::Portion& node) const { return is_noted(*node.whole); }
  bool operator()(const ast::Quantifier& node) const { return is_noted(*node.body); }
  bool operator()(const ast::Across& node) const { return node.operand && is_noted(*node.operand); }
  bool operator()(const ast::Listed& node) const { return any_noted(node.operands); }
  bool operator()(const ast::Over& node) const {
    return (node.operand && is_noted(*node.operand)) ||
           (node.condition && is_noted(*node.condition));
  }
  bool operator()(const ast::Choice& node) const {
    return is_noted(*node.value) || is_noted(*node.condition) || is_noted(*node.other);
  }
  bool operator()(const ast::Parenthesis& node) const { return is_noted(*node.inner); }
  template <typename Leaf>
  bool operator()(const Leaf& /*leaf*/) const {
    return false;
  }
};

/// Where the last place begins at which an expression can be broken, or ends if it closes a block.
struct LastBreak {
  std::uint32_t of(const ast::Expression& node) const {
    return std::visit([&](const auto& held) { return (*this)(held, node.span); }, node.node);
  }
  std::uint32_t operator()(const ast::Group& /*node*/, Span span) const { return span.end; }
  std::uint32_t operator()(const ast::OneOf& /*node*/, Span span) const { return span.end; }
  std::uint32_t operator()(const ast::Parenthesis& /*node*/, Span span) const { return span.end; }
  std::uint32_t operator()(const ast::Not& node, Span /*span*/) const { return of(*node.operand); }
  std::uint32_t operator()(const ast::And& node, Span /*span*/) const {
    return of(*node.operands.back());
  }
  std::uint32_t operator()(const ast::Or& node, Span /*span*/) const {
    return of(*node.operands.back());
  }
  std::uint32_t operator()(const ast::Unless& node, Span /*span*/) const {
    return of(*node.exception);
  }
  std::uint32_t operator()(const ast::Comparison& node, Span /*span*/) const {
    return of(*node.right);
  }
  std::uint32_t operator()(const ast::IsEmpty& node, Span /*span*/) const { return of(*node.set); }
  std::uint32_t operator()(const ast::Includes& node, Span /*span*/) const {
    return of(*node.member);
  }
  std::uint32_t operator()(const ast::Arithmetic& node, Span /*span*/) const {
    return of(*node.right);
  }
  std::uint32_t operator()(const ast::EndOfPeriod& node, Span /*span*/) const {
    return of(*node.event);
  }
  std::uint32_t operator()(const ast::Timely& node, Span /*span*/) const { return of(*node.event); }
  std::uint32_t operator()(const ast::Negation& node, Span /*span*/) const {
    return of(*node.operand);
  }
  std::uint32_t operator()(const ast::Portion& node, Span /*span*/) const {
    return of(*node.whole);
  }
  std::uint32_t operator()(const ast::Quantifier& node, Span /*span*/) const {
    return of(*node.body);
  }
  std::uint32_t operator()(const ast::Listed& /*node*/, Span span) const { return span.end; }
  std::uint32_t operator()(const ast::Across& node, Span /*span*/) const {
    return node.among ? node.among->span.begin : of(*node.operand);
  }
  std::uint32_t operator()(const ast::Over& node, Span /*span*/) const {
    return node.condition ? of(*node.condition) : node.by.span.begin;
  }
  std::uint32_t operator()(const ast::Choice& node, Span /*span*/) const { return of(*node.other); }
  template <typename Leaf>
  std::uint32_t operator()(const Leaf& /*leaf*/, Span span) const {
    return span.begin;
  }
};

}  // namespace

Span breakable(const ast::Expression& node) {
  return {node.span.file, node.span.begin, LastBreak{}.of(node)};
}

bool is_noted(const ast::Expression& node) { return std::visit(NoteFinder{}, node.node); }

bool hugs(const ast::Expression& node) {
  if (std::holds_alternative<ast::Group>(node.node)) return true;
  if (std::holds_alternative<ast::Listed>(node.node)) return true;
  if (const auto* unless = std::get_if<ast::Unless>(&node.node)) return hugs(*unless->value);
  if (const auto* all = std::get_if<ast::And>(&node.node)) return hugs(*all->operands.front());
  if (const auto* any = std::get_if<ast::Or>(&node.node)) return hugs(*any->operands.front());
  if (const auto* negated = std::get_if<ast::Not>(&node.node)) return hugs(*negated->operand);
  if (const auto* one = std::get_if<ast::Quantifier>(&node.node)) return hugs(*one->body);
  return false;
}

void Layout::expression(const ast::Expression& node, Place place, std::size_t after) {
  const std::string flat = ast::spell(node);
  if (fits(flat, breakable(node), after) && !is_noted(node)) {
    page_.write(flat);
  } else {
    std::visit([&](const auto& held) { broken(held, node.span, place); }, node.node);
  }
  page_.mark(node.span.end);
}

template <typename Leaf>
void Layout::broken(const Leaf& node, Span /*span*/, Place /*place*/) {
  if constexpr (!std::is_same_v<Leaf, ast::Missing>) page_.write(ast::spell(node));
}

void Layout::broken(const ast::Group& node, Span span, Place place) {
  page_.write(ast::spell_group(node.quantity, node.count) + " {");
  std::size_t label_width = 0;
  for (const ast::Head& one : node.heads) {
    if (one.label) label_width = std::max(label_width, utf8_length(one.label->text) + 2);
  }
  for (std::size_t i = 0; i < node.heads.size(); ++i) {
    page_.item(node.heads[i].span.begin, place.block + step);
    head(node.heads[i], place.block + step, label_width);
    if (!node.heads[i].label && i + 1 < node.heads.size()) page_.write(",");
    page_.mark(node.heads[i].span.end);
  }
  page_.close("}", span.end, place.block);
}

void Layout::label(const std::optional<ast::Name>& name, std::size_t width, std::uint32_t next,
                   std::size_t indent) {
  if (!name) return;
  const std::string written = '(' + name->text + ')';
  page_.write(written);
  const std::size_t used = utf8_length(written);
  if (used < width) page_.write(std::string(width - used, ' '));
  page_.space(next, indent);
}

void Layout::head(const ast::Head& node, std::size_t indent, std::size_t label_width) {
  label(node.label, label_width, node.expression->span.begin, indent + step);
  const std::size_t inner = node.label ? page_.column() : indent + step;
  expression(*node.expression, {indent, inner}, node.label ? 0 : 1);
  annotations(node.annotations, indent + step);
}

void Layout::operands(const std::vector<ast::ExpressionPtr>& nodes, std::string_view word,
                      Place place) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) {
      const bool after_block = hugs(*nodes[i - 1]) && page_.column() == place.block + 1;
      if (after_block) {
        page_.space(nodes[i]->span.begin, place.inner);
      } else {
        page_.line(nodes[i]->span.begin, place.inner);
      }
      page_.write(std::string(word) + ' ');
    }
    expression(*nodes[i], place);
  }
}

void Layout::broken(const ast::And& node, Span /*span*/, Place place) {
  operands(node.operands, "and", place);
}

void Layout::broken(const ast::Or& node, Span /*span*/, Place place) {
  operands(node.operands, "or", place);
}

void Layout::broken(const ast::Unless& node, Span /*span*/, Place place) {
  expression(*node.value, place);
  const bool after_block = hugs(*node.value) && page_.column() == place.block + 1;
  if (after_block) {
    page_.space(node.exception->span.begin, place.inner);
  } else {
    page_.line(node.exception->span.begin, place.inner);
  }
  page_.write("unless ");
  expression(*node.exception, place);
}

void Layout::broken(const ast::Not& node, Span /*span*/, Place place) {
  page_.write("not");
  page_.space(node.operand->span.begin, place.inner);
  expression(*node.operand, place);
}

void Layout::broken(const ast::Comparison& node, Span /*span*/, Place place) {
  expression(*node.left, place);
  page_.write(' ' + std::string(ast::keyword(node.comparator)));
  page_.space(node.right->span.begin, place.inner);
  expression(*node.right, place);
}

void Layout::broken(const ast::OneOf& node, Span span, Place place) {
  expression(*node.value, place);
  page_.write(node.negated ? " is not one of " : " is one of ");
  listed(node.choices, span, place);
}

void Layout::listed(const std::vector<ast::ExpressionPtr>& nodes, Span span, Place place) {
  page_.write("{");
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    page_.line(nodes[i]->span.begin, place.block + step);
    expression(*nodes[i], {place.block + step, place.block + 2 * step},
               i + 1 < nodes.size() ? 1 : 0);
    if (i + 1 < nodes.size()) page_.write(",");
  }
  page_.close("}", span.end, place.block);
}

void Layout::broken(const ast::IsEmpty& node, Span /*span*/, Place place) {
  expression(*node.set, place);
  page_.write(node.negated ? " is not empty" : " is empty");
}

void Layout::broken(const ast::Includes& node, Span /*span*/, Place place) {
  expression(*node.set, place);
  page_.write(" includes");
  page_.space(node.member->span.begin, place.inner);
  expression(*node.member, place);
}

void Layout::broken(const ast::Arithmetic& node, Span /*span*/, Place place) {
  expression(*node.left, place);
  page_.line(node.right->span.begin, place.inner);
  page_.write(std::string(ast::keyword(node.op)) + ' ');
  const std::string rounding =
      node.rounding ? ' ' + std::string(ast::keyword(*node.rounding)) : std::string();
  expression(*node.right, place, rounding.size());
  page_.write(rounding);
}

void Layout::broken(const ast::EndOfPeriod& node, Span /*span*/, Place place) {
  page_.write("end of");
  page_.space(node.period->span.begin, place.inner);
  expression(*node.period, place, 1);
  page_.write(" after");
  page_.space(node.event->span.begin, place.inner);
  expression(*node.event, place);
}

void Layout::broken(const ast::Timely& node, Span /*span*/, Place place) {
  expression(*node.day, place);
  page_.line(node.period->span.begin, place.inner);
  page_.write(node.late ? "is later than " : "is no later than ");
  expression(*node.period, place, 1);
  page_.write(" after");
  page_.space(node.event->span.begin, place.inner);
  expression(*node.event, place);
}

void Layout::broken(const ast::Negation& node, Span /*span*/, Place place) {
  page_.write("-");
  if (page_.has_pending(node.operand->span.begin)) {
    page_.space(node.operand->span.begin, place.inner);
  }
  expression(*node.operand, place);
}

void Layout::broken(const ast::Portion& node, Span /*span*/, Place place) {
  constexpr int per_cent = 100;
  page_.write(to_string(Rational(node.portion * per_cent)) + "% of");
  page_.space(node.whole->span.begin, place.inner);
  expression(*node.whole, place);
}

void Layout::broken(const ast::Quantifier& node, Span /*span*/, Place place) {
  page_.write(ast::spell_head(node));
  if (hugs(*node.body)) {
    page_.space(node.body->span.begin, place.inner);
    expression(*node.body, place);
  } else {
    page_.line(node.body->span.begin, place.inner + step);
    expression(*node.body, {place.inner + step, place.inner + step});
  }
}

void Layout::preposition(std::string_view words, const ast::Path& path, Place place) {
  const std::string spelt = std::string(words) + ' ' + ast::spell(path);
  if (page_.fits(spelt, 1)) {
    page_.space(path.span.begin, place.inner);
  } else {
    page_.line(path.span.begin, place.inner);
  }
  page_.write(spelt);
}

void Layout::broken(const ast::Across& node, Span /*span*/, Place place) {
  const std::string words(ast::keyword(node.combination));
  page_.write(words);
  if (!node.operand) {
    page_.space(node.among->span.begin, place.inner);
    page_.write(ast::spell(*node.among));
    return;
  }
  page_.space(node.operand->span.begin, place.inner);
  expression(*node.operand, place);
  if (node.among) preposition("among", *node.among, place);
}

void Layout::broken(const ast::Listed& node, Span span, Place place) {
  page_.write(std::string(ast::keyword(node.combination)) + ' ');
  listed(node.operands, span, place);
}

void Layout::broken(const ast::Over& node, Span /*span*/, Place place) {
  page_.write(ast::keyword(node.combination));
  if (node.operand) {
    page_.space(node.operand->span.begin, place.inner);
    expression(*node.operand, place);
    page_.write(" over");
  }
  page_.space(node.entity.span.begin, place.inner);
  page_.write(node.entity.text);
  preposition("by", node.by, place);
  if (!node.condition) return;
  if (fits("where " + ast::spell(*node.condition), breakable(*node.condition), 1)) {
    page_.space(node.condition->span.begin, place.inner);
  } else {
    page_.line(node.condition->span.begin, place.inner);
  }
  page_.write("where ");
  expression(*node.condition, place);
}

void Layout::broken(const ast::Choice& node, Span /*span*/, Place place) {
  expression(*node.value, place);
  page_.write(" where");
  page_.space(node.condition->span.begin, place.inner);
  expression(*node.condition, place, 1);
  page_.write(",");
  page_.line(node.other->span.begin, place.inner);
  page_.write("otherwise ");
  // All choices of a row break where one does.
  if (const auto* next = std::get_if<ast::Choice>(&node.other->node)) {
    broken(*next, node.other->span, place);
  } else {
    expression(*node.other, place);
  }
}

void Layout::broken(const ast::Parenthesis& node, Span span, Place place) {
  page_.write("(");
  page_.line(node.inner->span.begin, place.inner + step);
  expression(*node.inner, {place.inner + step, place.inner + step});
  page_.close(")", span.end, place.inner);
}

}  // namespace nansen::format

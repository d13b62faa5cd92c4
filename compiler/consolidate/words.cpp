#include "compiler/consolidate/words.h"

#include <algorithm>

#include "compiler/ast/spelling.h"

namespace nansen::consolidate {

namespace {

struct Tightness {
  Need operator()(const ast::Choice&) const { return Need::Line; }
  Need operator()(const ast::Unless&) const { return Need::Whole; }
  Need operator()(const ast::Or&) const { return Need::Alternative; }
  Need operator()(const ast::And&) const { return Need::Operand; }
  Need operator()(const ast::Not&) const { return Need::Condition; }
  Need operator()(const ast::Comparison&) const { return Need::Comparison; }
  Need operator()(const ast::OneOf&) const { return Need::Comparison; }
  Need operator()(const ast::IsEmpty&) const { return Need::Comparison; }
  Need operator()(const ast::Includes&) const { return Need::Comparison; }
  Need operator()(const ast::Timely&) const { return Need::Comparison; }
  Need operator()(const ast::Arithmetic& node) const {
    const bool adds =
        node.op == ast::ArithmeticOperator::Add || node.op == ast::ArithmeticOperator::Subtract;
    return adds ? Need::Sum : Need::Product;
  }
  Need operator()(const ast::Negation&) const { return Need::Factor; }
  Need operator()(const ast::Portion&) const { return Need::Factor; }
  Need operator()(const ast::Quantifier&) const { return Need::Primary; }
  Need operator()(const ast::Across&) const { return Need::Primary; }
  Need operator()(const ast::Over&) const { return Need::Primary; }
  Need operator()(const ast::EndOfPeriod&) const { return Need::Primary; }
  template <typename Other>
  Need operator()(const Other&) const {
    return Need::Closed;
  }
};

bool ends_open(const ast::Expression& node);

/// True iff what follows could be taken for a part of it: a quantifier goes on as far as it can,
/// and `where` behind rows would be theirs.
struct Openness {
  bool operator()(const ast::Quantifier&) const { return true; }
  bool operator()(const ast::Over&) const { return true; }
  bool operator()(const ast::Not& node) const { return ends_open(*node.operand); }
  bool operator()(const ast::And& node) const { return ends_open(*node.operands.back()); }
  bool operator()(const ast::Or& node) const { return ends_open(*node.operands.back()); }
  bool operator()(const ast::Unless& node) const { return ends_open(*node.exception); }
  bool operator()(const ast::Comparison& node) const { return ends_open(*node.right); }
  bool operator()(const ast::Includes& node) const { return ends_open(*node.member); }
  bool operator()(const ast::Timely& node) const { return ends_open(*node.event); }
  bool operator()(const ast::Arithmetic& node) const { return ends_open(*node.right); }
  bool operator()(const ast::Negation& node) const { return ends_open(*node.operand); }
  bool operator()(const ast::Portion& node) const { return ends_open(*node.whole); }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

bool ends_open(const ast::Expression& node) { return std::visit(Openness{}, node.node); }

struct Measure {
  Extent below;

  void owner(const Owner&) {}
  void path(ast::Path&) {}
  void child(ast::ExpressionPtr& node, Need) { add(node); }
  void head(ast::Group& group, std::size_t index) { add(group.heads[index].expression); }
  void member(ast::Expression&, std::vector<ast::ExpressionPtr>& members, std::size_t index, Need) {
    add(members[index]);
  }

 private:
  void add(ast::ExpressionPtr& node) {
    if (!node) return;
    const Extent one = extent_of(*node);
    below.depth = std::max(below.depth, one.depth);
    below.count += one.count;
  }
};

}  // namespace

bool same_words(const ast::Expression& left, const ast::Expression& right) {
  if (left.node.index() != right.node.index()) return false;
  if (std::holds_alternative<ast::Missing>(left.node)) return false;
  if (const auto* path = std::get_if<ast::Path>(&left.node)) {
    const auto& other = std::get<ast::Path>(right.node);
    return std::equal(
        path->parts.begin(), path->parts.end(), other.parts.begin(), other.parts.end(),
        [](const ast::Name& one, const ast::Name& two) { return one.text == two.text; });
  }
  return ast::spell(left) == ast::spell(right);
}

ast::ExpressionPtr fitted(ast::Expression node, Need need) {
  const bool open = need > Need::Whole && ends_open(node);
  if (!open && std::visit(Tightness{}, node.node) >= need) {
    return std::make_unique<ast::Expression>(std::move(node));
  }
  auto enclosed = std::make_unique<ast::Expression>();
  enclosed->span = node.span;
  enclosed->node = ast::Parenthesis{std::make_unique<ast::Expression>(std::move(node))};
  return enclosed;
}

Extent extent_of(ast::Expression& node) {
  Measure measure;
  visit_parts(node, measure);
  return {measure.below.depth + 1, measure.below.count + 1};
}

ast::Group* group_in(ast::ExpressionPtr& node) {
  ast::Expression* inner = node.get();
  while (inner != nullptr) {
    auto* parenthesis = std::get_if<ast::Parenthesis>(&inner->node);
    if (parenthesis == nullptr) break;
    inner = parenthesis->inner.get();
  }
  return inner == nullptr ? nullptr : std::get_if<ast::Group>(&inner->node);
}

}  // namespace nansen::consolidate

// Lines, levels and expressions of a printed tree.
#include "compiler/ast/print_tree.h"

#include <fmt/format.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {

/// Prints the node and what is in it, its role in front.
struct ExpressionPrinter {
  TreePrinter& printer;
  std::string_view role;

  void open(std::string_view words) const { printer.line(fmt::format("{}: {}", role, words)); }
  void inside(std::string_view inner_role, const ExpressionPtr& node) const {
    const TreePrinter::Level level(printer);
    printer.expression(inner_role, *node);
  }
  void all_inside(const std::vector<ExpressionPtr>& nodes) const {
    for (const ExpressionPtr& node : nodes) inside("operand", node);
  }

  void operator()(const Missing&) const { open("missing"); }
  void operator()(const Group& node) const {
    open(spell_group(node.quantity, node.count));
    const TreePrinter::Level level(printer);
    for (const Head& head : node.heads) {
      printer.expression(head.label ? "(" + head.label->text + ")" : "head", *head.expression);
      const TreePrinter::Level inner(printer);
      printer.annotations(head.annotations);
    }
  }
  void operator()(const Not& node) const {
    open("not");
    inside("operand", node.operand);
  }
  void operator()(const And& node) const {
    open("and");
    all_inside(node.operands);
  }
  void operator()(const Or& node) const {
    open("or");
    all_inside(node.operands);
  }
  void operator()(const Unless& node) const {
    open("unless");
    inside("value", node.value);
    inside("exception", node.exception);
  }
  void operator()(const Comparison& node) const {
    open(keyword(node.comparator));
    inside("left", node.left);
    inside("right", node.right);
  }
  void operator()(const OneOf& node) const {
    open(node.negated ? "is not one of" : "is one of");
    inside("value", node.value);
    for (const ExpressionPtr& choice : node.choices) inside("choice", choice);
  }
  void operator()(const IsEmpty& node) const {
    open(node.negated ? "is not empty" : "is empty");
    inside("set", node.set);
  }
  void operator()(const Includes& node) const {
    open("includes");
    inside("set", node.set);
    inside("member", node.member);
  }
  void operator()(const Arithmetic& node) const {
    open(node.rounding ? fmt::format("{} {}", keyword(node.op), keyword(*node.rounding))
                       : std::string(keyword(node.op)));
    inside("left", node.left);
    inside("right", node.right);
  }
  void operator()(const EndOfPeriod& node) const {
    open("end of period");
    inside("period", node.period);
    inside("event", node.event);
  }
  void operator()(const Timely& node) const {
    open(node.late ? "is later than a period after" : "is no later than a period after");
    inside("day", node.day);
    inside("period", node.period);
    inside("event", node.event);
  }
  void operator()(const Negation& node) const {
    open("minus");
    inside("operand", node.operand);
  }
  void operator()(const Portion& node) const {
    constexpr int per_cent = 100;
    open(fmt::format("{}% of", to_string(Rational(node.portion * per_cent))));
    inside("whole", node.whole);
  }
  void operator()(const Quantifier& node) const {
    open(spell_head(node));
    inside("body", node.body);
  }
  void operator()(const Across& node) const {
    std::string words(keyword(node.combination));
    if (node.among) words += (node.operand ? " among " : " ") + spell(*node.among);
    open(words);
    if (node.operand) inside("operand", node.operand);
  }
  void operator()(const Listed& node) const {
    open(fmt::format("{} several", keyword(node.combination)));
    all_inside(node.operands);
  }
  void operator()(const Over& node) const {
    open(fmt::format("{} rows of {} by {}", keyword(node.combination), node.entity.text,
                     spell(node.by)));
    if (node.operand) inside("operand", node.operand);
    if (node.condition) inside("where", node.condition);
  }
  void operator()(const Choice& node) const {
    open("choice");
    inside("value", node.value);
    inside("where", node.condition);
    inside("otherwise", node.other);
  }
  void operator()(const Parenthesis& node) const {
    open("parenthesis");
    inside("inner", node.inner);
  }
  template <typename Leaf>
  void operator()(const Leaf& leaf) const {
    open(spell(leaf));
  }
};

void TreePrinter::line(std::string_view words) {
  text_.append(2 * depth_, ' ');
  text_ += words;
  text_ += '\n';
}

void TreePrinter::annotations(const std::vector<Annotation>& nodes) {
  for (const Annotation& node : nodes) line(spell(node));
}

void TreePrinter::connectives(const std::vector<Connective>& nodes) {
  for (const Connective& node : nodes) line(spell(node));
}

void TreePrinter::condition(const ExpressionPtr& node) {
  if (node) expression("where", *node);
}

void TreePrinter::expression(std::string_view role, const Expression& node) {
  std::visit(ExpressionPrinter{*this, role}, node.node);
}

}  // namespace nansen::ast

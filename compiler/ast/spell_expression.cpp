// Expressions and the values of examples as they are spelt on one line.
#include <fmt/format.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

std::string joined(const std::vector<ExpressionPtr>& parts, std::string_view between) {
  std::string text;
  for (const ExpressionPtr& part : parts) {
    if (!text.empty()) text += between;
    text += spell(*part);
  }
  return text;
}

struct Speller {
  std::string operator()(const Missing&) const { return "..."; }
  std::string operator()(const BooleanLiteral& literal) const { return spell(literal); }
  std::string operator()(const NumberLiteral& literal) const { return spell(literal); }
  std::string operator()(const DateLiteral& literal) const { return spell(literal); }
  std::string operator()(const PeriodLiteral& literal) const { return spell(literal); }
  std::string operator()(const Path& path) const { return spell(path); }
  std::string operator()(const Not& negated) const { return "not " + spell(*negated.operand); }
  std::string operator()(const And& all) const { return joined(all.operands, " and "); }
  std::string operator()(const Or& any) const { return joined(any.operands, " or "); }
  std::string operator()(const Unless& node) const {
    return spell(*node.value) + " unless " + spell(*node.exception);
  }
  std::string operator()(const Comparison& node) const {
    return fmt::format("{} {} {}", spell(*node.left), keyword(node.comparator), spell(*node.right));
  }
  std::string operator()(const OneOf& node) const {
    return fmt::format("{} is {}one of {{ {} }}", spell(*node.value), node.negated ? "not " : "",
                       joined(node.choices, ", "));
  }
  std::string operator()(const IsEmpty& node) const {
    return fmt::format("{} is {}empty", spell(*node.set), node.negated ? "not " : "");
  }
  std::string operator()(const Includes& node) const {
    return fmt::format("{} includes {}", spell(*node.set), spell(*node.member));
  }
  std::string operator()(const Arithmetic& node) const {
    std::string text =
        fmt::format("{} {} {}", spell(*node.left), keyword(node.op), spell(*node.right));
    if (node.rounding) text += fmt::format(" {}", keyword(*node.rounding));
    return text;
  }
  std::string operator()(const EndOfPeriod& node) const {
    return fmt::format("end of {} after {}", spell(*node.period), spell(*node.event));
  }
  std::string operator()(const Timely& node) const {
    return fmt::format("{} {} {} after {}", spell(*node.day),
                       node.late ? "is later than" : "is no later than", spell(*node.period),
                       spell(*node.event));
  }
  std::string operator()(const DayAsked& node) const { return spell(node); }
  std::string operator()(const Never& node) const { return spell(node); }
  std::string operator()(const TimeIn& node) const { return spell(node); }
  std::string operator()(const Negation& node) const { return "-" + spell(*node.operand); }
  std::string operator()(const Portion& node) const {
    constexpr int per_cent = 100;
    return fmt::format("{}% of {}", to_string(Rational(node.portion * per_cent)),
                       spell(*node.whole));
  }
  std::string operator()(const Quantifier& node) const {
    return spell_head(node) + ' ' + spell(*node.body);
  }
  std::string operator()(const Across& node) const {
    const std::string_view words = keyword(node.combination);
    if (!node.operand) return fmt::format("{} {}", words, node.among ? spell(*node.among) : "");
    std::string text = fmt::format("{} {}", words, spell(*node.operand));
    if (node.among) text += " among " + spell(*node.among);
    return text;
  }
  std::string operator()(const Listed& node) const {
    return fmt::format("{} {{ {} }}", keyword(node.combination), joined(node.operands, ", "));
  }
  std::string operator()(const Over& node) const {
    const std::string over = node.operand ? spell(*node.operand) + " over " : std::string();
    std::string text = fmt::format("{} {}{} by {}", keyword(node.combination), over,
                                   node.entity.text, spell(node.by));
    if (node.condition) text += " where " + spell(*node.condition);
    return text;
  }
  std::string operator()(const Choice& node) const {
    return fmt::format("{} where {}, otherwise {}", spell(*node.value), spell(*node.condition),
                       spell(*node.other));
  }
  std::string operator()(const Parenthesis& node) const {
    return fmt::format("({})", spell(*node.inner));
  }
  std::string operator()(const Group& group) const {
    std::string text = spell_group(group.quantity, group.count) + " {";
    for (std::size_t i = 0; i < group.heads.size(); ++i) {
      const bool comma = i > 0 && !group.heads[i].label;
      text += (comma ? ", " : " ") + spell(group.heads[i]);
    }
    return text + " }";
  }
};

struct ValueSpeller {
  std::string operator()(const Unknown&) const { return "unknown"; }
  std::string operator()(const Undetermined&) const { return "undetermined"; }
  std::string operator()(const Name& name) const { return name.text; }
  std::string operator()(const Text& id) const { return quoted(id.text); }
  std::string operator()(const GivenSet& set) const {
    if (set.members.empty()) return "{}";
    std::string text = "{ ";
    for (std::size_t i = 0; i < set.members.size(); ++i) {
      text += (i == 0 ? "" : ", ") + set.members[i].text;
    }
    return text + " }";
  }
  std::string operator()(const Boxed<GivenRow>& row) const { return spell(*row); }
  std::string operator()(const std::vector<GivenRow>& rows) const {
    if (rows.empty()) return "[]";
    std::string text = "[";
    for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "" : ", ") + spell(rows[i]);
    return text + "]";
  }
  template <typename Literal>
  std::string operator()(const Literal& literal) const {
    return spell(literal);
  }
};

}  // namespace

std::string spell_group(Quantity quantity, std::int64_t count) {
  switch (quantity) {
    case Quantity::All: return "all of";
    case Quantity::Any: return "any of";
    case Quantity::None: return "none of";
    case Quantity::AtLeast: return fmt::format("at least {} of", count);
  }
  return {};
}

std::string spell_head(const Quantifier& quantifier) {
  std::string words = "for every";
  if (quantifier.quantity == Quantity::Any) words = "for some";
  if (quantifier.quantity == Quantity::AtLeast) {
    words = fmt::format("at least {} of", quantifier.count);
  }
  return fmt::format("{} {} in {}:", words, quantifier.variable.text, spell(quantifier.collection));
}

std::string spell(const Head& head) {
  std::string text = head.label ? fmt::format("({}) ", head.label->text) : std::string();
  text += spell(*head.expression);
  for (const Annotation& annotation : head.annotations) text += ' ' + spell(annotation);
  return text;
}

std::string spell(const Expression& expression) { return std::visit(Speller{}, expression.node); }

std::string spell(const GivenValue& value) { return std::visit(ValueSpeller{}, value.value); }

std::string spell(const GivenRow& row) {
  std::string text;
  for (const Assignment& assignment : row.assignments) {
    if (!text.empty()) text += ", ";
    text += assignment.fact.text + ": " + spell(assignment.value);
  }
  if (row.otherwise_no) text += text.empty() ? "otherwise no" : ", otherwise no";
  return text.empty() ? "{}" : "{ " + text + " }";
}

std::string spell(const Given& given) {
  return fmt::format("given {} {}", given.entity.text, spell(given.row));
}

std::string spell(const ReadingSelection& selection) {
  return fmt::format("reading {} is {}", spell(selection.reading), selection.choice.text);
}

std::string spell(const AsOf& as_of) { return "as of " + spell(as_of.date); }

std::string spell(const Expectation& expectation) {
  const std::string day =
      expectation.as_of ? fmt::format("on {} ", spell(*expectation.as_of)) : std::string();
  return fmt::format("{}expect {}: {}", day, spell(expectation.definition),
                     std::visit(ValueSpeller{}, expectation.value));
}

}  // namespace nansen::ast

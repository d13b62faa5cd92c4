// Provisions in a printed tree: definitions, rules, clauses, formulas and allocations.
#include "compiler/ast/print_provision.h"

#include "compiler/ast/spelling.h"

namespace nansen::ast {

template <typename Node>
void ProvisionPrinter::one(const Node& node) {
  ast::print(*this, node);
}

void ProvisionPrinter::provision(const ProvisionItem& node) {
  std::visit([this](const auto& held) { one(held); }, node);
}

void ProvisionPrinter::one(const Annotation& node) { line(spell(node)); }
void ProvisionPrinter::one(const Reading& node) {
  line(titled("reading", node.name, node.question));
  const Level level(*this);
  for (const ReadingChoice& choice : node.choices) {
    line(titled(choice.is_default ? "default choice" : "choice", choice.name, choice.description));
  }
}
void ProvisionPrinter::one(const Boxed<DivisionBlock>& block) {
  line(spell(block->steps) + (block->heading ? ' ' + quoted(block->heading->text) : ""));
  const Level level(*this);
  for (const ProvisionItem& child : block->items) provision(child);
}

void ProvisionPrinter::one(const Definition& node) {
  std::string words(keyword(node.mark));
  words += ' ' + node.name.text + " of " + node.entity.text;
  if (node.type) words += " : " + spell(*node.type);
  line(words);
  const Level level(*this);
  connectives(node.connectives);
  for (const OwedTo& owed : node.owed_to) expression("owed to", *owed.beneficiary);
  for (const AttachesAt& attaches : node.attaches_at) line("attaches at " + attaches.level.text);
  if (node.base) expression("base", *node.base);
  if (node.duty) expression("duty", *node.duty);
  for (const Rule& one_rule : node.rules) rule(one_rule);
  for (const Settlement& settlement : node.settlements) {
    line(std::string(keyword(settlement.kind)));
  }
  annotations(node.annotations);
}

void ProvisionPrinter::rule(const Rule& node) {
  line(node.label ? "rule (" + node.label->text + ")" : "rule");
  const Level level(*this);
  connectives(node.connectives);
  if (node.condition) expression("where", *node.condition);
  if (node.value) expression("value", *node.value);
  annotations(node.annotations);
}

void ProvisionPrinter::one(const Clause& node) {
  std::string words = node.label ? "(" + node.label->text + ") " : std::string();
  switch (node.kind) {
    case ClauseKind::Addition: words += "addition to "; break;
    case ClauseKind::FurtherRule: words += "further rule of "; break;
    case ClauseKind::Exception: words += "exception to "; break;
  }
  if (node.reservation) words = "reservation " + node.reservation->text + ", " + words;
  line(words + spell(node.target));
  const Level level(*this);
  connectives(node.connectives);
  if (node.value) expression("value", *node.value);
  condition(node.condition);
  annotations(node.annotations);
}

void ProvisionPrinter::one(const Parameter& node) {
  line(spell(node));
  const Level level(*this);
  annotations(node.annotations);
}

void ProvisionPrinter::one(const Formula& node) {
  line(spell_header(node));
  const Level level(*this);
  annotations(node.annotations);
  for (const WhereMissing& rule : node.where_missing) line(spell(rule));
  for (const FormulaLine& one : node.lines) formula_line(one);
}

void ProvisionPrinter::formula_line(const FormulaLine& node) {
  line("line " + node.name.text);
  const Level level(*this);
  expression("value", *node.value);
  limits(node.at_least, node.at_most);
  if (node.redistribution) {
    line(node.redistribution->until_nothing_is_cut ? "redistributed until nothing is cut"
                                                   : "redistributed once");
    const Level inner(*this);
    if (node.redistribution->by) expression("by", *node.redistribution->by);
  }
  if (node.where_missing) line(spell(*node.where_missing));
  if (node.where_zero && node.where_zero->value) {
    expression("where zero", *node.where_zero->value);
  } else if (node.where_zero) {
    line(spell(*node.where_zero));
  }
  annotations(node.annotations);
}

void ProvisionPrinter::limits(const ExpressionPtr& at_least, const ExpressionPtr& at_most) {
  if (at_least) expression("at least", *at_least);
  if (at_most) expression("at most", *at_most);
}

void ProvisionPrinter::one(const Allocation& node) {
  line("allocation " + node.name.text);
  const Level level(*this);
  expression("total", *node.total);
  line("by " + spell(node.formula));
  line(spell_rounding(node));
  if (node.ties != TieRule::Refused) line("ties by " + std::string(keyword(node.ties)));
  limits(node.at_least, node.at_most);
  if (node.exempting) line("exempting " + spell(*node.exempting));
  annotations(node.annotations);
}

}  // namespace nansen::ast

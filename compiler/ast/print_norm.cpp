// Limits, and whom an instrument binds, in a printed tree.
#include <fmt/format.h>

#include "compiler/ast/print_tree.h"
#include "compiler/ast/spelling.h"

namespace nansen::ast {

void print(TreePrinter& printer, const Limit& node) {
  printer.line(fmt::format("limit {} of {}", node.name.text, node.entity.text));
  const TreePrinter::Level level(printer);
  if (node.counted) {
    printer.expression("total of", *node.counted);
  } else {
    printer.line("count");
  }
  printer.expression("at most", *node.at_most);
  if (node.window != LimitWindow::Always) printer.line(spell_window(node));
  if (!node.by.empty()) printer.line(spell_groups(node));
  printer.condition(node.condition);
  printer.annotations(node.annotations);
}

void print(TreePrinter& printer, const BindsClause& node) {
  printer.line("binds " + node.entity.text);
  const TreePrinter::Level level(printer);
  printer.expression("from", *node.from);
  if (node.until) printer.expression("until", *node.until);
  printer.condition(node.condition);
  printer.annotations(node.annotations);
}

void print(TreePrinter& printer, const BindsThroughClause& node) {
  printer.line(fmt::format("binds {} through {}", node.entity.text, spell(node.through)));
}

void print(TreePrinter& printer, const NoReservationClause& node) {
  printer.line("no reservation");
  const TreePrinter::Level level(printer);
  for (const Address& provision : node.provisions) printer.line("to " + spell(provision));
  printer.annotations(node.annotations);
}

}  // namespace nansen::ast

// Drafts and their amendments in a printed tree.
#include "compiler/ast/print_provision.h"
#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

class DraftPrinter {
 public:
  explicit DraftPrinter(ProvisionPrinter& printer) : printer_(printer) {}

  void item(const CitedClause& node) { printer_.line("cited as " + quoted(node.title.text)); }
  void item(const Annotation& node) { printer_.line(spell(node)); }
  void item(const Uses& node) { printer_.line(spell(node)); }
  void item(const Boxed<AmendingBlock>& node) {
    printer_.line(spell(node->steps) +
                  (node->heading ? ' ' + quoted(node->heading->text) : std::string()));
    items(node->items);
  }
  void item(const Amendment& node) {
    printer_.line(node.label ? "amendment (" + node.label->text + ")" : "amendment");
    const TreePrinter::Level level(printer_);
    if (node.in) printer_.line("in " + spell(*node.in));
    std::visit([this](const auto& held) { change(held); }, node.change);
    printer_.annotations(node.annotations);
  }

  void items(const std::vector<DraftItem>& nodes) {
    const TreePrinter::Level level(printer_);
    for (const DraftItem& node : nodes) {
      std::visit([this](const auto& held) { item(held); }, node);
    }
  }

 private:
  void change(const Insertion& node) {
    printer_.line("insert");
    inserted(node.inserted);
    printer_.line(spell(node.position));
  }
  void change(const Replacement& node) {
    printer_.line("replace " + spell(node.place));
    inserted(node.inserted);
  }
  void change(const WordsReplacement& node) {
    printer_.line(node.everywhere ? "replace words wherever they occur" : "replace words");
    const TreePrinter::Level level(printer_);
    printer_.expression("words", *node.words);
    printer_.expression("with", *node.by);
  }
  void change(const ValueReplacement& node) {
    printer_.line("replace value of " + spell(node.place));
    const TreePrinter::Level level(printer_);
    printer_.expression("with", *node.value);
  }
  void change(const Omission& node) { printer_.line("omit " + spell(node.place)); }
  void change(const WordsOmission& node) {
    printer_.line("omit words");
    const TreePrinter::Level level(printer_);
    printer_.expression("words", *node.words);
  }
  void change(const Renumbering& node) { printer_.line(spell(node)); }

  void inserted(const Inserted& node) {
    const TreePrinter::Level level(printer_);
    std::visit([this](const auto& held) { put_in(held); }, node);
  }
  void put_in(const std::vector<ProvisionItem>& nodes) {
    printer_.line("provisions");
    const TreePrinter::Level level(printer_);
    for (const ProvisionItem& node : nodes) printer_.provision(node);
  }
  void put_in(const Head& node) {
    printer_.expression(node.label ? "(" + node.label->text + ")" : "head", *node.expression);
    const TreePrinter::Level level(printer_);
    printer_.annotations(node.annotations);
  }
  void put_in(const Rule& node) { printer_.rule(node); }
  void put_in(const FormulaLine& node) { printer_.formula_line(node); }
  void put_in(const Status& node) { print_clauses(printer_, node); }

  ProvisionPrinter& printer_;
};

}  // namespace

void print(ProvisionPrinter& printer, const Draft& node) {
  printer.line(titled("draft", node.name, node.title) + " amends " + node.base.text);
  DraftPrinter(printer).items(node.items);
}

}  // namespace nansen::ast

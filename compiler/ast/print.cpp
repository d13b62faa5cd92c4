// The syntax tree as indented text. What stands on one line is spelt as in the language; a node
// that holds expressions or further nodes opens a level.
#include "compiler/ast/print.h"

#include <algorithm>

#include "compiler/ast/print_provision.h"
#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

class FilePrinter : public ProvisionPrinter {
 public:
  void item(const Item& node) {
    std::visit([this](const auto& held) { item(held); }, node);
  }

 private:
  void item(const Uses& uses) { line(spell(uses)); }
  void item(const Vocabulary& node) { line(titled("vocabulary", node.name, node.title)); }
  void item(const UnitDeclaration& node) { line(titled("unit", node.name, node.description)); }

  void item(const Enumeration& node) {
    line(titled(node.ordered ? "ordered enumeration" : "enumeration", node.name, node.title));
    const Level level(*this);
    for (const Member& member : node.members) {
      line(titled("member", member.name, member.description));
    }
  }

  void item(const Entity& node) {
    line(titled("entity", node.name, node.title));
    facts(node.facts);
  }
  void item(const FurtherFacts& node) {
    line("further facts of " + node.entity.text);
    facts(node.facts);
  }
  void facts(const std::vector<Fact>& nodes) {
    const Level level(*this);
    for (const Fact& fact : nodes) {
      line(titled("fact", fact.name, fact.question));
      const Level inner(*this);
      line("type " + spell(fact.type));
      annotations(fact.annotations);
    }
  }

  void item(const Calendar& node) { ast::print(*this, node); }
  void item(const Draft& node) { ast::print(*this, node); }

  void item(const Instrument& node) {
    line(titled("instrument", node.name, node.title));
    const Level level(*this);
    for (const InstrumentItem& part : node.items) {
      std::visit([this](const auto& held) { part_of_instrument(held); }, part);
    }
  }

  void part_of_instrument(const CitedClause& clause) {
    line("cited as " + quoted(clause.title.text));
  }
  void part_of_instrument(const DateClause& clause) {
    line(std::string(keyword(clause.kind)) + ' ' + spell(clause.date));
  }
  void part_of_instrument(const RankClause& clause) { line("rank " + std::to_string(clause.rank)); }
  void part_of_instrument(const ReplacesClause& clause) { line(spell(clause)); }
  void part_of_instrument(const Uses& uses) { line(spell(uses)); }
  void part_of_instrument(const ProvisionItem& node) { provision(node); }

  void item(const Example& node) {
    line("example " + quoted(node.name.text));
    const Level level(*this);
    if (!node.leading.empty()) {
      line("before the block");
      const Level inner(*this);
      for (const ExampleItem& part : node.leading) {
        std::visit([this](const auto& held) { part_of_example(held); }, part);
      }
    }
    for (const ExampleItem& part : node.items) {
      std::visit([this](const auto& held) { part_of_example(held); }, part);
    }
  }

  void part_of_example(const Annotation& node) { line(spell(node)); }
  void part_of_example(const AsOf& node) { line(spell(node)); }
  void part_of_example(const ReadingSelection& node) { line(spell(node)); }
  void part_of_example(const AsAmendedBy& node) { line(spell(node)); }
  void part_of_example(const Expectation& node) { line(spell(node)); }
  void part_of_example(const Given& node) {
    line("given " + node.entity.text);
    const Level level(*this);
    row(node.row);
  }

  void row(const GivenRow& node) {
    for (const Assignment& assignment : node.assignments) {
      if (const auto* inner = std::get_if<Boxed<GivenRow>>(&assignment.value.value)) {
        line(assignment.fact.text + ": row");
        const Level level(*this);
        row(**inner);
      } else if (const auto* rows = std::get_if<std::vector<GivenRow>>(&assignment.value.value)) {
        line(assignment.fact.text + ": rows");
        const Level level(*this);
        for (const GivenRow& linked : *rows) {
          line("row");
          const Level inner_level(*this);
          row(linked);
        }
      } else {
        line(assignment.fact.text + ": " + spell(assignment.value));
      }
    }
    if (node.otherwise_no) line("otherwise no");
  }
};

}  // namespace

std::string print(const File& file) {
  FilePrinter printer;
  for (const Item& item : file.items) printer.item(item);
  return std::move(printer).text();
}

bool same_text(const File& left, const File& right) {
  const auto same_words = [](const Comment& one, const Comment& other) {
    return one.text == other.text;
  };
  return std::equal(left.comments.begin(), left.comments.end(), right.comments.begin(),
                    right.comments.end(), same_words) &&
         print(left) == print(right);
}

}  // namespace nansen::ast

// The syntax tree as indented text. What stands on one line is spelt as in the language; a node
// that holds expressions or further nodes opens a level.
#include "compiler/ast/print.h"

#include <algorithm>

#include "compiler/ast/print_tree.h"
#include "compiler/ast/spelling.h"

namespace nansen::ast {

namespace {

class FilePrinter : public TreePrinter {
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
    const Level level(*this);
    for (const Fact& fact : node.facts) {
      line(titled("fact", fact.name, fact.question));
      const Level inner(*this);
      line("type " + spell(fact.type));
      annotations(fact.annotations);
    }
  }

  void item(const Calendar& node) { ast::print(*this, node); }

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
  void part_of_instrument(const ProvisionItem& node) {
    std::visit([this](const auto& held) { provision(held); }, node);
  }

  void provision(const Annotation& node) { line(spell(node)); }
  void provision(const Reading& node) {
    line(titled("reading", node.name, node.question));
    const Level level(*this);
    for (const ReadingChoice& choice : node.choices) {
      line(
          titled(choice.is_default ? "default choice" : "choice", choice.name, choice.description));
    }
  }
  void provision(const std::unique_ptr<DivisionBlock>& block) {
    line(spell(block->steps) + (block->heading ? ' ' + quoted(block->heading->text) : ""));
    const Level level(*this);
    for (const ProvisionItem& child : block->items) part_of_instrument(child);
  }

  void provision(const Definition& node) {
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
    for (const Rule& rule : node.rules) {
      line(rule.label ? "rule (" + rule.label->text + ")" : "rule");
      const Level inner(*this);
      connectives(rule.connectives);
      if (rule.condition) expression("where", *rule.condition);
      if (rule.value) expression("value", *rule.value);
      annotations(rule.annotations);
    }
    for (const Settlement& settlement : node.settlements) {
      line(std::string(keyword(settlement.kind)));
    }
    annotations(node.annotations);
  }

  void provision(const Clause& node) {
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

  template <typename Node>
  void provision(const Node& node) {
    ast::print(*this, node);
  }

  void provision(const Parameter& node) {
    line(spell(node));
    const Level level(*this);
    annotations(node.annotations);
  }

  void provision(const Formula& node) {
    line(spell_header(node));
    const Level level(*this);
    annotations(node.annotations);
    for (const WhereMissing& rule : node.where_missing) line(spell(rule));
    for (const FormulaLine& one : node.lines) formula_line(one);
  }

  void formula_line(const FormulaLine& node) {
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

  void limits(const ExpressionPtr& at_least, const ExpressionPtr& at_most) {
    if (at_least) expression("at least", *at_least);
    if (at_most) expression("at most", *at_most);
  }

  void provision(const Allocation& node) {
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
  void part_of_example(const Expectation& node) { line(spell(node)); }
  void part_of_example(const Given& node) {
    line("given " + node.entity.text);
    const Level level(*this);
    row(node.row);
  }

  void row(const GivenRow& node) {
    for (const Assignment& assignment : node.assignments) {
      if (const auto* inner = std::get_if<std::unique_ptr<GivenRow>>(&assignment.value.value)) {
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

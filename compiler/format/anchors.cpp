// A walk over a tree that notes where each of its parts was written.
#include "compiler/format/anchors.h"

namespace nansen::format {

namespace {

class Walk {
 public:
  std::vector<Anchor> found;

  void of(const ast::Item& node) {
    note(AnchorKind::Item, span_of(node));
    std::visit([this](const auto& held) { inside(held); }, node);
  }
  void inside(const ast::Instrument& node) {
    for (const ast::InstrumentItem& item : node.items) {
      std::visit([this](const auto& held) { of(held); }, item);
    }
  }

 private:
  void note(AnchorKind kind, Span span) { found.push_back({kind, span}); }
  template <typename Nodes>
  void all(const Nodes& nodes) {
    for (const auto& node : nodes) of(node);
  }
  /// What has nothing inside that a comment could stand beside.
  template <typename Part>
  void of(const Part& node) {
    note(AnchorKind::Part, node.span);
  }

  // ---- items ----
  void inside(const ast::Entity& node) { all(node.facts); }
  void inside(const ast::FurtherFacts& node) { all(node.facts); }
  void inside(const ast::Draft& node) { items(node.items); }
  template <typename Item>
  void inside(const Item& /*node*/) {}

  void items(const std::vector<ast::DraftItem>& nodes) {
    for (const ast::DraftItem& node : nodes) {
      std::visit([this](const auto& held) { of(held); }, node);
    }
  }
  void of(const Boxed<ast::AmendingBlock>& node) {
    note(AnchorKind::Part, node->span);
    items(node->items);
  }
  void of(const ast::Amendment& node) {
    note(AnchorKind::Part, node.span);
    std::visit([this](const auto& held) { change(held); }, node.change);
    all(node.annotations);
  }
  void change(const ast::Insertion& node) { put_in(node.inserted); }
  void change(const ast::Replacement& node) { put_in(node.inserted); }
  void change(const ast::WordsReplacement& node) { of(node.by); }
  void change(const ast::ValueReplacement& node) { of(node.value); }
  template <typename Change>
  void change(const Change& /*node*/) {}
  void put_in(const ast::Inserted& node) {
    if (const auto* provisions = std::get_if<std::vector<ast::ProvisionItem>>(&node)) {
      all(*provisions);
    } else if (const auto* head = std::get_if<ast::Head>(&node)) {
      of(*head);
    } else if (const auto* rule = std::get_if<ast::Rule>(&node)) {
      of(*rule);
    } else if (const auto* line = std::get_if<ast::FormulaLine>(&node)) {
      of(*line);
    } else if (const auto* clauses = std::get_if<ast::Status>(&node)) {
      clauses_of(*clauses);
    }
  }

  // ---- provisions ----
  void of(const ast::Annotation& node) { note(AnchorKind::Note, node.span); }
  void of(const ast::Fact& node) {
    note(AnchorKind::Part, node.span);
    all(node.annotations);
  }
  void of(const ast::ProvisionItem& node) {
    if (const auto* annotation = std::get_if<ast::Annotation>(&node)) return of(*annotation);
    note(AnchorKind::Provision, span_of(node));
    std::visit([this](const auto& held) { within(held); }, node);
  }
  void within(const ast::Annotation& /*node*/) {}
  void within(const ast::Reading& node) {
    for (const ast::ReadingChoice& choice : node.choices) note(AnchorKind::Part, choice.name.span);
  }
  void within(const Boxed<ast::DivisionBlock>& node) {
    note(AnchorKind::Part, node->header);
    all(node->items);
  }
  void within(const ast::Definition& node) {
    all(node.connectives);
    for (const ast::OwedTo& owed : node.owed_to) of(owed.beneficiary);
    of(node.base);
    of(node.duty);
    all(node.attaches_at);
    all(node.rules);
    all(node.settlements);
    all(node.annotations);
  }
  void of(const ast::Rule& node) {
    note(AnchorKind::Part, node.span);
    all(node.connectives);
    of(node.condition);
    of(node.value);
    all(node.annotations);
  }
  void within(const ast::Clause& node) {
    all(node.connectives);
    of(node.value);
    of(node.condition);
    all(node.annotations);
  }
  void within(const ast::Parameter& node) { all(node.annotations); }
  void within(const ast::Formula& node) {
    all(node.annotations);
    all(node.where_missing);
    all(node.lines);
  }
  void of(const ast::FormulaLine& node) {
    note(AnchorKind::Part, node.span);
    of(node.value);
    of(node.at_most);
    of(node.at_least);
    all(node.annotations);
  }
  void within(const ast::Allocation& node) {
    of(node.total);
    all(node.annotations);
  }
  void within(const ast::Computation& node) {
    all(node.event_days);
    all(node.month_ends);
    all(node.working_days);
    all(node.annotations);
  }
  void within(const ast::ComputedBy& /*node*/) {}
  void within(const ast::Status& node) { clauses_of(node); }
  void within(const ast::StatusAddition& node) { clauses_of(node.clauses); }
  void clauses_of(const ast::Status& node) {
    all(node.annotations);
    for (const ast::StepClause& step : node.steps) {
      note(AnchorKind::Part, step.span);
      of(step.period);
      of(step.until);
      of(step.condition);
      of(step.as_often_as);
      all(step.annotations);
    }
    days(node.begins);
    days(node.early_ends);
    for (const ast::BecomesClause& clause : node.becomes) {
      note(AnchorKind::Part, clause.span);
      of(clause.condition);
      all(clause.annotations);
    }
    noted(node.counts_toward);
    noted(node.bars);
  }
  template <typename Clauses>
  void days(const Clauses& nodes) {
    for (const auto& clause : nodes) {
      note(AnchorKind::Part, clause.span);
      of(clause.day);
      of(clause.condition);
      all(clause.annotations);
    }
  }
  template <typename Clauses>
  void noted(const Clauses& nodes) {
    for (const auto& clause : nodes) {
      note(AnchorKind::Part, clause.span);
      all(clause.annotations);
    }
  }
  void within(const ast::Clock& node) {
    all(node.starts_anew);
    all(node.annotations);
  }
  void within(const ast::Limit& node) {
    of(node.counted);
    of(node.at_most);
    of(node.condition);
    all(node.annotations);
  }
  void within(const ast::BindsClause& node) {
    of(node.from);
    of(node.until);
    of(node.condition);
    all(node.annotations);
  }
  void within(const ast::BindsThroughClause& /*node*/) {}
  void within(const ast::NoReservationClause& node) {
    all(node.provisions);
    all(node.annotations);
  }

  // ---- expressions ----
  void of(const ast::ExpressionPtr& node) {
    if (!node) return;
    note(AnchorKind::Expression, node->span);
    std::visit([this](const auto& held) { operands(held); }, node->node);
  }
  void of(const ast::Head& node) {
    note(AnchorKind::Part, node.span);
    of(node.expression);
    all(node.annotations);
  }
  void operands(const ast::Group& node) { all(node.heads); }
  void operands(const ast::Not& node) { of(node.operand); }
  void operands(const ast::And& node) { all(node.operands); }
  void operands(const ast::Or& node) { all(node.operands); }
  void operands(const ast::Unless& node) {
    of(node.value);
    of(node.exception);
  }
  void operands(const ast::Comparison& node) {
    of(node.left);
    of(node.right);
  }
  void operands(const ast::OneOf& node) {
    of(node.value);
    all(node.choices);
  }
  void operands(const ast::IsEmpty& node) { of(node.set); }
  void operands(const ast::Includes& node) {
    of(node.set);
    of(node.member);
  }
  void operands(const ast::Arithmetic& node) {
    of(node.left);
    of(node.right);
  }
  void operands(const ast::EndOfPeriod& node) {
    of(node.period);
    of(node.event);
  }
  void operands(const ast::Timely& node) {
    of(node.day);
    of(node.period);
    of(node.event);
  }
  void operands(const ast::Negation& node) { of(node.operand); }
  void operands(const ast::Portion& node) { of(node.whole); }
  void operands(const ast::Quantifier& node) { of(node.body); }
  void operands(const ast::Across& node) { of(node.operand); }
  void operands(const ast::Listed& node) { all(node.operands); }
  void operands(const ast::Over& node) {
    of(node.operand);
    of(node.condition);
  }
  void operands(const ast::Choice& node) {
    of(node.value);
    of(node.condition);
    of(node.other);
  }
  void operands(const ast::Parenthesis& node) { of(node.inner); }
  template <typename Leaf>
  void operands(const Leaf& /*leaf*/) {}
};

}  // namespace

std::vector<Anchor> anchors_of(const ast::Instrument& instrument) {
  Walk walk;
  walk.found.push_back({AnchorKind::Item, instrument.span});
  walk.inside(instrument);
  return std::move(walk.found);
}

std::vector<Anchor> anchors_of(const ast::File& file) {
  Walk walk;
  for (const ast::Item& item : file.items) walk.of(item);
  return std::move(walk.found);
}

}  // namespace nansen::format

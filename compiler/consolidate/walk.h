// Every expression of a provision, with what the grammar lets stand in its place. For files of this
// folder.
//
// A visitor has
//   void owner(const Owner&)                       before the expressions of one clause or rule
//   void child(ast::ExpressionPtr&, Need)          an expression; the visitor goes on into it
//   void head(ast::Group&, std::size_t)            a head of a group, in the place of its
//   expression void path(ast::Path&)                          a name that is no expression void
//   member(ast::Expression&, std::vector<ast::ExpressionPtr>&, std::size_t, Need)
//                                                  one of several operands or members of a list
// `visit_provision` calls them for what stands directly in a provision, `visit_parts` for what
// stands directly in an expression.
#pragma once

#include <array>

#include "compiler/ast/ast.h"

namespace nansen::consolidate {

/// How tightly what stands in a place must hold together; the looser ones need parentheses there.
enum class Need : std::uint8_t {
  Line,         // what a line of a formula is, with `where ..., otherwise`
  Whole,        // nothing follows that could be taken for a part of it
  Alternative,  // an operand of `unless`
  Operand,      // of `or`
  Condition,    // of `and`
  Comparison,
  Sum,
  Product,
  Factor,
  Primary,
  Closed  // a name, a literal, a list, a group, parentheses
};

enum class PartKind : std::uint8_t { None, Head, Rule, Line, Clause };

/// The clauses of a status, as a place names them: `interim_protection.lasts`.
enum class ClauseWord : std::uint8_t { Begins, Lasts, Extended, Ends, Becomes, Counts, Bars };
inline constexpr std::array all_clause_words = {
    ClauseWord::Begins,  ClauseWord::Lasts,  ClauseWord::Extended, ClauseWord::Ends,
    ClauseWord::Becomes, ClauseWord::Counts, ClauseWord::Bars};

/// What the expressions of a provision belong to: a rule, a line, a clause of a status, or the
/// provision as a whole.
struct Owner {
  PartKind kind = PartKind::None;         // never Head
  ast::Definition* definition = nullptr;  // of Rule
  ast::Formula* formula = nullptr;        // of Line
  ast::Status* status = nullptr;          // of Clause
  ClauseWord clause{};                    // of Clause
  std::size_t index = 0;                  // in the rules, the lines, the clauses of that kind
  const ast::Name* label = nullptr;       // of a rule or a clause, or null
  /// Where notes on it can stand, or null: then they stand in the division.
  std::vector<ast::Annotation>* notes = nullptr;
};

// ---- what stands in an expression --------------------------------------------------------------

template <typename Visitor>
void visit_optional(ast::ExpressionPtr& node, Need need, Visitor& visitor) {
  if (node) visitor.child(node, need);
}

template <typename Visitor>
void visit_members(ast::Expression& whole, std::vector<ast::ExpressionPtr>& members, Need need,
                   Visitor& visitor) {
  for (std::size_t i = 0; i < members.size(); ++i) visitor.member(whole, members, i, need);
}

/// The parts of an expression, by what it is. What has none needs no handler of its own.
template <typename Visitor>
struct PartVisitor {
  ast::Expression& whole;
  Visitor& visitor;

  template <typename Leaf>
  void operator()(Leaf&) {}
  void operator()(ast::Group& node) {
    for (std::size_t i = 0; i < node.heads.size(); ++i) visitor.head(node, i);
  }
  void operator()(ast::Not& node) { visitor.child(node.operand, Need::Condition); }
  void operator()(ast::And& node) { visit_members(whole, node.operands, Need::Condition, visitor); }
  void operator()(ast::Or& node) { visit_members(whole, node.operands, Need::Operand, visitor); }
  void operator()(ast::Unless& node) {
    visitor.child(node.value, Need::Alternative);
    visitor.child(node.exception, Need::Whole);
  }
  void operator()(ast::Comparison& node) {
    visitor.child(node.left, Need::Sum);
    visitor.child(node.right, Need::Sum);
  }
  void operator()(ast::OneOf& node) {
    visitor.child(node.value, Need::Sum);
    visit_members(whole, node.choices, Need::Sum, visitor);
  }
  void operator()(ast::IsEmpty& node) { visitor.child(node.set, Need::Sum); }
  void operator()(ast::Includes& node) {
    visitor.child(node.set, Need::Sum);
    visitor.child(node.member, Need::Sum);
  }
  void operator()(ast::Arithmetic& node) {
    const bool adds =
        node.op == ast::ArithmeticOperator::Add || node.op == ast::ArithmeticOperator::Subtract;
    visitor.child(node.left, adds ? Need::Sum : Need::Product);
    visitor.child(node.right, adds ? Need::Product : Need::Factor);
  }
  void operator()(ast::Negation& node) { visitor.child(node.operand, Need::Factor); }
  void operator()(ast::Portion& node) { visitor.child(node.whole, Need::Factor); }
  void operator()(ast::Quantifier& node) {
    visitor.path(node.collection);
    visitor.child(node.body, Need::Whole);
  }
  void operator()(ast::Across& node) {
    visit_optional(node.operand, Need::Closed, visitor);
    if (node.among) visitor.path(*node.among);
  }
  void operator()(ast::Listed& node) { visit_members(whole, node.operands, Need::Sum, visitor); }
  void operator()(ast::Over& node) {
    visit_optional(node.operand, Need::Closed, visitor);
    visitor.path(node.by);
    visit_optional(node.condition, Need::Whole, visitor);
  }
  void operator()(ast::Choice& node) {
    visitor.child(node.value, Need::Alternative);
    visitor.child(node.condition, Need::Whole);
    visitor.child(node.other, Need::Line);
  }
  void operator()(ast::Parenthesis& node) { visitor.child(node.inner, Need::Whole); }
  void operator()(ast::EndOfPeriod& node) {
    visitor.child(node.period, Need::Sum);
    visitor.child(node.event, Need::Closed);
  }
  void operator()(ast::Timely& node) {
    visitor.child(node.day, Need::Sum);
    visitor.child(node.period, Need::Sum);
    visitor.child(node.event, Need::Sum);
  }
  void operator()(ast::TimeIn& node) { visitor.path(node.clock); }
};

template <typename Visitor>
void visit_parts(ast::Expression& node, Visitor& visitor) {
  std::visit(PartVisitor<Visitor>{node, visitor}, node.node);
}

// ---- what stands in a provision ----------------------------------------------------------------

/// The clauses of `status` that `word` names; those of its duration by what they are.
template <typename Handler>
void with_clauses(ast::Status& status, ClauseWord word, const Handler& handler) {
  switch (word) {
    case ClauseWord::Begins: return handler(status.begins);
    case ClauseWord::Lasts:
    case ClauseWord::Extended: return handler(status.steps);
    case ClauseWord::Ends: return handler(status.early_ends);
    case ClauseWord::Becomes: return handler(status.becomes);
    case ClauseWord::Counts: return handler(status.counts_toward);
    case ClauseWord::Bars: return handler(status.bars);
  }
}

inline ClauseWord word_of(const ast::StepClause& step) {
  const bool lasts = step.kind == ast::StepKind::Lasts || step.kind == ast::StepKind::LastsUntil;
  return lasts ? ClauseWord::Lasts : ClauseWord::Extended;
}

/// The provision that `visit_provision` goes through.
template <typename Visitor>
struct ProvisionVisitor {
  Visitor& visitor;

  template <typename Other>
  void operator()(Other&) {}

  void operator()(ast::Definition& node) {
    Owner whole;
    // Rules leave no place for notes on the definition.
    if (node.base) whole.notes = &node.annotations;
    visitor.owner(whole);
    for (ast::OwedTo& owed : node.owed_to) visitor.child(owed.beneficiary, Need::Whole);
    visit_optional(node.base, node.mark == ast::DefinitionMark::Right ? Need::Sum : Need::Whole,
                   visitor);
    visit_optional(node.duty, Need::Whole, visitor);
    for (std::size_t i = 0; i < node.rules.size(); ++i) {
      ast::Rule& rule = node.rules[i];
      Owner one;
      one.kind = PartKind::Rule;
      one.definition = &node;
      one.index = i;
      one.label = rule.label ? &*rule.label : nullptr;
      one.notes = &rule.annotations;
      visitor.owner(one);
      visit_optional(rule.condition, Need::Whole, visitor);
      visit_optional(rule.value, Need::Sum, visitor);
    }
  }
  void operator()(ast::Clause& node) {
    own(node.annotations, node.label ? &*node.label : nullptr);
    visit_optional(node.value, Need::Sum, visitor);
    visit_optional(node.condition, Need::Whole, visitor);
  }
  void operator()(ast::Parameter& node) { own(node.annotations); }
  void operator()(ast::Formula& node) {
    own(node.annotations);
    if (node.among) visitor.path(*node.among);
    for (std::size_t i = 0; i < node.lines.size(); ++i) {
      ast::FormulaLine& line = node.lines[i];
      Owner one;
      one.kind = PartKind::Line;
      one.formula = &node;
      one.index = i;
      one.notes = &line.annotations;
      visitor.owner(one);
      visit_optional(line.value, Need::Line, visitor);
      visit_optional(line.at_most, Need::Sum, visitor);
      visit_optional(line.at_least, Need::Sum, visitor);
      if (line.redistribution) visit_optional(line.redistribution->by, Need::Sum, visitor);
      if (line.where_zero) visit_optional(line.where_zero->value, Need::Sum, visitor);
    }
  }
  void operator()(ast::Allocation& node) {
    own(node.annotations);
    visit_optional(node.total, Need::Sum, visitor);
    visitor.path(node.formula);
    visit_optional(node.at_most, Need::Sum, visitor);
    visit_optional(node.at_least, Need::Sum, visitor);
    if (node.exempting) visitor.path(*node.exempting);
  }
  void operator()(ast::Computation& node) { own(node.annotations); }
  void operator()(ast::ComputedBy& node) {
    visitor.owner({});
    visitor.path(node.computation);
  }
  void operator()(ast::Status& node) {
    own(node.annotations);
    clauses(node);
  }
  void operator()(ast::StatusAddition& node) {
    visitor.owner({});
    clauses(node.clauses);
  }
  void operator()(ast::Clock& node) {
    own(node.annotations);
    for (ast::StartsAnewClause& clause : node.starts_anew) {
      visit_optional(clause.gap, Need::Sum, visitor);
    }
  }
  void operator()(ast::Limit& node) {
    own(node.annotations);
    visit_optional(node.counted, Need::Sum, visitor);
    visit_optional(node.at_most, Need::Sum, visitor);
    if (node.day) visitor.path(*node.day);
    if (node.until) visitor.path(*node.until);
    for (ast::Path& by : node.by) visitor.path(by);
    visit_optional(node.condition, Need::Whole, visitor);
  }
  void operator()(ast::BindsClause& node) {
    own(node.annotations);
    visit_optional(node.from, Need::Sum, visitor);
    visit_optional(node.until, Need::Sum, visitor);
    visit_optional(node.condition, Need::Whole, visitor);
  }
  void operator()(ast::BindsThroughClause& node) {
    visitor.owner({});
    visitor.path(node.through);
  }
  void operator()(ast::NoReservationClause& node) { own(node.annotations); }

 private:
  void own(std::vector<ast::Annotation>& notes, const ast::Name* label = nullptr) {
    Owner whole;
    whole.notes = &notes;
    whole.label = label;
    visitor.owner(whole);
  }

  template <typename One>
  void own(ast::Status& status, ClauseWord word, std::size_t index, One& one) {
    Owner owner;
    owner.kind = PartKind::Clause;
    owner.status = &status;
    owner.clause = word;
    owner.index = index;
    owner.notes = &one.annotations;
    if constexpr (requires { one.label; }) owner.label = one.label ? &*one.label : nullptr;
    visitor.owner(owner);
  }

  void clauses(ast::Status& status) {
    for (std::size_t i = 0; i < status.begins.size(); ++i) {
      own(status, ClauseWord::Begins, i, status.begins[i]);
      visit_optional(status.begins[i].day, Need::Sum, visitor);
      visit_optional(status.begins[i].condition, Need::Whole, visitor);
    }
    for (std::size_t i = 0; i < status.steps.size(); ++i) {
      ast::StepClause& step = status.steps[i];
      own(status, word_of(step), i, step);
      visit_optional(step.period, Need::Sum, visitor);
      visit_optional(step.until, Need::Sum, visitor);
      visit_optional(step.condition, Need::Whole, visitor);
      visit_optional(step.as_often_as, Need::Sum, visitor);
    }
    for (std::size_t i = 0; i < status.early_ends.size(); ++i) {
      own(status, ClauseWord::Ends, i, status.early_ends[i]);
      visit_optional(status.early_ends[i].day, Need::Sum, visitor);
      visit_optional(status.early_ends[i].condition, Need::Whole, visitor);
    }
    for (std::size_t i = 0; i < status.becomes.size(); ++i) {
      own(status, ClauseWord::Becomes, i, status.becomes[i]);
      visitor.path(status.becomes[i].status);
      visit_optional(status.becomes[i].condition, Need::Whole, visitor);
    }
    for (std::size_t i = 0; i < status.counts_toward.size(); ++i) {
      own(status, ClauseWord::Counts, i, status.counts_toward[i]);
      visitor.path(status.counts_toward[i].clock);
    }
    for (std::size_t i = 0; i < status.bars.size(); ++i) {
      own(status, ClauseWord::Bars, i, status.bars[i]);
      visitor.path(status.bars[i].target);
    }
  }
};

template <typename Visitor>
void visit_provision(ast::ProvisionItem& item, Visitor& visitor) {
  std::visit(ProvisionVisitor<Visitor>{visitor}, item);
}

/// Calls `handler` with every address by which the provision refers to others.
template <typename Handler>
void visit_addresses(ast::ProvisionItem& item, const Handler& handler) {
  const auto connectives = [&](std::vector<ast::Connective>& nodes) {
    for (ast::Connective& node : nodes) {
      for (ast::Target& target : node.targets) {
        if (auto* address = std::get_if<ast::Address>(&target)) handler(*address);
      }
    }
  };
  if (auto* definition = std::get_if<ast::Definition>(&item)) {
    connectives(definition->connectives);
    for (ast::Rule& rule : definition->rules) connectives(rule.connectives);
  } else if (auto* clause = std::get_if<ast::Clause>(&item)) {
    connectives(clause->connectives);
    if (auto* address = std::get_if<ast::Address>(&clause->target)) handler(*address);
  } else if (auto* none = std::get_if<ast::NoReservationClause>(&item)) {
    for (ast::Address& address : none->provisions) handler(address);
  }
}

}  // namespace nansen::consolidate

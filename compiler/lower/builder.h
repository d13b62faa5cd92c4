// Grows an ir::Module: columns and domains come into being when they are first asked for, and equal
// instructions are made once. Used inside this room only.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/program/program.h"

namespace nansen::lower {

class Builder {
 public:
  Builder(const program::Program& program, program::EntityId root);

  // ---- where facts stand ----

  static ir::DomainId root() { return ir::DomainId(0); }
  /// The column of `fact` in `domain`, or one of the two of a number of which but a range may be
  /// known. A reference's target and a link's rows come with it.
  ir::ColumnId column(ir::DomainId domain, program::FactId fact,
                      ir::Bound bound = ir::Bound::Exact);
  /// The number of `calendar` among those of the module.
  std::size_t calendar(program::CalendarId calendar);
  /// The domain that a Reference or Rows column leads to.
  ir::DomainId target(ir::ColumnId column) const { return module_.columns[column].target; }
  const ir::Domain& domain(ir::DomainId id) const { return module_.domains[id]; }

  // ---- instructions ----

  /// The rule that what follows is made for; instructions found again gain it as a further origin.
  void set_rule(program::RuleId rule) { rule_ = rule; }
  program::RuleId rule() const { return rule_; }
  /// What is made while no rule is set is from now on made for none, instead of being a bug.
  void make_without_rules() { without_rules_ = true; }

  ir::ValueId emit(ir::Instruction instruction);
  ir::DomainId domain_of(ir::ValueId value) const { return module_.instructions[value].domain; }

  ir::ValueId constant(ir::DomainId domain, Truth truth);
  ir::ValueId constant(ir::DomainId domain, const Rational& number);
  /// A number that no one knows.
  ir::ValueId unknown_number(ir::DomainId domain);
  /// A truth or number read from `column`; `member` where the operation asks for one.
  ir::ValueId read(ir::Opcode opcode, ir::ColumnId column, std::size_t member = 0);
  /// An operation over one or two operands of one domain.
  ir::ValueId apply(ir::Opcode opcode, std::vector<ir::ValueId> operands);
  ir::ValueId negate(ir::ValueId truth) { return apply(ir::Opcode::Not, {truth}); }
  /// All, any, at least `count` of any number of truths in `domain`, also none of them or one.
  ir::ValueId all(ir::DomainId domain, std::vector<ir::ValueId> truths);
  ir::ValueId any(ir::DomainId domain, std::vector<ir::ValueId> truths);
  ir::ValueId at_least(ir::DomainId domain, std::int64_t count, std::vector<ir::ValueId> truths);
  /// What `value`, in the domain that `reference` leads to, is for the row with the reference.
  ir::ValueId through(ir::ColumnId reference, ir::ValueId value);
  /// What `value` is for each row that stands below its own row in `below`, a domain of linked rows
  /// (at any depth), or in its own.
  ir::ValueId descend(ir::ValueId value, ir::DomainId below);

  /// The module so far; the builder is spent.
  ir::Module take();
  ir::Module& module() { return module_; }

 private:
  ir::DomainId referenced(program::EntityId entity);

  using Key = std::tuple<ir::Opcode, ir::DomainId, std::vector<ir::ValueId>, ir::ColumnId,
                         ir::ColumnId, std::uint32_t, std::int64_t, Truth, std::string>;

  const program::Program& program_;
  ir::Module module_;
  program::RuleId rule_;
  bool without_rules_ = false;
  std::map<std::tuple<ir::DomainId, program::FactId, ir::Bound>, ir::ColumnId> columns_;
  std::map<program::CalendarId, std::size_t> calendars_;
  std::map<program::EntityId, ir::DomainId> referenced_;
  std::map<Key, ir::ValueId> made_;
};

}  // namespace nansen::lower

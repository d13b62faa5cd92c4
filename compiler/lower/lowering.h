// The lowering of one request: its state, and one method a construct. The methods are defined in a
// file a construct. Used inside this room only.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "compiler/lower/builder.h"
#include "compiler/lower/lower.h"
#include "compiler/program/spoken_variables.h"

namespace nansen::lower {

/// Where an expression is read: whose row its facts without a variable are, whose rows its value is
/// wanted for, and what the variables of the quantifiers around it stand for. Every row in reach is
/// one that the row at hand belongs to, link by link, or that row itself: of others it is not said
/// which one is meant.
struct Context {
  ir::DomainId own;   // the rows of the definition
  ir::DomainId here;  // `own`, or linked rows below it
  bool own_in_reach = true;
  std::map<program::VariableId, ir::DomainId> rows;
  std::map<program::VariableId, std::size_t> members;
  auto operator<=>(const Context&) const = default;
};

class Lowering {
 public:
  /// Over the rows of `entity`.
  Lowering(const program::Program& program, const Request& request, program::EntityId entity);
  /// What the request asks.
  ir::Module run();
  /// Bare expressions; of the request only the readings and the day count.
  ir::Module run(const ExpressionRequest& request);

 private:
  // expressions.cpp: truths of any kind, in context.here.
  ir::ValueId truth(program::ExpressionId id, const Context& context);
  ir::ValueId make_truth(const program::Expression& expression, const Context& context);
  std::vector<ir::ValueId> truths(const std::vector<program::ExpressionId>& ids,
                                  const Context& context);
  ir::ValueId reading_is(const program::Expression& expression, const Context& context);

  // rules.cpp: where rules hold.
  ir::ValueId holds(program::RuleId rule, const Context& context);
  ir::ValueId make_holds(program::RuleId rule, const Context& context);
  ir::ValueId own_condition(program::RuleId rule, const Context& context);
  ir::ValueId undefeated(ir::ValueId own, program::RuleId way, program::RuleId target,
                         const Context& context);
  ir::ValueId rule_holds(const program::Expression& expression, const Context& context);
  void add_rule_entries();

  // groups.cpp
  ir::ValueId group(const program::Expression& expression, const Context& context);

  // references.cpp: facts and definitions of the row itself, of rows further up, and of rows that
  // references lead to.
  struct Place {
    ir::DomainId domain;                   // where the row stands
    std::vector<ir::ColumnId> references;  // that lead there, in order
  };
  Place place_of(const program::Subject& subject, const Context& context);
  ir::ValueId bring(const Place& place, ir::ValueId value, const Context& context);
  ir::ValueId fact(const program::Expression& expression, ir::Opcode opcode, std::size_t member,
                   const Context& context);
  ir::ValueId definition_value(const program::Expression& expression, std::size_t position,
                               const Context& context);

  // sets_and_enumerations.cpp: what a value of an enumeration, or a set, is known to be.
  std::size_t member_count(const program::Type& type) const;
  bool is_ordered(const program::Type& type) const;
  /// The member that the expression always is, if that is plain to see.
  std::optional<std::size_t> fixed_member(const program::Expression& expression,
                                          const Context& context) const;
  ir::ValueId member_is(program::ExpressionId id, std::size_t member, const Context& context);
  ir::ValueId member_at_least(program::ExpressionId id, std::size_t member, const Context& context);
  ir::ValueId set_includes(program::ExpressionId id, std::size_t member, const Context& context);
  ir::ValueId is_empty(const program::Expression& expression, const Context& context);
  ir::ValueId includes(const program::Expression& expression, const Context& context);

  // comparisons.cpp
  ir::ValueId compare(const program::Expression& expression, const Context& context);
  ir::ValueId compare_numbers(const program::Expression& expression, const Context& context);
  ir::ValueId compare_ordered(const program::Expression& expression, const Context& context);
  ir::ValueId ordered_at_least(program::ExpressionId left, program::ExpressionId right,
                               const Context& context);
  ir::ValueId same_member(const program::Expression& expression, const Context& context);
  ir::ValueId same_truth(ir::ValueId left, ir::ValueId right);
  ir::ValueId same_row(const program::Expression& expression, const Context& context);

  // numbers.cpp
  ir::ValueId number(program::ExpressionId id, const Context& context);
  ir::ValueId make_number(const program::Expression& expression, const Context& context);

  // quantifiers.cpp
  Context inside(const program::Expression& expression, ir::DomainId linked,
                 const Context& context);
  ir::ValueId over_rows(const program::Expression& expression, const Context& context);
  ir::ValueId over_set(const program::Expression& expression, const Context& context);
  Context spoken_of(program::ExpressionId body, Context context);

  // values.cpp: definitions that give a value, as truths about the value, or as a number.
  /// A rule that gives a value, and where it does so.
  struct Candidate {
    program::RuleId rule;
    ir::ValueId holds;
  };
  std::vector<Candidate> candidates(program::DefinitionId definition, const Context& context);
  std::vector<ir::ValueId> value_truths(program::DefinitionId definition, const Context& context);
  ir::ValueId value_number(program::DefinitionId definition, const Context& context);

  // definitions.cpp
  /// Of a boolean its truth; of an enumeration "is k" for each member; of an ordered one "is at
  /// least k" for each but the least; of a set "includes k"; of a number the number. Made once a
  /// domain.
  const std::vector<ir::ValueId>& definition(program::DefinitionId definition, ir::DomainId domain);
  void add_output(program::DefinitionId definition);
  void make_not_applicable(program::DefinitionId definition, ir::Output& output);

  /// Sets the rule that instructions are made for, as long as it lives.
  class ForRule {
   public:
    ForRule(Builder& builder, program::RuleId rule) : builder_(builder), before_(builder.rule()) {
      builder.set_rule(rule);
    }
    ~ForRule() { builder_.set_rule(before_); }
    ForRule(const ForRule&) = delete;
    ForRule& operator=(const ForRule&) = delete;

   private:
    Builder& builder_;
    program::RuleId before_;
  };

  const program::Program& program_;
  const Request& request_;
  Builder builder_;
  std::map<std::pair<program::ExpressionId, Context>, ir::ValueId> expressions_;
  std::map<std::pair<program::RuleId, Context>, ir::ValueId> rules_;
  std::map<std::pair<program::DefinitionId, ir::DomainId>, std::vector<ir::ValueId>> definitions_;
  program::SpokenVariables variables_;
};

}  // namespace nansen::lower

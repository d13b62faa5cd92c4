// The lowering of one request: its state, and one method a construct. The methods are defined in a
// file a construct. Used inside this room only.
#pragma once

#include <map>
#include <set>
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

/// The two ends of what a number is known to lie between; one value twice where it is known or not,
/// and nothing in between.
struct Bounds {
  ir::ValueId least;
  ir::ValueId greatest;
  bool exact() const { return least == greatest; }
  static Bounds of(ir::ValueId value) { return {value, value}; }
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
  // lower.cpp: columns that nothing reads.
  void add_all_facts(ir::DomainId domain, program::EntityId entity,
                     std::vector<program::EntityId>& way, std::set<program::EntityId>& referenced);
  void add_columns(ir::DomainId domain, program::FactId fact);

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
  ir::ValueId at_most(const Bounds& left, const Bounds& right, bool strict);
  ir::ValueId compare_ordered(const program::Expression& expression, const Context& context);
  ir::ValueId ordered_at_least(program::ExpressionId left, program::ExpressionId right,
                               const Context& context);
  ir::ValueId same_member(const program::Expression& expression, const Context& context);
  ir::ValueId same_truth(ir::ValueId left, ir::ValueId right);
  ir::ValueId same_row(const program::Expression& expression, const Context& context);

  // numbers.cpp
  Bounds number(program::ExpressionId id, const Context& context);
  Bounds make_number(const program::Expression& expression, const Context& context);
  Bounds number_of_fact(const program::Expression& expression, const Context& context);
  Bounds scale(const Bounds& number, const Rational& factor);
  /// The number where both bounds are it, unknown otherwise.
  ir::ValueId agreed(const Bounds& number);

  // days.cpp: days and periods.
  ir::ValueId day_asked(const Context& context);
  Bounds add_period(const program::Expression& expression, const Context& context);
  Bounds add_period(const Bounds& day, const Bounds& period, bool in_months,
                    program::MonthEnd month_end);
  Bounds next_working_day(const program::Expression& expression, const Context& context);
  Bounds earliest(const program::Expression& expression, const Context& context);
  Bounds latest(const program::Expression& expression, const Context& context);
  Bounds extreme(const program::Expression& expression, const Context& context, ir::Opcode of_least,
                 ir::Opcode of_greatest);

  // clocks.cpp: the time counted toward a clock.
  /// The days counted, and the first day after the last of them.
  struct Counted {
    ir::ValueId days;
    ir::ValueId until;
  };
  /// What counts at least, and what counts at most.
  struct CountedBounds {
    Counted shortest;
    Counted longest;
  };
  CountedBounds counted(const program::Expression& expression, std::size_t first,
                        const Context& context);
  Counted count(const program::Clock& clock, std::vector<ir::ValueId> operands);
  Bounds time_in(const program::Expression& expression, const Context& context);
  ir::ValueId time_reaches(const program::Expression& expression, const Context& context);
  ir::ValueId makes_months(ir::ValueId days, ir::ValueId months, std::int64_t more);

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
  void keep_first(std::vector<Candidate>& candidates, const Context& context);
  std::vector<ir::ValueId> value_truths(program::DefinitionId definition, const Context& context);
  Bounds value_number(program::DefinitionId definition, const Context& context);
  Bounds choose(const program::Type& type, ir::ValueId holds, const Bounds& value,
                const Bounds& otherwise);
  std::vector<ir::ValueId> reference_truths(program::DefinitionId definition,
                                            const Context& context);

  // definitions.cpp
  /// Of a boolean its truth; of an enumeration "is k" for each member; of an ordered one "is at
  /// least k" for each but the least; of a number its bounds, least and greatest; of a reference
  /// "is k" for each of the references that it may be. Made once a domain.
  const std::vector<ir::ValueId>& definition(program::DefinitionId definition, ir::DomainId domain);
  void add_output(program::DefinitionId definition);
  void set_number(ir::Output& output, const std::vector<ir::ValueId>& bounds);
  void make_not_applicable(program::DefinitionId definition, ir::Output& output);
  void leave_unbound_out(program::DefinitionId definition, ir::Output& output);

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
  std::map<std::pair<program::ExpressionId, Context>, Bounds> numbers_;
  std::map<std::pair<program::RuleId, Context>, ir::ValueId> rules_;
  std::map<std::pair<program::DefinitionId, ir::DomainId>, std::vector<ir::ValueId>> definitions_;
  program::SpokenVariables variables_;
};

}  // namespace nansen::lower

// A formula and the allocations by it become a sheet, and what the sheet reads becomes modules.
#include "compiler/lower/formula.h"

#include <utility>

#include "compiler/base/bug.h"
#include "compiler/lower/lower.h"
#include "compiler/lower/sheet_builder.h"

namespace nansen::lower {
namespace {

using ir::SheetOpcode;
using program::FormulaExpression;
using program::FormulaExpressionId;
using program::FormulaKind;
using program::MissingRule;

class FormulaLowering {
 public:
  FormulaLowering(const program::Program& program, const FormulaRequest& request)
      : program_(program), request_(request) {}

  LoweredFormula run() {
    const program::Formula& asked = program_.formulas[request_.formula];
    states_.entity = asked.entity;
    states_.readings = request_.readings;
    states_.as_of = request_.as_of;
    lower_lines();
    add_outputs(asked);
    LoweredFormula lowered;
    lowered.states = lower_expressions(program_, states_);
    lowered.sources = std::move(sources_);
    lowered.groups = std::move(groups_);
    lowered.parameters = std::move(parameters_);
    lowered.outputs = std::move(outputs_);
    lowered.values = std::move(values_);
    for (const auto& [id, made] : apportioned_) {
      lowered.allocations.emplace(made.entitlement, id);
      lowered.allocations.emplace(made.quota, id);
    }
    for (const auto& [key, value] : sets_) {
      if (key.second == request_.formula) lowered.sets.emplace(key.first, value);
    }
    lowered.sheet = std::move(builder_.sheet());
    const std::vector<std::string> problems = ir::verify(lowered.sheet);
    if (!problems.empty()) bug("lowering made a sheet that does not verify: " + problems.front());
    return lowered;
  }

 private:
  using Value = ir::SheetValueId;

  // ---- which lines, in which order -------------------------------------------------------------

  /// Everything that is reached, each line after those it refers to, so that chains of lines need
  /// no stack.
  void lower_lines() {
    std::vector<bool> reached(program_.formula_lines.size(), false);
    std::vector<program::FormulaLineId> open;
    const auto reach = [&](program::FormulaLineId line) {
      if (!line.valid() || reached[static_cast<std::size_t>(line.index)]) return;
      reached[static_cast<std::size_t>(line.index)] = true;
      open.push_back(line);
    };
    const program::Formula& asked = program_.formulas[request_.formula];
    reach(asked.result);
    if (request_.lines) {
      for (const program::FormulaLineId line : asked.lines) reach(line);
    }
    for (const program::AllocationId id : request_.allocations) reach_allocation(id, reach);
    while (!open.empty()) {
      const program::FormulaLineId line = open.back();
      open.pop_back();
      reach_lines(program_.formula_lines[line].value, reach);
      // Whoever is left out of a line's sets is so by what the formula excludes.
      const program::Formula& formula = program_.formulas[program_.formula_lines[line].formula];
      for (const FormulaExpressionId id : formula.excluded_where_missing) reach_lines(id, reach);
    }
    for (const program::FormulaLineId line : program_.line_order) {
      if (reached[static_cast<std::size_t>(line.index)]) lower_line(line);
    }
  }

  /// Each allocation once, however often and in whatever chains they name one another.
  template <typename Reach>
  void reach_allocation(program::AllocationId asked, const Reach& reach) {
    std::vector<program::AllocationId> open{asked};
    while (!open.empty()) {
      const program::AllocationId id = open.back();
      open.pop_back();
      if (!reached_allocations_.insert(id).second) continue;
      const program::Allocation& allocation = program_.allocations[id];
      reach(program_.formulas[allocation.formula].result);
      for (const FormulaExpressionId part : numbers_of(allocation)) {
        const auto others = reach_lines_of(part, reach);
        open.insert(open.end(), others.begin(), others.end());
      }
    }
  }

  template <typename Reach>
  void reach_lines(FormulaExpressionId id, const Reach& reach) {
    for (const program::AllocationId other : reach_lines_of(id, reach)) {
      reach_allocation(other, reach);
    }
  }

  /// Reaches the lines that an expression names, and gives the allocations that it names.
  template <typename Reach>
  std::vector<program::AllocationId> reach_lines_of(FormulaExpressionId id, const Reach& reach) {
    std::vector<program::AllocationId> others;
    std::vector<FormulaExpressionId> open{id};
    while (!open.empty()) {
      const FormulaExpression& expression = program_.formula_expressions[open.back()];
      open.pop_back();
      if (expression.line.valid()) reach(expression.line);
      if (expression.formula.valid()) reach(program_.formulas[expression.formula].result);
      if (expression.allocation.valid()) others.push_back(expression.allocation);
      open.insert(open.end(), expression.operands.begin(), expression.operands.end());
    }
    return others;
  }

  static std::vector<FormulaExpressionId> numbers_of(const program::Allocation& allocation) {
    std::vector<FormulaExpressionId> numbers;
    for (const FormulaExpressionId part :
         {allocation.total, allocation.floor, allocation.ceiling}) {
      if (part.valid()) numbers.push_back(part);
    }
    return numbers;
  }

  void lower_line(program::FormulaLineId id) {
    const program::FormulaLine& line = program_.formula_lines[id];
    const program::FormulaId before = std::exchange(formula_, line.formula);
    lines_.emplace(id, value(line.value));
    formula_ = before;
  }

  // ---- inputs ----------------------------------------------------------------------------------

  /// The input for an expression over the State's row; equal ones are read once.
  std::size_t state_input(program::ExpressionId base, FormulaExpressionId origin) {
    const program::Expression& expression = program_.expressions[base];
    const bool plain =
        expression.subject.references.empty() && !expression.subject.variable.valid();
    const bool fact = expression.kind == program::ExpressionKind::FactValue && plain;
    const bool definition = expression.kind == program::ExpressionKind::DefinitionValue && plain;
    const auto key = std::tuple(fact ? expression.fact : program::FactId(),
                                definition ? expression.definition : program::DefinitionId(),
                                fact || definition ? program::ExpressionId() : base);
    const auto found = state_inputs_.find(key);
    if (found != state_inputs_.end()) return found->second;
    std::string name = fact         ? program_.facts[expression.fact].name
                       : definition ? program::qualified_name(program_, expression.definition)
                                    : "condition " + std::to_string(base.index);
    InputSource source;
    source.index = states_.expressions.size();
    source.fact = std::get<0>(key);
    source.base = base;
    source.origin = origin;
    states_.expressions.emplace_back(name, base);
    const bool truth = expression.type.kind == program::TypeKind::Boolean;
    const std::size_t input = add_input(truth, std::move(name), source);
    state_inputs_.emplace(key, input);
    return input;
  }

  std::size_t group_input(const FormulaExpression& expression, FormulaExpressionId origin) {
    const auto found = group_inputs_.find(origin);
    if (found != group_inputs_.end()) return found->second;
    GroupModule group;
    group.entity = expression.rows_entity;
    group.by = expression.by;
    group.combination = expression.combination;
    group.has_condition = expression.condition.valid();
    group.missing = expression.missing;
    group.origin = origin;
    ExpressionRequest rows;
    rows.entity = expression.rows_entity;
    rows.columns = {expression.by};
    rows.readings = request_.readings;
    rows.as_of = request_.as_of;
    if (expression.condition.valid()) rows.expressions.emplace_back("where", expression.condition);
    if (expression.base.valid()) rows.expressions.emplace_back("number", expression.base);
    group.rows = lower_expressions(program_, rows);
    group.by_column = ir::ColumnId(0);  // asked for before anything else
    InputSource source;
    source.grouped = true;
    source.index = groups_.size();
    source.base = expression.base;
    source.origin = origin;
    groups_.push_back(std::move(group));
    const std::size_t input =
        add_input(false, "rows of " + program_.entities[expression.rows_entity].name, source);
    group_inputs_.emplace(origin, input);
    return input;
  }

  std::size_t add_input(bool truth, std::string name, InputSource source) {
    ir::SheetInput input;
    input.truth = truth;
    input.name = std::move(name);
    builder_.sheet().inputs.push_back(std::move(input));
    sources_.push_back(std::move(source));
    return sources_.size() - 1;
  }

  std::size_t input_of(FormulaExpressionId id) {
    const FormulaExpression& expression = program_.formula_expressions[id];
    return expression.kind == FormulaKind::Grouped ? group_input(expression, id)
                                                   : state_input(expression.base, id);
  }

  Value parameter(program::ParameterId id) {
    const auto found = parameter_places_.find(id);
    std::size_t place = parameters_.size();
    if (found != parameter_places_.end()) {
      place = found->second;
    } else {
      parameter_places_.emplace(id, place);
      parameters_.push_back(id);
      const program::Parameter& entry = program_.parameters[id];
      builder_.sheet().parameters.push_back({entry.name, entry.value});
    }
    return builder_.read(SheetOpcode::Parameter, place);
  }

  // ---- sets ------------------------------------------------------------------------------------

  /// The States of `id` without those that the formula at hand leaves out.
  Value set(program::StateSetId id) {
    const std::pair key(id, formula_);
    const auto found = sets_.find(key);
    if (found != sets_.end()) return found->second;
    const program::StateSet& entry = program_.state_sets[id];
    Value members = entry.condition.valid()
                        ? builder_.read(SheetOpcode::Condition, state_input(entry.condition, {}))
                        : builder_.always();
    std::set<std::size_t> looked_at;  // lines may read an indicator again and again
    for (const FormulaExpressionId indicator : program_.formulas[formula_].excluded_where_missing) {
      const std::size_t input = input_of(indicator);
      if (!looked_at.insert(input).second) continue;
      members = builder_.both(members, builder_.read(SheetOpcode::Known, input));
    }
    sets_.emplace(key, members);
    return members;
  }

  /// The result of a formula: nothing, or no, for States outside its set.
  Value formula_value(const FormulaExpression& expression) {
    const Value members = formula_set(expression.formula);
    const Value result = lines_.at(program_.formulas[expression.formula].result);
    return expression.type.kind == program::TypeKind::Boolean ? builder_.both(members, result)
                                                              : builder_.within(members, result);
  }

  Value formula_set(program::FormulaId id) {
    const program::FormulaId before = std::exchange(formula_, id);
    const Value members = set(program_.formulas[id].set);
    formula_ = before;
    return members;
  }

  // ---- expressions -----------------------------------------------------------------------------

  Value value(FormulaExpressionId id) {
    const auto found = values_.find(id);
    if (found != values_.end()) return found->second;
    const FormulaExpression& expression = program_.formula_expressions[id];
    std::vector<Value> operands;
    if (expression.kind != FormulaKind::Mean) {
      for (const FormulaExpressionId operand : expression.operands) {
        operands.push_back(value(operand));
      }
    }
    const std::uint32_t before = builder_.origin();
    builder_.set_origin(static_cast<std::uint32_t>(id.index));
    const Value made = make(id, expression, operands);
    builder_.set_origin(before);
    values_.emplace(id, made);
    return made;
  }

  Value make(FormulaExpressionId id, const FormulaExpression& expression,
             const std::vector<Value>& operands) {
    switch (expression.kind) {
      case FormulaKind::Constant: return builder_.constant(expression.number);
      case FormulaKind::ParameterValue: return parameter(expression.parameter);
      case FormulaKind::Indicator:
      case FormulaKind::Grouped: return indicator(id, expression);
      case FormulaKind::Condition:
        return builder_.read(SheetOpcode::Condition, state_input(expression.base, id));
      case FormulaKind::LineValue: return lines_.at(expression.line);
      case FormulaKind::FormulaValue: return formula_value(expression);
      case FormulaKind::AllocationValue: return apportion(expression.allocation).quota;
      case FormulaKind::Add: return builder_.apply(SheetOpcode::Add, operands);
      case FormulaKind::Subtract: return builder_.apply(SheetOpcode::Subtract, operands);
      case FormulaKind::Multiply: return builder_.apply(SheetOpcode::Multiply, operands);
      case FormulaKind::Divide: return builder_.apply(SheetOpcode::Divide, operands);
      case FormulaKind::Portion:
        return builder_.apply(SheetOpcode::Multiply,
                              {builder_.constant(expression.number), operands[0]});
      case FormulaKind::Total: return fold(SheetOpcode::Add, operands);
      case FormulaKind::Least: return fold(SheetOpcode::Smaller, operands);
      case FormulaKind::Greatest: return fold(SheetOpcode::Larger, operands);
      case FormulaKind::Median: return builder_.apply(SheetOpcode::MiddleOf, operands);
      case FormulaKind::Mean: return mean(expression);
      case FormulaKind::Not: return builder_.apply(SheetOpcode::Not, operands);
      case FormulaKind::And: return builder_.apply(SheetOpcode::And, operands);
      case FormulaKind::Or: return builder_.apply(SheetOpcode::Or, operands);
      case FormulaKind::Compare: return compare(expression.compare, operands);
      case FormulaKind::Choice: return builder_.apply(SheetOpcode::Choose, operands);
      case FormulaKind::Redistributed: return redistribute(expression, operands);
      case FormulaKind::Invalid: break;
      default: return across(expression, operands);
    }
    bug("an expression of a formula that is not whole is lowered");
  }

  /// Before: the indicator where it is known, and what its rule says where it is not.
  Value indicator(FormulaExpressionId id, const FormulaExpression& expression) {
    const std::size_t input = input_of(id);
    const Value read = builder_.read(SheetOpcode::Indicator, input);
    // A group counts what is missing in it itself.
    if (expression.missing != MissingRule::Zero || expression.kind == FormulaKind::Grouped) {
      return read;
    }
    return builder_.apply(SheetOpcode::Choose,
                          {builder_.read(SheetOpcode::Known, input), read, builder_.constant(0)});
  }

  Value fold(SheetOpcode opcode, const std::vector<Value>& operands) {
    Value folded = operands.front();
    for (std::size_t index = 1; index < operands.size(); ++index) {
      folded = builder_.apply(opcode, {folded, operands[index]});
    }
    return folded;
  }

  /// Before: the mean of the operands. After: their sum, divided by how many count. An indicator
  /// under `mean of the years reported` counts where it is known.
  Value mean(const FormulaExpression& expression) {
    std::vector<Value> terms;
    std::vector<Value> counted;  // 1 or 0, of indicators that may be left out
    for (const FormulaExpressionId id : expression.operands) {
      const FormulaExpression& operand = program_.formula_expressions[id];
      const Value term = value(id);
      if (operand.kind == FormulaKind::Indicator &&
          operand.missing == MissingRule::MeanOfReported) {
        const Value known = builder_.read(SheetOpcode::Known, input_of(id));
        terms.push_back(builder_.within(known, term));
        counted.push_back(builder_.within(known, builder_.constant(1)));
      } else {
        terms.push_back(term);
      }
    }
    const std::size_t always = terms.size() - counted.size();
    if (always > 0) counted.push_back(builder_.constant(Rational(always)));
    const Value divisor = fold(SheetOpcode::Add, counted);
    return builder_.apply(SheetOpcode::Divide, {fold(SheetOpcode::Add, terms), divisor});
  }

  Value compare(program::CompareOperator op, const std::vector<Value>& operands) {
    const Value left = operands[0];
    const Value right = operands[1];
    switch (op) {
      case program::CompareOperator::Same: return builder_.apply(SheetOpcode::Equal, {left, right});
      case program::CompareOperator::AtLeast:
        return builder_.apply(SheetOpcode::LessEqual, {right, left});
      case program::CompareOperator::AtMost:
        return builder_.apply(SheetOpcode::LessEqual, {left, right});
      case program::CompareOperator::MoreThan:
        return builder_.apply(SheetOpcode::Less, {right, left});
      case program::CompareOperator::LessThan:
        return builder_.apply(SheetOpcode::Less, {left, right});
    }
    bug("a comparison of no kind");
  }

  Value across(const FormulaExpression& expression, const std::vector<Value>& operands) {
    const Value members = set(expression.set);
    const auto over = [&](SheetOpcode opcode) {
      return builder_.apply(opcode, {operands[0], members});
    };
    switch (expression.kind) {
      case FormulaKind::ShareAcross:
        return share(builder_.apply(SheetOpcode::NotNegative, {operands[0]}), members);
      case FormulaKind::InverseShareAcross: return inverse_share(expression, operands, members);
      case FormulaKind::TotalAcross: return over(SheetOpcode::Total);
      case FormulaKind::MeanAcross:
        return builder_.apply(SheetOpcode::Divide, {over(SheetOpcode::Total),
                                                    builder_.apply(SheetOpcode::Count, {members})});
      case FormulaKind::MedianAcross: return over(SheetOpcode::Median);
      case FormulaKind::LeastAcross: return over(SheetOpcode::Least);
      case FormulaKind::GreatestAcross: return over(SheetOpcode::Greatest);
      case FormulaKind::RankAcross: return over(SheetOpcode::Rank);
      case FormulaKind::CountAcross: return builder_.apply(SheetOpcode::Count, {members});
      default: break;
    }
    bug("an expression that looks across no States is lowered as one that does");
  }

  /// `part` of the total of all parts; zero outside the set.
  Value share(Value part, Value members) {
    const Value total = builder_.apply(SheetOpcode::Total, {part, members});
    return builder_.within(members, builder_.apply(SheetOpcode::Divide, {part, total}));
  }

  Value inverse_share(const FormulaExpression& expression, const std::vector<Value>& operands,
                      Value members) {
    Value number = builder_.apply(SheetOpcode::NotNegative, {operands[0]});
    const Value one = builder_.constant(1);
    const Value zero = builder_.constant(0);
    if (expression.zero == program::ZeroRule::Error) {
      return share(builder_.apply(SheetOpcode::Divide, {one, number}), members);
    }
    const Value is_zero = builder_.apply(SheetOpcode::Equal, {number, zero});
    if (expression.zero == program::ZeroRule::Value) {
      const std::uint32_t before = builder_.origin();
      builder_.set_origin(static_cast<std::uint32_t>(expression.operands[1].index));
      const Value stand_in = builder_.apply(SheetOpcode::NotNegative, {operands[1]});
      builder_.set_origin(before);
      number = builder_.apply(SheetOpcode::Choose, {is_zero, stand_in, number});
      return share(builder_.apply(SheetOpcode::Divide, {one, number}), members);
    }
    const Value inverse = builder_.apply(SheetOpcode::Divide, {one, number});
    return share(builder_.apply(SheetOpcode::Choose, {is_zero, zero, inverse}), members);
  }

  Value redistribute(const FormulaExpression& expression, const std::vector<Value>& operands) {
    ir::SheetOperation operation;
    operation.opcode = SheetOpcode::Redistribute;
    operation.operands = operands;
    operation.operands.push_back(set(expression.set));
    operation.until_nothing_is_cut = expression.until_nothing_is_cut;
    return builder_.emit(std::move(operation));
  }

  // ---- allocations -----------------------------------------------------------------------------

  struct Apportioned {
    Value entitlement;
    Value quota;
  };

  /// An allocation after those that its own numbers name, so that chains of them need no stack.
  Apportioned apportion(program::AllocationId asked) {
    std::vector<program::AllocationId> open{asked};
    while (!open.empty()) {
      const program::AllocationId id = open.back();
      const std::size_t before = open.size();
      if (!apportioned_.contains(id)) {
        for (const FormulaExpressionId part : numbers_of(program_.allocations[id])) {
          for (const program::AllocationId other :
               reach_lines_of(part, [](program::FormulaLineId) {})) {
            if (!apportioned_.contains(other)) open.push_back(other);
          }
        }
        if (open.size() > before) continue;
        apportioned_.emplace(id, divide(id));
      }
      open.pop_back();
    }
    return apportioned_.at(asked);
  }

  /// Where a limit is not said, the floor is zero and the ceiling the total itself.
  Apportioned divide(program::AllocationId id) {
    const program::Allocation& allocation = program_.allocations[id];
    const program::FormulaId before = std::exchange(formula_, allocation.formula);
    const std::uint32_t origin = builder_.origin();
    builder_.set_origin(static_cast<std::uint32_t>(allocation.total.index));
    const Value total = value(allocation.total);
    const Value floor = allocation.floor.valid() ? value(allocation.floor) : builder_.constant(0);
    const Value ceiling = allocation.ceiling.valid() ? value(allocation.ceiling) : total;
    Value members = set(program_.formulas[allocation.formula].set);
    if (allocation.exempt.valid()) {
      members =
          builder_.both(members, builder_.apply(SheetOpcode::Not, {exempted(allocation.exempt)}));
    }
    ir::SheetOperation operation;
    operation.opcode = SheetOpcode::Entitlement;
    operation.operands = {total, lines_.at(program_.formulas[allocation.formula].result), floor,
                          ceiling, members};
    Apportioned made;
    made.entitlement = builder_.emit(operation);
    operation.opcode = SheetOpcode::Apportion;
    operation.method = static_cast<ir::Apportionment>(allocation.method);
    operation.ties = static_cast<ir::TieOrder>(allocation.ties);
    made.quota = builder_.emit(operation);
    builder_.set_origin(origin);
    formula_ = before;
    return made;
  }

  /// Who is exempt does not depend on what is missing.
  Value exempted(program::StateSetId id) {
    const program::StateSet& entry = program_.state_sets[id];
    if (!entry.condition.valid()) return builder_.always();
    return builder_.read(SheetOpcode::Condition, state_input(entry.condition, {}));
  }

  // ---- outputs ---------------------------------------------------------------------------------

  void add_outputs(const program::Formula& asked) {
    const Value rows = formula_set(request_.formula);
    for (const program::FormulaLineId line : asked.lines) {
      if (!request_.lines && line != asked.result) continue;
      FormulaOutput output;
      output.kind = line == asked.result ? FormulaOutputKind::Result : FormulaOutputKind::Line;
      output.line = line;
      add_output(output, program_.formula_lines[line].name, lines_.at(line), rows);
    }
    for (const program::AllocationId id : request_.allocations) {
      const Apportioned made = apportion(id);
      const std::string name = output_name(id);
      FormulaOutput output;
      output.allocation = id;
      output.kind = FormulaOutputKind::Entitlement;
      add_output(output, "exact " + name, made.entitlement, rows);
      output.kind = FormulaOutputKind::Quota;
      add_output(output, name, made.quota, rows);
    }
  }

  /// The allocation's name, with its instrument where another that is asked is called so too.
  std::string output_name(program::AllocationId id) const {
    const program::Allocation& allocation = program_.allocations[id];
    for (const program::AllocationId other : request_.allocations) {
      if (other != id && program_.allocations[other].name == allocation.name) {
        return program_.instruments[allocation.instrument].name + "." + allocation.name;
      }
    }
    return allocation.name;
  }

  void add_output(const FormulaOutput& output, const std::string& name, Value value, Value rows) {
    builder_.sheet().outputs.push_back({name, value, rows});
    outputs_.push_back(output);
  }

  const program::Program& program_;
  const FormulaRequest& request_;
  SheetBuilder builder_;
  ExpressionRequest states_;
  program::FormulaId formula_;  // whose lines are at hand
  std::vector<InputSource> sources_;
  std::vector<GroupModule> groups_;
  std::vector<program::ParameterId> parameters_;
  std::vector<FormulaOutput> outputs_;
  std::map<program::ParameterId, std::size_t> parameter_places_;
  std::map<std::tuple<program::FactId, program::DefinitionId, program::ExpressionId>, std::size_t>
      state_inputs_;
  std::map<FormulaExpressionId, std::size_t> group_inputs_;
  std::map<std::pair<program::StateSetId, program::FormulaId>, Value> sets_;
  std::map<FormulaExpressionId, Value> values_;
  std::map<program::FormulaLineId, Value> lines_;
  std::set<program::AllocationId> reached_allocations_;
  std::map<program::AllocationId, Apportioned> apportioned_;
};

}  // namespace

void set_total(program::Program& program, program::AllocationId allocation, const Rational& total) {
  program::FormulaExpression& expression =
      program.formula_expressions[program.allocations[allocation].total];
  expression.kind = program::FormulaKind::Constant;
  expression.operands.clear();
  expression.number = total;
  expression.parameter = {};
  expression.line = {};
  expression.formula = {};
  expression.allocation = {};
}

LoweredFormula lower_formula(const program::Program& program, const FormulaRequest& request) {
  return FormulaLowering(program, request).run();
}

}  // namespace nansen::lower

#include "compiler/compare/signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/base/bug.h"
#include "compiler/ir/merge.h"
#include "compiler/lower/lower.h"
#include "compiler/program/in_force.h"
#include "compiler/program/spoken_variables.h"

namespace nansen::compare {

using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;
using program::TypeKind;

namespace {

constexpr ir::DomainId root_domain{std::size_t{0}};

bool is_number(const program::Type& type) {
  return type.kind == TypeKind::Integer || type.kind == TypeKind::Decimal ||
         type.kind == TypeKind::Date || type.kind == TypeKind::Period;
}

bool has_values(const program::Type& type) {
  return is_number(type) || type.kind == TypeKind::Enumeration || type.kind == TypeKind::Reference;
}

/// The modules of what is needed of one world beyond what is asked.
struct Further {
  ir::Module expressions;
  ir::Module definitions;
  bool has_expressions = false;
  bool has_definitions = false;
};

Further lower_further(const World& world, const WatchedModule::Needed& needed) {
  Further further;
  const program::Program& program = *world.program;
  if (!needed.expressions.empty()) {
    lower::ExpressionRequest request;
    request.entity = program.definitions[world.request.definitions.front()].entity;
    request.readings = world.request.readings;
    request.as_of = world.request.as_of;
    request.ranged = world.request.ranged;
    for (const ExpressionId id : needed.expressions) {
      request.expressions.emplace_back(fmt::format("expression {}", id.index), id);
    }
    further.expressions = lower::lower_expressions(program, request);
    further.has_expressions = true;
  }
  if (!needed.definitions.empty()) {
    lower::Request request;
    request.definitions = needed.definitions;
    request.readings = world.request.readings;
    request.as_of = world.request.as_of;
    request.ranged = world.request.ranged;
    request.keep_rules = false;
    further.definitions = lower::lower(program, request);
    further.has_definitions = true;
  }
  return further;
}

/// Everything of one program that is needed: see `collect`.
class Collector {
 public:
  Collector(Alignment& alignment, Side side)
      : alignment_(alignment),
        side_(side),
        program_(alignment.program(side)),
        world_(alignment.world(side)),
        variables_(program_) {}

  WatchedModule::Needed collect() {
    if (world_.module == nullptr) return {};
    for (const ir::RuleEntry& entry : world_.module->rules) {
      if (world_.module->instructions[entry.value].domain != root_domain) continue;
      const RuleId id(entry.rule);
      if (!alignment_.depends(side_, id)) continue;
      const program::Rule& rule = program_.rules[id];
      add(rule.condition);
      add(rule.value);
      add(rule.definition);
    }
    return {{expressions_.begin(), expressions_.end()}, {definitions_.begin(), definitions_.end()}};
  }

 private:
  void add(ExpressionId id) {
    if (!id.valid() || !variables_.of(id).empty()) return;
    const Expression& expression = program_.expressions[id];
    if (expression.type.kind == TypeKind::Boolean || is_number(expression.type)) {
      if (!expressions_.insert(id).second) return;
    }
    const bool over =
        expression.kind == ExpressionKind::OverRows || expression.kind == ExpressionKind::OverSet;
    if (over) return;
    for (const ExpressionId operand : expression.operands) add(operand);
    if (expression.kind == ExpressionKind::DefinitionValue &&
        expression.subject == program::Subject{}) {
      add(expression.definition);
    }
  }

  // A definition that is asked while its instrument does not bind gives nothing; one that is
  // referred to does.
  void add(DefinitionId id) {
    const program::Definition& definition = program_.definitions[id];
    if (!has_values(definition.type)) return;
    const auto asked = world_.request.definitions.front();
    if (definition.entity != program_.definitions[asked].entity) return;
    if (!program::in_force(program_.instruments[definition.instrument], world_.request.as_of)) {
      return;
    }
    if (alignment_.depends(side_, definition.root)) definitions_.insert(id);
  }

  Alignment& alignment_;
  Side side_;
  const program::Program& program_;
  const World& world_;
  program::SpokenVariables variables_;
  std::set<ExpressionId> expressions_;
  std::set<DefinitionId> definitions_;
};

}  // namespace

SignalPlanes::SignalPlanes(const runtime::Results& results)
    : results_(&results),
      none_(results.capacity() / 64, 0),
      all_(results.capacity() / 64, ~std::uint64_t{0}),
      planes_{
          {none_.data(), all_.data()}, {none_.data(), none_.data()}, {all_.data(), none_.data()}} {
  static_assert(always_no + 1 == always_open && always_no + 2 == always_yes);
  for (std::size_t output = 0; output < results.shapes().size(); ++output) {
    const bool number = results.shapes()[output].number;
    planes_.push_back(
        {results.plane(output, 0, true), number ? nullptr : results.plane(output, 0, false)});
  }
}

WatchedModule::Needed collect(Alignment& alignment, Side side) {
  return Collector(alignment, side).collect();
}

WatchedModule::WatchedModule(const std::vector<World>& worlds, const std::vector<Needed>& needed) {
  std::vector<Further> further;
  for (std::size_t at = 0; at < worlds.size(); ++at) {
    further.push_back(worlds[at].module == nullptr ? Further()
                                                   : lower_further(worlds[at], needed[at]));
  }
  // The worlds first, so that the base's columns are the first ones; then what is needed further.
  std::vector<const ir::Module*> modules;
  std::vector<std::uint32_t> rule_counts;
  const auto add = [&](const ir::Module* module, std::size_t world) {
    modules.push_back(module);
    rule_counts.push_back(static_cast<std::uint32_t>(worlds[world].program->rules.size()));
    return modules.size() - 1;
  };
  constexpr std::size_t none = ~std::size_t{0};
  std::vector<std::size_t> of_world(worlds.size(), none);
  std::vector<std::size_t> of_expressions(worlds.size(), none);
  std::vector<std::size_t> of_definitions(worlds.size(), none);
  for (std::size_t at = 0; at < worlds.size(); ++at) {
    if (worlds[at].module != nullptr) of_world[at] = add(worlds[at].module, at);
  }
  for (std::size_t at = 0; at < worlds.size(); ++at) {
    if (further[at].has_expressions) of_expressions[at] = add(&further[at].expressions, at);
    if (further[at].has_definitions) of_definitions[at] = add(&further[at].definitions, at);
  }
  ir::Merged merged = ir::merge(modules, rule_counts);
  module_ = std::move(merged.module);
  rules_.resize(worlds.size());
  expressions_.resize(worlds.size());
  definitions_.resize(worlds.size());
  asked_.resize(worlds.size());
  asked_at_.resize(worlds.size());
  const auto given = [&](std::size_t output) {
    const ir::Output& made = module_.outputs[output];
    return Given{made.kind, made.members, made.values};
  };
  for (const ir::RuleEntry& entry : module_.rules) {
    if (module_.instructions[entry.value].domain != root_domain) continue;
    for (std::size_t at = 0; at < worlds.size(); ++at) {
      if (of_world[at] == none) continue;
      const std::uint32_t first = merged.first_rule[of_world[at]];
      if (entry.rule < first || entry.rule - first >= rule_counts[of_world[at]]) continue;
      rules_[at].emplace(RuleId(entry.rule - first), entry.value);
    }
  }
  for (std::size_t at = 0; at < worlds.size(); ++at) {
    std::size_t output = of_world[at] == none ? 0 : merged.first_output[of_world[at]];
    for (const DefinitionId subject : worlds[at].subjects) {
      const bool there = of_world[at] != none && subject.valid();
      asked_at_[at].push_back(there ? static_cast<int>(asked_[at].size()) : -1);
      if (there) asked_[at].push_back(given(output++));
    }
    for (std::size_t each = 0; of_expressions[at] != none && each < needed[at].expressions.size();
         ++each) {
      const std::size_t place = merged.first_output[of_expressions[at]] + each;
      expressions_[at].emplace(needed[at].expressions[each], module_.outputs[place].values[0]);
    }
    for (std::size_t each = 0; of_definitions[at] != none && each < needed[at].definitions.size();
         ++each) {
      definitions_[at].emplace(needed[at].definitions[each],
                               given(merged.first_output[of_definitions[at]] + each));
    }
  }
  // Only what is watched from now on is given out, and kept.
  module_.outputs.clear();
  module_.rules = {};
}

// ---- looking ------------------------------------------------------------------------------------

ir::ValueId WatchedModule::rule(std::size_t world, RuleId rule) const {
  const auto found = rules_[world].find(rule);
  return found == rules_[world].end() ? ir::ValueId() : found->second;
}

ir::ValueId WatchedModule::expression(std::size_t world, ExpressionId expression) const {
  const auto found = expressions_[world].find(expression);
  return found == expressions_[world].end() ? ir::ValueId() : found->second;
}

const Given* WatchedModule::definition(std::size_t world, DefinitionId definition) const {
  const auto found = definitions_[world].find(definition);
  return found == definitions_[world].end() ? nullptr : &found->second;
}

const Given* WatchedModule::asked(std::size_t world, std::size_t subject) const {
  const int at = asked_at_[world][subject];
  return at < 0 ? nullptr : &asked_[world][static_cast<std::size_t>(at)];
}

// ---- making -------------------------------------------------------------------------------------

ir::ValueId WatchedModule::make(ir::Opcode opcode, std::vector<ir::ValueId> operands) {
  const auto [found, fresh] = made_.try_emplace({opcode, operands});
  if (fresh) {
    ir::Instruction instruction;
    instruction.opcode = opcode;
    instruction.domain = root_domain;
    instruction.operands = std::move(operands);
    found->second = module_.instructions.add(std::move(instruction));
    module_.origins.push_back({ir::no_rule});
  }
  return found->second;
}

ir::ValueId WatchedModule::constant(Truth truth) {
  const auto [found, fresh] = constants_.try_emplace(truth);
  if (fresh) {
    ir::Instruction instruction;
    instruction.opcode = ir::Opcode::ConstantTruth;
    instruction.domain = root_domain;
    instruction.truth = truth;
    found->second = module_.instructions.add(std::move(instruction));
    module_.origins.push_back({ir::no_rule});
  }
  return found->second;
}

ir::ValueId WatchedModule::negate(ir::ValueId truth) { return make(ir::Opcode::Not, {truth}); }

ir::ValueId WatchedModule::all(const std::vector<ir::ValueId>& truths) {
  if (truths.empty()) return constant(Truth::Yes);
  return truths.size() == 1 ? truths[0] : make(ir::Opcode::And, truths);
}

ir::ValueId WatchedModule::any(const std::vector<ir::ValueId>& truths) {
  if (truths.empty()) return constant(Truth::No);
  return truths.size() == 1 ? truths[0] : make(ir::Opcode::Or, truths);
}

ir::ValueId WatchedModule::equal(ir::ValueId left, ir::ValueId right) {
  return make(ir::Opcode::Equal, {left, right});
}

std::uint32_t WatchedModule::add_output(ir::ValueId value, ir::OutputKind kind) {
  const auto [found, fresh] =
      outputs_.try_emplace(value, static_cast<std::uint32_t>(module_.outputs.size()));
  if (fresh) {
    ir::Output output;
    output.kind = kind;
    output.name = fmt::format("compared {}", found->second);
    output.values = {value};
    module_.outputs.push_back(std::move(output));
  }
  return found->second;
}

Signal WatchedModule::watch(ir::ValueId truth) {
  const ir::Instruction& made = module_.instructions[truth];
  if (made.opcode == ir::Opcode::ConstantTruth) {
    return made.truth == Truth::Yes  ? always_yes
           : made.truth == Truth::No ? always_no
                                     : always_open;
  }
  return add_output(truth, ir::OutputKind::Truth);
}

std::uint32_t WatchedModule::watch_number(ir::ValueId number, ir::OutputKind kind) {
  return add_output(number, kind);
}

}  // namespace nansen::compare

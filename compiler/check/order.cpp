// Every definition after all that it refers to.
//
// A definition refers to those in its conditions and values, and to those whose rules it asks
// whether they hold. The search keeps its own stack: chains of definitions may be long.
#include "compiler/check/order.h"

#include <algorithm>

namespace nansen::check {
namespace {

using program::DefinitionId;
using program::ExpressionId;
using program::RuleId;

/// One definition's use of another, where it says so.
struct Use {
  DefinitionId used;
  RuleId rule;
  Span span;
};

class Orderer {
 public:
  explicit Orderer(Context& context)
      : context_(context), uses_(context.program.definitions.size()) {}

  void order() {
    for (std::size_t index = 0; index < context_.program.rules.size(); ++index) {
      const RuleId id(index);
      const program::Rule& rule = context_.program.rules[id];
      if (rule.condition.valid()) collect(id, rule.condition);
      if (rule.value.valid()) collect(id, rule.value);
    }
    states_.assign(uses_.size(), State::Waiting);
    for (std::size_t index = 0; index < uses_.size(); ++index) search(DefinitionId(index));
    if (!cycle_) context_.program.order = std::move(order_);
  }

 private:
  enum class State : std::uint8_t { Waiting, Open, Done };
  struct Frame {
    DefinitionId definition;
    std::size_t next = 0;
  };

  void collect(RuleId rule, ExpressionId id) {
    const program::Expression& expression = context_.program.expressions[id];
    DefinitionId used;
    if (expression.kind == program::ExpressionKind::DefinitionValue) used = expression.definition;
    if (expression.kind == program::ExpressionKind::RuleHolds) {
      used = context_.program.rules[expression.rule].definition;
      // A rule of the same definition is no definition; the connectives see to those.
      if (used == context_.program.rules[rule].definition) used = {};
    }
    if (used.valid()) {
      uses_[position(context_.program.rules[rule].definition)].push_back(
          {used, rule, expression.span});
    }
    for (const ExpressionId operand : expression.operands) collect(rule, operand);
  }

  static std::size_t position(DefinitionId id) { return static_cast<std::size_t>(id.index); }

  void search(DefinitionId start) {
    if (states_[position(start)] != State::Waiting) return;
    std::vector<Frame> stack{{start, 0}};
    states_[position(start)] = State::Open;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const std::vector<Use>& uses = uses_[position(frame.definition)];
      if (frame.next == uses.size()) {
        states_[position(frame.definition)] = State::Done;
        order_.push_back(frame.definition);
        stack.pop_back();
        continue;
      }
      const Use& use = uses[frame.next++];
      if (states_[position(use.used)] == State::Open) {
        report(stack, use);
      } else if (states_[position(use.used)] == State::Waiting) {
        states_[position(use.used)] = State::Open;
        stack.push_back({use.used, 0});
      }
    }
  }

  void report(const std::vector<Frame>& stack, const Use& closing) {
    cycle_ = true;
    auto begin = std::find_if(stack.begin(), stack.end(),
                              [&](const Frame& frame) { return frame.definition == closing.used; });
    std::vector<std::string> names;
    std::vector<Label> labels;
    for (auto at = begin; at != stack.end(); ++at) {
      const program::Definition& definition = context_.program.definitions[at->definition];
      names.push_back("\"" + qualified_name(context_.program, at->definition) + "\" (" +
                      to_full_string(definition.citation) + ")");
      if (at + 1 != stack.end()) {
        const Use& use = uses_[position(at->definition)][at->next - 1];
        labels.push_back({use.span, "\"" + definition.name + "\" refers to \"" +
                                        context_.program.definitions[use.used].name + "\" here"});
      }
    }
    names.push_back(names.front());
    std::string circle = names[0] + " refers to " + names[1];
    for (std::size_t index = 2; index < names.size(); ++index) {
      circle += ", which refers to " + names[index];
    }
    const InProvision in(context_, context_.program.rules[closing.rule].citation);
    context_.report(Code::DefinitionCycle, closing.span, circle).labels = std::move(labels);
  }

  Context& context_;
  std::vector<std::vector<Use>> uses_;  // by definition
  std::vector<State> states_;
  std::vector<DefinitionId> order_;
  bool cycle_ = false;
};

}  // namespace

void order_definitions(Context& context) { Orderer(context).order(); }

}  // namespace nansen::check

// Every line and allocation after all that it refers to. The search keeps its own stack: chains of
// lines may be long.
#include <algorithm>

#include "compiler/check/formulas.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {
namespace {

struct Use {
  std::size_t step = 0;
  Span span;
};

class FormulaOrderer {
 public:
  explicit FormulaOrderer(Context& context)
      : context_(context),
        lines_(context.program.formula_lines.size()),
        uses_(lines_ + context.program.allocations.size()) {}

  std::vector<FormulaStep> order() {
    for (std::size_t index = 0; index < lines_; ++index) collect_line(index);
    for (std::size_t index = 0; index < context_.program.allocations.size(); ++index) {
      collect_allocation(index);
    }
    states_.assign(uses_.size(), State::Waiting);
    for (std::size_t index = 0; index < uses_.size(); ++index) search(index);
    if (circle_) order_.clear();
    return std::move(order_);
  }

 private:
  enum class State : std::uint8_t { Waiting, Open, Done };
  struct Frame {
    std::size_t step = 0;
    std::size_t next = 0;
  };

  void collect_line(std::size_t index) {
    const program::FormulaLine& line =
        context_.program.formula_lines[program::FormulaLineId(index)];
    const program::Formula& formula = context_.program.formulas[line.formula];
    const std::size_t item = context_.formulas.formulas[position(line.formula)];
    const FormulaScope scope{context_.formulas.items[item].file, formula.instrument, formula.entity,
                             line.formula};
    const ast::FormulaLine& written = *context_.formulas.lines[index];
    collect(index, scope, written.value);
    collect(index, scope, written.at_most);
    collect(index, scope, written.at_least);
    if (written.redistribution) collect(index, scope, written.redistribution->by);
    if (written.where_zero) collect(index, scope, written.where_zero->value);
  }

  void collect_allocation(std::size_t index) {
    const std::size_t step = lines_ + index;
    const program::Allocation& allocation =
        context_.program.allocations[program::AllocationId(index)];
    const FormulaItem& item = context_.formulas.items[context_.formulas.allocations[index]];
    const ast::Allocation& written = *std::get<const ast::Allocation*>(item.text);
    FormulaScope scope{item.file, item.instrument, {}, allocation.formula};
    if (allocation.formula.valid()) {
      scope.entity = context_.program.formulas[allocation.formula].entity;
      use_formula(step, allocation.formula, written.formula.span);
    }
    collect(step, scope, written.total);
    collect(step, scope, written.at_least);
    collect(step, scope, written.at_most);
  }

  void collect(std::size_t step, const FormulaScope& scope, const ast::ExpressionPtr& written) {
    if (written == nullptr) return;
    for_each_expression(*written, [&](const ast::Expression& expression) {
      const auto* path = std::get_if<ast::Path>(&expression.node);
      if (path == nullptr || is_fact_too(scope, *path)) return;
      const FormulaMeaning meaning = formula_meaning(context_, scope, *path);
      if (meaning.kind == FormulaMeaningKind::Line) {
        uses_[step].push_back({position(meaning.line), path->span});
      } else if (meaning.kind == FormulaMeaningKind::Formula) {
        use_formula(step, meaning.formula, path->span);
      } else if (meaning.kind == FormulaMeaningKind::Allocation) {
        uses_[step].push_back({lines_ + position(meaning.allocation), path->span});
      }
    });
  }

  /// A name that is a fact's too is refused where it stands, and refers to nothing.
  bool is_fact_too(const FormulaScope& scope, const ast::Path& path) const {
    return path.parts.size() == 1 && find_fact(context_, scope.entity, path.parts[0].text);
  }

  void use_formula(std::size_t step, program::FormulaId formula, Span span) {
    const program::FormulaLineId result = context_.program.formulas[formula].result;
    if (result.valid()) uses_[step].push_back({position(result), span});
  }

  template <typename Named>
  static std::size_t position(Id<Named> id) {
    return static_cast<std::size_t>(id.index);
  }

  void search(std::size_t start) {
    if (states_[start] != State::Waiting) return;
    std::vector<Frame> stack{{start, 0}};
    states_[start] = State::Open;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next == uses_[frame.step].size()) {
        states_[frame.step] = State::Done;
        add(frame.step);
        stack.pop_back();
        continue;
      }
      const Use& use = uses_[frame.step][frame.next++];
      if (states_[use.step] == State::Open) {
        report(stack, use);
      } else if (states_[use.step] == State::Waiting) {
        states_[use.step] = State::Open;
        stack.push_back({use.step, 0});
      }
    }
  }

  void add(std::size_t step) {
    FormulaStep made;
    if (step < lines_) {
      made.line = program::FormulaLineId(step);
    } else {
      made.allocation = program::AllocationId(step - lines_);
    }
    order_.push_back(made);
  }

  std::string name(std::size_t step) const {
    if (step >= lines_) {
      return context_.program.allocations[program::AllocationId(step - lines_)].name;
    }
    return context_.program.formula_lines[program::FormulaLineId(step)].name;
  }

  void report(const std::vector<Frame>& stack, const Use& closing) {
    circle_ = true;
    const auto begin = std::find_if(stack.begin(), stack.end(),
                                    [&](const Frame& frame) { return frame.step == closing.step; });
    std::string circle = "\"" + name(begin->step) + "\"";
    std::vector<Label> labels;
    for (auto at = begin; at != stack.end(); ++at) {
      const bool last = at + 1 == stack.end();
      const std::size_t used = last ? closing.step : (at + 1)->step;
      circle += (at == begin ? " refers to \"" : ", which refers to \"") + name(used) + "\"";
      if (!last) {
        labels.push_back({uses_[at->step][at->next - 1].span,
                          "\"" + name(at->step) + "\" refers to \"" + name(used) + "\" here"});
      }
    }
    context_.report(Code::LinesInCircle, closing.span, circle).labels = std::move(labels);
  }

  Context& context_;
  std::size_t lines_;
  std::vector<std::vector<Use>> uses_;  // by step: the lines, then the allocations
  std::vector<State> states_;
  std::vector<FormulaStep> order_;
  bool circle_ = false;
};

}  // namespace

std::vector<FormulaStep> order_formulas(Context& context) {
  return FormulaOrderer(context).order();
}

}  // namespace nansen::check

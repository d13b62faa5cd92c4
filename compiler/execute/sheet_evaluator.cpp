// Block by block: each loop of the plan, and after it what the runtime does across rows.
#include "compiler/execute/sheet_evaluator.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/execute/sheet_bounds.h"
#include "compiler/execute/sheet_sets.h"
#include "runtime/sharing.h"

namespace nansen::execute {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;
using runtime::Lanes;

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

/// All that is the same for every block of a table, and the memory that blocks use in turn.
class TableRun {
 public:
  TableRun(const ir::Sheet& sheet, const CompiledSheet& compiled,
           const runtime::Scenarios& scenarios, const std::vector<int>& digits)
      : sheet_(sheet),
        plan_(compiled.plan),
        kernels_(compiled.kernels),
        scenarios_(scenarios),
        sets_(find_sets(sheet, plan_, scenarios)) {
    if (!sets_.fails) bounds_ = find_bounds(sheet, plan_, sets_, scenarios, digits);
    if (fails()) return;
    fill_scalars(digits);
    fill_masks();
    for (const SheetStep& step : plan_.steps) lists_.push_back(rows_of(step));
    row_memory_.resize(plan_.row_slots * sets_.rows);
    sheet_memory_.resize(plan_.sheet_slots);
    inputs_.resize(sheet.inputs.size());
    for (std::size_t index = 0; index < sheet.operations.size(); ++index) {
      list_members(SheetValueId(index));
    }
  }

  /// No scenario can be answered.
  bool fails() const { return sets_.fails || bounds_.fails; }

  /// Works a block out; bits of the scenarios that are not decided.
  std::uint8_t run(std::size_t block) {
    std::uint8_t undecided = 0;
    for (std::size_t input = 0; input < inputs_.size(); ++input) {
      inputs_[input] = scenarios_.block(block, input);
    }
    SheetFrame frame;
    frame.inputs = inputs_.data();
    if (!sheet_.parameters.empty()) frame.parameters = scenarios_.parameter_block(block, 0);
    frame.scalars = scalars_.data();
    frame.masks = masks_.data();
    frame.rows = sets_.rows;
    frame.row_memory = reinterpret_cast<double*>(row_memory_.data());
    frame.sheet_memory = reinterpret_cast<double*>(sheet_memory_.data());
    frame.undecided = &undecided;
    frame.asked = asked_.data();
    for (std::size_t step = 0; step < plan_.steps.size(); ++step) {
      frame.list = lists_[step].data();
      frame.count = lists_[step].size();
      kernels_[step](&frame);
      for (const SheetValueId id : plan_.steps[step].across) work_out(id);
    }
    return undecided;
  }

  /// Copies a block's answers to where the results of its first `count` scenarios begin.
  void copy(std::size_t output, std::size_t count, std::int64_t* results) const {
    const auto slot = static_cast<std::size_t>(plan_.output_slots[output]);
    if (plan_.of(sheet_.outputs[output].value).rows) {
      return runtime::scatter(&row_memory_[slot * sets_.rows], sets_.rows, count, results);
    }
    std::int64_t units[runtime::scenario_lanes];
    std::memcpy(units, &sheet_memory_[slot], sizeof units);
    for (std::size_t lane = 0; lane < count; ++lane) {
      std::int64_t* scenario = results + lane * sets_.rows;
      std::fill(scenario, scenario + sets_.rows, 0);
      for (const std::uint32_t row : asked_rows_[output]) scenario[row] = units[lane];
    }
  }

 private:
  const SheetOperation& at(SheetValueId id) const { return sheet_.operations[id]; }

  // ---- once a table ----

  void fill_scalars(const std::vector<int>& digits) {
    const SheetScalars place(sheet_);
    scalars_.assign(place.size(), 0);
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      const SheetValueId id(index);
      // Where errors are added up, a few roundings are lost.
      scalars_[SheetScalars::bound(id)] = bounds_.values[index].bound * (1 + 0x1p-48);
      if (at(id).opcode == SheetOpcode::Count) {
        scalars_[place.count(id)] = static_cast<double>(sets_.members(at(id).operands[0]).size());
      }
    }
    for (std::size_t input = 0; input < sheet_.inputs.size(); ++input) {
      scalars_[place.input(input)] = 1 / static_cast<double>(scenarios_.scale(input));
    }
    for (std::size_t parameter = 0; parameter < sheet_.parameters.size(); ++parameter) {
      scalars_[place.parameter(parameter)] =
          1 / static_cast<double>(scenarios_.parameter_scale(parameter));
    }
    for (std::size_t output = 0; output < sheet_.outputs.size(); ++output) {
      scalars_[place.power(output)] = std::pow(10.0, digits[output]);
      scalars_[place.output_bound(output)] = bounds_.output_bounds[output] * (1 + 0x1p-48);
      scalars_[place.output_rounding(output)] = bounds_.output_rounding[output];
      asked_rows_.push_back(sets_.members(sheet_.outputs[output].rows));
      asked_.push_back(asked_rows_.back().empty() ? 0 : 0xff);
    }
  }

  void fill_masks() {
    masks_.assign(2 * plan_.mask_count * sets_.rows, 0);
    for (std::size_t index = 0; index < plan_.masks.size(); ++index) {
      if (plan_.masks[index] < 0) continue;
      std::uint8_t* yes = &masks_[2 * static_cast<std::size_t>(plan_.masks[index]) * sets_.rows];
      std::uint8_t* no = yes + sets_.rows;
      for (std::size_t row = 0; row < sets_.rows; ++row) {
        const std::uint8_t truth = sets_.truths[index][row];
        yes[row] = truth == 1 ? 0xff : 0;
        no[row] = truth == 0 ? 0xff : 0;
      }
    }
  }

  /// The rows that a step's loop has to go over.
  std::vector<std::uint32_t> rows_of(const SheetStep& step) const {
    std::vector<bool> wanted(sets_.rows, false);
    const auto want = [&](SheetValueId id) {
      for (std::size_t row = 0; row < sets_.rows; ++row) {
        if (sets_.needed[position(id)][row]) wanted[row] = true;
      }
    };
    const auto want_members = [&](SheetValueId set) {
      for (const std::uint32_t row : sets_.members(set)) wanted[row] = true;
    };
    for (const SheetValueId id : step.rows) want(id);
    for (const SheetValueId id : step.stored) want(id);
    for (const SheetValueId id : step.reductions) {
      if (sets_.is_needed(id)) want_members(at(id).operands[1]);
    }
    for (const std::size_t output : step.outputs) want_members(sheet_.outputs[output].rows);
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < sets_.rows; ++row) {
      if (wanted[row]) rows.push_back(static_cast<std::uint32_t>(row));
    }
    return rows;
  }

  void list_members(SheetValueId id) {
    members_.emplace_back();
    others_.emplace_back();
    if (!is_across(at(id).opcode) || !sets_.is_needed(id)) return;
    const SheetValueId set = at(id).operands.back();
    members_.back() = sets_.members(set);
    if (plan_.of(id).rows) others_.back() = sets_.needed_outside(id, set);
  }

  // ---- once a block ----

  Lanes* row_lines(std::int32_t slot) {
    return &row_memory_[static_cast<std::size_t>(slot) * sets_.rows];
  }

  runtime::BoundedRows operand(SheetValueId id) {
    const SheetValue& value = plan_.of(id);
    Lanes* lines = row_lines(value.row_slot);
    return {lines, value.stores_majorant() ? row_lines(value.row_slot + 1) : lines,
            bounds_.values[position(id)].bound};
  }

  runtime::RowResults results_of(SheetValueId id) {
    const SheetValue& value = plan_.of(id);
    if (value.rows) {
      return {row_lines(value.row_slot),
              value.stores_majorant() ? row_lines(value.row_slot + 1) : nullptr};
    }
    Lanes* line = &sheet_memory_[static_cast<std::size_t>(value.sheet_slot)];
    return {line, value.stores_majorant() ? line + 1 : nullptr};
  }

  static runtime::RowList list(const std::vector<std::uint32_t>& rows) {
    return {rows.data(), rows.size()};
  }

  void work_out(SheetValueId id) {
    if (!sets_.is_needed(id)) return;
    const SheetOperation& made = at(id);
    const runtime::RowList members = list(members_[position(id)]);
    const runtime::RowList others = list(others_[position(id)]);
    switch (made.opcode) {
      case SheetOpcode::Median:
        return runtime::median(operand(made.operands[0]), members, scratch_, results_of(id));
      case SheetOpcode::Rank:
        return runtime::ranks(operand(made.operands[0]), members, others, scratch_, results_of(id));
      case SheetOpcode::Redistribute:
        return runtime::redistribute(
            {operand(made.operands[0]), operand(made.operands[1]), operand(made.operands[2]),
             made.until_nothing_is_cut, members, others},
            scratch_, results_of(id));
      case SheetOpcode::Entitlement:
        return runtime::entitlements(division(made, members, others), scratch_, results_of(id));
      case SheetOpcode::Apportion:
        return runtime::apportion(division(made, members, others), method(made.method), scratch_,
                                  results_of(id));
      default: bug("the runtime does not know an operation across rows");
    }
  }

  runtime::Division division(const SheetOperation& made, runtime::RowList members,
                             runtime::RowList others) {
    const SheetValueId total = made.operands[0];
    const SheetValue& described = plan_.of(total);
    const Lanes* line = &sheet_memory_[static_cast<std::size_t>(described.sheet_slot)];
    runtime::Division result;
    result.total = {line, described.stores_majorant() ? line + 1 : line,
                    bounds_.values[position(total)].bound};
    result.weights = operand(made.operands[1]);
    result.weights_not_negative = plan_.of(made.operands[1]).sign != Sign::Any;
    if (has_floors(sheet_, made)) result.floors = operand(made.operands[2]);
    if (has_ceilings(made)) result.ceilings = operand(made.operands[3]);
    result.members = members;
    result.others = others;
    return result;
  }

  static runtime::RoundingMethod method(ir::Apportionment method) {
    switch (method) {
      case ir::Apportionment::LargestRemainder: return runtime::RoundingMethod::LargestRemainder;
      case ir::Apportionment::Jefferson: return runtime::RoundingMethod::Jefferson;
      case ir::Apportionment::Webster: return runtime::RoundingMethod::Webster;
      case ir::Apportionment::HuntingtonHill: return runtime::RoundingMethod::HuntingtonHill;
      case ir::Apportionment::Adams: return runtime::RoundingMethod::Adams;
      case ir::Apportionment::EachToTheNearest: return runtime::RoundingMethod::EachToTheNearest;
    }
    bug("the runtime does not know a method of apportionment");
  }

  const ir::Sheet& sheet_;
  const SheetPlan& plan_;
  const std::vector<void (*)(const SheetFrame*)>& kernels_;
  const runtime::Scenarios& scenarios_;
  SheetSets sets_;
  SheetBounds bounds_;
  std::vector<double> scalars_;
  std::vector<std::uint8_t> masks_;
  std::vector<std::uint8_t> asked_;
  std::vector<std::vector<std::uint32_t>> asked_rows_;  // by output
  std::vector<std::vector<std::uint32_t>> lists_;       // by step
  std::vector<std::vector<std::uint32_t>> members_;     // by operation across rows
  std::vector<std::vector<std::uint32_t>> others_;
  std::vector<const double*> inputs_;
  std::vector<Lanes> row_memory_;
  std::vector<Lanes> sheet_memory_;
  runtime::SharingScratch scratch_;
};

class CompiledEvaluator final : public SheetEvaluator {
 public:
  CompiledEvaluator(ir::Sheet sheet, std::unique_ptr<CompiledSheet> usual, SheetCompiler compiler)
      : sheet_(std::move(sheet)), usual_(std::move(usual)), compiler_(std::move(compiler)) {}

  std::string llvm_text() const override { return usual_->llvm_text; }

  void evaluate(const runtime::Scenarios& scenarios, const std::vector<int>& digits,
                runtime::ScenarioResults& results) const override {
    if (digits.size() != sheet_.outputs.size() || scenarios.inputs() != sheet_.inputs.size()) {
      bug("scenarios do not fit their sheet");
    }
    const std::size_t rows = scenarios.rows();
    const std::size_t count = scenarios.count();
    results.columns.resize(sheet_.outputs.size());
    for (runtime::ScenarioColumn& column : results.columns) column.values.resize(count * rows);
    results.undecided.assign(count, 0);
    if (rows == 0 || count == 0) return;
    const CompiledSheet* form = form_for(scenarios);
    if (form == nullptr) return undecide(results);
    TableRun run(sheet_, *form, scenarios, digits);
    if (run.fails()) return undecide(results);
    for (std::size_t block = 0; block < scenarios.blocks(); ++block) {
      const std::uint8_t undecided = run.run(block);
      const std::size_t first = block * runtime::scenario_lanes;
      const std::size_t here = std::min(runtime::scenario_lanes, count - first);
      for (std::size_t lane = 0; lane < here; ++lane) {
        results.undecided[first + lane] = undecided >> lane & 1;
      }
      for (std::size_t output = 0; output < sheet_.outputs.size(); ++output) {
        run.copy(output, here, results.columns[output].values.data() + first * rows);
      }
    }
  }

 private:
  static void undecide(runtime::ScenarioResults& results) {
    std::fill(results.undecided.begin(), results.undecided.end(), std::uint8_t{1});
  }

  const CompiledSheet* form_for(const runtime::Scenarios& scenarios) const {
    bool not_negative = true;
    for (std::size_t input = 0; input < scenarios.inputs(); ++input) {
      not_negative = not_negative && scenarios.range(input).least >= 0;
    }
    for (std::size_t parameter = 0; parameter < sheet_.parameters.size(); ++parameter) {
      not_negative = not_negative && scenarios.parameter_range(parameter).least >= 0;
    }
    if (not_negative) return usual_.get();
    const std::lock_guard lock(mutex_);
    if (!tried_) {
      std::string error;
      general_ = compiler_(sheet_, false, error);
      tried_ = true;
    }
    return general_.get();
  }

  const ir::Sheet sheet_;
  std::unique_ptr<CompiledSheet> usual_;
  SheetCompiler compiler_;
  mutable std::mutex mutex_;
  mutable bool tried_ = false;
  mutable std::unique_ptr<CompiledSheet> general_;
};

}  // namespace

std::unique_ptr<SheetEvaluator> make_sheet_evaluator(const ir::Sheet& sheet,
                                                     std::unique_ptr<CompiledSheet> usual,
                                                     SheetCompiler compiler) {
  return std::make_unique<CompiledEvaluator>(sheet, std::move(usual), std::move(compiler));
}

}  // namespace nansen::execute

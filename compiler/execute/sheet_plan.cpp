#include "compiler/execute/sheet_plan.h"

#include <algorithm>

namespace nansen::execute {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

bool is_reduction(SheetOpcode opcode) {
  return opcode == SheetOpcode::Total || opcode == SheetOpcode::Least ||
         opcode == SheetOpcode::Greatest;
}

class Planner {
 public:
  Planner(const ir::Sheet& sheet, bool not_negative)
      : sheet_(sheet), inputs_(not_negative ? Sign::NotNegative : Sign::Any) {}

  SheetPlan plan() {
    const std::vector<bool> rows = ir::has_rows(sheet_);
    const std::vector<bool> uniform = ir::is_uniform(sheet_);
    plan_.values.resize(sheet_.operations.size());
    plan_.masks.assign(sheet_.operations.size(), -1);
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      const SheetValueId id(index);
      SheetValue& value = plan_.values[index];
      value.rows = rows[index];
      value.truth = ir::gives_truth(at(id).opcode);
      value.uniform = uniform[index];
      describe(at(id), value);
      value.level = level(at(id));
    }
    find_live();
    assign();
    return std::move(plan_);
  }

 private:
  const SheetOperation& at(SheetValueId id) const { return sheet_.operations[id]; }
  SheetValue& of(SheetValueId id) { return plan_.values[position(id)]; }
  const SheetValue& operand(const SheetOperation& made, std::size_t place) {
    return of(made.operands[place]);
  }

  // ---- what is known of a number ----

  void describe(const SheetOperation& made, SheetValue& value) {
    if (value.truth) return;
    for (const SheetValueId each : made.operands) value.may_fail |= of(each).may_fail;
    switch (made.opcode) {
      case SheetOpcode::Constant:
        value.sign = made.number > 0    ? Sign::Positive
                     : made.number == 0 ? Sign::NotNegative
                                        : Sign::Any;
        break;
      case SheetOpcode::Parameter:
      case SheetOpcode::Indicator: value.sign = inputs_; break;
      case SheetOpcode::Add:
        value.sign = sum(operand(made, 0).sign, operand(made, 1).sign);
        value.relative = own_majorants(made);
        break;
      case SheetOpcode::Subtract: value.relative = false; break;
      case SheetOpcode::Multiply:
        value.sign = std::min(operand(made, 0).sign, operand(made, 1).sign);
        value.relative = operand(made, 0).relative && operand(made, 1).relative;
        break;
      case SheetOpcode::Divide:
        value.sign = operand(made, 1).sign == Sign::Any ? Sign::Any : operand(made, 0).sign;
        value.relative = operand(made, 0).relative && operand(made, 1).relative;
        value.may_fail |= operand(made, 1).sign != Sign::Positive || !operand(made, 1).relative;
        break;
      case SheetOpcode::Smaller:
      case SheetOpcode::MiddleOf:
        value.sign = least_sign(made);
        value.relative = own_majorants(made);
        break;
      case SheetOpcode::Larger:
        value.sign = std::max(operand(made, 0).sign, operand(made, 1).sign);
        value.relative = own_majorants(made);
        break;
      case SheetOpcode::NotNegative:
        value.sign = std::max(operand(made, 0).sign, Sign::NotNegative);
        value.relative = operand(made, 0).relative;
        value.may_fail |= operand(made, 0).sign == Sign::Any;
        break;
      case SheetOpcode::Choose:
        value.sign = std::min(operand(made, 1).sign, operand(made, 2).sign);
        value.relative = operand(made, 1).relative && operand(made, 2).relative;
        value.may_fail |= !operand(made, 0).uniform;
        break;
      case SheetOpcode::Total:
        value.sign = std::min(operand(made, 0).sign, Sign::NotNegative);
        value.relative = owns(operand(made, 0));
        break;
      case SheetOpcode::Least:
      case SheetOpcode::Greatest:
      case SheetOpcode::Median:
        value.sign = operand(made, 0).sign;
        value.relative = owns(operand(made, 0));
        break;
      case SheetOpcode::Count:
      case SheetOpcode::Rank:
      case SheetOpcode::Apportion:
        value.sign = Sign::NotNegative;
        value.whole = true;
        value.may_fail = made.opcode != SheetOpcode::Count;
        break;
      case SheetOpcode::Redistribute:
        value.sign = std::min({operand(made, 0).sign, operand(made, 1).sign, Sign::NotNegative});
        value.relative = false;
        value.may_fail = true;
        break;
      case SheetOpcode::Entitlement:
        value.sign = Sign::NotNegative;
        value.relative = false;
        value.may_fail = true;
        break;
      default: break;
    }
  }

  /// The sum of two positive numbers is positive in double precision too, and so is that of one and
  /// a number that is not negative.
  static Sign sum(Sign left, Sign right) {
    if (left == Sign::Any || right == Sign::Any) return Sign::Any;
    return std::max(left, right);
  }

  /// The number is not negative and its own majorant.
  static bool owns(const SheetValue& value) { return value.relative && value.sign != Sign::Any; }

  bool own_majorants(const SheetOperation& made) {
    return std::all_of(made.operands.begin(), made.operands.end(),
                       [this](SheetValueId each) { return owns(of(each)); });
  }

  Sign least_sign(const SheetOperation& made) {
    Sign least = Sign::Positive;
    for (const SheetValueId each : made.operands) least = std::min(least, of(each).sign);
    return least;
  }

  // ---- loops ----

  std::size_t level(const SheetOperation& made) {
    std::size_t latest = 0;
    for (const SheetValueId each : made.operands) latest = std::max(latest, of(each).level);
    return is_reduction(made.opcode) || is_across(made.opcode) ? latest + 1 : latest;
  }

  void find_live() {
    for (const ir::SheetOutput& output : sheet_.outputs) {
      of(output.value).live = true;
      of(output.rows).live = true;
    }
    for (std::size_t index = sheet_.operations.size(); index-- > 0;) {
      if (!plan_.values[index].live) continue;
      for (const SheetValueId each : at(SheetValueId(index)).operands) of(each).live = true;
    }
  }

  /// Read or computed wherever it is used.
  static bool is_leaf(SheetOpcode opcode) {
    return opcode == SheetOpcode::Constant || opcode == SheetOpcode::Parameter ||
           opcode == SheetOpcode::Indicator || opcode == SheetOpcode::Count;
  }

  SheetStep& step(std::size_t level) {
    if (plan_.steps.size() <= level) plan_.steps.resize(level + 1);
    return plan_.steps[level];
  }

  void give_row_slot(SheetValueId id) {
    SheetValue& value = of(id);
    if (value.row_slot >= 0) return;
    value.row_slot = static_cast<std::int32_t>(plan_.row_slots);
    plan_.row_slots += value.stores_majorant() ? 2 : 1;
  }

  void give_sheet_slot(SheetValueId id) {
    SheetValue& value = of(id);
    if (value.sheet_slot >= 0) return;
    value.sheet_slot = static_cast<std::int32_t>(plan_.sheet_slots);
    plan_.sheet_slots += value.stores_majorant() ? 2 : 1;
  }

  void read_mask(SheetValueId id) {
    std::int32_t& mask = plan_.masks[position(id)];
    if (mask < 0) mask = static_cast<std::int32_t>(plan_.mask_count++);
  }

  /// The loop in which an operation reads its operands.
  std::size_t reading_level(SheetValueId id) {
    const SheetOperation& made = at(id);
    return is_reduction(made.opcode) || is_across(made.opcode) ? of(id).level - 1 : of(id).level;
  }

  void store_rows(SheetValueId id) {
    if (of(id).row_slot >= 0) return;
    give_row_slot(id);
    step(of(id).level).stored.push_back(id);
  }

  /// Notes that loop `reader` reads `id`.
  void read(SheetValueId id, std::size_t reader) {
    if (of(id).uniform) return read_mask(id);
    if (is_leaf(at(id).opcode) || of(id).level >= reader) return;
    if (!of(id).rows) return give_sheet_slot(id);
    if (!is_across(at(id).opcode)) store_rows(id);
  }

  void assign() {
    step(0);
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      const SheetValueId id(index);
      const SheetValue& value = of(id);
      const SheetOperation& made = at(id);
      if (!value.live || value.uniform || is_leaf(made.opcode)) continue;
      const std::size_t reader = reading_level(id);
      if (is_across(made.opcode)) {
        across(id, reader);
        continue;
      }
      if (is_reduction(made.opcode)) {
        step(reader).reductions.push_back(id);
        give_sheet_slot(id);
        step(value.level);
      } else if (value.rows) {
        step(reader).rows.push_back(id);
      } else {
        step(reader).before.push_back(id);
      }
      for (const SheetValueId each : made.operands) read(each, reader);
    }
    for (std::size_t output = 0; output < sheet_.outputs.size(); ++output) add_output(output);
  }

  void across(SheetValueId id, std::size_t reader) {
    const SheetOperation& made = at(id);
    step(reader).across.push_back(id);
    step(of(id).level);
    if (of(id).rows) {
      give_row_slot(id);
    } else {
      give_sheet_slot(id);
    }
    const bool divides =
        made.opcode == SheetOpcode::Apportion || made.opcode == SheetOpcode::Entitlement;
    for (std::size_t place = 0; place + 1 < made.operands.size(); ++place) {
      const SheetValueId each = made.operands[place];
      if (divides && place == 2 && !has_floors(sheet_, made)) continue;
      if (divides && place == 3 && !has_ceilings(made)) continue;
      if (divides && place == 0) {
        if (is_leaf(at(each).opcode) && of(each).sheet_slot < 0) step(0).before.push_back(each);
        give_sheet_slot(each);
      } else if (!is_across(at(each).opcode) || !of(each).rows) {
        store_rows(each);
      }
    }
  }

  void add_output(std::size_t index) {
    const ir::SheetOutput& output = sheet_.outputs[index];
    const SheetValue& value = of(output.value);
    const std::size_t reader = value.uniform ? 0 : value.level;
    step(reader).outputs.push_back(index);
    read(output.value, reader);
    read_mask(output.rows);
    plan_.output_slots.push_back(
        static_cast<std::int32_t>(value.rows ? plan_.row_slots++ : plan_.sheet_slots++));
  }

  const ir::Sheet& sheet_;
  Sign inputs_;
  SheetPlan plan_;
};

}  // namespace

bool is_across(SheetOpcode opcode) {
  switch (opcode) {
    case SheetOpcode::Median:
    case SheetOpcode::Rank:
    case SheetOpcode::Redistribute:
    case SheetOpcode::Apportion:
    case SheetOpcode::Entitlement: return true;
    default: return false;
  }
}

bool has_floors(const ir::Sheet& sheet, const SheetOperation& made) {
  const SheetOperation& floor = sheet.operations[made.operands[2]];
  return floor.opcode != SheetOpcode::Constant || floor.number > 0;
}

bool has_ceilings(const SheetOperation& made) { return made.operands[3] != made.operands[0]; }

bool by_reciprocal(const SheetPlan& plan, const SheetOperation& divide) {
  return plan.of(divide.operands[0]).rows && !plan.of(divide.operands[1]).rows;
}

SheetPlan plan_sheet(const ir::Sheet& sheet, bool not_negative) {
  return Planner(sheet, not_negative).plan();
}

}  // namespace nansen::execute

// Grows an ir::Sheet: inputs, parameters and operations come into being when they are first asked
// for, and equal operations are made once. Used inside this room only.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ir/sheet.h"

namespace nansen::lower {

class SheetBuilder {
 public:
  using Value = ir::SheetValueId;

  ir::Sheet& sheet() { return sheet_; }
  /// The formula expression that what follows is made for.
  void set_origin(std::uint32_t origin) { origin_ = origin; }
  std::uint32_t origin() const { return origin_; }

  Value emit(ir::SheetOperation operation) {
    Key key(operation.opcode, operation.operands, operation.number.get_str(), operation.index,
            operation.until_nothing_is_cut, operation.method, operation.ties);
    const auto found = made_.find(key);
    if (found != made_.end()) return found->second;
    const Value value = sheet_.operations.add(std::move(operation));
    sheet_.origins.push_back(origin_);
    made_.emplace(std::move(key), value);
    return value;
  }

  Value apply(ir::SheetOpcode opcode, std::vector<Value> operands) {
    ir::SheetOperation operation;
    operation.opcode = opcode;
    operation.operands = std::move(operands);
    return emit(std::move(operation));
  }
  Value constant(const Rational& number) {
    ir::SheetOperation operation;
    operation.opcode = ir::SheetOpcode::Constant;
    operation.number = number;
    return emit(std::move(operation));
  }
  /// Indicator, Known, Condition or Parameter `index`.
  Value read(ir::SheetOpcode opcode, std::size_t index) {
    ir::SheetOperation operation;
    operation.opcode = opcode;
    operation.index = static_cast<std::uint32_t>(index);
    return emit(std::move(operation));
  }
  Value always() { return apply(ir::SheetOpcode::Always, {}); }
  Value both(Value one, Value other) {
    if (one == other || is_always(other)) return one;
    return is_always(one) ? other : apply(ir::SheetOpcode::And, {one, other});
  }
  /// `value` in the set, zero outside it.
  Value within(Value set, Value value) {
    if (is_always(set)) return value;
    return apply(ir::SheetOpcode::Choose, {set, value, constant(0)});
  }

 private:
  using Key = std::tuple<ir::SheetOpcode, std::vector<Value>, std::string, std::uint32_t, bool,
                         ir::Apportionment, ir::TieOrder>;

  bool is_always(Value value) const {
    return sheet_.operations[value].opcode == ir::SheetOpcode::Always;
  }

  ir::Sheet sheet_;
  std::uint32_t origin_ = 0;
  std::map<Key, Value> made_;
};

}  // namespace nansen::lower

// The executable meaning: slow, obvious and exact. Every other engine must agree with it.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::interpret {

/// A truth, or a number that may be unknown.
using Value = std::variant<Truth, std::optional<Rational>>;

/// The value of every instruction for one case. For instructions of other domains than the root:
/// the values of each row that belongs to the case, in order (Rows), or of each row of the
/// referenced table that the case reaches, by row number (Referenced; unreached rows are absent).
class Trace {
 public:
  /// The value of `value` at `row` of its domain (0 for the root; else the row's number in the
  /// batch's table of that domain).
  const Value& at(ir::ValueId value, std::size_t row) const;
  Truth truth(ir::ValueId value, std::size_t row) const;

 private:
  friend class Interpreter;
  const ir::Module* module_ = nullptr;
  std::vector<std::vector<std::pair<std::size_t, Value>>> values_;
};

/// Evaluates one case with everything kept.
Trace trace(const ir::Module& module, const runtime::Batch& batch, std::size_t row);

/// Evaluates all cases of a batch. `results` must have the shape of the module's outputs.
void evaluate(const ir::Module& module, const runtime::Batch& batch, runtime::Results& results);

}  // namespace nansen::interpret

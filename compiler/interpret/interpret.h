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

/// The value of every instruction for one case: for the case's own row, for each linked row that
/// belongs to it, and for each row of a referenced table that it reaches by links and references.
class Trace {
 public:
  /// The rows of `domain` that the case reaches, ascending, as numbers of the batch's table of that
  /// domain; of the root, the case's own row alone.
  const std::vector<std::size_t>& rows(ir::DomainId domain) const;
  /// The value of `value` at `row`, one of `rows` of its domain. In the root domain `row` plays no
  /// part: there is but the case itself.
  const Value& at(ir::ValueId value, std::size_t row) const;
  /// The same for a value that is a truth.
  Truth truth(ir::ValueId value, std::size_t row) const;

 private:
  friend class Interpreter;
  const ir::Module* module_ = nullptr;
  std::vector<std::vector<std::size_t>> rows_;  // [domain]
  std::vector<std::vector<Value>> values_;      // [instruction], parallel to its domain's rows
};

/// Evaluates one case with everything kept. `module` must outlive the trace.
Trace trace(const ir::Module& module, const runtime::Batch& batch, std::size_t row);

/// Evaluates all cases of a batch. `results` must have the shape of the module's outputs and room
/// for the cases, and no output may be among `layout::too_wide`.
void evaluate(const ir::Module& module, const runtime::Batch& batch, runtime::Results& results);

}  // namespace nansen::interpret

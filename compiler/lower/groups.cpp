// `all of`, `any of`, `none of`, `at least N of` heads.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

ir::ValueId Lowering::group(const program::Expression& expression, const Context& context) {
  std::vector<ir::ValueId> heads;
  for (const program::RuleId head : expression.heads) heads.push_back(holds(head, context));
  switch (expression.quantity) {
    case program::Quantity::All: return builder_.all(context.here, std::move(heads));
    case program::Quantity::Any: return builder_.any(context.here, std::move(heads));
    case program::Quantity::None:
      return builder_.negate(builder_.any(context.here, std::move(heads)));
    case program::Quantity::AtLeast:
      return builder_.at_least(context.here, expression.count, std::move(heads));
  }
  bug("a group of no quantity");
}

}  // namespace nansen::lower

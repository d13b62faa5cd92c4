#include "compiler/execute/windows.h"

#include <utility>

namespace nansen::execute {

std::size_t rows_of(const runtime::Batch& batch, std::size_t domain) {
  return batch.tables[domain] == nullptr ? 0 : batch.tables[domain]->rows();
}

std::vector<Window> linked_rows_of(const BoundPlan& plan, const runtime::Batch& batch,
                                   const Window& cases) {
  std::vector<Window> found;
  for (const LinkedDomain& linked : plan.linked) {
    Window parents = cases;
    for (std::size_t above = 0; above < found.size(); ++above) {
      if (plan.linked[above].domain == linked.parent) parents = found[above];
    }
    const auto& table = batch.tables[linked.parent];
    if (table == nullptr || parents.rows() == 0 || rows_of(batch, linked.domain) == 0) {
      found.emplace_back();
      continue;
    }
    const auto* offsets = reinterpret_cast<const std::uint32_t*>(
        std::as_const(*table).buffer(plan.columns[linked.offsets].column, 1));
    found.push_back({offsets[parents.first], offsets[parents.end]});
  }
  return found;
}

}  // namespace nansen::execute

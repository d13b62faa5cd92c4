// Runs of stretches, taken from a queue by as many threads as are allowed.
#include "compiler/execute/packed.h"

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/execute/threads.h"

namespace nansen::execute {

std::size_t Cases::rows() const {
  if (packed_ != nullptr) return packed_->rows();
  if (source_ != nullptr) return source_->rows();
  if (batch_->tables.empty() || batch_->tables[0] == nullptr) return 0;
  return batch_->tables[0]->rows();
}

std::size_t Cases::shared_rows(std::size_t domain) const {
  const runtime::Batch& tables = packed_ != nullptr ? packed_->shared_tables() : *batch_;
  return tables.tables[domain] == nullptr ? 0 : tables.tables[domain]->rows();
}

std::shared_ptr<const PackedBatch> pack(const Evaluator& evaluator, const Cases& cases) {
  return evaluator.pack(cases);
}

bool evaluate(const Evaluator& evaluator, const Cases& cases, runtime::Results& results,
              unsigned threads) {
  if (results.capacity() < cases.rows()) bug("results are smaller than the cases");
  return in_runs(cases.rows(), threads, [&](RunQueue& queue, unsigned) {
    const auto scratch = evaluator.make_scratch();
    while (const auto run = queue.next()) {
      if (!evaluator.evaluate_rows(cases, run->first, run->count, {}, *scratch, results,
                                   /*keep=*/true, nullptr)) {
        return false;
      }
    }
    return true;
  });
}

}  // namespace nansen::execute

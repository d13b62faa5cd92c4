// One module, cases in every layout, and what the interpreter makes of them.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <utility>

#include "compiler/blockwise/blockwise.h"
#include "compiler/execute/packed.h"
#include "tests/support/random/kernel_checks.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::execute {

inline std::unique_ptr<Evaluator> evaluator_of(const ir::Module& module) {
  const plan::Plan plan = plan::plan(module);
  return make_evaluator(module, plan, blockwise::make_kernels(module, plan));
}

inline runtime::Batch batch_of(const ir::Module& module, std::uint64_t seed, std::size_t rows) {
  test::Random random(seed);
  return test::random_batch(module, random, {.rows = rows});
}

/// The cases of a batch, fetched from its table.
class TableSource final : public ColumnSource {
 public:
  explicit TableSource(const runtime::Table& table) : table_(table) {}

  std::size_t rows() const override { return table_.rows(); }
  bool fetch(std::size_t column, std::size_t first, std::size_t count,
             std::byte* const* buffers) const override {
    if (column == refused_column && first + count > refused_row) return false;
    const runtime::ColumnShape& shape = table_.shapes()[column];
    const std::size_t blocks = (count + runtime::block_rows - 1) / runtime::block_rows;
    for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
      const bool plane = buffer == 0 || shape.kind == runtime::ColumnKind::Boolean ||
                         shape.kind == runtime::ColumnKind::Set;
      const bool row_number = shape.kind == runtime::ColumnKind::Reference;
      const std::size_t bits = plane ? 1 : row_number ? 32 : 8U * shape.width;
      std::memcpy(buffers[buffer], table_.buffer(column, buffer) + first * bits / 8,
                  blocks * runtime::block_rows * bits / 8);
    }
    return true;
  }

  std::size_t refused_column = ~std::size_t{0};
  std::size_t refused_row = 0;

 private:
  const runtime::Table& table_;
};

inline runtime::Results interpreted(const ir::Module& module, const runtime::Batch& batch) {
  runtime::Results results(layout::output_shapes(module), batch.tables[0]->rows());
  interpret::evaluate(module, batch, results);
  return results;
}

/// Where `cases` are answered otherwise than `expected`; empty iff nowhere.
inline std::string wrong(const ir::Module& module, const Evaluator& evaluator, const Cases& cases,
                         unsigned threads, const runtime::Results& expected) {
  runtime::Results results(layout::output_shapes(module), cases.rows());
  if (!evaluate(evaluator, cases, results, threads)) return "a value was refused";
  return test::difference(results, expected, cases.rows());
}

/// True iff the module looks at no rows linked to its cases.
inline bool can_be_fetched(const ir::Module& module) {
  for (const ir::Domain& domain : module.domains) {
    if (domain.kind == ir::DomainKind::Rows) return false;
  }
  return true;
}

}  // namespace nansen::execute

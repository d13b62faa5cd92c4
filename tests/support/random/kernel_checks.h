// Kernels of any kind against the interpreter, to the bit.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "compiler/execute/evaluator.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"

namespace nansen::test {

inline ir::Module module_of(std::string_view text) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  return module;
}

/// Where the first `rows` rows of two results of one module differ; empty iff nowhere. Numbers are
/// compared where unknown too: both engines store zero there.
inline std::string difference(const runtime::Results& left, const runtime::Results& right,
                              std::size_t rows) {
  const auto bit = [](const std::uint64_t* plane, std::size_t row) {
    return (plane[row / 64] >> (row % 64) & 1) != 0;
  };
  for (std::size_t output = 0; output < left.shapes().size(); ++output) {
    const runtime::OutputShape& shape = left.shapes()[output];
    const bool number = shape.number;
    const std::size_t truths = number ? (shape.range ? 2 : 1) : shape.truths;
    for (std::size_t truth = 0; truth < truths; ++truth) {
      for (const bool yes : {true, false}) {
        if (number && !yes) continue;
        for (std::size_t row = 0; row < rows; ++row) {
          if (bit(left.plane(output, truth, yes), row) != bit(right.plane(output, truth, yes), row))
            return "output " + std::to_string(output) + " truth " + std::to_string(truth) +
                   (yes ? " yes" : " no") + " row " + std::to_string(row);
        }
      }
      for (std::size_t row = 0; number && row < rows; ++row) {
        const std::int64_t here = left.numbers(output, truth)[row];
        const std::int64_t there = right.numbers(output, truth)[row];
        if (here != there) {
          return "output " + std::to_string(output) + " row " + std::to_string(row) + ": " +
                 std::to_string(here) + " and " + std::to_string(there);
        }
      }
    }
  }
  return {};
}

/// Both engines on `batch`; empty iff they agree.
inline std::string disagreement(const ir::Module& module, const execute::Evaluator& evaluator,
                                const runtime::Batch& batch) {
  const std::size_t rows = batch.tables[0]->rows();
  runtime::Results evaluated(layout::output_shapes(module), rows);
  runtime::Results interpreted(layout::output_shapes(module), rows);
  const auto scratch = evaluator.make_scratch();
  evaluator.evaluate(batch, *scratch, evaluated);
  interpret::evaluate(module, batch, interpreted);
  return difference(evaluated, interpreted, rows);
}

}  // namespace nansen::test

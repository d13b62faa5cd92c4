// Batches of random facts for a module: every kind of column, known and unknown.
#pragma once

#include <functional>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "tests/support/random/random.h"

namespace nansen::test {

struct BatchOptions {
  std::size_t rows = 64;
  /// Of a hundred facts, how many are unknown; of a hundred lists of linked rows, how many may lack
  /// some.
  std::size_t unknown_percent = 25;
  /// Whether tables of referenced rows may be missing, and references lead to rows that are not
  /// there.
  bool absent_rows = true;
  /// Of a hundred facts that would be known, how many are left out after all; the others are the
  /// same as they would be with 0.
  std::size_t hidden_percent = 0;
  /// Whether days of which but a range would be known are known after all; the others are the same
  /// as they would be otherwise.
  bool exact_days = false;
  /// What draws the day of a row, where it is not random_day.
  std::function<std::int32_t(Random& random, std::size_t row)> day = {};
};

/// One table a domain, as `runtime::Batch` has them. Numbers crowd at the ends of their range and
/// around zero, where comparisons change; days as random_day has them. Of two columns of bounds
/// both are known or neither, the least never above the greatest.
runtime::Batch random_batch(const ir::Module& module, Random& random, const BatchOptions& options);

/// One of `rows` rows, the same for the same seed.
runtime::Batch random_rows(const ir::Module& module, std::uint64_t seed, std::size_t rows,
                           std::size_t unknown_percent = 25);

}  // namespace nansen::test

// The module of regimes4.treaty, and cases for it. The library's own definitions read linked rows,
// which neither NumPy nor SQL has a word for; these do not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::benchmarks {

/// `names` of its definitions, in normal form, with a column for each fact, or for those it reads.
ir::Module regimes4(const std::vector<std::string>& names, bool all_facts = true);
/// The four regimes.
const std::vector<std::string>& regimes4_names();

/// Random cases for it: every tenth truth unknown, or none, the country, the day and the number
/// always known.
class Regimes4Cases {
 public:
  Regimes4Cases(const ir::Module& module, std::size_t rows, bool some_unknown);

  const runtime::Batch& batch() const { return batch_; }
  std::size_t rows() const { return batch_.tables[0]->rows(); }
  /// The names of the truths.
  const std::vector<std::string>& truths() const { return truths_; }
  /// 0 no, 1 unknown, 2 yes.
  int code(std::size_t row, std::string_view truth) const;
  std::int32_t number(std::size_t row, std::string_view fact) const;
  ir::ColumnId column(std::string_view fact) const;

 private:
  std::size_t position(std::string_view fact) const;

  const ir::Module& module_;
  runtime::Batch batch_;
  std::vector<std::string> truths_;
};

}  // namespace nansen::benchmarks
